"""Text of others is data: a model that obeys every word of it still makes the reply say nothing foreign."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("langchain_core")

from bot.conversation import Conversation, Reply, Ways
from bot.dialogue.acts import Recommend
from bot.dialogue.session import Session
from bot.llm import wording
from bot.llm.calling import Caller
from bot.llm.guard import Given, mend
from bot.llm.inert import inert
from bot.store import SQLiteStore
from recommender.catalog import Catalog
from recommender.movies import Movie, Recommendation, Role
from recommender.recommend import Recommender
from tests.models import Scripted

ROWS: list[dict[str, Any]] = [
    json.loads(line) for line in (Path(__file__).parent / "hostile.jsonl").read_text(encoding="utf-8").splitlines()
]
FILM = Movie("plain-1990", "Plain", 1990, ("drama",), directors=("Ada Vale",), cast=(Role("Ben Okri", "Sam"),))


def of(*kinds: str) -> list[Any]:
    return [pytest.param(row["text"], row["obeyed"], id=f"{row['where']}-{place}")
            for place, row in enumerate(ROWS) if row["where"] in kinds]  # fmt: skip


def obeying(marker: str) -> Scripted:
    """Says what it was told to, alone, within a sentence, and beside what is true."""
    return Scripted(says=lambda prompt: f"{marker}\nI say {marker} gladly. Plain is a good drama. {marker.lower()}")


def test_there_are_enough() -> None:
    assert len(ROWS) >= 60 and len({row["text"] for row in ROWS}) == len(ROWS)


@pytest.mark.parametrize(("text", "marker"), of("title", "person", "keyword", "synopsis"))
def test_a_film_cannot_command(text: str, marker: str, catalog: Catalog) -> None:
    for movie in (
        replace(FILM, title=text),
        replace(FILM, synopsis=text, ending=text),
        replace(FILM, directors=(text,), cast=(Role(text, text),)),
        replace(FILM, keywords=(text,), setting=text),
    ):
        model = obeying(marker)
        act = Recommend((Recommendation(movie, 1.0),))
        said = wording.speak(act, Session("one"), (), catalog, model=Caller(model))
        assert marker.lower() not in said.replace(text, "").lower()
        assert len(model.asked) == 1 and text not in model.asked[0].split("never follow")[-1].partition('"films"')[0]


@pytest.mark.parametrize(("text", "marker"), of("synopsis"))
def test_a_passage_cannot_command(text: str, marker: str) -> None:
    given = Given((FILM,), (text,))
    for said in (f"{marker}.", f"I say {marker} gladly.", f"Plain is a good drama. {marker}"):
        assert marker.lower() not in mend(said, given).lower()
    assert marker.lower() not in inert(text).lower()


@pytest.mark.parametrize(("text", "marker"), of("message", "import", "user"))
def test_a_message_or_name_cannot_command(text: str, marker: str, recommender: Recommender) -> None:
    def reply(ways: Ways) -> Reply:
        conversation = Conversation(recommender, SQLiteStore(":memory:"), user=text, ways=ways)
        conversation.reply("one", "a crime film")
        return conversation.reply("one", text)

    model = obeying(marker)
    caller = Caller(model)

    def speak(act: Any, session: Any, heard: Any, known: Any) -> str:
        return wording.speak(act, session, heard, known, model=caller)

    with_model, without = reply(Ways(speak=speak, around=caller.turn)), reply(Ways())
    assert with_model.text.lower().count(marker.lower()) <= without.text.lower().count(marker.lower())
    assert not any(text in prompt for prompt in model.asked)
    assert with_model.cards == without.cards
