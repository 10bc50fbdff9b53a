"""Do shared words count as BM25 says?"""

import math

import pytest

from recommender.lexical import LENGTH_WEIGHT, SATURATION, bm25, stem, terms


@pytest.mark.parametrize(
    ("word", "other"),
    [("robberies", "robbery"), ("killing", "kill"), ("robbed", "rob"), ("hopes", "hoping"), ("witches", "witch")],
)
def test_forms_of_a_word_share_a_stem(word: str, other: str):
    assert stem(word) == stem(other)


@pytest.mark.parametrize("word", ["king", "red", "ring", "bus", "glass", "the"])
def test_short_words_are_left_whole(word: str):
    assert stem(word) == word


def test_stop_words_and_accents_fall_away():
    assert terms("A film about Zoë's robbers") == ["zoe", "robber"]


def test_a_weight_worked_out_by_hand():
    scores = bm25(["ship ship iceberg", "ship", "dog"]).scores(terms("ships"))
    rarity = math.log(1 + (3 - 2 + 0.5) / (2 + 0.5))
    longest = SATURATION * (1 - LENGTH_WEIGHT + LENGTH_WEIGHT * 3 / (5 / 3))
    shortest = SATURATION * (1 - LENGTH_WEIGHT + LENGTH_WEIGHT * 1 / (5 / 3))
    expected = [rarity * 2 * (SATURATION + 1) / (2 + longest), rarity * (SATURATION + 1) / (1 + shortest), 0]
    assert scores == pytest.approx(expected, rel=1e-5)


def test_no_films_are_no_scores():
    assert bm25([]).scores(["ship"]).shape == (0,)
