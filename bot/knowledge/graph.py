"""Which facts hold between films, people and values: subject, relation, object, and back?"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Protocol, TypeAlias

import numpy as np

from recommender.catalog import Catalog
from recommender.movies import AXES, CERTIFICATES, Movie

PEOPLE = ("director", "writer", "actor")
"""Relations that lead from a film to people."""

METAQA = {
    "directed_by": "director", "written_by": "writer", "starred_actors": "actor", "release_year": "year",
    "in_language": "language", "has_genre": "genre", "has_tags": "tag", "has_imdb_rating": "rating",
    "has_imdb_votes": "votes",
}  # fmt: skip
"""MetaQA's names of relations, and ours; a relation that is not here keeps its name."""


Test: TypeAlias = tuple[str, str, str]
"""What a film must pass: a relation, one of = <= >=, and a value, such as ("year", "<=", "1989")."""


class Graph(Protocol):
    """A port: triples that are followed from a film to its values and back. Films are ids, or titles in a text file."""

    def values(self, film: str, relation: str) -> tuple[str, ...]:
        """What a film has in a relation, in the order of the source; empty when nothing is known."""
        ...

    def films(self, relation: str, value: str) -> tuple[str, ...]:
        """Films that have a value in a relation."""
        ...

    def kept(self, films: Iterable[str] | None, tests: Sequence[Test]) -> tuple[str, ...]:
        """Those of the films, or of all films, that pass every test; the best known first where that is known."""
        ...

    def number(self, film: str, measure: str) -> int | None:
        """A film's value on what superlatives measure; None when it is unknown."""
        ...


class Triples:
    """A knowledge base held in memory, by subject and by object."""

    def __init__(self, triples: Iterable[tuple[str, str, str]]) -> None:
        self._values: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
        self._films: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
        self._kinds: defaultdict[str, set[str]] = defaultdict(set)
        for film, relation, value in dict.fromkeys(triples):
            self._values[film, relation].append(value)
            self._films[relation, value].append(film)
            self._kinds[film].add("film")
            self._kinds[value].add(kind(relation))

    @classmethod
    def load(cls, path: Path, names: Mapping[str, str] = METAQA) -> Triples:
        """Read `subject|relation|object` lines, plain or gzipped; a ValueError names a line that is none."""
        return cls(_lines(path, names))

    def values(self, film: str, relation: str) -> tuple[str, ...]:
        """The values most typical of the relation first: a file of titles runs same-named films together, and lets
        writers slip in among the directors."""
        found = self._values.get((film, relation), [])
        if len(found) < 2 or relation not in ("director", "writer", "year"):
            return tuple(found)
        return tuple(sorted(found, key=lambda value: -self._share(relation, value)))

    def films(self, relation: str, value: str) -> tuple[str, ...]:
        return tuple(self._films.get((relation, value), ()))

    def _share(self, relation: str, value: str) -> float:
        """How much of what is known of somebody is in this relation; of a year, how many films it has."""
        here = len(self._films[relation, value])
        if relation not in PEOPLE:
            return here
        return here / (1 + sum(len(self._films.get((other, value), ())) for other in PEOPLE))

    def kept(self, films: Iterable[str] | None, tests: Sequence[Test]) -> tuple[str, ...]:
        some = dict.fromkeys(film for film, _ in self._values) if films is None else films
        return tuple(film for film in some if all(passes(self.values(film, test[0]), test) for test in tests))

    def number(self, film: str, measure: str) -> int | None:
        return next((int(value) for value in self.values(film, measure) if value.isdigit()), None)

    def kinds(self, name: str) -> frozenset[str]:
        """What a name can be: `film`, `person`, or a relation whose value it is; empty when it is unknown."""
        return frozenset(self._kinds.get(name, ()))

    def relations(self) -> frozenset[str]:
        """Every relation that has a triple."""
        return frozenset(relation for _, relation in self._values)


