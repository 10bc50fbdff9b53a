"""Is the question that is asked the one worth most, and do its answers mean what they say?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from bot.dialogue.acts import Ask
from bot.dialogue.questions import best_question, question
from bot.dialogue.session import SERIES
from bot.dialogue.slots import SLOTS, view
from recommender.catalog import Catalog
from recommender.cataloguing import write
from recommender.movies import AXES, Movie, Role
from recommender.preferences import Preferences, violated


@dataclass(frozen=True)
class Candidates:
    """The part of a shortlist that questions look at."""

    rows: np.ndarray
    belief: np.ndarray


def film(number: int) -> Movie:
    """One of many films that differ in everything."""
    tone = [0] * len(AXES)
    tone[number % 5] = 3
    return Movie(
        f"film-{number}-{1950 + number}", f"Film {number}", 1950 + number,
        genres=(("comedy", "drama", "horror", "western")[number % 4],),
        runtime=None if number % 11 == 0 else 80 + number,
        languages=("English" if number % 3 else "French",),
        certificate=("G", "PG", "PG-13", "R", None)[number % 5],
        directors=(f"Director {number % 6}",), cast=(Role(f"Actor {number % 7}"),),
        tone=tuple(tone), fame=1 + number % 5,
    )  # fmt: skip


FILMS = tuple(film(number) for number in range(70))


@pytest.fixture(scope="module")
def catalog(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Catalog]:
    folder: Path = tmp_path_factory.mktemp("films")
    write(FILMS, folder)
    catalog = Catalog.open(folder)
    yield catalog
    catalog.close()


def even(rows: list[int]) -> Any:
    return Candidates(np.array(rows, dtype=int), np.full(len(rows), 1 / max(1, len(rows))))


ALL = list(range(len(FILMS)))


@pytest.mark.parametrize("slot", SLOTS)
def test_every_slot_spreads_each_film_over_its_answers(slot: str, catalog: Catalog) -> None:
    asking = SLOTS[slot](view(catalog, np.array(ALL), np.full(len(ALL), 1 / len(ALL))))
    assert asking.table.shape == (len(asking.choices), len(ALL))
    assert asking.table.min() >= 0
    assert asking.table.sum(axis=0) == pytest.approx(np.ones(len(ALL)))


@pytest.mark.parametrize("slot", [slot for slot in SLOTS if slot not in ("fame", "company")])
def test_a_film_that_picks_an_answer_is_within_its_limits(slot: str, catalog: Catalog) -> None:
    asking = SLOTS[slot](view(catalog, np.array(ALL), np.full(len(ALL), 1 / len(ALL))))
    for choice, likely in zip(asking.choices, asking.table, strict=True):
        for row in np.flatnonzero(likely) if choice.wish else ():
            assert not violated(FILMS[row], choice.wish)


@pytest.mark.parametrize("slot", SERIES)
def test_the_interview_offers_a_few_answers_and_no_matter(slot: str, catalog: Catalog) -> None:
    ask = question(slot, even(ALL), catalog)
    assert ask is not None
    assert ask.slot == slot
    assert 2 <= len(ask.choices) <= 5
    assert [choice.wish for choice in ask.choices].count(None) == 1
    assert ask.choices[-1].wish is None


def test_no_question_that_tells_nothing(catalog: Catalog) -> None:
    french_only = [row for row in ALL if "French" in FILMS[row].languages]
    assert question("language", even(french_only), catalog) is None


def test_what_was_asked_is_not_asked_again(catalog: Catalog) -> None:
    asked: tuple[str, ...] = ()
    while ask := best_question(even(ALL), catalog, asked):
        assert ask.slot not in asked
        asked = (*asked, ask.slot)
    assert len(asked) > 3


def test_candidates_that_differ_in_one_thing_are_asked_about_it(catalog: Catalog) -> None:
    alike = [row for row in ALL if row % 60 in (0, 1, 2, 3) and row < 10]
    belief = np.array([0.25, 0.25, 0.25, 0.25])
    ask = best_question(Candidates(np.array(alike), belief), catalog, ("mood", "actor", "director", "company"))  # type: ignore[arg-type]
    assert isinstance(ask, Ask)
    assert ask.slot == "genre"


@pytest.mark.parametrize("rows", [[], [3], [1, 2, 3]])
def test_few_films_are_shown_without_a_question(rows: list[int], catalog: Catalog) -> None:
    assert best_question(even(rows), catalog, ()) is None


def test_a_film_believed_in_is_shown_without_a_question(catalog: Catalog) -> None:
    belief = np.full(len(ALL), 0.05 / (len(ALL) - 1))
    belief[7] = 0.95
    assert best_question(Candidates(np.array(ALL), belief), catalog, ()) is None  # type: ignore[arg-type]


def test_an_unknown_slot_is_refused(catalog: Catalog) -> None:
    with pytest.raises(ValueError, match="colour"):
        question("colour", even(ALL), catalog)


def test_grown_ups_set_no_limit(catalog: Catalog) -> None:
    ask = question("company", even(ALL), catalog)
    assert ask is not None
    assert ask.choices[0].wish == Preferences(certificate="PG")
    assert ask.choices[-1].label == "only grown-ups"
