"""Which of two films? Two cards at a time, "neither" brings two others."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from rich.console import Console
from rich.text import Text

from bot.frontends.terminal.drawing import draw_list

if TYPE_CHECKING:
    from bot.conversation import Reply

_FIRST = {"1", "first", "the first", "the first one", "a", "left"}
_SECOND = {"2", "second", "the second", "the second one", "b", "right"}
_NEITHER = {"", "n", "no", "neither", "none", "skip", "0", "/skip"}

QUESTION = "Which one? 1, 2 or neither"


def duel(
    last: Reply | None, say: Callable[[str], Reply], *, read: Callable[[], str], console: Console
) -> tuple[Reply | None, str]:
    """Ask until one film wins or the user says something else.

    Returns the latest reply, and the words that were no answer to the duel ("" when there are none). Every
    "neither" widens the search: first other films of the kind, then others off the beaten track.
    """
    wider = iter(("/more", "/surprise", "/surprise", "/surprise"))
    reply = last if last and len(last.cards) > 1 else say("/more")
    while len(reply.cards) > 1:
        draw_list("", reply.cards[:2], QUESTION, console)
        answer = read().strip()
        place = _place(answer)
        if place:
            return say(f"I'll take {reply.cards[place - 1].movie}"), ""
        step = next(wider, "") if answer.lower() in _NEITHER else ""
        if not step:
            return reply, "" if answer.lower() in _NEITHER else answer
        reply = say(step)
    console.print(Text("There are no two films left to choose between."))
    return reply, ""


def _place(answer: str) -> int:
    plain = answer.lower().rstrip(".!")
    return 1 if plain in _FIRST else 2 if plain in _SECOND else 0