class FilmGraph:
    """The catalogue as a graph: nothing is copied, films and rows are looked up when a question needs them."""

    def __init__(self, catalog: Catalog) -> None:
        self.catalog = catalog

    def values(self, film: str, relation: str) -> tuple[str, ...]:
        return of(self.catalog.movie(film), relation) if self.catalog.row(film) is not None else ()

    def films(self, relation: str, value: str) -> tuple[str, ...]:
        if relation == "year" and value.isdigit():
            return self.catalog.ids((self.catalog.columns.year == int(value)).nonzero()[0])
        return self.catalog.ids(self.catalog.rows(_INDEXED[relation], value)) if relation in _INDEXED else ()

    def kept(self, films: Iterable[str] | None, tests: Sequence[Test]) -> tuple[str, ...]:
        if films is not None:
            given = tuple(films)
            return tuple(film for film in given if all(passes(self.values(film, test[0]), test) for test in tests))
        rows = np.arange(len(self.catalog))
        for relation, sign, value in tests:
            rows = rows[self._passing(rows, relation, sign, value)]
        return self.catalog.ids(rows)

    def number(self, film: str, measure: str) -> int | None:
        row, columns = self.catalog.row(film), self.catalog.columns
        if measure in AXES:
            return int(columns.tone[row, AXES.index(measure)])
        return int(getattr(columns, measure)[row]) or None

    def _passing(self, rows: np.ndarray, relation: str, sign: str, value: str) -> np.ndarray:
        columns = {"year": self.catalog.columns.year, "runtime": self.catalog.columns.runtime}
        if relation in columns:
            numbers, end = columns[relation][rows], int(value)
            known = numbers > 0
            return known & {"=": numbers == end, "<=": numbers <= end, ">=": numbers >= end}[sign]
        if relation == "certificate":
            return np.asarray(self.catalog.columns.certificate[rows] == CERTIFICATES.index(value))
        return np.isin(rows, self.catalog.rows(_INDEXED[relation], value))


_INDEXED = {
    "director": "director", "writer": "writer", "actor": "actor", "genre": "genre", "language": "language",
    "country": "country", "tag": "keyword", "franchise": "franchise",
}  # fmt: skip


def of(movie: Movie, relation: str) -> tuple[str, ...]:
    """What one film has in a relation; values that are numbers come as text."""
    match relation:
        case "director":
            return movie.directors
        case "writer":
            return movie.writers
        case "actor":
            return movie.actors
        case "character":
            return tuple(role.character for role in movie.cast if role.character)
        case "genre":
            return movie.genres
        case "language":
            return movie.languages
        case "country":
            return movie.countries
        case "tag":
            return movie.keywords
    return _single(movie, relation)


def passes(values: Sequence[str], test: Test) -> bool:
    """Whether any of a film's values passes; numbers are compared as numbers."""
    _, sign, wanted = test
    if sign == "=":
        return wanted in values
    numbers = [int(value) for value in values if value.isdigit()]
    return any(number <= int(wanted) if sign == "<=" else number >= int(wanted) for number in numbers)


def kind(relation: str) -> str:
    """What the values of a relation are: people, or values of that relation's own."""
    return "person" if relation in PEOPLE else relation


def triples(movies: Iterable[Movie]) -> Iterable[tuple[str, str, str]]:
    """All facts of films, the film's id as subject."""
    for movie in movies:
        for relation in RELATIONS:
            yield from ((movie.id, relation, value) for value in of(movie, relation))


RELATIONS = (
    "director", "writer", "actor", "year", "language", "genre", "tag", "runtime", "certificate", "country",
    "character", "franchise", "setting",
)  # fmt: skip
"""Relations that our films have."""


def _single(movie: Movie, relation: str) -> tuple[str, ...]:
    found = {
        "year": movie.year, "runtime": movie.runtime, "certificate": movie.certificate,
        "franchise": movie.franchise, "setting": movie.setting, "rating": movie.certificate,
    }.get(relation)  # fmt: skip
    return (str(found),) if found else ()


def _lines(path: Path, names: Mapping[str, str]) -> Iterable[tuple[str, str, str]]:
    for number, line in enumerate(_text(path).splitlines(), 1):
        parts = line.split("|")
        if len(parts) != 3:
            raise ValueError(f"{str(path)!r} line {number} is no subject|relation|object: {line[:80]!r}")
        yield parts[0], names.get(parts[1], parts[1]), parts[2]


def _text(path: Path) -> str:
    data = path.read_bytes()
    if data[:2] == b"\x1f\x8b":
        import gzip

        data = gzip.decompress(data)
    return data.decode("utf-8")
