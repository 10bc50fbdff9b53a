"""Does a message mean what people mean by it?

Each line of `utterances.txt` is a message and what must be understood: `0` it begins the conversation, `L` after a list
of three films was shown, `F` when one of them is talked about.
"""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.dialogue.acts import Ask, Choice, Clarify, Skip, Tell, UserAct
from bot.dialogue.session import Session, Turn
from bot.dialogue.understanding import entities, understand
from recommender.catalog import Catalog
from recommender.preferences import Facets, Preferences
from tests.bot.dialogue.summary import summary

SHOWN = ("heat-1995", "casino-1995", "collateral-2004")
SESSIONS = {
    "0": Session("begun"),
    "L": Session("listed", last=SHOWN),
    "F": Session("talking", last=SHOWN, focus="casino-1995"),
}
ROWS = [
    (line[0], *line[2:].rstrip("\n").split(" => "))
    for line in Path(__file__).with_name("utterances.txt").read_text("utf-8").splitlines()
]
WORDS = [word for _, text, _ in ROWS for word in text.split()]


@pytest.mark.parametrize(("begun", "text", "meant"), ROWS, ids=[f"{row[0]}: {row[1]}" for row in ROWS])
def test_is_understood(begun: str, text: str, meant: str, catalog: Catalog) -> None:
    assert summary(understand(text, SESSIONS[begun], catalog)) == meant


COMEDY = Preferences(wanted=Facets(genres=("comedy",)))
DRAMA = Preferences(wanted=Facets(genres=("drama",)))
ASKED = Session("asked", pending=Ask("genre", (Choice("Comedy", COMEDY), Choice("Drama", DRAMA), Choice("Either"))))
DUNES = (Choice("Dune (2021)", films=("dune-2021",)), Choice("Dune (1984)", films=("dune-1984",)))
DOUBT = Session("doubt", pending=Clarify("dune", DUNES))


@pytest.mark.parametrize(
    ("text", "meant"),
    [
        ("1", Tell(COMEDY)), ("2", Tell(DRAMA)), ("the first", Tell(COMEDY)), ("Comedy", Tell(COMEDY)),
        ("drama please", Tell(DRAMA)), ("the second one", Tell(DRAMA)), ("number 2", Tell(DRAMA)), ("3", Skip()),
        ("either", Skip()), ("don't know", Skip()), ("doesn't matter", Skip()), ("skip", Skip()), ("no idea", Skip()),
        ("idk", Skip()), ("I don't mind", Skip()), ("whatever", Skip()), ("last", Skip()),
    ],
)  # fmt: skip
def test_answers_the_pending_question(text: str, meant: UserAct, catalog: Catalog) -> None:
    assert understand(text, ASKED, catalog) == (meant,)


def test_something_else_is_no_answer(catalog: Catalog) -> None:
    assert summary(understand("a western from the 60s", ASKED, catalog)) == "tell western years=1960..1969"


def test_picks_one_of_two_readings(catalog: Catalog) -> None:
    assert summary(understand("the second", DOUBT, catalog)) == "tell ~dune-1984"


@pytest.mark.parametrize("text", ["the 1984 one", "1984", "the old one", "2", "the older version", "Dune (1984)"])
def test_picks_a_reading_by_its_age(text: str, catalog: Catalog) -> None:
    assert summary(understand(text, DOUBT, catalog)) == "tell ~dune-1984"


@pytest.mark.parametrize(
    ("before", "meant"),
    [("i've seen king kong", "seen king-kong-2005"), ("i love king kong", "like king-kong-2005"),
     ("something like king kong but funnier", "tell ~king-kong-2005 funny+1[2-4]")],
)  # fmt: skip
def test_means_of_the_reading_what_was_said_before(before: str, meant: str, catalog: Catalog) -> None:
    kongs = tuple(Choice(f"King Kong ({year})", films=(f"king-kong-{year}",)) for year in (1933, 2005))
    doubt = Session("doubt", pending=Clarify("king kong", kongs), turns=(Turn(before),))
    assert summary(understand("the new one", doubt, catalog)) == meant


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(max_size=200), begun=st.sampled_from("0LF"))
def test_any_text_has_acts(text: str, begun: str, catalog: Catalog) -> None:
    acts = understand(text, SESSIONS[begun], catalog)
    assert acts and isinstance(acts, tuple)


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(words=st.lists(st.sampled_from(WORDS), max_size=14), begun=st.sampled_from("0LF"))
def test_any_words_have_acts(words: list[str], begun: str, catalog: Catalog) -> None:
    assert understand(" ".join(words), SESSIONS[begun], catalog)


@settings(max_examples=100, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(words=st.lists(st.sampled_from(WORDS), max_size=14))
def test_entities_stand_in_the_text_and_apart(words: list[str], catalog: Catalog) -> None:
    text = " ".join(words)
    found = entities(text, catalog)
    assert all(0 <= entity.start < entity.end <= len(text) for entity in found)
    assert all(before.end <= after.start for before, after in pairwise(found))


def test_a_very_long_message_is_cut(catalog: Catalog) -> None:
    assert understand("funny " * 20_000, SESSIONS["0"], catalog)
