"""Which film did a person recommend to another: ReDial, on the rows of He et al. (CIKM'23) or of iEvaLM (EMNLP'23)?

A row is a recommending turn with what was said before it; every film named counts, all 6,281 candidates are ranked.
Films named for the first time are the table that counts. 4,316 of them are new by the films marked in the context; the
authors count 4,288. Learned from: the 1,000 conversations of ReDial's valid part (CC BY 4.0) and the films that ship;
published rows other than language models learned from 10,000. `--split valid` learns from the first three quarters of
these conversations and scores the last, which took place later. `--ablation` takes terms away.

`--rows ievalm` scores the other form of the data: 6,576 candidates, 4,499 films named in the test part, those already
mentioned included and hidden from nobody. There `ours` mixes in how often people name a film again.
"""

from __future__ import annotations

import argparse
import json
import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

from benchmarks.conversing import BASELINES, Stage, System, learned, listen, open_films, table
from benchmarks.moments import Moment, lines, rows, talks, text, turns
from benchmarks.repeating import odds, with_repeats
from benchmarks.report import Report, arguments, finish, measured
from benchmarks.shelf import Name, Shelf, dated, resource, stock
from data.catalogue.films import load
from recommender import clues
from recommender.learning import Case, fit

FOLDER = "redial"
YEAR = 2018.0
"""When the conversations took place."""

WARM = 330
"""Conversations that only give what later ones look back on."""

CUT = 750
"""The first conversation that `--split valid` scores."""

_HEADS = ("R@1", "R@5", "R@10", "R@20", "R@50")
_FOUND = {
    "GPT-4, zero-shot (published)": (0.050, 0.140, 0.201, 0.268),
    "GPT-3.5, zero-shot (published)": (0.043, 0.126, 0.183, 0.224),
    "NBCRS (published)": (0.014, 0.079, 0.130, 0.195, 0.272),
}
PUBLISHED = tuple(
    {"system": name, "films": "new", "n": 4288, **dict(zip(_HEADS, found, strict=False))}
    for name, found in _FOUND.items()
)
"""Of the test rows."""

REPEATS = (
    {"system": "UniCRS (published)", "films": "all", "n": 4499, "R@1": 0.050, "R@10": 0.215, "R@50": 0.413},
    {"system": "ChatGPT, zero-shot (published)", "films": "all", "n": 4499, "R@1": 0.037, "R@10": 0.174},
    {"system": "KBRD (published)", "films": "all", "n": 4499, "R@1": 0.028, "R@10": 0.169, "R@50": 0.366},
)
"""Of the test rows of iEvaLM."""

PARTS = {
    "past conversations": ("together", "together last", "in like talks"),
    "popularity": ("popular", "offered", "lately", "of late", "mentions and popular"),
    "films alike: like lists": ("likes", "last likes", "loved"),
    "films alike: content and tone": ("content", "tone", "nearest", "last content", "last tone"),
    "films alike: people, series, keywords": ("cast", "director", "writer", "keywords", "same series", "last cast",
                                              "last director", "last keywords"),
    "what was said": ("meaning", "words", "kind", "people", "named"),
    "fame, acclaim, age": ("fame 0", "acclaim 0", "age", "new", "era"),
}  # fmt: skip
"""Terms that an ablation takes away together."""


def run(given: Sequence[str]) -> Report:
    """Learn, score every system on the same rows, and print the table."""
    options = arguments("redial", given, extra=_options())
    folder, repeats = options.data / FOLDER, options.rows == "ievalm"
    with tempfile.TemporaryDirectory() as place, measured() as clock:
        shelf, ids = named(folder) if repeats else candidates(folder)
        held = talks(folder / "valid_raw.jsonl.gz", shelf)
        stage = Stage.over(shelf, open_films(shelf, Path(place)), held, year=YEAR)
        last = len(stage.talks) if options.split == "test" else CUT
        cases = stage.cases(moment for talk in stage.talks[WARM:last] for moment in talk.moments)
        if options.split == "valid":
            scored = [moment for talk in stage.talks[CUT:] for moment in talk.moments]
        else:
            scored = list(_test(folder, shelf, ids, repeats=repeats))
        if repeats:
            found = compare_repeats(stage, cases, scored, last)
        else:
            found = compare(stage, cases, scored, ablation=options.ablation)
    published = REPEATS if repeats else PUBLISHED
    return finish(Report("redial", (*found, *published), clock.seconds, clock.peak_mb), options)


