"""Is what a group is shown within everybody's limits, ordered by its rule, and explained to each of them?"""

from __future__ import annotations

from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recommender.groups import RULES
from recommender.preferences import PROMISES, Facets, Preferences, violated
from recommender.recommend import Recommender
from tests.recommender.films import IDS, PREFERENCES

MANY = settings(max_examples=120, deadline=None)
GROUPS = st.dictionaries(st.sampled_from(("Ann", "Bob", "Cy")), PREFERENCES, min_size=1)
VETOES = {"unlike", "not_genres", "not_people", "not_languages", "not_countries", "not_franchises", "not_keywords"}


@MANY
@given(GROUPS, PREFERENCES, st.sampled_from(RULES))
def test_no_veto_of_anybody_is_ever_broken(
    small: Recommender, people: dict[str, Preferences], wish: Preferences, rule: str
) -> None:
    found = small.for_group(people, wish, rule=rule)
    assert not (PROMISES | VETOES) & set(found.relaxed)
    for film in found.films:
        for person in (*people.values(), wish):
            assert not (PROMISES | VETOES) & set(violated(film.movie, person))
            assert film.movie.id not in person.wanted.films
        assert set(violated(film.movie, wish)) <= set(found.relaxed)


@MANY
@given(GROUPS, PREFERENCES, st.sampled_from(RULES), st.integers(1, 6))
def test_everybody_gets_a_reason_and_the_receipt_adds_up(
    small: Recommender, people: dict[str, Preferences], wish: Preferences, rule: str, count: int
) -> None:
    found = small.for_group(people, wish, rule=rule, count=count)
    assert len(found.satisfaction) == len(found.films) <= count
    assert len({film.movie.id for film in found.films}) == len(found.films)
    for film, satisfied in zip(found.films, found.satisfaction, strict=True):
        assert [why.split(":")[0] for why in film.reasons[: len(people)]] == [f"for {name}" for name in people]
        assert satisfied.keys() == people.keys() and all(0 <= value <= 1 for value in satisfied.values())
        assert film.score == pytest.approx(sum(film.terms.values()))
        assert found.receipt.terms[film.movie.id] == film.terms


def test_one_alone_gets_what_they_would_get_alone(small: Recommender) -> None:
    profile = Preferences(wanted=Facets(films=(IDS[7], IDS[20])))
    alone = small.recommend(Preferences(), profile, count=1).films[0]
    shared = small.for_group({"Ann": profile}, count=1).films[0]
    assert shared.movie == alone.movie and shared.score == pytest.approx(alone.score)


def test_each_rule_is_best_at_what_it_states(small: Recommender) -> None:
    people = {name: Preferences(wanted=Facets(films=(IDS[place],))) for name, place in (("Ann", 3), ("Bob", 31))}
    first = {rule: list(small.for_group(people, rule=rule, count=1).satisfaction[0].values()) for rule in RULES}
    assert np.mean(first["average"]) == max(np.mean(satisfied) for satisfied in first.values())
    assert min(first["least misery"]) == max(min(satisfied) for satisfied in first.values())
    approvals = {rule: sum(value >= 0.7 for value in satisfied) for rule, satisfied in first.items()}
    assert approvals["approval"] == max(approvals.values())


def test_rotating_remembers_who_came_off_badly(small: Recommender) -> None:
    people = {name: Preferences(wanted=Facets(films=(IDS[place],))) for name, place in (("Ann", 3), ("Bob", 31))}
    for poor, rich in (("Ann", "Bob"), ("Bob", "Ann")):
        past = [{poor: 0.1, rich: 1.0}]
        assert small.for_group(people, rule="rotating", count=1, past=past).satisfaction[0][poor] > 0.9


def test_a_veto_outweighs_what_the_group_wishes(small: Recommender) -> None:
    people = {"Ann": Preferences(unwanted=Facets(genres=("horror",))), "Bob": Preferences()}
    wish = Preferences(wanted=Facets(genres=("horror",)))
    found = small.for_group(people, wish)
    assert found.films and all("horror" not in film.movie.genres for film in found.films)
    assert found.relaxed == ("genres",)
    none = {name: replace(person, seen=frozenset(IDS)) for name, person in people.items()}
    assert small.for_group(none, wish).films == ()


def test_an_unknown_rule_and_an_empty_group_are_named(small: Recommender) -> None:
    with pytest.raises(ValueError, match="dictator"):
        small.for_group({"Ann": Preferences()}, rule="dictator")
    with pytest.raises(ValueError, match="group of 0"):
        small.for_group({})
