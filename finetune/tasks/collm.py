"""Will this person like it: the rows of CoLLM (MovieLens 1M, split by time) and of TALLRec, on a CPU?

A logistic regression over what the past tells: smoothed means of viewer and film, the year, what our own catalogue
says of the film (acclaim, fame, genres, tone), and likeness to what the viewer liked before.
"""

from __future__ import annotations

import gzip
import json
import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np

from data.catalogue.films import load as load_films
from finetune.baselines import binary, majority
from finetune.scores import Figure, auc, figure, user_figure
from finetune.task import Answer, Example, Model, Split, Task
from recommender.movies import GENRES, Movie

LABELS = ("No", "Yes")
CUTS = (0.3, 0.45, 0.6, 0.75, 0.9, 1.0)
"""Shares of the training time at which the past is frozen, so that learning sees the future as the test does."""

PRIOR = 5.0
FEATURES = (
    "viewer mean", "viewer count", "film mean", "film count", "film plain mean", "year", "acclaim", "fame",
    "likes so far",
    "alike by viewers", "alike by genre", "alike by year", "recent mean", "liked together", "liked with most",
    "liked lately",
    "feels alike", "feels most alike", "feels like lately", "years newer", "years apart", "acclaim of likes",
    "mean of likes", "fame of likes", "known",
)  # fmt: skip


def load(folder: Path | None, _: int) -> Split:
    """CoLLM's training and validation rows; the split is by time and not ours to choose."""
    place = folder / "collm-ml1m" if folder else None
    if place is None or not (place / "train_ood2.jsonl.gz").is_file():
        raise ValueError(f"no collm-ml1m/train_ood2.jsonl.gz in {str(folder)!r}: name the folder with --data")
    learn, ask = _rows(place / "train_ood2.jsonl.gz"), _rows(place / "valid_ood2.jsonl.gz")
    films = Films.of(learn + ask)
    times = np.quantile([row["timestamp"] for row in learn], CUTS)
    train: list[Example] = []
    for low, high in pairwise(times):
        past = Past.of([row for row in learn if row["timestamp"] <= low], films)
        train += [_example(row, past) for row in learn if low < row["timestamp"] <= high]
    now = Past.of(learn, films)
    return Split(tuple(train), (), tuple(_example(row, now) for row in ask))


@dataclass(frozen=True)
class Films:
    """By film number: year, acclaim and fame (NaN where our catalogue lacks it), genres and tone as unit rows."""

    year: np.ndarray
    acclaim: np.ndarray
    fame: np.ndarray
    feel: np.ndarray

    @classmethod
    def of(cls, rows: Sequence[Mapping[str, Any]]) -> Films:
        titles = {number: title for row in rows for number, title in zip(row["his"], row["his_title"], strict=True)}
        titles |= {row["iid"]: row["title"] for row in rows}
        size = max(titles) + 1
        films = cls(np.full(size, 1990.0), np.full(size, np.nan), np.full(size, np.nan), np.zeros((size, 34)))
        ours = catalogue_by_name()
        for number, title in titles.items():
            name, year = key_of(title)
            if year:
                films.year[number] = year
            films._fill(number, ours.get((name, year)))
        return films

    def _fill(self, number: int, movie: Movie | None) -> None:
        if movie is None:
            return
        feel = np.array([float(genre in movie.genres) for genre in GENRES] + [value / 4 for value in movie.tone])
        self.acclaim[number], self.fame[number] = movie.acclaim, movie.fame
        self.feel[number] = feel / np.linalg.norm(feel)


