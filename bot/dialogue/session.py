"""What is remembered of a conversation?"""

from __future__ import annotations

from dataclasses import dataclass, replace

from bot.dialogue.acts import (
    Ask,
    Clarify,
    Critique,
    Dislike,
    Interview,
    Like,
    More,
    Restart,
    Seen,
    Skip,
    Tell,
    Undo,
    UserAct,
)
from recommender.preferences import Preferences
from recommender.taste import binding

SERIES = ("era", "genre", "mood", "length", "company", "language", "actor", "director")
"""The slots of the interview, in the order they are asked."""


CHANGING = (Tell, Like, Dislike, Seen, Critique, More, Skip, Interview, Restart)
"""Acts that an undo takes back; a question leaves nothing to take back."""


@dataclass(frozen=True, slots=True)
class Turn:
    """One message and its reply, with all that undo needs.

    `act` is the class name of the bot's act, `films` the ids it showed. `before` is the session as it was, without
    its turns, profile and shown films; `added` and `removed` are what the turn changed in the profile.
    """

    text: str
    acts: tuple[UserAct, ...] = ()
    act: str = ""
    films: tuple[str, ...] = ()
    spoken: str = ""
    before: Session | None = None
    added: Preferences = Preferences()
    removed: Preferences = Preferences()


@dataclass(frozen=True, slots=True)
class Session:
    """The facts of one conversation; the phase is what `decide` makes of them.

    `profile` lasts across sessions (liked, disliked, seen and blocked films and people, an age cap); `wish` is for
    now. `shown` are all films shown so far, oldest first; `last` those of the latest list, in order ("the second
    one"); `focus` the film talked about ("it"). `asked` are slots asked or skipped; `pending` waits for an answer;
    `interview` are the slots still to be asked because the user asked for the series.
    """

    id: str
    user: str = "me"
    profile: Preferences = Preferences()
    wish: Preferences = Preferences()
    shown: tuple[str, ...] = ()
    last: tuple[str, ...] = ()
    focus: str | None = None
    asked: tuple[str, ...] = ()
    pending: Ask | Clarify | None = None
    interview: tuple[str, ...] = ()
    turns: tuple[Turn, ...] = ()


def constraints(session: Session) -> Preferences:
    """All that a film shown now must keep to, and the films liked so far."""
    held = binding(session.wish, session.profile)
    liked = dict.fromkeys((*session.profile.wanted.films, *session.wish.wanted.films))
    return replace(held, wanted=replace(held.wanted, films=tuple(liked)))


def undoable(session: Session) -> Turn | None:
    """The turn that `undo` would take back: the last one that was not taken back already."""
    skip = 0
    for turn in reversed(session.turns):
        if any(isinstance(act, Undo) for act in turn.acts):
            skip += 1
        elif turn.before is None or not any(isinstance(act, CHANGING) for act in turn.acts):
            continue
        elif skip:
            skip -= 1
        else:
            return turn
    return None
