"""How is a model asked so that it can hold nothing up: within a time, a budget, and not at all while it is down?"""

from __future__ import annotations

import queue
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

Messages = Sequence[tuple[str, str]]
"""Role ("system", "human") and words."""


class Silent(Exception):  # noqa: N818 - nothing went wrong that the turn cannot do without
    """The model gives nothing this time: go on without it."""


@dataclass(frozen=True, slots=True)
class Bounds:
    """What a model may cost. `seconds` is for all its calls of one turn together, `calls` for one session.

    After `failures` turns in a row it is left alone for `rest` seconds.
    """

    seconds: float = 20.0
    tries: int = 2
    calls: int = 400
    failures: int = 2
    rest: float = 60.0


@dataclass(slots=True)
class Turn:
    """One turn as far as the model is concerned; `trouble` says what went wrong, if anything did."""

    session: str
    ends: float
    trouble: str = field(default="")


class Caller:
    """Asks one model for many sessions: holds what they spent and whether the model is down."""

    def __init__(
        self, model: BaseChatModel, bounds: Bounds = Bounds(), *, clock: Callable[[], float] = time.monotonic
    ) -> None:
        self._model = model
        self._bounds = bounds
        self._clock = clock
        self._lock = threading.Lock()
        self._turn: ContextVar[Turn] = ContextVar("turn")
        self._spent: Counter[str] = Counter()
        self._failed = 0
        self._closed_until = float("-inf")
        self._told: set[str] = set()

    @contextmanager
    def turn(self, session: str) -> Iterator[Callable[[], str]]:
        """All calls inside share one time limit; gives what tells the user, once, that the model did not help."""
        turn = Turn(session, self._clock() + self._bounds.seconds)
        token = self._turn.set(turn)
        try:
            yield lambda: self._notice(turn)
        finally:
            self._turn.reset(token)

    def ask(self, messages: Messages) -> str:
        """The model's words; Silent when there are none in time, the budget is spent or the model is down."""
        turn = self._turn.get(None) or Turn("", self._clock() + self._bounds.seconds)
        if why := self._refused(turn):
            turn.trouble = why
            raise Silent(why)
        try:
            said = self._tried(messages, turn)
        except Exception as error:  # whatever a library or a server raises, the turn goes on
            turn.trouble = cause(error)
            self._note(failed=True)
            raise Silent(turn.trouble) from None
        self._note(failed=False)
        return said

    def stream(self, messages: Messages) -> Iterator[str]:
        """The model's words as they come, within the turn's time; Silent, maybe half-way, when it fails."""
        turn = self._turn.get(None) or Turn("", self._clock() + self._bounds.seconds)
        if why := self._refused(turn):
            turn.trouble = why
            raise Silent(why)
        try:
            yield from self._pieces(messages, turn)
        except Exception as error:
            turn.trouble = cause(error)
            self._note(failed=True)
            raise Silent(turn.trouble) from None
        self._note(failed=False)

    def _pieces(self, messages: Messages, turn: Turn) -> Iterator[str]:
        pieces: queue.SimpleQueue[str | Exception | None] = queue.SimpleQueue()
        threading.Thread(target=_pour, args=(self._model, messages, pieces), daemon=True).start()
        while True:
            try:
                piece = pieces.get(timeout=max(0.0, turn.ends - self._clock()))
            except queue.Empty:
                raise TimeoutError from None
            if isinstance(piece, Exception):
                raise piece
            if piece is None:
                return
            yield piece

    def _refused(self, turn: Turn) -> str:
        with self._lock:
            if turn.trouble:
                return turn.trouble
            if self._clock() < self._closed_until:
                return "is not answering"
            if self._spent[turn.session] >= self._bounds.calls:
                return f"has been asked {self._bounds.calls} times, which is its budget for one conversation"
            self._spent[turn.session] += 1
            return ""

    def _tried(self, messages: Messages, turn: Turn) -> str:
        for attempt in range(self._bounds.tries):
            try:
                return self._once(messages, turn.ends - self._clock())
            except Exception as error:
                if attempt == self._bounds.tries - 1 or not passing(error) or self._clock() >= turn.ends:
                    raise
        raise TimeoutError

    def _once(self, messages: Messages, seconds: float) -> str:
        """One call in a thread of its own, left behind when it takes too long."""
        if seconds <= 0:
            raise TimeoutError
        answers: queue.SimpleQueue[str | Exception] = queue.SimpleQueue()
        threading.Thread(target=_call, args=(self._model, messages, answers), daemon=True).start()
        try:
            answer = answers.get(timeout=seconds)
        except queue.Empty:
            raise TimeoutError from None
        if isinstance(answer, Exception):
            raise answer
        return answer

    def _note(self, *, failed: bool) -> None:
        with self._lock:
            self._failed = self._failed + 1 if failed else 0
            if self._failed >= self._bounds.failures:
                self._closed_until = self._clock() + self._bounds.rest
            if not failed:
                self._told.clear()

    def _notice(self, turn: Turn) -> str:
        with self._lock:
            if not turn.trouble or turn.session in self._told:
                return ""
            self._told.add(turn.session)
            return f"(The language model {turn.trouble}; I answer without it.)"


def _call(model: BaseChatModel, messages: Messages, answers: queue.SimpleQueue[str | Exception]) -> None:
    try:
        answers.put(_words(model.invoke(list(messages)).content))
    except Exception as error:
        answers.put(error)


def _pour(model: BaseChatModel, messages: Messages, pieces: queue.SimpleQueue[str | Exception | None]) -> None:
    try:
        for chunk in model.stream(list(messages)):
            pieces.put(_text(chunk.content))
        pieces.put(None)
    except Exception as error:
        pieces.put(error)


def _words(content: Any) -> str:
    """The text of a message; ValueError when there is none."""
    said = _text(content).strip()
    if not said:
        raise ValueError("empty answer")
    return said


def _text(content: Any) -> str:
    """The text of a message, which may come in parts."""
    parts = content if isinstance(content, list) else [content]
    texts = [part if isinstance(part, str) else part.get("text", "") for part in parts if isinstance(part, str | dict)]
    return "".join(text for text in texts if isinstance(text, str))


def passing(error: Exception) -> bool:
    """Whether it is worth asking again: a server that is busy or broke off, not a wrong key or a missing model."""
    code = getattr(error, "status_code", None)
    return code is None or code in (408, 409, 425) or code >= 500


def cause(error: Exception) -> str:
    """What went wrong, as the end of a sentence; never the error's own words, which may hold a key."""
    code = getattr(error, "status_code", None)
    if isinstance(error, TimeoutError) or "Timeout" in type(error).__name__:
        return "did not answer in time"
    if code in (401, 403):
        return "refused the key"
    if code == 404:
        return "is not there: its server knows no model of that name"
    if code == 429:
        return "asks for fewer calls"
    return "cannot be reached" if "Connect" in type(error).__name__ else "gave no answer that can be used"
