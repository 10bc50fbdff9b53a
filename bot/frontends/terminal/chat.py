"""How does one chat in a terminal, from the first prompt to the last word?"""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import Console
from rich.text import Text

from bot.dialogue.acts import Bye
from bot.dialogue.commands import NAMING, PLAIN
from bot.frontends.lines import flaw
from bot.frontends.terminal.drawing import draw, draw_commands
from bot.frontends.terminal.duel import duel
from bot.frontends.terminal.files import as_json, transcript, write_new

if TYPE_CHECKING:
    from bot.conversation import Conversation, Reply

OWN = {
    "/regenerate": "another list",
    "/duel": "two films to choose between",
    "/save": "FILE: write this conversation to a file",
    "/session": "NAME: go on in another conversation; alone: list them",
    "/export": "FILE: all that is known about you, as JSON",
    "/quit": "end; so does Ctrl-D",
}
"""Commands of the terminal itself, and what they do."""

COMMANDS = {name: purpose for name, (purpose, _) in PLAIN.items() if name != "/start"} | NAMING | OWN
"""All commands that can be typed here."""

FIRST_HINT = "Say it in your own words. Tab completes titles and names, /help lists commands, Ctrl-D ends."


class Chat:
    """One person at one terminal: the conversation, the session they are in, and the latest reply."""

    def __init__(
        self,
        conversation: Conversation,
        session: str,
        *,
        read: Callable[[], str],
        console: Console,
        history: Path | None = None,
    ) -> None:
        self.conversation = conversation
        self.session = session
        self.last: Reply | None = None
        self._read = read
        self._console = console
        self._history = history

    def run(self) -> int:
        """Chat until the user leaves; the exit code: 0, or 130 after Ctrl-C."""
        self._draw(self.conversation.welcome(self.session))
        self._note(FIRST_HINT)
        self._console.print()
        while True:
            try:
                text = self._read()
            except EOFError:
                return 0
            except KeyboardInterrupt:
                return 130
            if text.strip() and not self._survive(text.strip()):
                return 0

    def _survive(self, text: str) -> bool:
        """`take`, where no error ends the chat and Ctrl-C only the turn; False when the user leaves."""
        try:
            return self.take(text)
        except KeyboardInterrupt:
            self._note("Stopped; nothing of that was kept.")
        except EOFError:
            return False
        except BrokenPipeError:
            raise
        except Exception as error:  # one turn failed, the conversation need not
            print(f"That went wrong: {type(error).__name__}: {error}", file=sys.stderr)
        return True

    def take(self, text: str) -> bool:
        """Do what one line asks; False when the user leaves."""
        if problem := flaw(text):
            self._note(problem)
            return True
        word, _, argument = text.partition(" ")
        if own := self._own().get(word.lower()):
            return own(argument.strip())
        return self._tell(text)

    def _own(self) -> dict[str, Callable[[str], bool]]:
        """What the terminal does itself, where other channels do otherwise; every one is False to leave."""
        return {
            "/help": self._help, "/regenerate": self._regenerate, "/duel": self._duel, "/save": self._save,
            "/session": self._session, "/export": self._export, "/forget": self._forget, "/quit": self._quit,
            "/exit": self._quit,
        }  # fmt: skip

    def _tell(self, text: str) -> bool:
        reply = self._say(text)
        self._draw(reply)
        return not any(isinstance(act, Bye) for act in reply.heard)

    def _say(self, text: str) -> Reply:
        self.last = self.conversation.reply(self.session, text)
        return self.last

    def _help(self, argument: str) -> bool:
        self._tell("/help")
        draw_commands(COMMANDS, self._console)
        return True

    def _regenerate(self, argument: str) -> bool:
        return self._tell("/more")

    def _duel(self, argument: str) -> bool:
        self.last, left = duel(self.last, self._say, read=self._read, console=self._console)
        if left:
            return self.take(left)
        if self.last and not self.last.cards:
            self._draw(self.last)
        return True

    def _save(self, argument: str) -> bool:
        self._write(argument, transcript(self.conversation.store.export(self.conversation.user), self.session))
        return True

    def _export(self, argument: str) -> bool:
        text = as_json(self.conversation.store.export(self.conversation.user))
        if argument:
            self._write(argument, text)
        else:
            self._console.print(text, soft_wrap=True)
        return True

    def _session(self, argument: str) -> bool:
        if argument:
            self.session, self.last = argument, None
            self._draw(self.conversation.welcome(argument))
            return True
        for name in self.conversation.store.sessions(self.conversation.user)[:20]:
            self._console.print(Text(f"{'*' if name == self.session else ' '} {name}"))
        self._note(f"This is {self.session}.")
        return True

    def _forget(self, argument: str) -> bool:
        self._console.print(Text("Delete all that is known about you, every conversation included? Type yes:"))
        if self._read().strip().lower() not in ("y", "yes"):
            self._note("Nothing was deleted.")
            return True
        if self._history is not None and self._history.exists():
            self._history.write_text("", encoding="utf-8")  # emptied and not removed: it stays private
        return self._tell("/forget")

    def _quit(self, argument: str) -> bool:
        return False

    def _write(self, name: str, text: str) -> None:
        if not name:
            self._note("Which file? For example /save evening.txt")
            return
        try:
            write_new(Path(name).expanduser(), text)
        except OSError as error:
            print(f"{name} was not written: {error.strerror or error}", file=sys.stderr)
        else:
            self._note(f"Written to {name}.")

    def _draw(self, reply: Reply) -> None:
        draw(reply, self._console)

    def _note(self, text: str) -> None:
        self._console.print(Text(text, style="dim"))
