"""How do lines from a pipe get plain words back?"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, TextIO

from bot.frontends.lines import Line

if TYPE_CHECKING:
    from bot.conversation import Conversation


def converse(conversation: Conversation, session: str, lines: Iterable[Line], out: TextIO, errors: TextIO) -> None:
    """Answer every line in one session, a blank line between answers; lines that are no message go to `errors`."""
    first = True
    for line in lines:
        words, problem = _answered(conversation, session, line)
        if problem:
            print(problem, file=errors, flush=True)
            continue
        print(words if first else f"\n{words}", file=out, flush=True)
        first = False


def _answered(conversation: Conversation, session: str, line: Line) -> tuple[str, str]:
    """The words of the answer, or what went wrong."""
    if line.problem:
        return "", line.problem
    try:
        return conversation.reply(session, line.text).text, ""
    except Exception as error:  # whatever went wrong with this line, the next one works
        return "", f"The message could not be answered: {type(error).__name__}: {error}"
