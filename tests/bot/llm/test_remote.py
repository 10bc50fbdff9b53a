"""Over real HTTP: whatever a server does, the turn is answered, and a word of warning is said once."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import replace

import pytest

pytest.importorskip("langchain_openai")

from bot.app import Films, ways
from bot.conversation import Conversation, Reply
from bot.llm import models
from bot.llm.calling import Bounds, Caller, Silent
from bot.store import SQLiteStore
from tests.openai_server import Script, serving

KEY = "sk-secret-123"
Talk = Callable[..., Conversation]


@pytest.fixture
def talk(films: Films) -> Talk:
    def talk(address: str, **bounds: float) -> Conversation:
        known = {"OPENAI_BASE_URL": address, "OPENAI_API_KEY": KEY}
        model = models.connect(models.Chosen("openai", "any"), seconds=5, environment=known)
        caller = Caller(model, replace(Bounds(5.0), **bounds))  # type: ignore[arg-type]
        return Conversation(films.recommender, SQLiteStore(":memory:"), ways=ways(films, caller))

    return talk


def ask(conversation: Conversation, text: str = "a crime film like Heat") -> Reply:
    return conversation.reply("one", text)


def test_backed_words_are_spoken_and_the_key_is_sent_but_never_shown(talk: Talk) -> None:
    script = Script(says=lambda message: "Here are good films for a long night. You will love Zardoz Nine.")
    with serving(script) as address:
        reply = ask(talk(address))
    assert reply.lead == "Here are good films for a long night." and len(reply.cards) == 3
    assert script.keys[0] == f"Bearer {KEY}" and KEY not in str(script.asked) and KEY not in str(reply)


@pytest.mark.parametrize(
    ("script", "why"),
    [
        (Script(status=401), "refused the key"),
        (Script(status=404), "is not there"),
        (Script(status=429), "asks for fewer calls"),
        (Script(status=500), "gave no answer"),
        (Script(cut=True), "language model"),
        (Script(raw=b"{}"), "gave no answer"),
        (Script(raw=b"\x00\xff not json"), "gave no answer"),
        (Script(says=lambda message: ""), "gave no answer"),
    ],
    ids=["key", "model", "busy", "broken", "cut", "empty-object", "binary", "no-words"],
)
def test_a_server_that_fails_costs_its_words_only_and_is_named_once(talk: Talk, script: Script, why: str) -> None:
    with serving(script) as address:
        conversation = talk(address)
        first, second = ask(conversation), ask(conversation, "something shorter")
    assert why in first.text and len(first.cards) == 3 and KEY not in str(first)
    assert "language model" not in second.text and second.cards


def test_a_server_that_hangs_is_left_when_the_time_is_over(talk: Talk) -> None:
    with serving(Script(held=threading.Event())) as address:
        conversation = talk(address, seconds=0.3)
        first = ask(conversation)
        assert "did not answer in time" in first.text and len(first.cards) == 3


def test_nobody_there(talk: Talk) -> None:
    reply = ask(talk("http://127.0.0.1:9/v1"))
    assert "cannot be reached" in reply.text and reply.cards


def test_a_model_that_is_down_is_left_alone_and_comes_back(talk: Talk) -> None:
    script = Script(status=500)
    with serving(script) as address:
        conversation = talk(address, failures=1, rest=0.0)
        ask(conversation)
        script.status = 200
        assert ask(conversation, "shorter").lead == "Hello there."
        conversation = talk(address, failures=1)
        script.status = 500
        ask(conversation)
        asked = len(script.asked)
        ask(conversation, "shorter")
        assert len(script.asked) == asked


def test_a_budget_is_kept(talk: Talk) -> None:
    script = Script()
    with serving(script) as address:
        conversation = talk(address, calls=1)
        replies = [ask(conversation), ask(conversation, "shorter"), ask(conversation, "funnier")]
    assert len(script.asked) == 1
    assert ["budget" in reply.text for reply in replies] == [False, True, False]


def test_words_are_streamed_and_a_stream_that_breaks_off_is_silent() -> None:
    script = Script(says=lambda message: "Here are good films for a long night.")
    with serving(script) as address:
        model = models.connect(models.Chosen("openai", "any"), seconds=5, environment={"OPENAI_BASE_URL": address})
        pieces = list(Caller(model).stream((("human", "x"),)))
        assert "".join(pieces) == "Here are good films for a long night." and len(pieces) > 3
        script.cut = True
        with pytest.raises(Silent):
            list(Caller(model).stream((("human", "x"),)))


@pytest.mark.parametrize(
    ("known", "why"),
    [({}, "OPENAI_API_KEY"), ({"OPENAI_BASE_URL": "localhost"}, "no address"), ({"OPENAI_BASE_URL": "http://x"}, "")],
)
def test_what_a_server_needs(known: dict[str, str], why: str) -> None:
    if why:
        with pytest.raises(ValueError, match=why):
            models.connect(models.Chosen("openai", "any"), seconds=1, environment=known)
    else:
        models.connect(models.Chosen("openai", "any"), seconds=1, environment=known)
