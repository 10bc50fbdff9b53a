"""Which yes-or-no questions can be asked about the films of a catalogue?"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from recommender.movies import AXES, CERTIFICATES, Movie

FEWEST = 5
"""A question that fewer films answer differently from the rest is not worth having."""

_YEARS = (*range(1930, 1970, 10), *range(1970, 2026))
_MINUTES = range(75, 185, 3)


@dataclass(frozen=True, slots=True)
class Attributes:
    """Questions and, for each, the films where the answer is yes: as a table (questions, films) and as runs of rows."""

    names: tuple[str, ...]
    table: NDArray[np.bool_]
    rows: NDArray[np.intp]
    starts: NDArray[np.intp]

    @property
    def films(self) -> int:
        return self.table.shape[1]

    def mass(self, weights: NDArray[np.floating]) -> NDArray[np.floating]:
        """Sum of the films' weights over the yes-films of every question."""
        return np.asarray(np.add.reduceat(weights[self.rows], self.starts))

    def shares(self, weights: NDArray[np.floating]) -> NDArray[np.floating]:
        """Sum of the questions' weights over the questions that are answered yes for each film."""
        sizes = np.diff([*self.starts, len(self.rows)])
        return np.bincount(self.rows, weights=np.repeat(weights, sizes), minlength=self.films).astype(float)


def attributes(movies: Sequence[Movie]) -> Attributes:
    """All questions that split the films, each split once."""
    having: dict[str, list[int]] = defaultdict(list)
    for row, movie in enumerate(movies):
        for name in dict.fromkeys(_said_of(movie)):
            having[name].append(row)
    kept = {tuple(rows): name for name, rows in having.items() if FEWEST <= len(rows) <= len(movies) - FEWEST}
    table = np.zeros((len(kept), len(movies)), dtype=bool)
    for number, rows in enumerate(kept):
        table[number, list(rows)] = True
    sizes = [len(rows) for rows in kept]
    return Attributes(tuple(kept.values()), table, np.concatenate([np.array(r) for r in kept]), _starts(sizes))


def _starts(sizes: Iterable[int]) -> NDArray[np.intp]:
    return np.cumsum([0, *sizes])[:-1].astype(np.intp)


def _said_of(movie: Movie) -> Iterator[str]:
    """Everything that is true of a film, as names of questions."""
    fields = {
        "genre": movie.genres,
        "country": movie.countries,
        "language": movie.languages,
        "keyword": movie.keywords,
        "actor": movie.actors,
        "director": movie.directors,
        "writer": movie.writers,
        "franchise": (movie.franchise or "none",),
        "certificate": (movie.certificate or "none",),
        "set in": re.findall(r"\w{3,}", movie.setting.lower()),
    }
    for field, values in fields.items():
        yield from (f"{field} {value}" for value in values)
    yield from _above(movie)


def _above(movie: Movie) -> Iterator[str]:
    """The thresholds a film passes."""
    scales: list[tuple[str, int | None, Iterable[int]]] = [
        ("year from", movie.year, _YEARS),
        ("minutes from", movie.runtime, _MINUTES),
        ("fame from", movie.fame, range(2, 6)),
        ("acclaim from", movie.acclaim, range(2, 6)),
        ("cast from", len(movie.cast), range(4, 12)),
    ]
    if movie.certificate:
        scales.append(("certificate from", CERTIFICATES.index(movie.certificate), range(1, len(CERTIFICATES))))
    scales += [(f"{axis} from", value, range(1, 5)) for axis, value in zip(AXES, movie.tone, strict=True)]
    for scale, value, steps in scales:
        yield from (f"{scale} {step}" for step in steps if value is not None and value >= step)


def kinds(questions: Attributes) -> Counter[str]:
    """How many questions there are of each kind."""
    return Counter(re.match(r"set in|\w+", name)[0] for name in questions.names)  # type: ignore[index]
