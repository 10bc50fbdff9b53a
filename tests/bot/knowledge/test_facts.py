"""Are questions about the films that ship answered from them, and only from them?"""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.dialogue.acts import Answer, Question
from bot.knowledge.facts import answer
from recommender.catalog import Catalog


def ask(text: str, catalog: Catalog, **subjects: tuple[str, ...]) -> Answer:
    return answer(Question("other", text=text, **subjects), catalog)


@pytest.mark.parametrize(
    ("question", "words"),
    [
        ("Who directed Heat?", "Michael Mann directed Heat (1995)"),
        ("What year did Ronin come out?", "1998"),
        ("How long is Heat?", "170"),
        ("Who plays Neil McCauley in Heat?", "Robert De Niro plays Neil McCauley"),
        ("Who does Al Pacino play in Heat?", "Vincent Hanna"),
        ("Which actors are in both Heat and Ronin?", "Robert De Niro"),
        ("What is the longest film directed by Stanley Kubrick?", "Spartacus (1960)"),
        ("How many films did Alfred Hitchcock direct before 1960?", "films directed by Alfred Hitchcock up to 1959"),
        ("Did Christopher Nolan direct Heat?", "No."),
        ("Did Michael Mann direct Heat?", "Yes"),
        ("Is Heat a comedy?", "No"),
        ("Was Heat released in 1995?", "Yes"),
        ("Is Heat longer than Casino?", "No, Heat (1995) is shorter than Casino (1995)"),
        ("What comes after Alien?", "Aliens (1986)"),
        ("Which Bond film came first?", "Dr. No (1962)"),
        ("What's the third Alien film?", "Alien 3 (1992)"),
        ("Films by the director of Heat with an actor from Ronin", "Heat (1995)"),
        ("What year were the films directed by Michael Mann released?", "1981"),
        ("Do Heat and Ronin share an actor?", "Yes, Robert De Niro"),
    ],
)
def test_answers(question: str, words: str, catalog: Catalog) -> None:
    said = ask(question, catalog)
    assert said.known
    assert words in said.text
    assert said.sources


def test_an_ending_is_told_only_when_asked_and_as_a_spoiler(catalog: Catalog) -> None:
    ending = catalog.movie("se7en-1995").ending
    told = ask("How does Se7en end?", catalog)
    assert told.text.startswith("Spoiler")
    assert ending in told.text
    assert ending not in ask("What is Se7en about?", catalog).text


@pytest.mark.parametrize(
    "question",
    [
        "Who directed Zorvath Rising?",
        "What films did Hesper Quandlow make with Al Pacino?",
        "Who composed the music for Heat?",
        "What was the budget of Heat?",
        "",
    ],
)
def test_what_is_not_held_is_not_answered(question: str, catalog: Catalog) -> None:
    said = ask(question, catalog)
    assert not said.known
    assert not said.sources


def test_a_name_nearly_right_is_offered_not_taken(catalog: Catalog) -> None:
    assert "Did you mean The Godfather (1972)?" in ask("who directed The Godfathr", catalog).text


def test_a_pronoun_means_what_came_with_the_question(catalog: Catalog) -> None:
    assert "Michael Mann" in ask("who directed it?", catalog, films=("heat-1995",)).text


def test_lists_give_the_films_themselves(catalog: Catalog) -> None:
    said = ask("films directed by Michael Mann with Al Pacino", catalog)
    for film in said.films:
        movie = catalog.movie(film)
        assert "Michael Mann" in movie.directors
        assert "Al Pacino" in movie.actors
    assert "heat-1995" in said.films


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.text(max_size=120))
def test_no_text_breaks_it(catalog: Catalog, text: str) -> None:
    said = ask(text, catalog)
    assert said.text
    assert all(catalog.row(film) is not None for film in said.films)
