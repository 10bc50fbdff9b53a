"""Which films keep within the limits: `preferences.violated` for all films at once."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from functools import reduce

import numpy as np

from recommender.catalog import Catalog
from recommender.movies import AXES, CERTIFICATES
from recommender.preferences import LIMITS, OPEN, Person, Preferences, Span

_FIELDS = {"genres": "genre", "languages": "language", "countries": "country", "franchises": "franchise",
           "keywords": "keyword"}  # fmt: skip

_ROLES = ("actor", "director", "writer")


def masks(preferences: Preferences, catalog: Catalog) -> Iterator[tuple[str, np.ndarray]]:
    """Each limit that is set, in the order of `LIMITS`, with a boolean per row: whether the film keeps within it."""
    for limit in LIMITS:
        mask = _MASKS[limit](preferences, catalog)
        if mask is not None:
            yield limit, mask


def credited_to(person: Person, catalog: Catalog) -> np.ndarray:
    """Rows of the films that a person worked on in the role asked for."""
    roles = [role for role in _ROLES if person.role in (role, "any")]
    return np.unique(np.concatenate([np.empty(0, np.int32), *(catalog.rows(role, person.name) for role in roles)]))


def distance(values: np.ndarray, span: Span) -> np.ndarray:
    """How far each value lies outside a span; 0 within it."""
    low, high = span
    below = low - values.astype(np.int32) if low is not None else np.zeros(len(values), np.int32)
    above = values.astype(np.int32) - high if high is not None else np.zeros(len(values), np.int32)
    return np.maximum(np.maximum(below, above), 0)


_Mask = Callable[[Preferences, Catalog], np.ndarray | None]


def _none_of(rows: Iterable[np.ndarray], catalog: Catalog) -> np.ndarray:
    return ~_any_of(rows, catalog)


def _any_of(rows: Iterable[np.ndarray], catalog: Catalog) -> np.ndarray:
    mask = np.zeros(len(catalog), bool)
    for some in rows:
        mask[some] = True
    return mask


def _seen(preferences: Preferences, catalog: Catalog) -> np.ndarray | None:
    return _none_of([catalog.placed(preferences.seen)], catalog) if preferences.seen else None


def _unlike(preferences: Preferences, catalog: Catalog) -> np.ndarray | None:
    films = preferences.unwanted.films
    return _none_of([catalog.placed(films)], catalog) if films else None


def _not_people(preferences: Preferences, catalog: Catalog) -> np.ndarray | None:
    people = preferences.unwanted.people
    return _none_of((credited_to(person, catalog) for person in people), catalog) if people else None


def _not(facet: str) -> _Mask:
    """The mask that forbids every unwanted value of a facet."""

    def mask(preferences: Preferences, catalog: Catalog) -> np.ndarray | None:
        values = getattr(preferences.unwanted, facet)
        return _none_of((catalog.rows(_FIELDS[facet], value) for value in values), catalog) if values else None

    return mask


def _one(facet: str) -> _Mask:
    """The mask that asks for one of the wanted values of a facet."""

    def mask(preferences: Preferences, catalog: Catalog) -> np.ndarray | None:
        values = getattr(preferences.wanted, facet)
        return _any_of((catalog.rows(_FIELDS[facet], value) for value in values), catalog) if values else None

    return mask


def _genres(preferences: Preferences, catalog: Catalog) -> np.ndarray | None:
    asked, either = preferences.wanted.genres, preferences.wanted.either
    return _all(asked, either, catalog, have=lambda genre: [catalog.rows("genre", genre)])


def _people(preferences: Preferences, catalog: Catalog) -> np.ndarray | None:
    wanted = preferences.wanted
    names = tuple(dict.fromkeys(person.name for person in wanted.people))

    def have(name: str) -> list[np.ndarray]:
        return [credited_to(person, catalog) for person in wanted.people if person.name == name]

    return _all(names, wanted.either, catalog, have=have)


def _all(
    asked: tuple[str, ...],
    either: tuple[frozenset[str], ...],
    catalog: Catalog,
    *,
    have: Callable[[str], list[np.ndarray]],
) -> np.ndarray | None:
    """Everything asked for, or one of a set that a value may stand in for."""
    if not asked:
        return None
    needs = (({value}.union(*(group for group in either if value in group))) for value in asked)
    hits = (_any_of((rows for value in need for rows in have(value)), catalog) for need in needs)
    return reduce(np.logical_and, hits)


def _certificate(preferences: Preferences, catalog: Catalog) -> np.ndarray | None:
    if preferences.certificate is None:
        return None
    return np.asarray(catalog.columns.certificate <= CERTIFICATES.index(preferences.certificate))


def _years(preferences: Preferences, catalog: Catalog) -> np.ndarray | None:
    return None if preferences.years == OPEN else distance(catalog.columns.year, preferences.years) == 0


def _runtime(preferences: Preferences, catalog: Catalog) -> np.ndarray | None:
    if preferences.runtime == OPEN:
        return None
    known = catalog.columns.runtime > 0
    return np.asarray(known & (distance(catalog.columns.runtime, preferences.runtime) == 0))


def _tone(preferences: Preferences, catalog: Catalog) -> np.ndarray | None:
    mask = np.ones(len(catalog), bool)
    for move in preferences.tone:
        values = catalog.columns.tone[:, AXES.index(move.axis)]
        mask &= (values >= move.low) & (values <= move.high)
    return mask if preferences.tone else None


_MASKS: dict[str, _Mask] = {
    "seen": _seen,
    "unlike": _unlike,
    "not_people": _not_people,
    "not_genres": _not("genres"),
    "not_languages": _not("languages"),
    "not_countries": _not("countries"),
    "not_franchises": _not("franchises"),
    "not_keywords": _not("keywords"),
    "certificate": _certificate,
    "genres": _genres,
    "people": _people,
    "languages": _one("languages"),
    "countries": _one("countries"),
    "franchises": _one("franchises"),
    "years": _years,
    "runtime": _runtime,
    "tone": _tone,
}
