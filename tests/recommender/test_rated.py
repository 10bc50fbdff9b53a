"""Do forecasts follow what a person said, and are they as sure as they may be?"""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from recommender.rated import Evidence, Sketch, forecast

CHANCE = np.random.default_rng(0)
FILMS = Sketch(CHANCE.normal(scale=0.4, size=(300, 8)).astype(np.float32), np.full(300, 3.4, np.float32))


def said(stars: list[float], doubt: float = 1.0) -> Evidence:
    count = len(stars)
    return Evidence(np.arange(count), np.array(stars, np.float32), np.full(count, doubt, np.float32))


def test_nothing_said_is_what_everybody_thinks() -> None:
    assert np.allclose(forecast(said([]), FILMS).rating, 3.4)


@given(st.lists(st.floats(0.5, 5), max_size=40))
def test_ratings_lie_in_their_intervals_and_on_the_scale(stars: list[float]) -> None:
    found = forecast(said(stars), FILMS)
    assert (found.low <= found.rating).all() and (found.rating <= found.high).all()
    assert found.low.min() >= 0.5 and found.high.max() <= 5


def test_a_bad_word_is_never_ignored_and_a_vague_one_counts_less() -> None:
    fair, bad, vague = (forecast(e, FILMS).rating[0] for e in (said([3.4]), said([1.0]), said([1.0], doubt=2.5)))
    assert bad < vague < fair


def test_the_more_is_said_the_surer() -> None:
    few, many = forecast(said([3.0] * 2), FILMS), forecast(said([3.0] * 200), FILMS)
    assert (many.high - many.low).mean() < (few.high - few.low).mean()


@pytest.mark.parametrize("count", [3, 30, 250])
def test_intervals_hold_four_fifths_of_what_such_people_give(count: int) -> None:
    chance, inside = np.random.default_rng(count), []
    for _ in range(150):
        taste = chance.normal(size=8)
        stars = FILMS.expected + FILMS.values @ taste + chance.normal(scale=0.78, size=300)
        found = forecast(Evidence(np.arange(count), stars[:count].astype(np.float32), np.ones(count)), FILMS)
        middle = (found.low[count:] > 0.5) & (found.high[count:] < 5)
        inside += ((found.low[count:] <= stars[count:]) & (stars[count:] <= found.high[count:]))[middle].tolist()
    assert 0.76 < np.mean(inside) < 0.84
