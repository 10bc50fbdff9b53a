"""Will somebody like a sixth film, given how they rated five; and how is a film rated on average?

MovieLens 100K: windows of six ratings in the order they were given, users split apart. Two tasks of the same shape,
with the films' genres and without, so that what genres add can be seen.
"""

from __future__ import annotations

import gzip
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from finetune.baselines import binary, majority
from finetune.scores import Figure, accuracy, auc, figure
from finetune.task import Answer, Example, Model, Split, Task, divide, read_label

LABELS = ("No", "Yes")
LIKED = 4
"""Stars out of five from which a film is liked."""

SHOWN = 5
PRIOR = 5.0
"""Ratings that a mean over few ratings is drawn towards the mean of all with."""

INSTRUCTION = "Somebody rated five films. Will they like the sixth? Answer Yes or No."


@dataclass(frozen=True, slots=True)
class Film:
    """A film of MovieLens; `genres` has one 0 or 1 for each of its 19."""

    title: str
    genres: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Rating:
    user: int
    film: int
    stars: int
    time: int


def load(folder: Path | None, seed: int, *, genres: bool = True) -> Split:
    """Windows of the users of `movielens-100k`; means and likeness come from the training users alone."""
    films, ratings = read(folder)
    users = divide([Example("", "", "", str(user)) for user in sorted({r.user for r in ratings})], seed)
    known = {int(one.group) for one in users.train}
    crowd = Crowd.of([rating for rating in ratings if rating.user in known], len(films))
    sides = []
    for side in (users.train, users.valid, users.test):
        chosen = {int(one.group) for one in side}
        sides.append(
            _windows([r for r in ratings if r.user in chosen], films, crowd=crowd, genres=genres, own=chosen <= known)
        )
    return Split(*sides)


def read(folder: Path | None) -> tuple[dict[int, Film], list[Rating]]:
    """Films by number and all ratings."""
    place = folder / "movielens-100k" if folder else None
    if place is None or not (place / "u.data.gz").is_file():
        raise ValueError(f"no movielens-100k/u.data.gz in {str(folder)!r}: name the folder with --data")
    with gzip.open(place / "u.item.gz", "rt", encoding="latin-1") as lines:
        rows = [line.rstrip("\n").split("|") for line in lines]
    films = {int(row[0]): Film(row[1], tuple(int(flag) for flag in row[5:24])) for row in rows}
    with gzip.open(place / "u.data.gz", "rt") as lines:
        return films, [Rating(*(int(value) for value in line.split("\t"))) for line in lines]


@dataclass(frozen=True)
class Crowd:
    """What many viewers say: each film's sum and number of stars, and how alike the crowd rates two films."""

    sums: np.ndarray
    counts: np.ndarray
    alike: np.ndarray
    mean: float

    @classmethod
    def of(cls, ratings: Sequence[Rating], films: int) -> Crowd:
        film = np.array([rating.film for rating in ratings])
        stars = np.array([rating.stars for rating in ratings], dtype=np.float64)
        _, user = np.unique([rating.user for rating in ratings], return_inverse=True)
        mean = float(stars.mean())
        table = np.zeros((user.max() + 1, films + 1), dtype=np.float32)
        table[user, film] = stars - mean
        sums, counts = np.bincount(film, stars, films + 1), np.bincount(film, minlength=films + 1)
        lengths = np.sqrt((table**2).sum(axis=0)) + 3
        return cls(sums, counts, (table.T @ table) / np.outer(lengths, lengths), mean)

    def rated(self, film: int, without: int | None = None) -> float:
        """A film's mean stars, drawn towards the mean of all; `without` leaves one viewer's stars out."""
        total, count = self.sums[film], self.counts[film]
        if without is not None:
            total, count = total - without, count - 1
        return float((total + PRIOR * self.mean) / (count + PRIOR))


def _windows(
    ratings: Sequence[Rating], films: dict[int, Film], *, crowd: Crowd, genres: bool, own: bool
) -> tuple[Example, ...]:
    by_user: dict[int, list[Rating]] = defaultdict(list)
    for rating in sorted(ratings, key=lambda one: (one.user, one.time, one.film)):
        by_user[rating.user].append(rating)
    size = SHOWN + 1
    return tuple(
        _window(rows[start : start + size], films, crowd=crowd, genres=genres, own=own)
        for rows in by_user.values()
        for start in range(0, len(rows) - SHOWN, size)
    )


