"""Does a crowd's taste follow from its likes, whichever matrix is the smaller?"""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from recommender.collaborative import learn, strengths, table


def textbook(likes: np.ndarray, penalty: float) -> np.ndarray:
    """EASE as it is printed: films by films."""
    inverse = np.linalg.inv(likes.T @ likes + penalty * np.eye(likes.shape[1]))
    weights = -inverse / np.diag(inverse)
    np.fill_diagonal(weights, 0)
    return np.asarray(likes @ weights)


@given(st.integers(2, 12), st.integers(2, 12), st.integers(0, 1000), st.floats(1, 50))
def test_both_forms_are_the_textbook(people: int, films: int, seed: int, penalty: float) -> None:
    likes = (np.random.default_rng(seed).random((people, films)) < 0.4).astype(np.float32)
    found = learn(likes, penalty).scores(likes)
    assert np.allclose(found, textbook(likes, penalty), atol=1e-3)


def test_a_stranger_gets_what_like_minded_people_like() -> None:
    likes = np.array([[1, 1, 0, 0]] * 5 + [[0, 0, 1, 1]] * 5, np.float32)
    scores = learn(likes, 1.0).scores(np.array([[1, 0, 0, 0]], np.float32))[0]
    assert scores[1] > max(scores[2], scores[3])


def test_low_ratings_count_less_than_likes_and_more_than_nothing() -> None:
    low, fair, good, none = strengths(np.array([1, 3, 4, 0], np.float32))
    assert none == 0 < low < fair < good == 1


def test_impossible_numbers_are_named() -> None:
    with pytest.raises(ValueError, match=r"5\.5"):
        table([(0, 0, 5.5)], people=1, films=1)
    with pytest.raises(ValueError, match="0"):
        learn(np.ones((2, 2), np.float32), 0)