def compare(stage: Stage, cases: Sequence[Case], scored: Sequence[Moment], *, ablation: bool) -> list[dict[str, Any]]:
    """The rows of the table, and of the ablation when asked."""
    ranker = fit(cases, clues.NAMES)
    systems = {**BASELINES, "ours, weights only": learned(ranker, trees=False), "ours": learned(ranker)}
    if ablation:
        systems |= {f"ours without {name}": system for name, system in _without(cases)}
    return table(listen(stage, scored, systems), [name for name in ("ours", *systems) if name.startswith("ours")])


def compare_repeats(stage: Stage, cases: Sequence[Case], scored: Sequence[Moment], last: int) -> list[dict[str, Any]]:
    """The rows of the table where films may be named again; learned from the first `last` conversations."""
    ranker = learned(fit(cases, clues.NAMES))
    again = odds(moment for talk in stage.talks[:last] for moment in talk.moments)
    systems = {**BASELINES, "ours, new films only": ranker, "ours": with_repeats(ranker, again)}
    return table(listen(stage, scored, systems, hide=False), ["ours", "ours, new films only"], films="all")


def _test(folder: Path, shelf: Shelf, ids: Sequence[int], *, repeats: bool) -> Iterator[Moment]:
    """The test rows; iEvaLM's go by the films' names, the others by number."""
    if not repeats:
        return rows(lines(folder / "cikm23_test.jsonl.gz"), ids, [movie.title for movie in shelf.movies])
    names = _names(folder)
    return turns(lines(folder / "test.jsonl.gz"), {names[number]: place for place, number in enumerate(ids)})


def _without(cases: Sequence[Case]) -> Iterator[tuple[str, System]]:
    """Rankers learned anew with some terms held at nothing."""
    for part, names in PARTS.items():
        kept = [name not in names for name in clues.NAMES]
        yield part, learned(fit([replace(case, values=case.values * kept) for case in cases], clues.NAMES))


def candidates(folder: Path) -> tuple[Shelf, list[int]]:
    """The films that can be named, and their numbers in the rows."""
    numbers: dict[str, int] = json.loads(text(folder / "cikm23_entity2id.json.gz"))
    ids: list[int] = json.loads(text(folder / "cikm23_item_ids.json.gz"))
    names = {number: name for name, number in numbers.items()}
    notes = json.loads(text(folder / "id2info.json.gz")).values()
    return stock([resource(names[number]) for number in ids], load().movies, notes), ids


def named(folder: Path) -> tuple[Shelf, list[int]]:
    """The films that can be named in iEvaLM's rows, and their numbers."""
    ids: list[int] = json.loads(text(folder / "item_ids.json.gz"))
    names = _names(folder)
    notes = json.loads(text(folder / "id2info.json.gz")).values()
    return stock([Name(*dated(names[number])) for number in ids], load().movies, notes), ids


def _names(folder: Path) -> Mapping[int, str]:
    return {number: name for name, number in json.loads(text(folder / "entity2id.json.gz")).items()}


def _options() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(add_help=False)
    parser.add_argument("--data", type=Path, required=True, metavar="DIR", help=f"the folder that holds {FOLDER}/")
    parser.add_argument("--split", choices=("valid", "test"), default="valid", help="valid: the last conversations")
    parser.add_argument("--rows", choices=("cikm23", "ievalm"), default="cikm23", help="whose rows and candidates")
    parser.add_argument("--ablation", action="store_true", help="also learn without each group of terms")
    return parser
