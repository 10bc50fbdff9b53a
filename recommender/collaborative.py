"""What do people who liked these films like too? Learned on this machine from ratings that somebody imported.

EASE (Steck, WWW'19) in closed form: every film's score is a weighted sum of the films that a person liked, with
weights that explain everybody's likes best when no film may explain itself. With fewer people than films the same
weights follow from a matrix of people by people, which is small.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]

LIKED = 4.0
"""From this rating up, of 5, a film counts as liked."""

PENALTY = 200.0
"""What keeps weights small, in likes; on `toplist --split valid` 100 to 500 are all within 0.005 of this."""

FAINT = {"watched": 0.15, "fair": 0.5}
"""What a film counts that was rated below `LIKED`: it was picked at least; from 3 of 5 up it was no mistake."""


@dataclass(frozen=True, slots=True)
class Crowd:
    """Everybody's likes, and what explains them.

    `likes` (people, films) is 1 for liked and less for merely seen. `inner` is the inverse of the regularised product
    of likes: (people, people) or, where films are fewer, (films, films). `scale` (films,) divides out a film's own
    part.
    """

    likes: Floats
    inner: Floats
    scale: Floats
    penalty: float

    def scores(self, tastes: Floats) -> Floats:
        """How well each film fits tastes (n, films) in the scale of `likes`; those of the crowd or anybody's."""
        if self.inner.shape[0] == self.likes.shape[1]:
            explained = tastes @ self.inner
        else:
            shared = (tastes @ self.likes.T) @ self.inner
            explained = (tastes - shared @ self.likes) / np.float32(self.penalty)
        return np.asarray(tastes - explained / self.scale, np.float32)


def learn(likes: Floats, penalty: float = PENALTY) -> Crowd:
    """Weights of the films for one another, from likes (people, films); takes the smaller of the two matrices."""
    if not penalty > 0:
        raise ValueError(f"penalty must be above 0, not {penalty!r}")
    people, films = likes.shape
    few = likes if people < films else likes.T
    product = np.asarray(few @ few.T, np.float64)
    inner = np.linalg.inv(product + penalty * np.eye(len(product))).astype(np.float32)
    if people < films:
        own = (1 - np.einsum("uf,uf->f", likes, inner @ likes, optimize=True)) / np.float32(penalty)
    else:
        own = np.diag(inner).copy()
    return Crowd(likes, inner, np.asarray(own, np.float32), penalty)


def strengths(ratings: Floats) -> Floats:
    """Ratings 0.5 to 5, 0 for none, as strengths of a like; a film rated low was seen, so it says a little."""
    found = np.zeros_like(ratings)
    found[ratings > 0] = FAINT["watched"]
    found[ratings >= 3] = FAINT["fair"]
    found[ratings >= LIKED] = 1.0
    return found


def table(ratings: Iterable[tuple[int, int, float]], *, people: int, films: int) -> Floats:
    """Ratings as triples (person, film, rating) in one array (people, films), 0 where there is none."""
    found = np.zeros((people, films), np.float32)
    for person, film, rating in ratings:
        if not 0 < rating <= 5:
            raise ValueError(f"a rating lies above 0 and is at most 5, not {rating!r}")
        found[person, film] = rating
    return found
