"""How do films become the files that a Catalog opens?"""

from __future__ import annotations

import hashlib
import math
import sqlite3
from array import array
from collections.abc import Iterable, Iterator
from dataclasses import fields
from itertools import pairwise
from pathlib import Path

import numpy as np

from recommender import filing
from recommender.catalog import FIELDS, RECORDS, UNRATED, Columns
from recommender.gathering import Gathering, group
from recommender.movies import AXES, CERTIFICATES, Movie
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


def write(movies: Iterable[Movie], folder: Path) -> dict[str, object]:
    """Write films into an empty folder, reading them once; the facts say how many there were and a hash of them.

    Two films of one id are a ValueError.
    """
    columns = {name: array("h") for name in _SHAPES}
    facets = {field: Gathering() for field in FIELDS}
    digest = hashlib.sha256()
    records = sqlite3.connect(folder / RECORDS)
    try:
        records.executescript(_TABLES)
        records.executemany("INSERT INTO films VALUES (?, ?, ?)", _records(movies, columns, facets, digest=digest))
        for field, gathered in facets.items():
            records.executemany("INSERT INTO facets VALUES (?, ?, ?, ?)", _weighed(field, gathered))
        records.commit()
    except sqlite3.IntegrityError as error:
        raise ValueError(f"two films have the same id: {error}") from error
    finally:
        records.close()
    _save(columns, folder)
    filing.write((unpack(text) for text in _texts(folder)), folder)
    return {"films": len(columns["year"]), "catalogue": digest.hexdigest()}


def _records(
    movies: Iterable[Movie], columns: dict[str, array[int]], facets: dict[str, Gathering], *, digest: hashlib._Hash
) -> Iterator[tuple[int, str, str]]:
    """The table's lines; columns, facets and hash grow on the way, so that the films are read only once."""
    for row, movie in enumerate(movies):
        text = pack(movie)
        digest.update(text.encode())
        for name, value in _numbers(movie):
            columns[name].extend(value) if isinstance(value, tuple) else columns[name].append(value)
        for field, values in _facets(movie):
            facets[field].add({value: place for place, value in enumerate(dict.fromkeys(values))})
        yield row, movie.id, text


def _texts(folder: Path) -> Iterator[str]:
    """The records just written, one at a time: the films themselves are gone, so that memory is bounded."""
    records = sqlite3.connect(folder / RECORDS)
    try:
        yield from (record for (record,) in records.execute("SELECT record FROM films ORDER BY row"))
    finally:
        records.close()


def _weighed(field: str, gathered: Gathering) -> Iterator[tuple[str, str, bytes, bytes]]:
    """The table's lines of one field: weight is place in the list times rarity, each film's weights of length 1."""
    values = gathered.values
    order, starts = group(gathered.columns, len(values))
    rows = gathered.rows[order]
    weights = 1 / (1 + np.float32(_BILLING.get(field, 0.0)) * gathered.amounts[order])
    if field not in _PLAIN:
        weights = _shared(weights, rows, starts, films=gathered.size)
    places = dict(zip(values, pairwise(starts.tolist()), strict=True))
    for value, (start, end) in sorted(places.items()):
        yield field, value, rows[start:end].tobytes(), weights[start:end].tobytes()


def _shared(weights: np.ndarray, rows: np.ndarray, starts: np.ndarray, *, films: int) -> np.ndarray:
    """Weights times the rarity of their value, then of length 1 for each film."""
    spread = np.diff(starts)
    rarity = np.array([math.log(1 + films / carried) for carried in spread.tolist()], np.float32)
    weights = weights * np.repeat(rarity, spread)
    lengths = np.zeros(films, np.float32)
    np.add.at(lengths, rows, weights**2)
    return np.asarray(weights / np.sqrt(lengths)[rows])


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
