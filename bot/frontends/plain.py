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
        if line.problem:
            print(line.problem, file=errors, flush=True)
            continue
        if not first:
            print(file=out)
        print(conversation.reply(session, line.text).text, file=out, flush=True)
        first = False
