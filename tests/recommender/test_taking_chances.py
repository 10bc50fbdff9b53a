"""Do wildcards keep every promise, does the dial turn fame, and do forecasts follow what was said?"""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from bot.conversation import Conversation
from recommender.preferences import Facets, Preferences, violated
from recommender.recommend import Recommender
from recommender.taste import binding
from tests.recommender.films import IDS, PREFERENCES

MANY = settings(max_examples=100, deadline=None)


@MANY
@given(PREFERENCES, PREFERENCES, st.frozensets(st.sampled_from(IDS), max_size=20), st.integers(1, 5))
def test_a_wildcard_comes_last_says_so_and_breaks_nothing(
    small: Recommender, wish: Preferences, profile: Preferences, shown: frozenset[str], count: int
) -> None:
    usual = small.recommend(wish, profile, count=count, shown=shown)
    found = small.recommend(wish, profile, count=count, shown=shown, wildcard=True)
    wild = [film for film in found.films if film.reasons[0].startswith("a wildcard:")]
    assert len(found.films) == len(usual.films) == len({film.movie.id for film in found.films})
    assert [film.movie.id for film in found.films[:-1]] == [film.movie.id for film in usual.films[:-1]]
    assert wild in ([], [found.films[-1]] if found.films else [])
    assert bool(wild) == (not usual.relaxed and 1 < len(usual.films) < len(usual.rows))
    for film in wild:
        assert not violated(film.movie, binding(wish, profile))
        assert film.movie.id not in shown | {*wish.wanted.films, *profile.wanted.films}
        assert film.movie.id not in {one.movie.id for one in usual.films}
        assert film.score == pytest.approx(sum(film.terms.values()))
        assert found.receipt.terms[film.movie.id] == film.terms


def test_a_first_list_is_pure_and_more_brings_a_wildcard(conversation: Conversation) -> None:
    first, more = conversation.reply("s", "a funny heist"), conversation.reply("s", "more")
    assert not any("wildcard" in reason for card in first.cards for reason in card.reasons)
    assert [card.reasons[0].startswith("a wildcard:") for card in more.cards] == [False, False, True]


@pytest.mark.parametrize("genre", ["comedy", "drama", "thriller", "horror", "sci-fi"])
def test_the_dial_turns_fame_step_by_step(recommender: Recommender, genre: str) -> None:
    def mean(dial: int) -> float:
        films = recommender.recommend(Preferences(wanted=Facets(genres=(genre,)), fame=dial), count=20).films
        return float(np.mean([film.movie.fame for film in films]))

    steps = [mean(dial) for dial in (-2, -1, 0, 1, 2)]
    assert steps == sorted(steps) and steps[0] < steps[2] < steps[4] + 1e-9


@MANY
@given(PREFERENCES, PREFERENCES)
def test_a_forecast_is_given_from_two_films_and_lies_in_its_interval(
    small: Recommender, wish: Preferences, profile: Preferences
) -> None:
    found = small.recommend(wish, profile)
    enough = len({*profile.wanted.films, *profile.unwanted.films}) >= 2
    for film in found.films:
        assert (film.forecast is not None) == enough
        assert found.receipt.forecasts.get(film.movie.id) == film.forecast
        if film.forecast:
            rating, low, high = film.forecast
            assert 0.5 <= low <= rating <= high <= 5


@MANY
@given(st.lists(st.sampled_from(IDS), min_size=3, max_size=8, unique=True), st.sampled_from(IDS))
def test_liking_a_film_never_lowers_what_it_is_expected_to_get(small: Recommender, films: list[str], one: str) -> None:
    others = tuple(film for film in films if film != one)

    def expected(*, liked: bool) -> float:
        sides = ((*others, one), ()) if liked else (others, (one,))
        profile = Preferences(Facets(films=sides[0]), Facets(films=sides[1]))
        return small.forecast([one], profile)[0][0]

    without = small.forecast([one], Preferences(Facets(films=others)))[0][0]
    liked, turned_down = expected(liked=True), expected(liked=False)
    assert turned_down <= liked + 1e-5
    assert turned_down <= without + 1e-5


def test_ratings_count_and_a_film_that_is_not_there_is_named(small: Recommender) -> None:
    good, bad = ({IDS[0]: stars, IDS[4]: stars} for stars in (5.0, 1.0))
    high, low = (small.forecast([IDS[8]], Preferences(), ratings)[0] for ratings in (good, bad))
    assert low[0] < high[0]
    assert small.forecast([IDS[8]], Preferences(), {IDS[0]: 5.0}) == ()
    with pytest.raises(KeyError):
        small.forecast(["nothing-1900"], Preferences(), good)
