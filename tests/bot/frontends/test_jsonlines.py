"""Every line in gets one object out, with all keys, whatever the line."""

from __future__ import annotations

import io
import json
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from bot.frontends import jsonlines, plain
from bot.frontends.lines import read
from recommender.preferences import Preferences, limits
from tests.scripted import Scripted

KEYS = {
    "text", "act", "films", "question", "choices", "answer", "sources", "limits", "relaxed", "receipt", "session",
    "elapsed_ms",
}  # fmt: skip
FILM = {
    "id", "title", "year", "directors", "cast", "genres", "runtime", "certificate", "languages", "countries", "score",
    "reasons", "forecast",
}  # fmt: skip


def talk(raw: bytes) -> list[dict[str, Any]]:
    out = io.StringIO()
    jsonlines.converse(Scripted(), "s", read(io.BytesIO(raw)), out)  # type: ignore[arg-type]
    return [json.loads(line) for line in out.getvalue().splitlines()]


def test_a_reply_has_all_keys() -> None:
    (reply,) = talk(b"funny\n")
    assert reply.keys() == KEYS and reply["act"] == "Recommend" and reply["choices"] == ["old", "new"]
    assert [film.keys() for film in reply["films"]] == [FILM, FILM]
    assert reply["films"][0]["title"] == "Heat" and reply["films"][0]["directors"] == ["Michael Mann"]
    assert reply["receipt"] == {"films": 0, "checks": [], "relaxed": [], "terms": {}, "forecasts": {}}


def test_what_is_no_message_gets_an_error_and_the_next_line_works() -> None:
    replies = talk(b"\n\xff\n\x00\n" + b"y" * 300_000 + b"\ncrash\nfunny\n")
    assert [("error" in reply) for reply in replies] == [True] * 5 + [False]
    assert all(reply.keys() == KEYS | {"error"} for reply in replies[:5])
    assert replies[0]["limits"] == limits(Preferences()) and "out of film" in replies[4]["error"]


@given(st.binary(max_size=200))
def test_any_bytes_give_one_object_per_line(raw: bytes) -> None:
    lines = raw.count(b"\n") + (not raw.endswith(b"\n") and raw != b"")
    assert len(talk(raw)) == lines


def test_understanding_takes_each_line_on_its_own_and_keeps_nothing() -> None:
    conversation, out = Scripted(), io.StringIO()
    jsonlines.understand(conversation, read(io.BytesIO(b"more\n\x00\n")), out)  # type: ignore[arg-type]
    good, bad = (json.loads(line) for line in out.getvalue().splitlines())
    assert good == {"limits": limits(Preferences()), "acts": [{"kind": "More"}]}
    assert bad["acts"] == [] and "U+0000" in bad["error"] and bad["limits"] == limits(Preferences())
    assert conversation.store.sessions() == ()


def test_plain_answers_are_words_and_errors_go_aside() -> None:
    out, errors = io.StringIO(), io.StringIO()
    plain.converse(Scripted(), "s", read(io.BytesIO(b"funny\n\ncrash\nbye\n")), out, errors)  # type: ignore[arg-type]
    assert out.getvalue() == "You said: funny\n1. Heat (1995)\n2. Ran (1985)\nOld or new?\n\nGoodbye!\n"
    assert errors.getvalue().startswith("The line is empty.\n") and "out of film" in errors.getvalue()
