"""How often is a half-remembered film found from what somebody wrote about it?

    python main.py bench tot --data DIR

Posts of people who look for a film (tip-of-the-tongue), as far as the catalogue has the film. Posts name it by IMDb and
Wikipedia id, our films have none: MovieLens' links and Wikipedia's ids of the CMU list give title and year, and these
a film of ours when exactly one fits. What its author or a reader added once it was found ("Edit: ...", "solved") is
cut off, and posts that still name the title are left out. Weights were chosen on the training posts (`--split train`).
"""

from __future__ import annotations

import argparse
import csv
import gzip
import io
import json
import re
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.report import Report, arguments, finish, interval, measured, paired
from bot.knowledge.passages import Passages, passages
from data.catalogue.films import load
from recommender.encoders import Encoder, StaticEncoder
from recommender.lexical import bm25, terms
from recommender.movies import Movie
from recommender.recommend import Recommender, build
from recommender.spelling import key
from recommender.vectors import content_vectors

Ranking = Callable[[str], Sequence[str]]
"""A description -> ids, best first."""


@dataclass(frozen=True, slots=True)
class Post:
    """What somebody remembered, and the film it was."""

    text: str
    film: str


def run(given: Sequence[str] = ()) -> Report:
    """Rank all films for every post in each way, print the table, and give the figures."""
    options = arguments("tot", given, extra=_options())
    movies = load().movies
    with measured() as clock, tempfile.TemporaryDirectory() as folder:
        asked = posts(options.data, options.split, movies)[: options.most]
        if not asked:
            raise ValueError(f"no post of {str(options.data)!r} is about a film of the catalogue")
        rows = tuple(_compared(asked, systems(movies, StaticEncoder.load(), Path(folder))))
    return finish(Report("tot", rows, clock.seconds, clock.peak_mb), options)


def systems(movies: Sequence[Movie], encoder: Encoder, folder: Path) -> dict[str, Ranking]:
    """Ours first, then what it is made of, on the same texts of the same films."""
    held = Passages(movies, encoder)
    texts = [" ".join(one.text for one in passages(movie)) for movie in movies]
    words, vectors = bm25(texts), encoder.encode(texts)
    content = content_vectors(movies, encoder)
    build(movies, folder / "index", encoder)
    recommender = Recommender.open(folder / "index", encoder)
    ids = np.array([movie.id for movie in movies])
    return {
        "ours, passages": lambda text: held.ranked(text, spoilers=True),
        "ours, passages without endings": held.ranked,
        "ours, recommender.search": lambda text: [one.movie.id for one in recommender.search(text, 100)],
        "bm25": lambda text: ids[np.argsort(-words.scores(terms(text)), kind="stable")].tolist(),
        "encoder, content vectors": lambda text: ids[
            np.argsort(-(content @ encoder.encode([text])[0]), kind="stable")
        ].tolist(),
        "encoder": lambda text: ids[np.argsort(-(vectors @ encoder.encode([text])[0]), kind="stable")].tolist(),
    }


def posts(folder: Path, split: str, movies: Sequence[Movie]) -> list[Post]:
    """Posts about films of ours, cleaned; see above."""
    ids = _Ids(folder, movies)
    titles = {movie.id: movie.title for movie in movies}
    found = []
    for line in _lines(folder, "tip-of-the-tongue", f"{split}.jsonl"):
        record = json.loads(line)
        film = ids.film(record)
        text = clean(f"{record['title']}. {record['text']}")
        if film and text and key(titles[film]) not in key(text):
            found.append(Post(text, film))
    return found


def clean(text: str) -> str:
    """A post without its tags and without what was added later."""
    before = re.split(r"(?im)\b(?:edit|solved|update|answer|found it|it'?s called)\b\s*\d*\s*[:!-]", text)[0]
    return re.sub(r"\[[^\]]*\]|\bTOMT\b|https?://\S+", " ", before).strip()


