"""Is the worth of a question what it should be?"""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.dialogue.gain import Noise, entropy, gain, heard, update, yes_no_gain

SURE = Noise(0, 0)
rates = st.floats(0, 0.45)


@st.composite
def cases(draw: st.DrawFn) -> tuple[np.ndarray, np.ndarray]:
    """A belief over some films and a question: chances of each answer for each film."""
    films, answers = draw(st.integers(1, 8)), draw(st.integers(2, 5))
    weights = draw(st.lists(st.floats(0.01, 1), min_size=films, max_size=films))
    cells = draw(st.lists(st.floats(0.01, 1), min_size=films * answers, max_size=films * answers))
    table = np.array(cells).reshape(answers, films)
    return np.array(weights) / sum(weights), table / table.sum(axis=0)


def test_an_even_split_is_worth_one_bit() -> None:
    assert gain(np.full(4, 0.25), np.array([[1, 1, 0, 0], [0, 0, 1, 1]]), SURE) == pytest.approx(1)


def test_one_film_in_four_is_worth_the_entropy_of_a_quarter() -> None:
    assert gain(np.full(4, 0.25), np.array([[1, 0, 0, 0], [0, 1, 1, 1]]), SURE) == pytest.approx(0.811278, abs=1e-6)


def test_no_answer_takes_its_share_and_a_slip_its_entropy() -> None:
    noise = Noise(wrong=0.09, unknown=0.1)
    assert noise.slip == pytest.approx(0.1)
    expected = 0.9 * (1 - 0.468996)
    assert yes_no_gain(np.array([0.5]), noise)[0] == pytest.approx(expected, abs=1e-6)


def test_a_film_that_fits_both_answers_alike_tells_nothing() -> None:
    assert gain(np.array([0.3, 0.7]), np.full((2, 2), 0.5), SURE) == 0


def test_an_answer_moves_the_belief_by_its_likelihood() -> None:
    after = update(np.array([0.5, 0.5]), np.array([0.9, 0.1]))
    assert after == pytest.approx([0.9, 0.1])


def test_an_impossible_answer_changes_nothing() -> None:
    belief = np.array([1.0, 0.0])
    assert update(belief, np.array([0.0, 1.0])) is belief


@pytest.mark.parametrize(("wrong", "unknown"), [(-0.1, 0), (0, 1.1), (0.6, 0.6)])
def test_rates_that_are_none_are_refused(wrong: float, unknown: float) -> None:
    with pytest.raises(ValueError, match=str(wrong)):
        Noise(wrong, unknown)


@given(cases(), rates, rates)
def test_gain_is_never_negative_and_never_more_than_there_is_to_know(
    case: tuple[np.ndarray, np.ndarray], wrong: float, unknown: float
) -> None:
    belief, table = case
    assert 0 <= gain(belief, table, Noise(wrong, unknown)) <= entropy(belief) + 1e-9


@given(cases(), st.floats(0, 0.2), st.floats(0, 0.2), st.floats(0, 0.4))
def test_noisier_answers_are_worth_less(
    case: tuple[np.ndarray, np.ndarray], wrong: float, more: float, unknown: float
) -> None:
    belief, table = case
    quiet = gain(belief, table, Noise(wrong * (1 - unknown), unknown))
    assert gain(belief, table, Noise((wrong + more) * (1 - unknown), unknown)) <= quiet + 1e-9
    assert gain(belief, table, Noise(0, unknown)) <= gain(belief, table, SURE) + 1e-9


@given(cases(), rates, rates)
def test_belief_stays_a_belief(case: tuple[np.ndarray, np.ndarray], wrong: float, unknown: float) -> None:
    belief, table = case
    likelihood = heard(table, Noise(wrong, unknown))
    assert likelihood.sum(axis=0) == pytest.approx(np.ones(len(belief)))
    for row in likelihood:
        after = update(belief, row)
        assert after.min() >= 0
        assert after.sum() == pytest.approx(1)


@given(st.lists(st.booleans(), min_size=2, max_size=9), rates, rates)
def test_the_short_cut_for_yes_and_no_agrees(yes: list[bool], wrong: float, unknown: float) -> None:
    belief, table = np.full(len(yes), 1 / len(yes)), np.array([yes, [not each for each in yes]], dtype=float)
    noise = Noise(wrong, unknown)
    assert yes_no_gain(table[:1] @ belief, noise)[0] == pytest.approx(gain(belief, table, noise), abs=1e-9)
