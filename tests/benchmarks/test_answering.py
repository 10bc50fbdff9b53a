"""Do the answering benchmarks measure what they say, on small data in the same forms?"""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from benchmarks import metaqa, qa, tot, wordings
from bot.knowledge.graph import Triples
from data.catalogue.films import load

KB = "Red Harbour|directed_by|Ada Vale\nSalt Road|directed_by|Ada Vale\nSalt Road|release_year|1994\n"


def test_metaqa_counts_hits(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (tmp_path / "kb.txt.gz").write_bytes(gzip.compress(KB.encode()))
    (tmp_path / "1-hop_dev.txt").write_text(
        "who directed [Red Harbour]\tAda Vale\nwho directed [Salt Road]\tBen Okri\n"
    )
    (tmp_path / "2-hop_dev.txt").write_text("which films share a director with [Red Harbour]\tSalt Road\n")
    (tmp_path / "3-hop_dev.txt").write_text(
        "when were the movies directed by the director of [Red Harbour] released\t1994\n"
    )
    rows = {row["system"]: row for row in metaqa.run(["--data", str(tmp_path)]).rows}
    assert rows["ours 1-hop"]["hits@1"][0] == 0.5
    assert rows["ours 2-hop"]["exact"][0] == 1.0
    assert rows["ours 3-hop"]["exact"][0] == 1.0
    assert "TransferNet" in capsys.readouterr().out


def test_reachable_needs_the_triples() -> None:
    graph = Triples([("Red Harbour", "director", "Ada Vale"), ("Salt Road", "director", "Ada Vale")])
    one = metaqa.Asked("[Red Harbour]", 0, 13, frozenset({"Salt Road"}))
    assert metaqa.reachable(one, 2, graph)
    assert not metaqa.reachable(one, 1, graph)


def test_missing_data_is_named(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r"kb\.txt"):
        metaqa.run(["--data", str(tmp_path)])
    with pytest.raises(ValueError, match=r"movies\.csv"):
        tot.posts(tmp_path, "valid", load().movies[:5])


def test_forty_different_wordings_of_each_relation() -> None:
    found = wordings.phrasings()
    assert len(found) >= 20
    assert all(len(set(some)) == 40 for some in found.values())


def test_cases_are_the_same_for_the_same_seed() -> None:
    movies = load().movies
    some = list(wordings.cases(movies, each=1, seed=3))
    assert some == list(wordings.cases(movies, each=1, seed=3))
    assert {case.held_out for case in some} == {True, False}


def test_an_answer_must_hold_all_that_is_right() -> None:
    case = wordings.Case("directed", "?", False, films=frozenset({"a", "b"}))
    assert qa.right(case, qa.Answer("x", films=("b", "a")))
    assert not qa.right(case, qa.Answer("x", films=("a",)))
    assert not qa.right(case, qa.Answer("x", films=("a", "b"), known=False))


def test_posts_are_matched_by_title_and_year_and_cleaned(tmp_path: Path) -> None:
    for folder in ("tip-of-the-tongue", "movielens-latest-small", "cmu"):
        (tmp_path / folder).mkdir()
    (tmp_path / "movielens-latest-small" / "movies.csv").write_text("movieId,title,genres\n6,Heat (1995),Action\n")
    (tmp_path / "movielens-latest-small" / "links.csv").write_text("movieId,imdbId,tmdbId\n6,0113277,949\n")
    (tmp_path / "cmu" / "movie.metadata.tsv").write_text("77\t/m/x\tRonin\t1998-09-25\n")
    heat = {"title": "[TOMT] cops", "text": "A robber and a detective drink coffee. Edit: it was Heat",
            "imdb_url": "https://www.imdb.com/title/tt0113277", "wikipedia_id": ""}  # fmt: skip
    ronin = {"title": "[TOMT]", "text": "A briefcase in Nice", "imdb_url": None, "wikipedia_id": "77"}
    lines = "\n".join(json.dumps(record) for record in (heat, ronin, {**ronin, "wikipedia_id": "78"}))
    (tmp_path / "tip-of-the-tongue" / "valid.jsonl").write_text(lines)
    found = tot.posts(tmp_path, "valid", load().movies)
    assert [post.film for post in found] == ["heat-1995", "ronin-1998"]
    assert "Heat" not in found[0].text
