"""Which films are there: by id, by row, by the values they have?

Records and the rows of every value lie in SQLite, what is read of all films at once in numpy arrays, so that opening
costs the same for five thousand films as for a hundred thousand.
"""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields
from pathlib import Path

import numpy as np

from recommender.movies import Movie
from recommender.names import Names
from recommender.records import unpack

FIELDS = ("genre", "language", "country", "actor", "director", "writer", "keyword", "franchise")
"""What films can be looked up by."""

RECORDS = "films.sqlite"

_KEPT = 4096


@dataclass(frozen=True, slots=True)
class Columns:
    """One value per film and row: row 0 is the first film of the source, which has the best known first.

    `runtime` 0 is unknown, `certificate` an index of CERTIFICATES or 9 for none, `tone` (films, 12), `fame` and
    `acclaim` 1..5.
    """

    year: np.ndarray
    runtime: np.ndarray
    certificate: np.ndarray
    tone: np.ndarray
    fame: np.ndarray
    acclaim: np.ndarray


UNRATED = 9
"""The value of `Columns.certificate` for a film without one: above every age cap."""


class Catalog:
    """The films, held open; safe to read from several threads."""

    def __init__(self, folder: Path, columns: Columns, names: Names) -> None:
        self.columns = columns
        self.names = names
        self._lock = threading.Lock()
        self._records = sqlite3.connect(f"{(folder / RECORDS).resolve().as_uri()}?mode=ro&immutable=1",
                                        uri=True, check_same_thread=False)  # fmt: skip
        self._movies: dict[int, Movie] = {}
        self._known: dict[str, int] = {}
        self._ids: tuple[str, ...] = ()
        self._rows: dict[tuple[str, str], tuple[np.ndarray, np.ndarray]] = {}
        self._values: dict[str, dict[str, int]] = {}

    @classmethod
    def open(cls, folder: Path) -> Catalog:
        """Open what `cataloguing.write` wrote."""
        arrays = {field.name: mapped(folder / f"{field.name}.npy") for field in fields(Columns)}
        return cls(folder, Columns(**arrays), Names.open(folder))

    def close(self) -> None:
        """Let go of the files."""
        self._records.close()

    def __len__(self) -> int:
        return len(self.columns.year)

    def row(self, film_id: str) -> int | None:
        """Where a film stands in the columns; None when there is no such film."""
        if film_id not in self._known:
            self._look_up([film_id])
        return self._known.get(film_id)

    def placed(self, film_ids: Iterable[str]) -> np.ndarray:
        """Rows of many films at once, sorted; unknown ids are left out."""
        wanted = list(film_ids)
        self._look_up([film for film in wanted if film not in self._known])
        return np.array(sorted({self._known[film] for film in wanted if film in self._known}), dtype=np.int32)

    def movie(self, film: str | int) -> Movie:
        """A film by id or row; KeyError when there is none."""
        row = self.row(film) if isinstance(film, str) else int(film)
        if row is None:
            raise KeyError(film)
        if row not in self._movies:
            found = self._ask("SELECT record FROM films WHERE row = ?", row)
            if not found:
                raise KeyError(film)
            _make_room(self._movies)
            self._movies[row] = unpack(found[0][0])
        return self._movies[row]

    def ids(self, rows: np.ndarray) -> tuple[str, ...]:
        """Ids of the films in these rows, in their order; no record is read."""
        if len(self._ids) != len(self):
            self._ids = tuple(film for (film,) in self._ask("SELECT id FROM films ORDER BY row"))
            self._known = {film: row for row, film in enumerate(self._ids)}
        return tuple(self._ids[row] for row in rows.tolist())

    def movies(self) -> Iterator[Movie]:
        """All films in the order of their rows, read a few at a time."""
        for start in range(0, len(self), 256):
            rows = self._ask("SELECT record FROM films WHERE row BETWEEN ? AND ? ORDER BY row", start, start + 255)
            yield from (unpack(record) for (record,) in rows)

    def rows(self, field: str, value: str) -> np.ndarray:
        """Sorted rows of the films that have a value in one of `FIELDS`; empty when none has."""
        return self.weighed(field, value)[0]

    def weighed(self, field: str, value: str) -> tuple[np.ndarray, np.ndarray]:
        """As `rows`, with each film's weight for the value: its share of the film's unit vector over the field.

        Billed first and rare weighs most; the products of two films' weights add up to a cosine. Languages and
        countries are not shares: 1 for the main one, less for those after it.
        """
        key = (field, value)
        if key not in self._rows:
            found = self._ask("SELECT rows, weights FROM facets WHERE field = ? AND value = ?", field, value)
            rows, weights = found[0] if found else (b"", b"")
            _make_room(self._rows)
            self._rows[key] = np.frombuffer(rows, dtype=np.int32), np.frombuffer(weights, dtype=np.float32)
        return self._rows[key]

    def values(self, field: str) -> dict[str, int]:
        """Every value of one of `FIELDS` and how many films have it."""
        if field not in FIELDS:
            raise ValueError(f"{field!r} is no field; the fields are {', '.join(FIELDS)}")
        if field not in self._values:
            counts = self._ask("SELECT value, length(rows) / 4 FROM facets WHERE field = ?", field)
            self._values[field] = dict(counts)
        return self._values[field]

    def _look_up(self, film_ids: list[str]) -> None:
        for start in range(0, len(film_ids), 500):
            some = film_ids[start : start + 500]
            marks = ",".join("?" * len(some))
            self._known.update(self._ask(f"SELECT id, row FROM films WHERE id IN ({marks})", *some))

    def _ask(self, query: str, *values: str | int) -> list[tuple]:  # type: ignore[type-arg]
        with self._lock:
            return self._records.execute(query, values).fetchall()


def mapped(path: Path) -> np.ndarray:
    """A saved array read from the disk as it is needed; a plain array, as numpy's memmap is slow in small steps."""
    return np.asarray(np.load(path, mmap_mode="r"))


def _make_room(cache: dict) -> None:  # type: ignore[type-arg]
    """Empty a full cache: cheaper than keeping account of what was used last."""
    if len(cache) >= _KEPT:
        cache.clear()
