"""How is a line typed, with completion and history?"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping
from pathlib import Path
from typing import Protocol

from prompt_toolkit import PromptSession
from prompt_toolkit.completion import CompleteEvent, Completer, Completion
from prompt_toolkit.document import Document
from prompt_toolkit.filters import Condition
from prompt_toolkit.formatted_text import FormattedText
from prompt_toolkit.history import FileHistory, History, InMemoryHistory

HINT = "a wish, a film you like, a question ... or /help"

_WORDS = 6
"""Words before the cursor that may begin a title."""

_LETTERS = 3


class Names(Protocol):
    """What can complete a name."""

    def complete(self, prefix: str, limit: int = 10) -> tuple[str, ...]: ...


class Typing(Completer):
    """Completes commands where a line begins with a slash, else the title or name under the cursor."""

    def __init__(self, commands: Mapping[str, str], names: Names) -> None:
        self._commands = commands
        self._names = names

    def get_completions(self, document: Document, complete_event: CompleteEvent) -> Iterator[Completion]:
        before = document.text_before_cursor
        if before.startswith("/") and " " not in before:
            return self._of_commands(before)
        return self._of_names(before)

    def _of_commands(self, before: str) -> Iterator[Completion]:
        for name, purpose in self._commands.items():
            if name.startswith(before.lower()):
                yield Completion(name, -len(before), display_meta=purpose)

    def _of_names(self, before: str) -> Iterator[Completion]:
        for ending in endings(before):
            if found := self._names.complete(ending, 10):
                for name in found:
                    yield Completion(name, -len(ending))
                return


def endings(text: str) -> Iterable[str]:
    """What a name may begin with at the end of a text, longest first: "like the god", "the god", "god"."""
    words = text.split(" ")
    tails = [" ".join(words[start:]) for start in range(max(0, len(words) - _WORDS), len(words))]
    return [tail for tail in tails if len(tail) >= _LETTERS and not tail.startswith((" ", "/"))]


def line_reader(commands: Mapping[str, str], names: Names, history: Path | None) -> Callable[[], str]:
    """A prompt with completion (Tab) and searchable history (Ctrl-R), kept in a file unless that is None.

    Ctrl-C first clears a line that was begun; on an empty line it raises KeyboardInterrupt. Ctrl-D raises EOFError.
    """
    session: PromptSession[str] = PromptSession(
        history=_history(history),
        completer=Typing(commands, names),
        complete_while_typing=Condition(lambda: session.default_buffer.text.startswith("/")),
        placeholder=FormattedText([("ansibrightblack", HINT)]),
    )

    def read() -> str:
        while True:
            try:
                return session.prompt("> ")
            except KeyboardInterrupt:
                if not session.default_buffer.text:
                    raise

    return read


def _history(path: Path | None) -> History:
    """The file's history; where it cannot be written, one for this run."""
    if path is None:
        return InMemoryHistory()
    try:
        path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        path.touch(mode=0o600)
    except OSError:
        return InMemoryHistory()
    return FileHistory(path)
