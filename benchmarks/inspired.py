"""Which film did a person recommend to another: INSPIRED, whose recommenders try to persuade?

A row is a film named in a recommender's turn, with what was said before it; the 1,123 films of the data set are ranked.
Learned from: the train dialogues and the films that ship. Train texts come without marks, so films in them are found by
the product's own linker. Without `--split test` the 99 dev dialogues are scored.
"""

from __future__ import annotations

import argparse
import ast
import csv
import io
import json
import re
import tempfile
from collections.abc import Iterable, Iterator, Sequence
from itertools import chain
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.conversing import BASELINES, Stage, System, learned, listen, open_films, table
from benchmarks.moments import Moment, Talk, lines, rows, text
from benchmarks.report import Report, arguments, finish, measured
from benchmarks.shelf import Shelf, resource, stock
from data.catalogue.films import load
from recommender import clues, lexical
from recommender.catalog import Catalog
from recommender.dialogues import Floats, Past
from recommender.learning import fit

FOLDER = "inspired"
YEAR = 2020.0
"""When the conversations took place."""

_HEADS = ("R@1", "R@5", "R@10", "R@20")
_FOUND = {
    "GPT-4, zero-shot (published, test)": (0.066, 0.133, 0.185, 0.218),
    "NBCRS (published, test)": (0.028, 0.085, 0.137, 0.209),
    "TF-IDF kNN (published, test)": (0.024, 0.133, 0.185, 0.242),
}
PUBLISHED = tuple(
    {"system": name, "films": "new", "n": 211, **dict(zip(_HEADS, found, strict=True))}
    for name, found in _FOUND.items()
)
"""Of the test rows, which are held back."""

_SPEAKER = re.compile(r"^(?:User|System): ?", re.MULTILINE)
_NEAREST = 30
"""Moments of the train part that a text is compared with."""


def run(given: Sequence[str]) -> Report:
    """Learn, score every system on the same rows, and print the table."""
    options = arguments("inspired", given, extra=_options())
    folder = options.data / FOLDER
    with tempfile.TemporaryDirectory() as place, measured() as clock:
        shelf, ids = candidates(folder)
        films = open_films(shelf, Path(place))
        stage = Stage.over(shelf, films, talks(folder, shelf, films.catalog), year=YEAR, ordered=False)
        if options.split == "test":
            titles = [movie.title for movie in shelf.movies]
            scored = list(rows(lines(folder / "cikm23_test.jsonl.gz"), ids, titles))
        else:
            scored = list(chain.from_iterable(dev(folder, ids)))
        past = [moment for talk in stage.talks for moment in talk.moments]
        ranker = fit(stage.cases(past), clues.NAMES)
        systems: dict[str, System] = {
            **BASELINES,
            "TF-IDF kNN": nearest(past, len(ids)),
            "ours, weights only": learned(ranker, trees=False),
            "ours": learned(ranker),
        }
        heard = listen(stage, scored, systems)
        found = table(heard, ["ours", "ours, weights only"], rivals=["popularity", "TF-IDF kNN"])
    return finish(Report("inspired", (*found, *PUBLISHED), clock.seconds, clock.peak_mb), options)


def candidates(folder: Path) -> tuple[Shelf, list[int]]:
    """The films that can be named, and their numbers."""
    names = {number: name for name, number in json.loads(text(folder / "entity2id.json.gz")).items()}
    ids: list[int] = json.loads(text(folder / "item_ids.json.gz"))
    return stock([resource(names[number]) for number in ids], load().movies), ids


def talks(folder: Path, shelf: Shelf, catalog: Catalog) -> list[Talk]:
    """The train dialogues: rows whose text goes on where the one before ended belong together."""
    found = csv.DictReader(io.StringIO(text(folder / "train_instructlf.csv.gz")))
    groups: list[list[dict[str, str]]] = []
    for row in found:
        begun = groups and row["full_situation"].startswith(_beginning(groups[-1][-1]["full_situation"]))
        groups[-1].append(row) if begun else groups.append([row])
    places = {movie.id: place for place, movie in enumerate(shelf.movies[: len(shelf.names)])}
    return [_talk(group, place, shelf, catalog=catalog, places=places) for place, group in enumerate(groups)]


def _beginning(said: str) -> str:
    return said.removesuffix("System: ").rstrip()


def _talk(
    group: Iterable[dict[str, str]], place: int, shelf: Shelf, *, catalog: Catalog, places: dict[str, int]
) -> Talk:
    mentioned: dict[int, None] = {}
    offered: list[int] = []
    moments = []
    read = 0
    for row in group:
        said = _SPEAKER.sub("", row["full_situation"])
        links = catalog.names.find(said[read:])
        read = len(said)
        films = (next((places[film] for film in link.values if film in places), None) for link in links)
        mentioned |= dict.fromkeys(film for film in films if film is not None)
        titles = (shelf.find(title, None) for title in ast.literal_eval(row["movies"]))
        named = tuple(dict.fromkeys(film for film in titles if film is not None))
        moments.append(Moment(f"train-{place}", said, tuple(mentioned), named, place))
        mentioned |= dict.fromkeys(named)
        offered += named
    return Talk(frozenset(), Past(tuple(mentioned), tuple(dict.fromkeys(offered))), tuple(moments))


def dev(folder: Path, ids: Sequence[int]) -> Iterator[list[Moment]]:
    """The moments of every dev dialogue; films are marked."""
    numbers: dict[str, int] = json.loads(text(folder / "entity2id.json.gz"))
    places = {number: place for place, number in enumerate(ids)}
    for number, dialogue in enumerate(lines(folder / "dev.jsonl.gz")):
        yield list(_moments(f"dev-{number}", dialogue, {name: places.get(id_) for name, id_ in numbers.items()}))


def _moments(name: str, dialogue: Sequence[dict[str, Any]], places: dict[str, int | None]) -> Iterator[Moment]:
    mentioned: dict[int, None] = {}
    said: list[str] = []
    for turn in dialogue:
        marked = (places.get(link) for link in turn["movie_link"])
        films = tuple(film for film in marked if film is not None)
        if turn["role"] == "RECOMMENDER" and films:
            yield Moment(name, "\n".join(said), tuple(mentioned), films)
        mentioned |= dict.fromkeys(films)
        said.append(turn["text"])


def nearest(past: Sequence[Moment], films: int) -> System:
    """Films named at the moments whose text is most like this one: cosines of words weighed by their rarity."""
    postings = lexical.bm25([moment.said for moment in past])

    def rank(values: dict[str, Floats], moment: Moment) -> Floats:
        likeness = postings.scores(lexical.terms(moment.said))
        found = np.float32(1e-6) * values["popular"]
        for place in np.argsort(-likeness, kind="stable")[:_NEAREST]:
            found[list(past[place].named)] += likeness[place]
        return found

    return rank


def _options() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(add_help=False)
    parser.add_argument("--data", type=Path, required=True, metavar="DIR", help=f"the folder that holds {FOLDER}/")
    parser.add_argument("--split", choices=("valid", "test"), default="valid", help="valid: the dev dialogues")
    return parser
