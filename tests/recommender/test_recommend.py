"""Are the promises kept, whatever is asked for, and is every list explained truly?"""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recommender.limits import masks
from recommender.preferences import PROMISES, Facets, Move, Person, Preferences, merge, violated
from recommender.recommend import Recommender
from recommender.taste import binding
from tests.recommender.films import FILMS, IDS, PREFERENCES

MANY = settings(max_examples=150, deadline=None)


@MANY
@given(PREFERENCES)
def test_masks_agree_with_violated_for_every_film(small: Recommender, wish: Preferences) -> None:
    found = dict(masks(wish, small.catalog))
    for row, movie in enumerate(FILMS):
        assert tuple(limit for limit, mask in found.items() if not mask[row]) == violated(movie, wish)


@MANY
@given(PREFERENCES, PREFERENCES, st.frozensets(st.sampled_from(IDS), max_size=20), st.booleans())
def test_what_is_broken_is_told_and_promises_never_are(
    small: Recommender, wish: Preferences, profile: Preferences, shown: frozenset[str], surprise: bool
) -> None:
    found = small.recommend(wish, profile, shown=shown, surprise=surprise)
    held = binding(wish, profile)
    assert not PROMISES & set(found.relaxed)
    assert not any(limit.startswith("not_") for limit in found.relaxed)
    for film in found.films:
        assert set(violated(film.movie, held)) <= set(found.relaxed)
        assert film.movie.id not in shown | {*wish.wanted.films, *profile.wanted.films}
    if found.relaxed:
        fitting = [movie for movie in FILMS if not violated(movie, held)]
        assert all(movie.id in shown | {*wish.wanted.films, *profile.wanted.films} for movie in fitting)


@MANY
@given(PREFERENCES, PREFERENCES)
def test_the_receipt_adds_up(small: Recommender, wish: Preferences, profile: Preferences) -> None:
    found = small.recommend(wish, profile, count=5)
    assert found.receipt.films == 60
    assert found.receipt.relaxed == found.relaxed
    assert set(found.receipt.terms) == {film.movie.id for film in found.films}
    lefts = [check.left for check in found.receipt.checks]
    assert lefts == sorted(lefts, reverse=True)
    assert len(found.films) == min(5, len(found.rows))
    for film in found.films:
        assert film.score == pytest.approx(sum(film.terms.values()))
        assert film.reasons
    if len(found.rows):
        assert found.belief.sum() == pytest.approx(1)
        assert (found.belief >= 0).all()
    if not found.relaxed and lefts:
        assert lefts[-1] == len(found.rows)


@MANY
@given(PREFERENCES, PREFERENCES)
def test_a_profile_binds_but_for_what_it_likes(small: Recommender, wish: Preferences, profile: Preferences) -> None:
    held = binding(wish, profile)
    both = merge(profile, wish)
    assert held.unwanted == both.unwanted
    assert held.seen == both.seen
    assert held.wanted.genres == wish.wanted.genres
    assert set(held.wanted.people) == set(wish.wanted.people)


def test_the_stricter_age_cap_holds() -> None:
    assert binding(Preferences(certificate="R"), Preferences(certificate="PG")).certificate == "PG"
    assert binding(Preferences(certificate="G"), Preferences(certificate="PG")).certificate == "G"
    assert binding(Preferences(), Preferences(certificate="PG")).certificate == "PG"


def test_no_film_twice_and_no_more_than_asked_for(small: Recommender) -> None:
    for count in (1, 3, 60, 100):
        films = small.recommend(Preferences(), count=count).films
        assert len({film.movie.id for film in films}) == len(films) == min(count, 60)


def test_nothing_is_left_to_show_when_all_is_seen(small: Recommender) -> None:
    found = small.recommend(Preferences(seen=frozenset(IDS)))
    assert found.films == () and found.relaxed == () and len(found.belief) == 0


def test_the_softer_limit_gives_way(small: Recommender) -> None:
    wish = Preferences(wanted=Facets(genres=("comedy",)), runtime=(None, 20))
    found = small.recommend(wish)
    assert found.relaxed == ("runtime",)
    assert all("comedy" in film.movie.genres for film in found.films)


def test_what_is_unwanted_never_gives_way(small: Recommender) -> None:
    wish = Preferences(unwanted=Facets(genres=("comedy", "drama", "horror", "crime")))
    assert small.recommend(wish).films == ()


def test_likeness_to_a_film_shows_in_terms_and_reasons(small: Recommender) -> None:
    films = {film.movie.id: film for film in small.similar(IDS[10], 60)}
    assert films[IDS[11]].terms["likes"] == max(film.terms.get("likes", 0) for film in films.values())
    assert "people who love Film 10 look for it next" in films[IDS[11]].reasons
    assert "people who love it look for Film 10 next" in films[IDS[9]].reasons


def test_reasons_never_come_from_the_ending(small: Recommender) -> None:
    for number in range(60):
        for film in small.similar(IDS[number]):
            assert not any("butler" in reason for reason in film.reasons)


def test_a_wish_for_the_lesser_known_is_heard(small: Recommender) -> None:
    def fame(**wish: int) -> float:
        films = small.recommend(Preferences(**wish), count=10).films  # type: ignore[arg-type]
        return float(np.mean([film.movie.fame for film in films]))

    assert fame(fame=-1) < fame() <= fame(fame=1)


def test_a_surprise_is_little_known(small: Recommender) -> None:
    usual, surprise = (small.recommend(Preferences(), count=5, surprise=flag).films for flag in (False, True))
    assert sum(film.movie.fame for film in surprise) < sum(film.movie.fame for film in usual)


def test_a_move_raises_the_axis(small: Recommender) -> None:
    films = small.recommend(Preferences(tone=(Move("funny", 2, low=2),)), count=5).films
    assert all(film.movie.feels("funny") >= 2 for film in films)


def test_people_of_the_profile_steer_and_do_not_exclude(small: Recommender) -> None:
    found = small.recommend(Preferences(), Preferences(wanted=Facets(people=(Person("Ada Quill"),))))
    assert len(found.rows) == 60
    assert any(film.terms.get("people") for film in found.films)


def test_similar_needs_a_film(small: Recommender) -> None:
    with pytest.raises(KeyError):
        small.similar("nothing-1900")


def test_search_says_which_words_matched(small: Recommender) -> None:
    films = {film.movie.id: film for film in small.search("a ghost that goes wrong in town 5", 60)}
    assert {"ghost", "town", "5"} <= set(films[IDS[5]].reasons)


def test_search_takes_any_words(small: Recommender) -> None:
    assert len(small.search("", 2)) == 2
    assert len(small.search("zzzz qqqq")) == 5
