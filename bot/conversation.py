"""One message in, one reply out."""

from __future__ import annotations

import threading
import time
from collections import defaultdict
from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field, replace

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
"""The words before the films."""
Tells = Callable[[Question, Session, Catalog], Answer]
Search = Callable[[str, int], tuple[Recommendation, ...]]
"""A half-remembered film in the user's words, and how many guesses."""
Around = Callable[[str], AbstractContextManager[Callable[[], str]]]
"""Holds one turn of a session; gives what the user is to be told about the turn itself."""


def _facts(question: Question, session: Session, catalog: Catalog) -> Answer:
    return answer(question, catalog)


def _nothing(session: str) -> AbstractContextManager[Callable[[], str]]:
    return nullcontext(str)


@dataclass(frozen=True, slots=True)
class Ways:
    """How a turn is understood, answered, searched and worded; `search` None: as the recommender does."""

    understand: Understand = understand
    speak: Speak = wording.lead
    answer: Tells = _facts
    search: Search | None = None
    around: Around = _nothing


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
        ways: Ways = Ways(),
    ) -> None:
        self.recommender = recommender
        self.store = store
        self.user = user
        self._ways = ways
        self._search = ways.search or recommender.search
        self._locks: defaultdict[str, threading.Lock] = defaultdict(threading.Lock)

    def welcome(self, session: str) -> Reply:
        """The first words, without a turn: nothing is stored."""
        state = self.store.load(session, self.user)
        lead = wording.lead(Welcome(), state, (), self.recommender.catalog)
        return self._reply(state, Welcome(), lead, receipt=Receipt(len(self.recommender.catalog)))

    def reply(self, session: str, text: str) -> Reply:
        """Take one message and answer it; when this returns, the turn is stored."""
        started = time.perf_counter()
        with self._locks[session]:
            for attempt in range(TRIES):
                try:
                    with self._ways.around(session) as notice:
                        return self._turn(session, text, started=started, notice=notice)
                except Conflict:
                    if attempt == TRIES - 1:
                        raise
        raise AssertionError("unreachable")

    def state(self, session: str) -> dict[str, object]:
        """What is understood so far, as plain JSON values."""
        return limits(constraints(self.store.load(session, self.user)))

    def _turn(self, name: str, text: str, *, started: float, notice: Callable[[], str]) -> Reply:
        earlier = self.store.load(name, self.user)
        catalog = self.recommender.catalog
        heard = command(text, catalog.names) or self._ways.understand(text, earlier, catalog)
        session = hear(earlier, heard)
        findings = self._look_up(session, heard, earlier)
        act = decide(session, heard, findings, catalog)
        lead = " ".join(filter(None, (self._ways.speak(act, session, heard, catalog), notice())))
        reply = self._reply(session, act, lead, receipt=findings.shortlist.receipt)
        reply = replace(reply, heard=heard, elapsed_ms=(time.perf_counter() - started) * 1000)
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
        return self._ways.answer(question, session, self.recommender.catalog)

    def _reply(self, session: Session, act: BotAct, lead: str, *, receipt: Receipt) -> Reply:
        told = act if isinstance(act, Answer) else getattr(act, "answer", None)
        asks = act if isinstance(act, Ask | Clarify) else getattr(act, "question", None)
        return Reply(
            text=wording.whole(lead, act),
            act=act,
            session=session.id,
            lead=lead,
            cards=act.films if isinstance(act, Recommend) else (),
            question=wording.asked(act),
            choices=tuple(choice.label for choice in asks.choices) if asks else (),
            answer=told.text if told else "",
            sources=told.sources if told else (),
            limits=limits(constraints(session)),
            relaxed=act.relaxed if isinstance(act, Recommend) else (),
            receipt=receipt,
        )


def _excluded(session: Session, earlier: Session, heard: tuple[UserAct, ...]) -> frozenset[str]:
    """Films not to be shown again; what an undo brings back may be."""
    undone = undoable(earlier) if any(isinstance(act, Undo) for act in heard) else None
    back = {*undone.films, *session.last} if undone else set()
    return frozenset(session.shown) - back