class _Ids:
    """IMDb and Wikipedia ids as films of ours, where title and year leave one."""

    def __init__(self, folder: Path, movies: Sequence[Movie]) -> None:
        self._ours: defaultdict[str, list[Movie]] = defaultdict(list)
        for movie in movies:
            for title in {key(name) for name in (movie.title, movie.original_title or "") if name}:
                self._ours[title].append(movie)
        self._imdb = dict(_imdb(folder))
        self._wikipedia = dict(_wikipedia(folder))

    def film(self, record: Mapping[str, str | None]) -> str | None:
        number = re.search(r"tt(\d+)", record.get("imdb_url") or "")
        named = self._imdb.get(int(number[1])) if number else None
        named = named or self._wikipedia.get(record.get("wikipedia_id") or "")
        if named is None:
            return None
        title, year = named
        fitting = [movie.id for movie in self._ours[key(title)] if abs(movie.year - year) <= 1]
        return fitting[0] if len(fitting) == 1 else None


def _imdb(folder: Path) -> Iterator[tuple[int, tuple[str, int]]]:
    films = {row["movieId"]: row["title"] for row in _table(folder, "movielens-latest-small", "movies.csv")}
    for row in _table(folder, "movielens-latest-small", "links.csv"):
        named = re.fullmatch(r"(.*?)\s*(?:\([^)]*\)\s*)?\((\d{4})\)\s*", films.get(row["movieId"], ""))
        if named and row["imdbId"].isdigit():
            yield int(row["imdbId"]), (_forward(named[1]), int(named[2]))


def _forward(title: str) -> str:
    """MovieLens writes "Heat, The"."""
    return re.sub(r"^(.*), (The|A|An|La|Le|Les|Il|El|Das|Der|Die)$", r"\2 \1", title)


def _wikipedia(folder: Path) -> Iterator[tuple[str, tuple[str, int]]]:
    for line in _lines(folder, "cmu", "movie.metadata.tsv"):
        parts = line.split("\t")
        if len(parts) > 3 and (year := re.match(r"\d{4}", parts[3])):
            yield parts[0], (parts[2], int(year[0]))


def _compared(asked: Sequence[Post], ways: Mapping[str, Ranking]) -> Iterator[dict[str, Any]]:
    reference: dict[str, list[float]] = {}
    for name, rank in ways.items():
        started = time.perf_counter()
        places = [_place(rank(post.text), post.film) for post in asked]
        each = (time.perf_counter() - started) * 1000 / len(asked)
        inverse = [1 / place if place else 0.0 for place in places]
        reference[name] = inverse
        recalls = {f"R@{k}": interval([float(0 < place <= k) for place in places]) for k in (1, 10, 100)}
        ahead = {} if len(reference) == 1 else {"MRR behind ours": paired(next(iter(reference.values())), inverse)}
        yield {"system": name, "n": len(asked), **recalls, "MRR": interval(inverse), **ahead, "ms": each}


def _place(ranked: Sequence[str], film: str) -> int:
    """From 1; 0 when it is not there."""
    return next((place for place, one in enumerate(ranked, 1) if one == film), 0)


def _table(folder: Path, *parts: str) -> Iterator[dict[str, str]]:
    return iter(csv.DictReader(io.StringIO("\n".join(_lines(folder, *parts)))))


def _lines(folder: Path, where: str, name: str) -> list[str]:
    for path in (folder / where / name, folder / where / f"{name}.gz"):
        if path.is_file():
            data = path.read_bytes()
            return (gzip.decompress(data) if path.suffix == ".gz" else data).decode("utf-8").splitlines()
    raise ValueError(f"{where}/{name} is not in {str(folder)!r}: give the folder of the data sets with --data")


def _options() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(add_help=False)
    parser.add_argument("--data", type=Path, required=True, metavar="DIR", help="the folder of the data sets")
    parser.add_argument("--split", choices=("train", "valid"), default="valid", help="which posts (default: valid)")
    parser.add_argument("--most", type=int, default=None, metavar="N", help="only the first N posts")
    return parser
