"""What is looked for: preferences as anchors, people, words and tone that films can be compared with?"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

import numpy as np

from recommender.catalog import Catalog
from recommender.movies import AXES, CERTIFICATES
from recommender.preferences import Facets, Move, Person, Preferences, merge

REMEMBERED = 0.35
"""How much all that a profile likes weighs together, against 1 for what is wished now."""

_LATEST = 12
"""So many of a profile's liked films count, the latest: enough for a taste, and a bound on the work of a turn."""


@dataclass(frozen=True, slots=True)
class Taste:
    """What films are compared with. `anchors` and `avoided` are rows with weights; `liked` people with weights.

    `origins` are languages and countries as pairs of field and value.
    """

    anchors: tuple[tuple[int, float], ...] = ()
    avoided: tuple[int, ...] = ()
    liked: tuple[tuple[Person, float], ...] = ()
    genres: tuple[str, ...] = ()
    origins: tuple[tuple[str, str], ...] = ()
    keywords: tuple[str, ...] = ()
    text: str = ""
    moves: tuple[Move, ...] = ()
    fame: int = 0
    acclaim: int = 0


def taste(wish: Preferences, profile: Preferences, catalog: Catalog) -> Taste:
    """The taste in a wish, and fainter in a profile."""
    now, past = wish.wanted, profile.wanted
    anchors = _spread(catalog, now.films, 1.0) | {
        row: weight
        for row, weight in _spread(catalog, past.films[-_LATEST:], REMEMBERED).items()
        if catalog.movie(row).id not in now.films
    }
    liked = dict.fromkeys(past.people[-_LATEST:], REMEMBERED) | dict.fromkeys(now.people, 1.0)
    avoided = catalog.placed((*wish.unwanted.films, *profile.unwanted.films[-_LATEST:]))
    return Taste(
        anchors=tuple(anchors.items()),
        avoided=tuple(avoided.tolist()),
        liked=tuple(liked.items()),
        genres=now.genres or past.genres,
        origins=_origins(now) or _origins(past),
        keywords=now.keywords or past.keywords,
        text=wish.text,
        moves=merge(profile, wish).tone,
        fame=wish.fame or profile.fame,
        acclaim=wish.acclaim or profile.acclaim,
    )


def binding(wish: Preferences, profile: Preferences = Preferences()) -> Preferences:
    """The limits that hold: all of the wish's and, of the profile's, all but what it merely likes.

    Of two age caps the stricter holds.
    """
    lasting = replace(profile, wanted=Facets(), text="", tone=(), fame=0, acclaim=0)
    caps = [cap for cap in (wish.certificate, profile.certificate) if cap]
    both = merge(lasting, wish)
    return replace(both, certificate=min(caps, key=CERTIFICATES.index, default=None))


def tone_of(anchors: Iterable[tuple[int, float]], moves: Iterable[Move], catalog: Catalog) -> np.ndarray:
    """The anchors' mean tone after the moves, 0..4 per axis."""
    rows, weights = zip(*anchors, strict=True)
    tone = np.average(catalog.columns.tone[list(rows)], axis=0, weights=weights)
    for move in moves:
        tone[AXES.index(move.axis)] += move.delta
    return np.clip(tone, 0, 4)


def _origins(facets: Facets) -> tuple[tuple[str, str], ...]:
    languages = [("language", name) for name in facets.languages]
    return (*languages, *(("country", code) for code in facets.countries))


def _spread(catalog: Catalog, films: tuple[str, ...], total: float) -> dict[int, float]:
    """Each film's row with an equal share of a total weight."""
    rows = [row for row in map(catalog.row, films) if row is not None]
    return {row: total / len(rows) for row in rows}
