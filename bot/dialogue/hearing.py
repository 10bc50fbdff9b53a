"""How does a session change when something is said?"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import fields, replace

from bot.dialogue.acts import (
    Accept,
    Answer,
    Ask,
    BotAct,
    Clarify,
    Critique,
    Dislike,
    Farewell,
    Forget,
    Interview,
    Like,
    More,
    Question,
    Recommend,
    Restart,
    Seen,
    Tell,
    Undo,
    UserAct,
)
from bot.dialogue.session import SERIES, Session, Turn, undoable
from recommender.preferences import OPEN, Facets, Person, Preferences, drop, merge, remove


def hear(session: Session, acts: Iterable[UserAct]) -> Session:
    """The session after the user's acts, taken in the order they were said."""
    if isinstance(session.pending, Ask):
        session = replace(session, asked=_once(session.asked, (session.pending.slot,)))
    session = replace(session, pending=None)
    for act in acts:
        session = _take(session, act)
    return session


def say(earlier: Session, session: Session, turn: Turn, act: BotAct) -> Session:
    """The session after the bot's act; `earlier` is the session before the message was heard."""
    last = tuple(card.movie.id for card in act.films) if isinstance(act, Recommend) else session.last
    remembered = replace(
        turn,
        act=type(act).__name__,
        films=_films(act),
        before=replace(earlier, turns=(), profile=Preferences(), shown=()),
        added=remove(session.profile, earlier.profile),
        removed=remove(earlier.profile, session.profile),
    )
    return replace(
        session,
        last=last,
        shown=_once(session.shown, last if isinstance(act, Recommend) else ()),
        focus=_focus(session, act),
        pending=act if isinstance(act, Ask | Clarify) else getattr(act, "question", None),
        turns=(*session.turns, remembered),
    )


def _take(session: Session, act: UserAct) -> Session:
    match act:
        case Tell():
            return _tell(session, act)
        case Like(films, people):
            return _like(session, films, people)
        case Dislike(films, people):
            return _dislike(session, films, people)
        case Seen(films, liked):
            return _seen(session, films, liked)
        case Critique(wish, film):
            anchored = _anchor(session, film) if film else session
            return _wish(anchored, wish)
        case More():
            return replace(session, interview=())
        case Accept(film) if film:
            return replace(session, focus=film)
        case Question(_, films) if films:
            return replace(session, focus=films[0])
        case Interview():
            return replace(session, interview=tuple(slot for slot in SERIES if slot not in session.asked))
        case Undo():
            return _undo(session)
        case Restart():
            return replace(session, wish=Preferences(), asked=(), interview=(), last=(), focus=None)
        case Forget():
            return Session(id=session.id, user=session.user)
    return session


def _tell(session: Session, act: Tell) -> Session:
    wish = session.wish
    for limit in (*act.dropped, *(_spoken(act.wish) if act.instead else ())):
        wish = drop(wish, limit)
    if act.instead and act.wish.wanted.genres:  # another kind of film: what it was to be like no longer counts
        wish = replace(wish, wanted=replace(wish.wanted, films=(), keywords=(), either=()), tone=(), text="")
    enough = not act.wish and not act.dropped  # "just show me something" ends the series of questions
    session = _wish(replace(session, wish=wish, interview=() if enough else session.interview), act.wish)
    return _profile(session, act.wish) if act.lasting else session


def _wish(session: Session, more: Preferences) -> Session:
    return replace(session, wish=merge(session.wish, more))


def _profile(session: Session, more: Preferences) -> Session:
    return replace(session, profile=merge(session.profile, more))


def _like(session: Session, films: tuple[str, ...], people: tuple[str, ...]) -> Session:
    wanted = Facets(
        films=films,
        people=tuple(Person(name) for name in people),
        either=(frozenset(people),) if len(people) > 1 else (),
    )
    return _wish(_profile(session, Preferences(wanted=wanted)), Preferences(wanted=wanted))


def _dislike(session: Session, films: tuple[str, ...], people: tuple[str, ...]) -> Session:
    unwanted = Preferences(unwanted=Facets(films=films, people=tuple(Person(name) for name in people)))
    session = replace(session, wish=remove(session.wish, Preferences(wanted=unwanted.unwanted)))
    return _profile(session, unwanted)


def _seen(session: Session, films: tuple[str, ...], liked: bool | None) -> Session:
    session = _profile(session, Preferences(seen=frozenset(films)))
    if liked is None:
        return session
    return _like(session, films, ()) if liked else _dislike(session, films, ())


def _anchor(session: Session, film: str) -> Session:
    """The wish now starts from one film: it takes the place of the films named before, and of moves made from them."""
    wish = replace(session.wish, wanted=replace(session.wish.wanted, films=(film,)), tone=())
    return replace(session, wish=wish, focus=film)


def _undo(session: Session) -> Session:
    turn = undoable(session)
    if turn is None or turn.before is None:
        return session
    profile = merge(remove(session.profile, turn.added), turn.removed)
    if turn.added.certificate and not turn.removed.certificate:
        profile = replace(profile, certificate=None)
    return replace(turn.before, profile=profile, shown=session.shown, turns=session.turns, pending=None)


def _spoken(wish: Preferences) -> tuple[str, ...]:
    """The limits that a wish speaks of."""
    facets = tuple(f.name for f in fields(Facets) if f.name != "either" and getattr(wish.wanted, f.name))
    spans = tuple(name for name in ("years", "runtime") if getattr(wish, name) != OPEN)
    return (*facets, *spans, *(("tone",) if wish.tone else ()))


def _focus(session: Session, act: BotAct) -> str | None:
    films = _films(act)
    if isinstance(act, Recommend):
        return films[0] if len(films) == 1 else None
    return films[0] if len(films) == 1 else session.focus


def _films(act: BotAct) -> tuple[str, ...]:
    match act:
        case Recommend(films):
            return tuple(card.movie.id for card in films)
        case Answer(films=films):
            return films
        case Farewell(film) if film:
            return (film,)
    return ()


def _once(old: tuple[str, ...], new: tuple[str, ...]) -> tuple[str, ...]:
    """`old` followed by what is new, each once, newest last."""
    return (*(item for item in old if item not in new), *new)
