"""What is backed stays, what is foreign goes, sentence by sentence."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.llm.guard import Given, mend, sound
from recommender.catalog import Catalog
from recommender.movies import Movie, Role

HARBOUR = Movie("red-harbour-1990", "Red Harbour", 1990, ("drama", "crime"), runtime=118, directors=("Ada Vale",),
                cast=(Role("Ben de la Cruz", "Sam Holt"),))  # fmt: skip
ROAD = Movie("salt-road-1994", "Salt Road", 1994, ("comedy",), runtime=95, directors=("Ivo Marsh",),
             cast=(Role("Mia Okri", "Fay"),))  # fmt: skip
BOTH = Given((HARBOUR, ROAD))


@pytest.mark.parametrize(
    "said",
    [
        "Red Harbour is a gripping crime drama.",
        "Red Harbour (1990) is directed by Ada Vale and stars Ben de la Cruz.",
        "Try Salt Road, a comedy of 95 minutes from the 1990s!",
        "Both are great; two films for a long night.",
        "Vale directed Red Harbour. It stars la Cruz as Sam Holt.",
        "Don't miss it: it's fun, and I'd watch it again.",
    ],
)
def test_what_is_backed_stays(said: str) -> None:
    assert sound(said, BOTH)


@pytest.mark.parametrize(
    "said",
    [
        "Inception is great.",
        "You will love inception.",
        "It reminds me of “Good Time”.",
        "Red Harbour (1994) is a drama.",
        "Salt Road came out in 1990.",
        "It runs 200 minutes.",
        "There are nine films.",
        "It won 3 Oscars.",
        "Red Harbour stars Mia Okri.",
        "Salt Road is directed by Ada Vale.",
        "Mia Okri directed Salt Road.",
        "It is directed by Steven Spielberg.",
        "Up is a good film.",
        "Her (2013) is a good film.",
        "I-n-c-e-p-t-i-o-n is great.",
        "1nception is great.",
        "Начало is great.",
        "See www.example.org for more.",
        "See [this](x).",
        "<b>Good</b>",
        "Good\x07 film.",
        "It is the sequel to Salt Road.",
    ],
)
def test_what_is_foreign_goes(said: str) -> None:
    assert mend(said, BOTH) == ""


def test_the_rest_is_kept() -> None:
    assert mend("Salt Road is fun. Watch Alien too! Enjoy it.", BOTH) == "Salt Road is fun. Enjoy it."


def test_texts_back_their_own_words_and_names() -> None:
    told = Given((), ("The lighthouse keeper, Otto Brandt, hides 3 letters.",))
    assert mend("The keeper Otto Brandt hides 3 letters. Otto Prandt hides 4 letters.", told) == (
        "The keeper Otto Brandt hides 3 letters."
    )


def test_no_other_title_of_the_catalogue_passes(catalog: Catalog) -> None:
    """Every other film named as one, at the start or within, with its year or in quotes; "It" alone says nothing."""
    shapes = ("{} is a good film.", "Try {}.", "{} ({}) is good.", "I love “{}” too.", "You may like {} as well.")
    for movie in catalog.movies():
        said = [mend(shape.format(movie.title, movie.year), BOTH) for shape in shapes]
        assert not any(said) or movie.title in ("It", "They"), (said, movie)


@given(st.text(max_size=200))
def test_anything_can_be_mended(said: str) -> None:
    mended = mend(said, BOTH)
    assert sound(mended, BOTH)
