"""Small made-up films for tests, and folders of them."""

from __future__ import annotations

from pathlib import Path

from hypothesis import strategies as st

from recommender.movies import AXES, CERTIFICATES, Movie, Role
from recommender.preferences import Facets, Move, Person, Preferences
from recommender.recommend import Recommender, build
from tests.fakes import HashingEncoder

PEOPLE = ("Ada Quill", "Bo Marsh", "Cy Fenn", "Dee Lark", "Eli Stone", "Flo Reed")
KINDS = ("comedy", "drama", "horror", "crime")
LANGUAGES = ("English", "French", "Korean")
COUNTRIES = ("US", "FR", "KR")
KEYWORDS = ("heist", "ghost", "road trip", "robot")
SERIES = ("Night Shift", "Iron Tide")
IDS = tuple(f"film-{number}-{1950 + number}" for number in range(60))


def some(values: tuple[str, ...], most: int = 2) -> st.SearchStrategy[tuple[str, ...]]:
    """Up to `most` different ones."""
    return st.lists(st.sampled_from(values), max_size=most, unique=True).map(tuple)


PERSONS = st.builds(Person, st.sampled_from(PEOPLE), st.sampled_from(("any", "actor", "director", "writer")))
SPANS = st.tuples(st.none() | st.integers(60, 130), st.none() | st.integers(60, 130))
YEARS = st.tuples(st.none() | st.integers(1950, 2010), st.none() | st.integers(1950, 2010))
EITHER = st.lists(st.frozensets(st.sampled_from(KINDS + PEOPLE), max_size=3), max_size=2).map(tuple)
MOVES = st.builds(Move, st.sampled_from(AXES), st.integers(-4, 4), low=st.integers(0, 3), high=st.integers(1, 4))
FACETS = st.builds(
    Facets,
    genres=some(KINDS),
    people=st.lists(PERSONS, max_size=2).map(tuple),
    languages=some(LANGUAGES),
    countries=some(COUNTRIES),
    franchises=some(SERIES, 1),
    keywords=some(KEYWORDS),
    films=some((*IDS, "no-such-film-2000"), 3),
    either=EITHER,
)
PREFERENCES = st.builds(
    Preferences,
    wanted=st.just(Facets()) | FACETS,
    unwanted=st.just(Facets()) | FACETS,
    years=st.just((None, None)) | YEARS,
    runtime=st.just((None, None)) | SPANS,
    certificate=st.none() | st.sampled_from(CERTIFICATES),
    tone=st.lists(MOVES, max_size=2).map(tuple),
    text=st.sampled_from(("", "a robot who steals", "zzzz")),
    fame=st.integers(-1, 1),
    acclaim=st.integers(-1, 1),
    seen=st.frozensets(st.sampled_from(IDS), max_size=5),
)


def film(number: int) -> Movie:
    """One of sixty films that differ in everything, by simple arithmetic on its number."""
    pick = lambda values, step: values[number * step % len(values)]  # noqa: E731
    return Movie(
        id=IDS[number],
        title=f"Film {number}",
        year=1950 + number,
        genres=tuple(dict.fromkeys((pick(KINDS, 1), pick(KINDS, 3)))),
        runtime=None if number % 11 == 0 else 70 + number,
        countries=(pick(COUNTRIES, 1),),
        languages=tuple(dict.fromkeys((pick(LANGUAGES, 1), pick(LANGUAGES, 2)))),
        certificate=None if number % 7 == 0 else pick(CERTIFICATES, 3),
        directors=(pick(PEOPLE, 1),),
        writers=(pick(PEOPLE, 5),),
        cast=(Role(pick(PEOPLE, 7), "The Fox"), Role(PEOPLE[(number + 2) % 6])),
        franchise=pick(SERIES, 1) if number % 9 == 0 else None,
        synopsis=f"A {pick(KEYWORDS, 1)} goes wrong in town {number}.",
        ending="The butler did it.",
        keywords=(*dict.fromkeys((pick(KEYWORDS, 1), pick(KEYWORDS, 3))), "murderous butler"),
        tone=tuple((number * (axis + 1)) % 5 for axis in range(len(AXES))),
        like=(IDS[(number + 1) % 60], IDS[(number * 7) % 60], "no-such-film-2000"),
        fame=1 + number % 5,
        acclaim=1 + number * 3 % 5,
    )


FILMS = tuple(film(number) for number in range(60))


def opened(folder: Path) -> Recommender:
    """A recommender over the sixty films."""
    build(FILMS, folder / "index", HashingEncoder())
    return Recommender.open(folder / "index", HashingEncoder())
