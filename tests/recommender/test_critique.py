"""Does a critique ask for more or less than the films at hand have, as far as the scale goes?"""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from recommender.critique import critique
from recommender.movies import AXES
from recommender.preferences import Move, Preferences, violated
from tests.recommender.films import FILMS


def toned(axis: str, *values: int) -> list:  # type: ignore[type-arg]
    place = AXES.index(axis)
    return [replace(FILMS[1], tone=(*(0,) * place, value, *(0,) * (11 - place))) for value in values]


@pytest.mark.parametrize(
    ("axis", "direction", "strength", "values", "move"),
    [
        ("funny", 1, 1, (0,), Move("funny", 1, low=2)),
        ("funny", 1, 2, (0,), Move("funny", 2, low=2)),
        ("funny", 1, 1, (4,), Move("funny", 1, low=4)),
        ("violent", -1, 1, (3,), Move("violent", -1, high=2)),
        ("violent", -1, 3, (2,), Move("violent", -3, high=0)),
        ("violent", -1, 1, (0,), Move("violent", -1, high=0)),
        ("scary", 1, 1, (0, 1, 4), Move("scary", 1, low=2)),
        ("scary", -1, 1, (0, 1, 4), Move("scary", -1, high=1)),
        ("sad", 1, 1, (), Move("sad", 1, low=2)),
        ("sad", -1, 1, (), Move("sad", -1, high=1)),
    ],
)
def test_tone(axis: str, direction: int, strength: int, values: tuple[int, ...], move: Move) -> None:
    assert critique(axis, direction, strength, toned(axis, *values)) == Preferences(tone=(move,))


def test_length_and_year() -> None:
    film = replace(FILMS[1], runtime=170, year=1995)
    assert critique("runtime", -1, 1, [film]).runtime == (None, 165)
    assert critique("runtime", 1, 2, [film]).runtime == (195, None)
    assert critique("runtime", -1, 1, [replace(film, runtime=None)]).runtime == (None, 100)
    assert critique("years", -1, 1, [film]).years == (None, 1992)
    assert critique("years", 1, 1, [film, replace(film, year=2005)]).years == (2003, None)
    assert critique("runtime", -1, 9, [replace(film, runtime=30)]).runtime == (None, 1)


def test_standing() -> None:
    assert critique("fame", -1, 1, FILMS[:1]) == Preferences(fame=-1)
    assert critique("acclaim", 1, 2, []) == Preferences(acclaim=1)


def test_what_cannot_be_criticised_is_named() -> None:
    with pytest.raises(ValueError, match="'bluer'"):
        critique("bluer", 1, 1, [])
    with pytest.raises(ValueError, match="not 0"):
        critique("funny", 0, 1, [])


@given(st.sampled_from(AXES), st.sampled_from((-1, 1)), st.integers(1, 4), st.sampled_from(FILMS))
def test_a_film_off_the_rail_breaks_its_own_critique(axis: str, direction: int, strength: int, film) -> None:  # type: ignore[no-untyped-def]
    at_rail = film.feels(axis) == (4 if direction > 0 else 0)
    assert (violated(film, critique(axis, direction, strength, [film])) == ("tone",)) is not at_rail
