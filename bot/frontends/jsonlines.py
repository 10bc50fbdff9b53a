"""How does a program talk with us: one message per line in, one JSON object per line out?"""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import asdict
from typing import TYPE_CHECKING, Any, TextIO

from bot.codec import encode
from bot.frontends.lines import Line
from recommender.movies import Recommendation
from recommender.preferences import Preferences, limits
from recommender.receipt import Receipt

if TYPE_CHECKING:
    from bot.conversation import Conversation, Reply


def converse(conversation: Conversation, session: str, lines: Iterable[Line], out: TextIO) -> None:
    """Answer every line in one session; a line that is no message gets an object with `error`."""
    for line in lines:
        _write(_answered(conversation, session, line), out)


def understand(conversation: Conversation, lines: Iterable[Line], out: TextIO) -> None:
    """Print what each line means on its own, without the lines before it; nothing of it is remembered."""
    for number, line in enumerate(lines, 1):
        _write(_understood(conversation, f"line {number}", line), out)
        conversation.store.forget(conversation.user)


def record(reply: Reply) -> dict[str, Any]:
    """A reply as plain JSON values: all keys always there."""
    return {
        "text": reply.text,
        "act": type(reply.act).__name__,
        "films": [_film(card) for card in reply.cards],
        "question": reply.question,
        "choices": list(reply.choices),
        "answer": reply.answer,
        "sources": list(reply.sources),
        "limits": reply.limits,
        "relaxed": list(reply.relaxed),
        "receipt": asdict(reply.receipt or Receipt(0)),
        "session": reply.session,
        "elapsed_ms": round(reply.elapsed_ms, 3),
    }


def failure(session: str, problem: str) -> dict[str, Any]:
    """The keys of a reply, empty, and `error`."""
    return {
        "error": problem, "text": "", "act": "", "films": [], "question": "", "choices": [], "answer": "",
        "sources": [], "limits": limits(Preferences()), "relaxed": [], "receipt": asdict(Receipt(0)),
        "session": session, "elapsed_ms": 0.0,
    }  # fmt: skip


def _answered(conversation: Conversation, session: str, line: Line) -> dict[str, Any]:
    if line.problem:
        return failure(session, line.problem)
    try:
        return record(conversation.reply(session, line.text))
    except Exception as error:  # whatever went wrong with this line, the next one works
        return failure(session, f"The message could not be answered: {type(error).__name__}: {error}")


def _understood(conversation: Conversation, session: str, line: Line) -> dict[str, Any]:
    problem = line.problem
    if not problem:
        try:
            reply = conversation.reply(session, line.text)
            return {"limits": reply.limits, "acts": encode(reply.heard)}
        except Exception as error:  # as above
            problem = f"The message could not be understood: {type(error).__name__}: {error}"
    return {"error": problem, "limits": limits(Preferences()), "acts": []}


def _film(card: Recommendation) -> dict[str, Any]:
    movie = card.movie
    return {
        "id": movie.id,
        "title": movie.title,
        "year": movie.year,
        "directors": list(movie.directors),
        "cast": list(movie.actors),
        "genres": list(movie.genres),
        "runtime": movie.runtime,
        "certificate": movie.certificate,
        "languages": list(movie.languages),
        "countries": list(movie.countries),
        "score": float(card.score),
        "reasons": list(card.reasons),
        "forecast": list(card.forecast) if card.forecast else None,
    }


def _write(thing: dict[str, Any], out: TextIO) -> None:
    """One line, at once: the other side waits for it."""
    out.write(json.dumps(thing, ensure_ascii=False, default=float) + "\n")
    out.flush()
