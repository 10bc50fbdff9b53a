"""What would this person give a film, and how sure is that?

Bayesian linear regression on a short sketch of every film: with two ratings the answer is hardly more than what
everybody thinks, and says so by a wide interval; with a thousand it is the person's own. Likes, dislikes and films
merely seen are ratings too, only less exact ones.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from recommender.movies import GENRES
from recommender.preferences import Preferences
from recommender.ranking import Films

Floats = NDArray[np.float32]

CONTENT = 24
"""Directions of the films' content that a sketch keeps."""

ENOUGH = 2
"""Films rated, liked or turned down from which a forecast is worth giving."""

_LOOKED_AT = 10_000
"""Films from which the directions are found; more hardly change them."""

_MIDDLE, _ACCLAIM = 3.45, 0.32
"""What people give a film of middling acclaim, and per step of acclaim, of 5."""

_SPREAD = {"self": 0.6, "tone": 0.15, "genres": 0.17, "content": 0.5, "renown": 0.2}
"""How far people differ from each other in each part of the sketch, in stars; chosen on imported ratings."""

_NOISE = 0.78
"""How far a person's rating lies from their own taste, in stars."""

_SAID = {"liked": (4.3, 1.0), "disliked": (1.8, 1.0), "seen": (3.2, 2.5)}
"""Stars that something said stands for, and how much less exact it is than a rating: a factor on the noise."""

_SURE = 1.28155
"""Standard deviations on either side of an interval that holds 80 of 100 ratings."""


@dataclass(frozen=True, slots=True)
class Sketch:
    """Per film a row of numbers (films, numbers), and what people in general give it (films,)."""

    values: Floats
    expected: Floats


@dataclass(frozen=True, slots=True)
class Forecast:
    """For every film the likeliest rating, 0.5 to 5, and the ends of the interval that holds 80 of 100."""

    rating: Floats
    low: Floats
    high: Floats


@dataclass(frozen=True, slots=True)
class Evidence:
    """Ratings by row: stars, and a factor on the noise, 1 for a rating proper."""

    rows: NDArray[np.int64]
    stars: Floats
    doubt: Floats


def sketch(films: Films) -> Sketch:
    """The films in few numbers, each part scaled to how far people differ in it."""
    columns, content = films.catalog.columns, films.traits.content
    middle = content.mean(0)
    some = content[:: 1 + len(content) // _LOOKED_AT] - middle
    directions = np.linalg.eigh(some.T @ some)[1][:, -CONTENT:]
    genres = np.zeros((len(content), len(GENRES)), np.float32)
    for place, genre in enumerate(GENRES):
        genres[films.catalog.rows("genre", genre), place] = 1
    era = (columns.year.astype(np.float32) - 1995) / 20
    renown = np.stack([era, (columns.fame - np.float32(3)) / 2, (columns.acclaim - np.float32(3)) / 2], axis=1)
    parts = {
        "self": np.ones((len(content), 1), np.float32),
        "tone": (columns.tone - columns.tone.mean(0)).astype(np.float32) / 2,
        "genres": genres - genres.mean(0),
        "content": content @ directions - middle @ directions,
        "renown": renown,
    }
    values = np.concatenate([np.float32(_SPREAD[name]) * part for name, part in parts.items()], axis=1)
    expected = np.float32(_MIDDLE) + np.float32(_ACCLAIM) * (columns.acclaim - np.float32(3))
    return Sketch(np.asarray(values, np.float32), np.asarray(expected, np.float32))


def forecast(evidence: Evidence, films: Sketch, rows: NDArray[np.int64] | None = None) -> Forecast:
    """What a person would give every film, or those of `rows`, from what they gave some."""
    known = films.values[evidence.rows].astype(np.float64)
    exact = 1 / (np.float64(_NOISE) * evidence.doubt) ** 2
    curve = (known.T * exact) @ known + np.eye(known.shape[1])
    above = evidence.stars - films.expected[evidence.rows]
    root = np.linalg.inv(np.linalg.cholesky(curve)).astype(np.float32)
    weights = root.T @ (root @ (known.T @ (exact * above)).astype(np.float32))
    asked = films if rows is None else Sketch(films.values[rows], films.expected[rows])
    rating = asked.expected + asked.values @ weights
    unsure = np.float32(_SURE) * np.sqrt(((asked.values @ root.T) ** 2).sum(1) + np.float32(_NOISE**2))
    return Forecast(*(np.asarray(np.clip(value, 0.5, 5)) for value in (rating, rating - unsure, rating + unsure)))


def told(profile: Preferences, ratings: Mapping[str, float]) -> int:
    """How many films somebody rated, liked or turned down; merely seen ones tell too little."""
    return len({*profile.wanted.films, *profile.unwanted.films, *ratings})


def evidence(profile: Preferences, ratings: Mapping[str, float], films: Films) -> Evidence:
    """All that a profile and ratings by film id (0.5 to 5) say; a rating outweighs a like, this one mere seeing."""
    said = dict.fromkeys(profile.seen, _SAID["seen"])
    said |= dict.fromkeys(profile.wanted.films, _SAID["liked"])
    said |= dict.fromkeys(profile.unwanted.films, _SAID["disliked"])
    for film, stars in ratings.items():
        if not 0 < stars <= 5:
            raise ValueError(f"a rating lies above 0 and is at most 5, not {stars!r}")
        said[film] = (stars, 1.0)
    placed = {film: films.catalog.row(film) for film in said}
    known = [(row, *said[film]) for film, row in placed.items() if row is not None]
    table = np.array(known, np.float64).reshape(-1, 3)
    return Evidence(table[:, 0].astype(np.int64), table[:, 1].astype(np.float32), table[:, 2].astype(np.float32))
