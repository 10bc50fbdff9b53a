"""How well are the films found that a person rated high and that were hidden?

ml-latest-small: ratings of 4 and more of people with at least five such; a fifth of each person's is hidden by chance
and all films but the known ones are ranked. R@20 divides by what 20 places can hold, as the published rows do. The row
`ours` learns from these likes alone, as the published rows do, which are of another random split; `ours, all ratings`
also knows what a person rated below 4: those films are seen, count a little, and are not recommended. `--split valid`
hides a fifth of what is left once more. The last rows are how long a person with 1,000 ratings waits for a list of the
product's films; `--large N` times it on so many generated films too.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import io
import tempfile
import time
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.generate import generate
from benchmarks.report import Report, arguments, finish, interval, measured, paired
from data.catalogue.films import load
from recommender.collaborative import LIKED, Floats, learn, strengths, table
from recommender.encoders import StaticEncoder
from recommender.movies import Movie
from recommender.preferences import Facets, Preferences
from recommender.recommend import Recommender, build

FOLDER = "movielens-latest-small"
FEWEST = 5
"""Likes that a person must have."""

SHARE = 0.2
"""Of a person's likes that are hidden, at least one."""

SEED = 0
DEPTH = 100
RATED = 1000
METRICS = ("NDCG@10", "R@20", "NDCG@100")

PUBLISHED = ({"system": "EASE, lambda 200 (published run)", "NDCG@10": 0.277, "R@20": 0.307, "NDCG@100": 0.342},
             {"system": "popularity (published run)", "NDCG@10": 0.139, "R@20": 0.173, "NDCG@100": 0.200})  # fmt: skip


@dataclass(frozen=True, slots=True)
class Split:
    """Arrays (people, films): `known` and `hidden` likes as 0 and 1, `low` ratings below 4 and 0 for none."""

    known: Floats
    hidden: Floats
    low: Floats


def run(given: Sequence[str]) -> Report:
    """Score every system on the same hidden likes."""
    options = arguments("toplist", given, extra=_options())
    ratings = read(options.data / FOLDER)
    with measured() as clock:
        split = divide(ratings)
        rows = compare(divide_again(split) if options.split == "valid" else split)
        rows.append(wait(load().movies))
        if options.large:
            rows.append(wait(generate(options.large)))
    return finish(Report("toplist", (*rows, *PUBLISHED), clock.seconds, clock.peak_mb), options)


def compare(split: Split) -> list[dict[str, Any]]:
    """One row per system, then our lead over the best other row of this run."""
    found: dict[str, dict[str, np.ndarray]] = {}
    rows = []
    for name, system in SYSTEMS.items():
        start = time.perf_counter()
        scores = system(split)
        seconds = time.perf_counter() - start
        found[name] = judge(scores, split)
        figures = {metric: interval(found[name][metric].tolist()) for metric in METRICS}
        rows.append({"system": name, "n": len(split.known), **figures, "seconds": round(seconds, 1)})
    others = [name for name in found if not name.startswith("ours")]
    best = max(others, key=lambda name: float(found[name]["NDCG@100"].mean()))
    for name in (name for name in found if name.startswith("ours")):
        lead = {metric: paired(found[name][metric].tolist(), found[best][metric].tolist()) for metric in METRICS}
        rows.append({"system": f"{name} minus {best}", "n": len(split.known), **lead})
    return rows


def judge(scores: Floats, split: Split) -> dict[str, np.ndarray]:
    """The metrics of every person; films whose likes are known are never ranked."""
    shown = np.argsort(-np.where(split.known > 0, -np.inf, scores), axis=1, kind="stable")[:, :DEPTH]
    hits = np.take_along_axis(split.hidden, shown, axis=1)
    most = split.hidden.sum(1).astype(int)
    gains = 1 / np.log2(np.arange(2, DEPTH + 2))
    ideal = np.cumsum(gains)
    return {
        "NDCG@10": (hits[:, :10] @ gains[: hits.shape[1]][:10]) / ideal[np.minimum(most, 10) - 1],
        "R@20": hits[:, :20].sum(1) / np.minimum(most, 20),
        "NDCG@100": (hits @ gains[: hits.shape[1]]) / ideal[np.minimum(most, DEPTH) - 1],
    }


def popularity(split: Split) -> Floats:
    """By the number of people who like a film."""
    return np.tile(split.known.sum(0), (len(split.known), 1))


def neighbours(split: Split) -> Floats:
    """Films liked together with those of a person: cosine between films, each film's hundred nearest."""
    lengths = np.sqrt(np.maximum(split.known.sum(0), 1))
    cosines = (split.known.T @ split.known) / np.outer(lengths, lengths)
    np.fill_diagonal(cosines, 0)
    least = -np.partition(-cosines, 100, axis=1)[:, 100:101] if cosines.shape[1] > 100 else 0
    return np.asarray(split.known @ np.where(cosines >= least, cosines, 0).T, np.float32)