@dataclass(frozen=True)
class Past:
    """What was known at one time: means by viewer and film, likeness of films, each viewer's ratings in order."""

    films: Films
    mean: float
    viewer: np.ndarray
    viewed: np.ndarray
    film: np.ndarray
    seen: np.ndarray
    plain: np.ndarray
    residual: np.ndarray
    together: np.ndarray
    by_viewer: Mapping[int, tuple[np.ndarray, np.ndarray]]

    @classmethod
    def of(cls, rows: Sequence[Mapping[str, Any]], films: Films) -> Past:
        user, item, label = (np.array([row[key] for row in rows]) for key in ("uid", "iid", "label"))
        size, users, mean = len(films.year), int(user.max()) + 1, float(label.mean())
        viewer, film = _means(user, item, label.astype(np.float64), sizes=(users, size))
        table, mask, likes = (np.zeros((users, size), dtype=np.float32) for _ in range(3))
        table[user, item], mask[user, item], likes[user, item] = label - viewer[user] - film[item], 1, label
        by_viewer: dict[int, list[int]] = defaultdict(list)
        for place, who in enumerate(user.tolist()):
            by_viewer[who].append(place)
        kept = {who: (item[places], label[places].astype(np.float64)) for who, places in by_viewer.items()}
        seen = np.bincount(item, minlength=size)
        plain = (np.bincount(item, label, size) + PRIOR * mean) / (seen + PRIOR)
        alike = _residual(table, mask), _together(likes)
        return cls(films, mean, viewer, np.bincount(user, minlength=users), film, seen, plain, *alike, kept)

    def features(self, user: int, item: int, liked: np.ndarray) -> tuple[float, ...]:
        """One value for each of `FEATURES`; `liked` are films the viewer liked before, oldest first."""
        known = user < len(self.viewer)
        mean = float(self.viewer[user]) if known else self.mean
        films = self.films
        count = float(np.log1p(self.viewed[user])) if known else 0.0
        own = (mean, count, float(self.film[item]), float(np.log1p(self.seen[item])), float(self.plain[item]))
        about = (
            float(films.year[item]),
            float(films.acclaim[item]),
            float(films.fame[item]),
            float(np.log1p(len(liked))),
        )
        listed = bool(films.feel[item].any())
        return (*own, *about, *self._rated(user, item, mean), *self._beside(item, liked, listed), float(listed))

    def _rated(self, user: int, item: int, mean: float) -> tuple[float, ...]:
        """How the viewer rated films alike, beyond what viewer and film would suggest."""
        if user not in self.by_viewer:
            return (np.nan,) * 4
        rated, label = self.by_viewer[user]
        beyond = label - mean - self.film[rated]
        near = self.residual[item, rated]
        feel = np.maximum(self.films.feel[rated] @ self.films.feel[item], 0) ** 4
        age = np.exp(-np.abs(self.films.year[rated] - self.films.year[item]) / 5)
        recent = label[-20:]
        return (
            float(near @ beyond / (np.abs(near).sum() + 0.5)),
            float(feel @ beyond / (feel.sum() + 2)),
            float(age @ beyond / (age.sum() + 2)),
            float((recent.sum() + 3 * self.mean) / (len(recent) + 3)),
        )

    def _beside(self, item: int, liked: np.ndarray, listed: bool) -> tuple[float, ...]:
        """How the film lies to those the viewer liked."""
        if not len(liked):
            return (np.nan,) * 11
        films, near = self.films, self.together[item, liked]
        feel = films.feel[liked] @ films.feel[item] if listed else np.full(len(liked), np.nan)
        newer, acclaim = films.year[item] - films.year[liked], films.acclaim[liked]
        return (
            float(near.mean()), float(np.sort(near)[-5:].mean()), float(near[-10:].mean()),
            float(feel.mean()), float(np.sort(feel)[-5:].mean()), float(feel[-5:].mean()),
            float(newer.mean()), float(np.abs(newer).mean()),
            float(np.nanmean(acclaim)) if np.isfinite(acclaim).any() else np.nan,
            float(self.plain[liked].mean()), float(np.log1p(self.seen[liked]).mean()),
        )  # fmt: skip


def score(asked: Sequence[Example], said: Sequence[Answer]) -> dict[str, Figure]:
    """AUC (interval over users) and the mean of each user's AUC."""
    gold = np.array([LABELS.index(example.output) for example in asked])
    weights = np.array([answer.weights["Yes"] for answer in said])
    users = np.array([example.group for example in asked])
    return {"AUC": figure(auc, gold, weights, groups=users.tolist()), "user AUC": user_figure(gold, weights, users)}


def load_tallrec(folder: Path | None, _: int) -> Split:
    """TALLRec's films liked and not, and whether the next is; every user has a group of their own."""
    place = folder / "tallrec" if folder else None
    if place is None or not (place / "train.json.gz").is_file():
        raise ValueError(f"no tallrec/train.json.gz in {str(folder)!r}: name the folder with --data")
    learn, ask = (json.loads(gzip.decompress((place / f"{side}.json.gz").read_bytes())) for side in ("train", "valid"))
    likes: dict[str, list[float]] = defaultdict(list)
    for row in learn:
        likes[_target(row)].append(float(row["output"] == "Yes."))
    ours = catalogue_by_name()
    sides = [
        tuple(_shot(row, likes, ours, viewer=viewer) for row, viewer in zip(rows, _viewers(rows), strict=True))
        for rows in (learn, ask)
    ]
    return Split(sides[0], (), sides[1])


