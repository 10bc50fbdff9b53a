"""Which terminal is this, and what chat fits it?"""

from __future__ import annotations

import sys
from pathlib import Path
from typing import TYPE_CHECKING

from bot.frontends.terminal.chat import COMMANDS, Chat
from bot.frontends.terminal.drawing import canvas, is_dumb

if TYPE_CHECKING:
    from bot.conversation import Conversation


def chat(conversation: Conversation, session: str, history: Path | None) -> int:
    """Chat on the terminal of this process; the exit code."""
    console = canvas(sys.stdout)
    if is_dumb() or not sys.stdout.isatty():
        read = plain_reader
    else:
        from bot.frontends.terminal.prompt import line_reader

        read = line_reader(COMMANDS, conversation.recommender.catalog.names, history)
    return Chat(conversation, session, read=read, console=console, history=history).run()


def plain_reader() -> str:
    """A line from a terminal that can only print."""
    return input("> ")
