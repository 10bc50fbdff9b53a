"""One message in, one reply out."""

from __future__ import annotations

import threading
import time
from collections import defaultdict
from collections.abc import Callable
from dataclasses import dataclass, field

from bot.dialogue import wording
from bot.dialogue.acts import (
    Answer,
    Ask,
    BotAct,
    Clarify,
    Describe,
    Forget,
    More,
    Question,
    Recommend,
    Undo,
    UserAct,
    Welcome,
)
from bot.dialogue.commands import command
from bot.dialogue.hearing import hear, say
from bot.dialogue.policy import Findings, decide
from bot.dialogue.session import Session, Turn, constraints, undoable
from bot.dialogue.understanding import understand
from bot.knowledge.facts import answer
from bot.knowledge.reasons import explain
from bot.store import Conflict, SessionStore
from recommender.catalog import Catalog
from recommender.movies import Recommendation
from recommender.preferences import limits
from recommender.receipt import Receipt
from recommender.recommend import Recommender, Shortlist

COUNT = 3
"""Films in a list."""

TRIES = 8
"""How often a turn is thought over again when another process changed the session meanwhile."""

Understand = Callable[[str, Session, Catalog], tuple[UserAct, ...]]
Speak = Callable[[BotAct, Session, tuple[UserAct, ...], Catalog], str]
Search = Callable[[str, int], tuple[Recommendation, ...]]
"""A half-remembered film in the user's words, and how many guesses."""


@dataclass(frozen=True, slots=True)
class Reply:
    """All that a front end can show of one turn; `lead` are the words before the films, `text` everything in words.

    `limits` is what is understood so far, as plain JSON values; `act` and `heard` are the bot's and the user's acts.
    """

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
    limits: dict[str, object] = field(default_factory=dict)
    relaxed: tuple[str, ...] = ()
    receipt: Receipt | None = None
    elapsed_ms: float = 0.0


class Conversation:
    """Talks with many users: holds the recommender and the store open, and one lock per session."""

    def __init__(
        self,
        recommender: Recommender,
        store: SessionStore,
        *,
        user: str = "me",
        understand: Understand = understand,
        speak: Speak = wording.speak,
        search: Search | None = None,
    ) -> None:
        self.recommender = recommender
        self.store = store
        self.user = user
        self._understand = understand
        self._speak = speak
        self._search = search or recommender.search
        self._locks: defaultdict[str, threading.Lock] = defaultdict(threading.Lock)

    def welcome(self, session: str) -> Reply:
        """The first words, without a turn: nothing is stored."""
        state = self.store.load(session, self.user)
        return self._reply(state, (), Welcome(), Receipt(len(self.recommender.catalog)))

    def reply(self, session: str, text: str) -> Reply:
        """Take one message and answer it; when this returns, the turn is stored."""
        started = time.perf_counter()
        with self._locks[session]:
            for attempt in range(TRIES):
                try:
                    return self._turn(session, text, started)
                except Conflict:
                    if attempt == TRIES - 1:
                        raise
        raise AssertionError("unreachable")

    def state(self, session: str) -> dict[str, object]:
        """What is understood so far, as plain JSON values."""
        return limits(constraints(self.store.load(session, self.user)))

    def _turn(self, name: str, text: str, started: float) -> Reply:
        earlier = self.store.load(name, self.user)
        catalog = self.recommender.catalog
        heard = command(text, catalog.names) or self._understand(text, earlier, catalog)
        session = hear(earlier, heard)
        findings = self._look_up(session, heard, earlier)
        act = decide(session, heard, findings, catalog)
        reply = self._reply(session, heard, act, findings.shortlist.receipt, started=started)
        if any(isinstance(one, Forget) for one in heard):
            self.store.forget(self.user)
        else:
            self.store.save(say(earlier, session, Turn(text, heard, spoken=reply.text), act))
        return reply

    def _look_up(self, session: Session, heard: tuple[UserAct, ...], earlier: Session) -> Findings:
        mores = [act for act in heard if isinstance(act, More)]
        shortlist = self.recommender.recommend(
            session.wish,
            session.profile,
            count=COUNT,
            shown=_excluded(session, earlier, heard),
            surprise=any(act.surprise for act in mores),
            wildcard=bool(mores),  # who asks for others is open to a change; a first list keeps to the wish
        )
        questions = [act for act in heard if isinstance(act, Question)]
        described = [act.text for act in heard if isinstance(act, Describe)]
        guesses = self._search(" ".join(described), COUNT) if described else ()
        return Findings(shortlist, tuple(self._answer(q, session, shortlist) for q in questions), guesses)

    def _answer(self, question: Question, session: Session, shortlist: Shortlist) -> Answer:
        if question.relation in ("why", "why_not", "state"):
            return explain(question, session, shortlist, self.recommender)
        return answer(question, self.recommender.catalog)

    def _reply(
        self, session: Session, heard: tuple[UserAct, ...], act: BotAct, receipt: Receipt, *, started: float = 0.0
    ) -> Reply:
        catalog = self.recommender.catalog
        told = act if isinstance(act, Answer) else getattr(act, "answer", None)
        asks = act if isinstance(act, Ask | Clarify) else getattr(act, "question", None)
        return Reply(
            text=self._speak(act, session, heard, catalog),
            act=act,
            session=session.id,
            lead=wording.lead(act, session, heard, catalog),
            heard=heard,
            cards=act.films if isinstance(act, Recommend) else (),
            question=wording.asked(act),
            choices=tuple(choice.label for choice in asks.choices) if asks else (),
            answer=told.text if told else "",
            sources=told.sources if told else (),
            limits=limits(constraints(session)),
            relaxed=act.relaxed if isinstance(act, Recommend) else (),
            receipt=receipt,
            elapsed_ms=(time.perf_counter() - started) * 1000 if started else 0.0,
        )


def _excluded(session: Session, earlier: Session, heard: tuple[UserAct, ...]) -> frozenset[str]:
    """Films not to be shown again; what an undo brings back may be."""
    undone = undoable(earlier) if any(isinstance(act, Undo) for act in heard) else None
    back = {*undone.films, *session.last} if undone else set()
    return frozenset(session.shown) - back
