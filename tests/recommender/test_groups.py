"""Is a group's list fair by the rule it was asked for, and does every veto hold?"""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from recommender.groups import RULES, choose, reason, satisfaction, together
from recommender.preferences import Facets, Preferences

TASTES = {
    "Ann": np.array([9, 8, 1, 5, 0], np.float32),
    "Bob": np.array([0, 8, 9, 5, 1], np.float32),
    "Cy": np.array([9, 1, 8, 5, 0], np.float32),
}


def first(rule: str) -> int:
    return choose(TASTES, rule)[0].row


def test_each_rule_keeps_its_word() -> None:
    everybody = {name: satisfaction(scores) for name, scores in TASTES.items()}
    table = np.stack(list(everybody.values()))
    assert table.mean(0)[first("average")] == table.mean(0).max()
    assert table.min(0)[first("least misery")] == table.min(0).max()
    approved = (table >= 0.7).sum(0)
    assert approved[first("approval")] == approved.max()


def test_rotating_makes_up_for_what_was_missed() -> None:
    past = [{"Ann": 1.0, "Bob": 0.0, "Cy": 1.0}]
    assert choose(TASTES, "rotating", count=1, past=past)[0].satisfaction["Bob"] == 1.0
    films = choose(TASTES, "rotating", count=3)
    assert {max(film.satisfaction, key=lambda name: film.satisfaction[name]) for film in films} >= {"Ann", "Bob"}


@given(st.sampled_from(RULES), st.integers(1, 5), st.integers(0, 99))
def test_a_list_has_no_film_twice_and_a_reason_for_everybody(rule: str, people: int, seed: int) -> None:
    chance = np.random.default_rng(seed)
    films = choose({str(p): chance.random(7).astype(np.float32) for p in range(people)}, rule, count=9)
    assert len({film.row for film in films}) == len(films) == 7
    assert all(reason(film, str(p)) for film in films for p in range(people))


def test_bold_scores_count_no_more() -> None:
    assert np.array_equal(satisfaction(np.array([1, 2, 3])), satisfaction(np.array([-900, 0, 900])))


def test_every_veto_holds_and_the_strictest_cap() -> None:
    one = Preferences(unwanted=Facets(genres=("horror",)), seen=frozenset({"a"}), certificate="R", runtime=(None, 120))
    two = Preferences(wanted=Facets(genres=("horror",)), seen=frozenset({"b"}), certificate="PG", runtime=(80, 140))
    both = together([one, two])
    assert both.unwanted.genres == ("horror",) and both.seen == {"a", "b"}
    assert both.certificate == "PG" and both.runtime == (80, 120)


def test_an_unknown_rule_is_named() -> None:
    with pytest.raises(ValueError, match="dictator"):
        choose(TASTES, "dictator")
    with pytest.raises(ValueError, match="group of 0"):
        choose({}, "average")
