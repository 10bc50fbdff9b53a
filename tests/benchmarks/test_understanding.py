"""Are the spans and intents of the reference data read as they are meant, and ours put in the same terms?"""

from __future__ import annotations

import gzip
import json
from pathlib import Path

from benchmarks.marking import marked
from benchmarks.understanding import intents, read_dialogues, read_tagged, run, spans
from bot.dialogue.understanding import entities
from recommender.catalog import Catalog

TAGGED = "O\tany\nB-Year\t1994\nB-Genre\tromantic\nI-Genre\tcomedy\nO\tstarring\nB-Actor\ttom\nI-Actor\thanks\n\n"


def test_reads_tagged_sentences(tmp_path: Path) -> None:
    path = tmp_path / "train.bio.gz"
    path.write_bytes(gzip.compress(TAGGED.encode()))
    (row,) = read_tagged(path)
    assert row.text == "any 1994 romantic comedy starring tom hanks"
    assert {(kind, row.text[start:end]) for kind, start, end in row.marks} == {
        ("Year", "1994"), ("Genre", "romantic comedy"), ("Actor", "tom hanks"),
    }  # fmt: skip


def test_scores_what_is_understood(tmp_path: Path, catalog: Catalog) -> None:
    path = tmp_path / "train.bio.gz"
    path.write_bytes(gzip.compress(TAGGED.encode()))
    scores = {row["system"]: row.get("f1", [0])[0] for row in spans(tuple(read_tagged(path)), catalog)}
    assert scores["MIT Movie Actor"] == scores["MIT Movie Year"] == scores["MIT Movie Genre"] == 1.0


def test_a_studio_is_a_maker_where_it_is_said_so(catalog: Catalog) -> None:
    text = "the pixar film about a robot"
    assert ("Director", 4, 9) in set(marked(text, entities(text, catalog), catalog))


def test_reads_dialogues_and_scores_intents(tmp_path: Path, catalog: Catalog) -> None:
    turns = {
        "S1": {"role": "seeker", "utterance_text": "Hi, any good thrillers?", "sub-intent/action": ["IQU"]},
        "R2": {"role": "recommender", "utterance_text": "@1 <Heat (1995)> ?", "sub-intent/action": ["REC-E"]},
        "S3": {"role": "seeker", "utterance_text": "I have seen it", "sub-intent/action": ["SEE"]},
    }
    path = tmp_path / "iard.json.gz"
    path.write_bytes(gzip.compress(json.dumps({"1": {"dialogue_info": turns}}).encode()))
    rows = tuple(read_dialogues(path, catalog))
    assert rows[1].session.last == ("heat-1995",)
    figures = {row["system"]: row for row in intents(rows, catalog)}
    assert figures["IARD intents, ours"]["macro_f1"] == 1.0
    assert figures["IARD intents, majority"]["macro_f1"] < 1.0


def test_says_what_is_missing(tmp_path: Path) -> None:
    result = run(["--data", str(tmp_path)])
    assert all("missing" in row["system"] for row in result.rows)
