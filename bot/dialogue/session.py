"""What is remembered of a conversation, and how it changes when something is said."""

from __future__ import annotations

from dataclasses import dataclass, field

from bot.dialogue.acts import Ask, BotAct, Clarify, UserAct, Welcome
from recommender.preferences import Preferences


@dataclass(frozen=True, slots=True)
class Turn:
    """One message and its reply. `before` is the session's state as it was, for undo; `spoken` the reply's words."""

    text: str
    acts: tuple[UserAct, ...] = ()
    act: BotAct = field(default_factory=Welcome)
    spoken: str = ""


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
