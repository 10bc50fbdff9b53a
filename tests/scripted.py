"""A conversation that says what a test wrote down, for tests of the front ends alone.

`python -m tests.scripted` chats with it in this terminal, in the folder MATINEE_STATE.
"""

from __future__ import annotations

import sys
from dataclasses import dataclass, field, replace
from types import SimpleNamespace
from typing import Any

from bot.dialogue.acts import BotAct, Bye, Farewell, More, Recommend, UserAct, Welcome
from bot.dialogue.session import Turn
from bot.store import SQLiteStore
from recommender.movies import Movie, Recommendation
from recommender.preferences import Preferences, limits
from recommender.receipt import Receipt

HEAT = Movie("heat-1995", "Heat", 1995, ("crime", "thriller"), 170, certificate="R", directors=("Michael Mann",))
RAN = Movie("ran-1985", "Ran", 1985, ("drama", "war"), 162, languages=("Japanese",))
CARDS = (Recommendation(HEAT, 0.9, ("a heist", "in Los Angeles")), Recommendation(RAN, 0.5, ("a king and three sons",)))


@dataclass(frozen=True)
class Said:
    """The fields of a Reply."""

    text: str
    act: BotAct
    session: str
    lead: str = ""
    heard: tuple[UserAct, ...] = ()
    cards: tuple[Recommendation, ...] = ()
    question: str = ""
    choices: tuple[str, ...] = ()
    answer: str = ""
    sources: tuple[str, ...] = ()
    limits: dict[str, object] = field(default_factory=lambda: limits(Preferences()))
    relaxed: tuple[str, ...] = ()
    receipt: Receipt | None = None
    elapsed_ms: float = 0.0


class Titles:
    def complete(self, prefix: str, limit: int = 10) -> tuple[str, ...]:
        return tuple(name for name in ("Heat (1995)", "Michael Mann") if name.lower().startswith(prefix.lower()))


class Scripted:
    """Two films for every message; "bye" ends, "crash" fails, "stop" is interrupted; all is stored."""

    user = "me"

    def __init__(self, store: SQLiteStore | None = None) -> None:
        self.store = store or SQLiteStore(":memory:")
        self.recommender = SimpleNamespace(catalog=SimpleNamespace(names=Titles()))
        self.heard: list[str] = []

    def welcome(self, session: str) -> Any:
        return Said("Hello! Tell me what you feel like watching.", Welcome(), session)

    def reply(self, session: str, text: str) -> Any:
        self.heard.append(text)
        if text in ("crash", "stop"):
            raise RuntimeError("out of film") if text == "crash" else KeyboardInterrupt
        if text == "/forget":
            self.store.forget(self.user)
            return Said("All that I knew about you is deleted.", Welcome(), session)
        said = self._said(session, text)
        state = self.store.load(session, self.user)
        self.store.save(replace(state, turns=(*state.turns, Turn(text, said.heard, spoken=said.text))))
        return said

    def _said(self, session: str, text: str) -> Said:
        if text == "bye":
            return Said("Goodbye!", Farewell(), session, heard=(Bye(),))
        if text.startswith("I'll take"):
            return Said(f"Enjoy! You said: {text}", Farewell("heat-1995"), session)
        words = f"You said: {text}"
        return Said(
            f"{words}\n1. Heat (1995)\n2. Ran (1985)\nOld or new?", Recommend(CARDS), session, lead=words,
            heard=(More(),), cards=CARDS, question="Old or new? 1 old, 2 new (or skip)", choices=("old", "new"),
        )  # fmt: skip


if __name__ == "__main__":
    import os

    from bot.frontends.terminal.opening import chat
    from bot.settings import read_settings

    sys.exit(chat(Scripted(), "test", read_settings(os.environ).history))  # type: ignore[arg-type]