def ours(split: Split) -> Floats:
    """The product's collaborative part, from likes alone."""
    return learn(split.known).scores(split.known)


def ours_all(split: Split) -> Floats:
    """The same from all ratings: what was rated low is seen, so it is evidence and no candidate."""
    tastes = strengths(np.where(split.known > 0, np.float32(LIKED), split.low))
    return np.where(split.low > 0, -np.inf, learn(tastes).scores(tastes))


SYSTEMS: dict[str, Callable[[Split], Floats]] = {
    "popularity": popularity,
    "item-kNN": neighbours,
    "ours": ours,
    "ours, all ratings": ours_all,
}


def wait(movies: Iterable[Movie]) -> dict[str, Any]:
    """Milliseconds until the product has a list for a person who rated `RATED` of these films, the median of many.

    The processor's own are told beside the clock's, as other work on the machine does not count in them.
    """
    encoder = StaticEncoder.load()
    with tempfile.TemporaryDirectory() as place:
        build(movies, Path(place) / "index", encoder)
        recommender = Recommender.open(Path(place) / "index", encoder)
        profile = person(recommender)
        recommender.recommend(Preferences(), profile)
        waits, works = [], []
        for genre in ("comedy", "drama", "thriller", "horror", "romance") * 8:
            start, work = time.perf_counter(), time.process_time()
            recommender.recommend(Preferences(wanted=Facets(genres=(genre,))), profile)
            waits.append((time.perf_counter() - start) * 1000)
            works.append((time.process_time() - work) * 1000)
        name = f"one recommendation, {RATED:,} ratings, {len(recommender.catalog):,} films"
        recommender.catalog.close()
    figures = {"ms": waits, "cpu_ms": works}
    return {"system": name, "n": len(waits), **{head: round(float(np.median(of)), 1) for head, of in figures.items()}}


def person(recommender: Recommender) -> Preferences:
    """Somebody who rated `RATED` films picked by chance: half of them are liked, a fifth are not."""
    chance = np.random.default_rng(SEED)
    rows = chance.permutation(len(recommender.catalog))[:RATED]
    films = [recommender.catalog.movie(int(row)).id for row in rows]
    liked, bad = films[: RATED // 2], films[RATED // 2 : RATED * 7 // 10]
    return Preferences(Facets(films=tuple(liked)), Facets(films=tuple(bad)), seen=frozenset(films))


def read(folder: Path) -> list[tuple[int, int, float]]:
    """Person, film and rating of every line of ratings.csv, plain or gzipped."""
    for path in (folder / "ratings.csv.gz", folder / "ratings.csv"):
        if path.is_file():
            content = path.read_bytes()
            text = gzip.decompress(content) if path.suffix == ".gz" else content
            lines = csv.DictReader(io.StringIO(text.decode("utf-8")))
            return [(int(line["userId"]), int(line["movieId"]), float(line["rating"])) for line in lines]
    raise FileNotFoundError(f"no ratings.csv(.gz) in {str(folder)!r}; --data names the folder that holds {FOLDER}/")


def divide(ratings: Sequence[tuple[int, int, float]]) -> Split:
    """People with enough likes, films that they like, and a fifth of each person's likes hidden."""
    likes = [(person, film) for person, film, rating in ratings if rating >= LIKED]
    people, counts = np.unique([person for person, _ in likes], return_counts=True)
    rows = {int(person): row for row, person in enumerate(people[counts >= FEWEST])}
    columns = {film: column for column, film in enumerate(sorted({film for person, film in likes if person in rows}))}
    inside = [(rows[p], columns[f], rating) for p, f, rating in ratings if p in rows and f in columns]
    rated = table(inside, people=len(rows), films=len(columns))
    known, hidden = _hide((rated >= LIKED).astype(np.float32), SEED)
    return Split(known, hidden, np.where(rated < LIKED, rated, 0))


def divide_again(split: Split) -> Split:
    """Known likes divided once more, to choose settings without a look at what is hidden."""
    known, hidden = _hide(split.known, SEED + 1)
    kept = hidden.sum(1) > 0
    return Split(known[kept], hidden[kept], split.low[kept])


def _hide(likes: Floats, seed: int) -> tuple[Floats, Floats]:
    chance = np.random.default_rng(seed)
    hidden = np.zeros_like(likes)
    for row, person in enumerate(likes):
        films = chance.permutation(np.flatnonzero(person))
        hidden[row, films[: max(1, round(SHARE * len(films)))]] = 1
    return likes - hidden, hidden


def _options() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(add_help=False)
    parser.add_argument("--data", type=Path, required=True, metavar="DIR", help=f"the folder that holds {FOLDER}/")
    parser.add_argument("--split", choices=("valid", "test"), default="test", help="valid: inside the training part")
    parser.add_argument("--large", type=int, default=0, metavar="N", help="also time N generated films (100000: 90 s)")
    return parser
