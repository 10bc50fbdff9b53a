"""How do films become the files that a Catalog opens?"""

from __future__ import annotations

import hashlib
import math
import sqlite3
from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import fields
from functools import partial
from pathlib import Path

import numpy as np

from recommender.catalog import FIELDS, RECORDS, UNRATED, Columns
from recommender.movies import AXES, CERTIFICATES, Movie
from recommender.names import Names
from recommender.records import pack, unpack

_SHAPES = {field.name: "int16" if field.name in ("year", "runtime") else "int8" for field in fields(Columns)}

_TABLES = """
PRAGMA journal_mode = OFF;
PRAGMA synchronous = OFF;
CREATE TABLE films (row INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, record TEXT NOT NULL);
CREATE TABLE facets (field TEXT, value TEXT, rows BLOB, weights BLOB, PRIMARY KEY (field, value)) WITHOUT ROWID;
"""


_BILLING = {"actor": 0.2, "genre": 0.35, "country": 1.0, "language": 1.0}
"""How fast the weight falls with the place in the film's list; the other fields weigh every place alike."""

_PLAIN = ("country", "language")
"""Fields where only the place counts: a rare language spoken in passing does not make the film one of that language."""


class _Listing:
    """Rows and places of every value met so far, for one field."""

    def __init__(self) -> None:
        self.rows: defaultdict[str, array[int]] = defaultdict(partial(array, "i"))
        self.places: defaultdict[str, array[int]] = defaultdict(partial(array, "B"))

    def add(self, row: int, values: Iterable[str]) -> None:
        for place, value in enumerate(dict.fromkeys(values)):
            self.rows[value].append(row)
            self.places[value].append(min(place, 255))


def write(movies: Iterable[Movie], folder: Path) -> dict[str, object]:
    """Write films into an empty folder, reading them once; the facts say how many there were and a hash of them.

    Two films of one id are a ValueError.
    """
    columns = {name: array("h") for name in _SHAPES}
    facets = {field: _Listing() for field in FIELDS}
    digest = hashlib.sha256()
    records = sqlite3.connect(folder / RECORDS)
    try:
        records.executescript(_TABLES)
        records.executemany("INSERT INTO films VALUES (?, ?, ?)", _records(movies, columns, facets, digest=digest))
        films = len(columns["year"])
        for field, postings in facets.items():
            records.executemany("INSERT INTO facets VALUES (?, ?, ?, ?)", _weighed(field, postings, films))
        records.commit()
    except sqlite3.IntegrityError as error:
        raise ValueError(f"two films have the same id: {error}") from error
    finally:
        records.close()
    _save(columns, folder)
    Names.build((unpack(text) for text in _texts(folder)), folder)
    return {"films": films, "catalogue": digest.hexdigest()}


def _records(
    movies: Iterable[Movie], columns: dict[str, array[int]], facets: dict[str, _Listing], *, digest: hashlib._Hash
) -> Iterator[tuple[int, str, str]]:
    """The table's lines; columns, facets and hash grow on the way, so that the films are read only once."""
    for row, movie in enumerate(movies):
        text = pack(movie)
        digest.update(text.encode())
        for name, value in _numbers(movie):
            columns[name].extend(value) if isinstance(value, tuple) else columns[name].append(value)
        for field, values in _facets(movie):
            facets[field].add(row, values)
        yield row, movie.id, text


def _texts(folder: Path) -> Iterator[str]:
    """The records just written, one at a time: the films themselves are gone, so that memory is bounded."""
    records = sqlite3.connect(folder / RECORDS)
    try:
        yield from (record for (record,) in records.execute("SELECT record FROM films ORDER BY row"))
    finally:
        records.close()


def _weighed(field: str, postings: _Listing, films: int) -> Iterator[tuple[str, str, bytes, bytes]]:
    """The table's lines of one field: weight is place in the list times rarity, each film's weights of length 1."""
    rows = {value: np.frombuffer(found, dtype=np.int32) for value, found in postings.rows.items()}
    raw = {}
    lengths = np.zeros(films, np.float32)
    for value, places in postings.places.items():
        billed = 1 / (1 + _BILLING.get(field, 0.0) * np.frombuffer(places, dtype=np.uint8).astype(np.float32))
        raw[value] = billed if field in _PLAIN else billed * np.float32(math.log(1 + films / len(rows[value])))
        lengths[rows[value]] += raw[value] ** 2
    lengths = np.ones(films, np.float32) if field in _PLAIN else np.sqrt(lengths)
    for value in sorted(rows):
        yield field, value, rows[value].tobytes(), (raw[value] / lengths[rows[value]]).tobytes()


def _numbers(movie: Movie) -> Iterator[tuple[str, int | tuple[int, ...]]]:
    yield "year", movie.year
    yield "runtime", min(movie.runtime or 0, 2**15 - 1)
    yield "certificate", UNRATED if movie.certificate is None else CERTIFICATES.index(movie.certificate)
    yield "tone", movie.tone
    yield "fame", movie.fame
    yield "acclaim", movie.acclaim


def _facets(movie: Movie) -> Iterator[tuple[str, tuple[str, ...]]]:
    yield "genre", movie.genres
    yield "language", movie.languages
    yield "country", movie.countries
    yield "actor", movie.actors
    yield "director", movie.directors
    yield "writer", movie.writers
    yield "keyword", movie.keywords
    yield "franchise", (movie.franchise,) if movie.franchise else ()


def _save(columns: dict[str, array[int]], folder: Path) -> None:
    for field in fields(Columns):
        values = np.frombuffer(columns[field.name], dtype=np.int16).astype(_SHAPES[field.name])
        np.save(folder / f"{field.name}.npy", values.reshape(-1, len(AXES)) if field.name == "tone" else values)