def _window(rows: Sequence[Rating], films: dict[int, Film], *, crowd: Crowd, genres: bool, own: bool) -> Example:
    *shown, target = rows

    def named(film: int) -> str:
        return films[film].title + (f" [{_genre_text(films[film])}]" if genres else "")

    told = "; ".join(f"{named(one.film)}: {one.stars} of 5" for one in shown)
    return Example(
        instruction=INSTRUCTION,
        input=f"{told}. The sixth: {named(target.film)}",
        output=LABELS[target.stars >= LIKED],
        group=str(target.user),
        numbers=_features(shown, target, films, crowd=crowd, genres=genres, own=own),
        facts={"share": float(np.mean([one.stars >= LIKED for one in shown])), "film": target.film},
    )


def _features(
    shown: Sequence[Rating], target: Rating, films: dict[int, Film], *, crowd: Crowd, genres: bool, own: bool
) -> tuple[float, ...]:
    """What the five tell of the viewer, what the crowd tells of the sixth; a training viewer's own stars left out."""
    stars = np.array([one.stars for one in shown], dtype=np.float64)
    means = np.array([crowd.rated(one.film, one.stars if own else None) for one in shown])
    rated = crowd.rated(target.film, target.stars if own else None)
    beyond = stars - means
    likeness = np.array([crowd.alike[target.film, one.film] for one in shown])
    numbers = [
        rated, float(np.mean(stars >= LIKED)), float(stars.mean()), float(beyond.mean()),
        float(np.log1p(crowd.counts[target.film])), float(likeness @ beyond), float(likeness @ (stars - 3)),
        rated + float(beyond.mean()),
    ]  # fmt: skip
    if genres:
        kind = np.array(films[target.film].genres, dtype=np.float64)
        shared = np.array([np.minimum(kind, films[one.film].genres).sum() / max(kind.sum(), 1) for one in shown])
        numbers += [float(shared @ beyond) / 5, float(shared @ (stars - 3)) / 5, *kind.tolist()]
    return tuple(numbers)


GENRES = (
    "unknown", "Action", "Adventure", "Animation", "Children's", "Comedy", "Crime", "Documentary", "Drama", "Fantasy",
    "Film-Noir", "Horror", "Musical", "Mystery", "Romance", "Sci-Fi", "Thriller", "War", "Western",
)  # fmt: skip
"""MovieLens's names, in the order of its columns."""


def _genre_text(film: Film) -> str:
    return ", ".join(name for name, flag in zip(GENRES, film.genres, strict=True) if flag)


def score(asked: Sequence[Example], said: Sequence[Answer]) -> dict[str, Figure]:
    """Accuracy and AUC, intervals over users."""
    gold = np.array([LABELS.index(example.output) for example in asked])
    guess = np.array([LABELS.index(read_label(answer.text, LABELS) or "No") for answer in said])
    weights = np.array([answer.weights.get("Yes", float(answer.text == "Yes")) for answer in said])
    users = [example.group for example in asked]
    return {
        "accuracy": figure(accuracy, gold == guess, groups=users),
        "AUC": figure(auc, gold, weights, groups=users),
    }


def average_error(split: Split, model: Model) -> dict[str, Figure]:
    """How far a model's mean over a film's test windows, as stars, is from that film's share of likes there (films
    with ten windows or more)."""
    said = model.answer(split.test)
    by_film: dict[int, list[tuple[float, float]]] = defaultdict(list)
    for example, answer in zip(split.test, said, strict=True):
        weight = answer.weights.get("Yes", float(answer.text == "Yes"))
        by_film[example.facts["film"]].append((weight, float(example.output == "Yes")))
    pairs = np.array([np.mean(rows, axis=0) for rows in by_film.values() if len(rows) >= 10])
    return {"mean error of a film's share of likes": figure(accuracy, np.abs(pairs[:, 0] - pairs[:, 1]))}


def _liked_share(_: Split) -> Model:
    return binary(lambda example: example.facts["share"], labels=LABELS)


def _item_mean(_: Split) -> Model:
    return binary(lambda example: (example.numbers[0] - 1) / 4, labels=LABELS, threshold=(3.55 - 1) / 4)


BASELINES: dict[str, Callable[[Split], Model]] = {
    "majority class": majority,
    "share of likes": _liked_share,
    "item mean": _item_mean,
}

TASK = Task("like", LABELS, load, score, BASELINES)
PLAIN = Task("like without genres", LABELS, lambda folder, seed: load(folder, seed, genres=False), score, BASELINES)
