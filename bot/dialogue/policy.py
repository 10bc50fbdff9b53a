"""What does the bot do next: recommend as soon as it can, ask only what is worth most."""

from __future__ import annotations

from dataclasses import dataclass

from bot.dialogue.acts import (
    Accept,
    Answer,
    Ask,
    BotAct,
    Bye,
    Choice,
    Clarify,
    Confirm,
    Describe,
    Farewell,
    Forget,
    Greet,
    NoMatch,
    Question,
    Recommend,
    Restart,
    Unclear,
    Undo,
    UserAct,
    Welcome,
)
from bot.dialogue.questions import best_question, question
from bot.dialogue.session import Session, constraints
from recommender.catalog import Catalog
from recommender.movies import Recommendation
from recommender.preferences import LIMITS, OPEN, PROMISES, Preferences
from recommender.recommend import Shortlist

PATIENCE = 2
"""Questions left unanswered after which the bot asks no more by itself."""


@dataclass(frozen=True, slots=True)
class Findings:
    """What was looked up for one turn; `described` are guesses at a half-remembered film."""

    shortlist: Shortlist
    answers: tuple[Answer, ...] = ()
    described: tuple[Recommendation, ...] = ()


def decide(session: Session, heard: tuple[UserAct, ...], findings: Findings, catalog: Catalog) -> BotAct:
    """The bot's next act. `session` has heard the acts already."""
    return (
        _close(session, heard)
        or _clarify(heard, catalog)
        or _describe(heard, findings)
        or _answer(heard, findings)
        or _interview(session, findings.shortlist, catalog)
        or _recommend(session, findings, catalog)
    )


def settled(wish: Preferences) -> tuple[str, ...]:
    """The slots that a wish has answered already, so that nobody is asked twice."""
    facts = {
        "era": wish.years != OPEN,
        "genre": bool(wish.wanted.genres),
        "mood": bool(wish.tone),
        "length": wish.runtime != OPEN,
        "company": wish.certificate is not None,
        "language": bool(wish.wanted.languages or wish.wanted.countries),
        "actor": bool(wish.wanted.people),
        "director": bool(wish.wanted.people),
        "fame": wish.fame != 0,
    }
    return tuple(slot for slot, known in facts.items() if known)


def _close(session: Session, heard: tuple[UserAct, ...]) -> BotAct | None:
    """Acts that call for no films."""
    match heard[-1] if heard else None:
        case Bye():
            return Farewell()
        case Accept(film):
            picked = film or session.focus or next(iter(session.last), None)
            return Confirm("picked", (picked,)) if picked else None
        case Restart():
            return Confirm("restarted")
        case Forget():
            return Confirm("forgotten")
        case Undo() if not session.wish:
            return Confirm("undone")
        case Greet() if len(heard) == 1:
            return Welcome()
    return None


def _clarify(heard: tuple[UserAct, ...], catalog: Catalog) -> Clarify | None:
    """One film of several same-named ones, or words that nobody understood and that were all there was."""
    for act in heard:
        if isinstance(act, Unclear) and act.films:
            choices = tuple(Choice(str(catalog.movie(film)), films=(film,)) for film in act.films)
            return Clarify(act.text, choices)
    only = heard[0] if len(heard) == 1 else None
    return Clarify(only.text, ()) if isinstance(only, Unclear) else None


def _describe(heard: tuple[UserAct, ...], findings: Findings) -> BotAct | None:
    if not any(isinstance(act, Describe) for act in heard):
        return None
    return Recommend(findings.described, described=True) if findings.described else NoMatch()


def _answer(heard: tuple[UserAct, ...], findings: Findings) -> Answer | None:
    """The answers alone, where nothing but questions was said."""
    if not findings.answers or not all(isinstance(act, Question | Unclear | Greet) for act in heard):
        return None
    return _joined(findings.answers)


def _joined(answers: tuple[Answer, ...]) -> Answer | None:
    if not answers:
        return None
    return Answer(
        text=" ".join(answer.text for answer in answers),
        sources=tuple(source for answer in answers for source in answer.sources),
        films=tuple(dict.fromkeys(film for answer in answers for film in answer.films)),
        known=all(answer.known for answer in answers),
    )


def _interview(session: Session, shortlist: Shortlist, catalog: Catalog) -> Ask | None:
    closed = {*session.asked, *settled(session.wish)}
    asks = (question(slot, shortlist, catalog) for slot in session.interview if slot not in closed)
    return next((ask for ask in asks if ask is not None), None)


def _recommend(session: Session, findings: Findings, catalog: Catalog) -> BotAct:
    shortlist, answer = findings.shortlist, _joined(findings.answers)
    if not shortlist.films:
        return NoMatch(_held(constraints(session)))
    return Recommend(shortlist.films, shortlist.relaxed, _question(session, shortlist, catalog), answer=answer)


def _question(session: Session, shortlist: Shortlist, catalog: Catalog) -> Ask | None:
    known = settled(session.wish)
    if shortlist.relaxed or len(set(session.asked) - set(known)) >= PATIENCE:
        return None
    return best_question(shortlist, catalog, (*session.asked, *known))


def _held(preferences: Preferences) -> tuple[str, ...]:
    """The promises that left nothing, so that the user can take one back."""
    unwanted = preferences.unwanted
    held = {
        "seen": preferences.seen,
        "unlike": unwanted.films,
        "not_people": unwanted.people,
        "certificate": preferences.certificate,
    }
    return tuple(limit for limit in LIMITS if limit in PROMISES and held.get(limit))
