"""The shipped films behind the catalogue's contract, for tests of what reads them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from recommender.movies import Movie
from recommender.names import Names


@dataclass(frozen=True)
class Columns:
    year: np.ndarray


class Standin:
    """A catalogue in memory."""

    def __init__(self, movies: Sequence[Movie], folder: Path) -> None:
        self.names = Names.open(folder)
        self._movies = tuple(movies)
        self._place = {movie.id: place for place, movie in enumerate(self._movies)}
        self.columns = Columns(np.array([movie.year for movie in self._movies], dtype=np.int16))
        self._index: dict[tuple[str, str], list[int]] = defaultdict(list)
        for place, movie in enumerate(self._movies):
            for field, values in _values(movie):
                for value in dict.fromkeys(values):
                    self._index[field, value].append(place)

    def __len__(self) -> int:
        return len(self._movies)

    def row(self, film_id: str) -> int | None:
        return self._place.get(film_id)

    def movie(self, film: str | int) -> Movie:
        return self._movies[film if isinstance(film, int) else self._place[film]]

    def rows(self, field: str, value: str) -> np.ndarray:
        return np.array(self._index.get((field, value), []), dtype=np.int32)

    def values(self, field: str) -> dict[str, int]:
        if not hasattr(self, "_counts"):
            self._counts: dict[str, dict[str, int]] = defaultdict(dict)
            for (name, value), places in self._index.items():
                self._counts[name][value] = len(places)
        return self._counts[field]


def _values(movie: Movie) -> list[tuple[str, Sequence[str]]]:
    return [
        ("genre", movie.genres), ("language", movie.languages), ("country", movie.countries),
        ("actor", movie.actors), ("director", movie.directors), ("writer", movie.writers),
        ("keyword", movie.keywords), ("franchise", [movie.franchise] if movie.franchise else []),
    ]  # fmt: skip