def _viewers(rows: Sequence[Mapping[str, str]]) -> list[str]:
    """Whose row is it: neighbouring rows that share three titles are one viewer's, for the file names nobody."""
    names, before, viewer = [], set[str](), 0
    for row in rows:
        titles = set(re.findall(r'"(.*?)"', row["input"]))
        viewer += len(titles & before) < 3
        names.append(str(viewer))
        before = titles
    return names


def _shot(
    row: Mapping[str, str], likes: Mapping[str, list[float]], ours: Mapping[Any, Movie], *, viewer: str
) -> Example:
    up, down, *_ = row["input"].split("\n")
    liked, not_liked = re.findall(r'"(.*?)"', up), re.findall(r'"(.*?)"', down)
    label = row["output"] == "Yes."
    said = likes.get(_target(row), [])
    share = len(liked) / max(len(liked) + len(not_liked), 1)
    movie = ours.get(key_of(_target(row)))
    numbers = (
        share,
        (sum(said) + 2.5) / (len(said) + 5),
        movie.acclaim if movie else np.nan,
        movie.fame if movie else np.nan,
    )
    return Example(row["instruction"], row["input"], LABELS[int(label)], viewer, numbers, facts={"share": share})


def _target(row: Mapping[str, str]) -> str:
    return row["input"].rsplit('movie "', 1)[1].rstrip('"?')


def _example(row: Mapping[str, Any], past: Past) -> Example:
    liked = np.array([number for number in row["his"] if number], dtype=np.int64)
    numbers = past.features(row["uid"], row["iid"], liked)
    return Example("", row["title"], LABELS[row["label"]], str(row["uid"]), numbers)


def _means(
    user: np.ndarray, item: np.ndarray, label: np.ndarray, *, sizes: tuple[int, int]
) -> tuple[np.ndarray, np.ndarray]:
    """Each viewer's mean and each film's difference from it, drawn towards the mean of all, fitted in turns."""
    mean, film = label.mean(), np.zeros(sizes[1])
    viewed, seen = np.bincount(user, minlength=sizes[0]), np.bincount(item, minlength=sizes[1])
    for _ in range(5):
        viewer = (np.bincount(user, label - film[item], sizes[0]) + PRIOR * mean) / (viewed + PRIOR)
        film = np.bincount(item, label - viewer[user], sizes[1]) / (seen + PRIOR)
    return viewer, film


def _residual(table: np.ndarray, mask: np.ndarray) -> np.ndarray:
    """How alike films are rated once viewer and film are accounted for; pairs seldom seen together count less."""
    lengths, shared = np.sqrt((table**2).sum(axis=0)), mask.T @ mask
    alike: np.ndarray = (table.T @ table) / (np.outer(lengths, lengths) + 1e-6) * shared / (shared + 10)
    np.fill_diagonal(alike, 0)
    return alike


def _together(likes: np.ndarray) -> np.ndarray:
    lengths = np.sqrt(likes.sum(axis=0))
    alike: np.ndarray = (likes.T @ likes) / (np.outer(lengths, lengths) + 3)
    np.fill_diagonal(alike, 0)
    return alike


def _rows(path: Path) -> list[dict[str, Any]]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        return [json.loads(line) for line in lines]


def catalogue_by_name() -> dict[tuple[str, int], Movie]:
    """The catalogue by name and year, one year off forgiven."""
    found: dict[tuple[str, int], Movie] = {}
    for movie in load_films().movies:
        for name in {movie.title, movie.original_title or movie.title, *movie.aliases}:
            for year in (movie.year, movie.year - 1, movie.year + 1):
                found.setdefault((_squeezed(name), year), movie)
    return found


_TITLE = re.compile(
    r"(?P<name>.*?)(?:, (?P<the>The|A|An|Le|La|Les|Il|El|Der|Das|Die))?(?: \(.*\))? \((?P<year>\d{4})\)$"
)


def key_of(title: str) -> tuple[str, int]:
    """ "Matrix, The (1999)" as ("thematrix", 1999); an unreadable title has the year 0."""
    match = _TITLE.match(title)
    return (_squeezed((match["the"] or "") + match["name"]), int(match["year"])) if match else (_squeezed(title), 0)


def _squeezed(name: str) -> str:
    return re.sub(r"[^a-z0-9]", "", name.lower())


def _means_added(_: Split) -> Model:
    return binary(lambda example: example.numbers[0] + example.numbers[2], labels=LABELS)


def _share(_: Split) -> Model:
    return binary(lambda example: example.facts["share"], labels=LABELS)


TASK = Task("collm", LABELS, load, score, {"majority class": majority, "viewer mean + film mean": _means_added})
TALLREC = Task("tallrec", LABELS, load_tallrec, score, {"majority class": majority, "share of likes": _share})
