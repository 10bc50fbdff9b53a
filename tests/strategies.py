"""Random wishes, films and acts for the property tests, from a small world so that they meet."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import strategies as st

from bot.dialogue.acts import Critique, Dislike, Like, More, Seen, Skip, Tell, UserAct
from recommender.movies import AXES, CERTIFICATES, GENRES, Movie, Role
from recommender.preferences import Facets, Move, Person, Preferences, Span, remove

FILMS = tuple(f"film-{number}" for number in range(12))
PEOPLE = ("Ada Vale", "Ben Okri", "Cleo Marsh", "Dan Ivers")
LANGUAGES = ("English", "French", "Korean")
COUNTRIES = ("US", "FR", "KR")
SERIES = ("Star Saga", "Night Falls")
KEYWORDS = ("heist", "time travel", "slasher", "wedding")


def few(values: tuple[str, ...], most: int = 2) -> st.SearchStrategy[tuple[str, ...]]:
    return st.lists(st.sampled_from(values), max_size=most, unique=True).map(tuple)


people = st.lists(
    st.builds(Person, st.sampled_from(PEOPLE), st.sampled_from(("any", "actor", "director", "writer"))),
    max_size=2,
    unique_by=lambda person: person.name,
).map(tuple)

facets = st.builds(
    Facets, genres=few(GENRES), people=people, languages=few(LANGUAGES), countries=few(COUNTRIES),
    franchises=few(SERIES, 1), keywords=few(KEYWORDS), films=few(FILMS),
)  # fmt: skip


@st.composite
def spans(draw: st.DrawFn, low: int, high: int) -> Span:
    ends = sorted(draw(st.tuples(st.integers(low, high), st.integers(low, high))))
    return draw(st.sampled_from(((None, None), (ends[0], None), (None, ends[1]), (ends[0], ends[1]))))


moves = st.lists(
    st.one_of(
        st.builds(Move, st.sampled_from(AXES), st.integers(1, 3), low=st.integers(1, 3)),
        st.builds(Move, st.sampled_from(AXES), st.integers(-3, -1), high=st.integers(0, 3)),
    ),
    max_size=2,
    unique_by=lambda move: move.axis,
).map(tuple)


def _consistent(said: Preferences) -> Preferences:
    """Nobody wants and refuses the same thing in one breath."""
    refused = remove(Preferences(wanted=said.unwanted), Preferences(wanted=said.wanted))
    return replace(said, unwanted=refused.wanted)


preferences = st.builds(
    Preferences, wanted=facets, unwanted=facets, years=spans(1920, 2025), runtime=spans(60, 200),
    certificate=st.none() | st.sampled_from(CERTIFICATES), tone=moves, fame=st.integers(-1, 1),
    acclaim=st.integers(-1, 1), seen=few(FILMS).map(frozenset),
).map(_consistent)  # fmt: skip

movies = st.builds(
    Movie, id=st.sampled_from(FILMS), title=st.just("A Film"), year=st.integers(1920, 2025),
    genres=few(GENRES, 3), runtime=st.none() | st.integers(60, 200), countries=few(COUNTRIES),
    languages=few(LANGUAGES), certificate=st.none() | st.sampled_from(CERTIFICATES), directors=few(PEOPLE, 1),
    cast=few(PEOPLE).map(lambda names: tuple(Role(name) for name in names)),
    franchise=st.none() | st.sampled_from(SERIES), keywords=few(KEYWORDS),
    tone=st.tuples(*[st.integers(0, 4)] * len(AXES)),
)  # fmt: skip

acts: st.SearchStrategy[UserAct] = st.one_of(
    st.builds(Tell, preferences, instead=st.booleans(), lasting=st.booleans()),
    st.builds(Like, few(FILMS), few(PEOPLE)),
    st.builds(Dislike, few(FILMS), few(PEOPLE)),
    st.builds(Seen, few(FILMS), st.none() | st.booleans()),
    st.builds(Critique, preferences, st.none() | st.sampled_from(FILMS)),
    st.builds(More),
    st.builds(Skip),
)
