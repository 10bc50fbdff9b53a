"""What does somebody want: one type for what was just said, what is remembered, what is searched and a hidden taste.

>>> said = Preferences(wanted=Facets(genres=("comedy",), keywords=("heist",)), runtime=(None, 100))
>>> later = Preferences(unwanted=Facets(genres=("animation",)))
>>> merge(said, later).unwanted.genres
('animation',)
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, fields, replace
from typing import Any

from recommender.movies import CERTIFICATES, Movie

Span = tuple[int | None, int | None]
"""Lowest and highest value, both allowed; None leaves an end open."""

OPEN: Span = (None, None)


@dataclass(frozen=True, slots=True)
class Person:
    """Somebody by their catalogue spelling, in a role: `any`, `actor`, `director` or `writer`."""

    name: str
    role: str = "any"


@dataclass(frozen=True, slots=True)
class Move:
    """A wish on one tone axis: shift the taste by `delta` (-4..4) and keep the film's value within `low`..`high`.

    "funny" is Move("funny", 2, low=2); "less violent" than a film with violent 3 is Move("violent", -1, high=2).
    """

    axis: str
    delta: int
    low: int = 0
    high: int = 4


@dataclass(frozen=True, slots=True)
class Facets:
    """Values a film can have. Wanted genres and people must all be there, unwanted ones never.

    `either` lists sets of genres or names of which one is enough ("comedy or romance"). Of several wanted languages,
    countries or franchises one is enough. `keywords` steer and never exclude when wanted. `films` are ids: as
    wanted, films to be alike; as unwanted, films to be unlike, never shown.
    """

    genres: tuple[str, ...] = ()
    people: tuple[Person, ...] = ()
    languages: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    franchises: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()
    films: tuple[str, ...] = ()
    either: tuple[frozenset[str], ...] = ()


@dataclass(frozen=True, slots=True)
class Preferences:
    """Wishes and limits. An empty one allows everything.

    `certificate` is the highest US rating allowed, `text` free words describing the film, `fame` is the
    popularity dial, -2 (the least known first) to 2 (the famous first); `acclaim` -1, 0 or 1: notorious or praised
    films first. `seen` are ids never to be shown again.
    """

    wanted: Facets = Facets()
    unwanted: Facets = Facets()
    years: Span = OPEN
    runtime: Span = OPEN
    certificate: str | None = None
    tone: tuple[Move, ...] = ()
    text: str = ""
    fame: int = 0
    acclaim: int = 0
    seen: frozenset[str] = frozenset()

    def __bool__(self) -> bool:
        return self != Preferences()


LIMITS = (
    "seen", "unlike", "not_genres", "not_people", "not_languages", "not_countries", "not_franchises", "not_keywords",
    "certificate", "genres", "people", "languages", "countries", "franchises", "years", "runtime", "tone",
)  # fmt: skip
"""Names of the limits, in the order they are applied and reported."""

PROMISES = frozenset({"seen", "unlike", "not_people", "certificate"})
"""Limits that are never relaxed, whatever is left."""


def merge(old: Preferences, new: Preferences) -> Preferences:
    """`old` after `new` was said: what is new adds to the lists, wins where both speak, and takes back its opposite."""
    return Preferences(
        wanted=_union(_without(old.wanted, new.unwanted), new.wanted),
        unwanted=_union(_without(old.unwanted, new.wanted), new.unwanted),
        years=new.years if new.years != OPEN else old.years,
        runtime=new.runtime if new.runtime != OPEN else old.runtime,
        certificate=new.certificate or old.certificate,
        tone=_stack(old.tone, new.tone),
        text=" ".join(filter(None, (old.text, new.text))),
        fame=new.fame or old.fame,
        acclaim=new.acclaim or old.acclaim,
        seen=old.seen | new.seen,
    )


def remove(preferences: Preferences, taken: Preferences) -> Preferences:
    """`preferences` less every value that `taken` holds as well; a single value goes when both hold the same."""
    return Preferences(
        wanted=_without(preferences.wanted, taken.wanted),
        unwanted=_without(preferences.unwanted, taken.unwanted),
        years=OPEN if preferences.years == taken.years else preferences.years,
        runtime=OPEN if preferences.runtime == taken.runtime else preferences.runtime,
        certificate=None if preferences.certificate == taken.certificate else preferences.certificate,
        tone=tuple(move for move in preferences.tone if move not in taken.tone),
        text="" if preferences.text == taken.text else preferences.text,
        fame=0 if preferences.fame == taken.fame else preferences.fame,
        acclaim=0 if preferences.acclaim == taken.acclaim else preferences.acclaim,
        seen=preferences.seen - taken.seen,
    )


def drop(preferences: Preferences, limit: str, value: str | None = None) -> Preferences:
    """Without one limit of `LIMITS`, or one value of it; unknown limits raise ValueError."""
    if limit in ("years", "runtime"):
        return _with(preferences, limit, OPEN)
    if limit == "certificate":
        return replace(preferences, certificate=None)
    if limit == "tone":
        return replace(preferences, tone=tuple(move for move in preferences.tone if value and move.axis != value))
    if limit == "seen":
        return replace(preferences, seen=preferences.seen - {value} if value else frozenset())
    side, facet = _side(limit)
    held: Facets = getattr(preferences, side)
    kept = tuple(item for item in getattr(held, facet) if value and getattr(item, "name", item) != value)
    return _with(preferences, side, _with(held, facet, kept))


def violated(movie: Movie, preferences: Preferences) -> tuple[str, ...]:
    """Names of the limits that a film breaks, in the order of `LIMITS`; empty when it may be shown."""
    broken = set(_unwanted_in(movie, preferences)) | set(_missing_in(movie, preferences))
    return tuple(name for name in LIMITS if name in broken)


def within(value: int | None, span: Span) -> bool:
    """Whether a value lies in a span; an unknown value lies only in an open one."""
    low, high = span
    if value is None:
        return span == OPEN
    return (low is None or value >= low) and (high is None or value <= high)


def allowed(certificate: str | None, cap: str | None) -> bool:
    """Whether a US rating passes an age cap; an unrated film passes none."""
    if cap is None:
        return True
    return certificate is not None and CERTIFICATES.index(certificate) <= CERTIFICATES.index(cap)


def credited(movie: Movie, person: Person) -> bool:
    """Whether a person worked on the film in the role asked for."""
    rolls = {"actor": movie.actors, "director": movie.directors, "writer": movie.writers}
    return any(person.name in names for role, names in rolls.items() if person.role in (role, "any"))


def limits(preferences: Preferences) -> dict[str, object]:
    """The preferences as plain JSON values: every key always present."""
    wanted, unwanted = preferences.wanted, preferences.unwanted
    return {
        "genres": list(wanted.genres),
        "not_genres": list(unwanted.genres),
        "people": [person.name for person in wanted.people],
        "not_people": [person.name for person in unwanted.people],
        "years": list(preferences.years),
        "runtime": list(preferences.runtime),
        "languages": list(wanted.languages),
        "not_languages": list(unwanted.languages),
        "countries": list(wanted.countries),
        "not_countries": list(unwanted.countries),
        "franchises": list(wanted.franchises),
        "not_franchises": list(unwanted.franchises),
        "certificate": preferences.certificate,
        "like": list(wanted.films),
        "unlike": list(unwanted.films),
        "tone": {move.axis: move.delta for move in preferences.tone},
        "keywords": list(wanted.keywords),
        "not_keywords": list(unwanted.keywords),
        "text": preferences.text,
        "fame": preferences.fame,
        "acclaim": preferences.acclaim,
        "seen": sorted(preferences.seen),
    }


def _unwanted_in(movie: Movie, preferences: Preferences) -> Iterator[str]:
    unwanted = preferences.unwanted
    if movie.id in preferences.seen:
        yield "seen"
    if movie.id in unwanted.films:
        yield "unlike"
    if any(credited(movie, person) for person in unwanted.people):
        yield "not_people"
    if movie.franchise in unwanted.franchises:
        yield "not_franchises"
    for facet in ("genres", "languages", "countries", "keywords"):
        if set(getattr(movie, facet)) & set(getattr(unwanted, facet)):
            yield f"not_{facet}"


def _missing_in(movie: Movie, preferences: Preferences) -> Iterator[str]:
    wanted = preferences.wanted
    if not _all(wanted.genres, set(movie.genres), wanted.either):
        yield "genres"
    present = {person.name for person in wanted.people if credited(movie, person)}
    if not _all((person.name for person in wanted.people), present, wanted.either):
        yield "people"
    for facet in ("languages", "countries"):
        if getattr(wanted, facet) and not set(getattr(movie, facet)) & set(getattr(wanted, facet)):
            yield facet
    if wanted.franchises and movie.franchise not in wanted.franchises:
        yield "franchises"
    for name in ("years", "runtime"):
        if not within(movie.year if name == "years" else movie.runtime, getattr(preferences, name)):
            yield name
    if not allowed(movie.certificate, preferences.certificate):
        yield "certificate"
    if not all(move.low <= movie.feels(move.axis) <= move.high for move in preferences.tone):
        yield "tone"


def _all(asked: Iterable[str], present: set[str], either: tuple[frozenset[str], ...]) -> bool:
    """Whether everything asked for is present, or one of the set that a value may stand in for."""
    return all(any((group & present) for group in either if value in group) or value in present for value in asked)


def _union(old: Facets, new: Facets) -> Facets:
    """Both sides' values, each once, in the order they were said."""
    return Facets(**{f.name: tuple(dict.fromkeys((*getattr(old, f.name), *getattr(new, f.name)))) for f in fields(old)})


