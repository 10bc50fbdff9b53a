"""Wishes merge, drop, exclude and print as they say they do."""

from __future__ import annotations

import json

import pytest
from hypothesis import given

from recommender.movies import Movie, Role
from recommender.preferences import (
    LIMITS,
    Facets,
    Move,
    Person,
    Preferences,
    drop,
    limits,
    merge,
    remove,
    violated,
)
from tests.strategies import movies, preferences

HEAT = Movie(
    id="heat-1995", title="Heat", year=1995, genres=("crime", "drama"), runtime=170, certificate="R",
    languages=("English",), countries=("US",), directors=("Michael Mann",), cast=(Role("Al Pacino", "Vincent Hanna"),),
    tone=(0, 3, 0, 1, 4, 3, 2, 0, 1, 0, 3, 1),
)  # fmt: skip


@given(preferences)
def test_nothing_said_changes_nothing(said: Preferences) -> None:
    assert merge(Preferences(), said) == said
    assert merge(said, Preferences()) == said


@given(preferences, preferences)
def test_the_newer_word_wins(old: Preferences, new: Preferences) -> None:
    both = merge(old, new)
    assert set(new.wanted.genres) <= set(both.wanted.genres)
    assert not set(both.unwanted.genres) & set(new.wanted.genres) - set(new.unwanted.genres)
    assert both.seen >= old.seen | new.seen


@given(movies, preferences)
def test_a_dropped_limit_excludes_nothing(movie: Movie, said: Preferences) -> None:
    for limit in violated(movie, said):
        assert limit not in violated(movie, drop(said, limit))


@given(movies, preferences, preferences)
def test_a_film_that_breaks_what_is_excluded_stays_out(movie: Movie, old: Preferences, new: Preferences) -> None:
    kept = {"seen"} & set(violated(movie, old))
    assert kept <= set(violated(movie, merge(old, new)))


@given(preferences)
def test_taking_everything_away_leaves_nothing(said: Preferences) -> None:
    assert remove(said, said).wanted == Facets()
    assert not remove(said, said).seen


@given(preferences)
def test_limits_are_plain_json(said: Preferences) -> None:
    plain = limits(said)
    assert json.loads(json.dumps(plain)) == plain
    assert {name.removeprefix("not_") for name in LIMITS} <= set(plain) | {"unlike"}


@pytest.mark.parametrize(
    ("wish", "broken"),
    [
        (Preferences(runtime=(None, 120)), ("runtime",)),
        (Preferences(runtime=(150, None), years=(1990, 1999)), ()),
        (Preferences(certificate="PG-13"), ("certificate",)),
        (Preferences(wanted=Facets(people=(Person("Michael Mann", "actor"),))), ("people",)),
        (Preferences(wanted=Facets(people=(Person("Michael Mann"),))), ()),
        (Preferences(wanted=Facets(genres=("crime", "comedy"))), ("genres",)),
        (Preferences(wanted=Facets(genres=("crime", "comedy"), either=(frozenset({"crime", "comedy"}),))), ()),
        (Preferences(unwanted=Facets(people=(Person("Al Pacino"),), genres=("drama",))), ("not_genres", "not_people")),
        (Preferences(tone=(Move("funny", 1, low=1),)), ("tone",)),
        (Preferences(seen=frozenset({"heat-1995"})), ("seen",)),
    ],
)
def test_what_a_film_breaks(wish: Preferences, broken: tuple[str, ...]) -> None:
    assert violated(HEAT, wish) == broken


def test_an_unrated_film_passes_no_age_cap() -> None:
    unrated = Movie(id="x-2000", title="X", year=2000, genres=("drama",))
    assert violated(unrated, Preferences(certificate="NC-17")) == ("certificate",)


def test_an_unknown_limit_is_named() -> None:
    with pytest.raises(ValueError, match="'colour' is no limit"):
        drop(Preferences(), "colour")
