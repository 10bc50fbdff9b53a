"""Are films found by what is remembered of them, and do endings stay where they belong?"""

from __future__ import annotations

import pytest

from bot.knowledge.passages import KINDS, SPOILERS, Passages, passages
from recommender.encoders import StaticEncoder
from recommender.movies import Movie

MOVIES = (
    Movie("red-harbour-1990", "Red Harbour", 1990, ("drama",), synopsis="A fisherman loses his boat in a storm.",
          ending="The lighthouse keeper turns out to be his father.", keywords=("fishing", "storm")),
    Movie("night-bus-2001", "Night Bus", 2001, ("horror",), synopsis="A driver finds that all passengers are dead.",
          ending="He died in the crash himself.", keywords=("ghost", "bus")),
    Movie("salt-road-1994", "Salt Road", 1994, ("comedy",), synopsis="Two cooks race across the desert.",
          keywords=("cooking",)),
)  # fmt: skip


@pytest.fixture(scope="module")
def held() -> Passages:
    return Passages(MOVIES, StaticEncoder.load())


def test_four_passages_each(held: Passages) -> None:
    assert len(held) == len(MOVIES)
    assert all(tuple(passage.kind for passage in passages(movie)) == KINDS for movie in MOVIES)


def test_the_film_described_comes_first_with_the_words_that_matched(held: Passages) -> None:
    first = held.search("the one with the bus driver whose passengers were all dead")[0]
    assert first.passage.film == "night-bus-2001"
    assert {"driver", "passengers", "dead"} <= set(first.words)


def test_endings_are_neither_read_nor_shown_unasked(held: Passages) -> None:
    text = "the lighthouse keeper is his father"
    assert all(found.passage.kind not in SPOILERS for found in held.search(text))
    assert "lighthouse" not in held.search(text)[0].words
    told = held.search(text, spoilers=True)[0]
    assert (told.passage.film, told.passage.kind) == ("red-harbour-1990", "ending")


@pytest.mark.parametrize("text", ["", "   ", "the of and", "\0\x01", "日本"])
def test_nothing_to_go_by_finds_nothing_or_something_harmless(held: Passages, text: str) -> None:
    assert len(held.search(text)) <= len(MOVIES)


def test_no_films_no_finds() -> None:
    assert Passages((), StaticEncoder.load()).search("a bus") == ()