def _without(facets: Facets, taken: Facets) -> Facets:
    """`facets` less the values of `taken`; people go by name, whatever the role."""
    gone = {person.name for person in taken.people}
    kept: dict[str, Any] = {
        f.name: tuple(item for item in getattr(facets, f.name) if item not in getattr(taken, f.name))
        for f in fields(facets)
        if f.name not in ("people", "either")
    }
    return replace(facets, people=tuple(p for p in facets.people if p.name not in gone), **kept)


def _stack(old: tuple[Move, ...], new: tuple[Move, ...]) -> tuple[Move, ...]:
    """Moves on the same axis add up; the newer bounds win."""
    moves = {move.axis: move for move in old}
    for move in new:
        before = moves[move.axis].delta if move.axis in moves else 0
        same_way = before * move.delta > 0
        moves[move.axis] = replace(move, delta=max(-4, min(4, move.delta + before if same_way else move.delta)))
    return tuple(moves.values())


def _with(record: Any, name: str, value: object) -> Any:
    """`replace` for a field known only by its name."""
    return replace(record, **{name: value})


def _side(limit: str) -> tuple[str, str]:
    named = {"like": "films", "unlike": "not_films"}.get(limit, limit)
    side, facet = ("unwanted", named.removeprefix("not_")) if named.startswith("not_") else ("wanted", named)
    if facet not in {f.name for f in fields(Facets)}:
        raise ValueError(f"{limit!r} is no limit; the limits are {', '.join(LIMITS)}")
    return side, facet
