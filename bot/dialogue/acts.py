"""What can be said: the acts of the user and of the bot.

user  "something like Heat but funnier, not too long"   Tell(wish: like heat-1995, funny +1, runtime ..120)
bot   "Try Snatch (2000) ... Old or new?"                Recommend(films, question=Ask("era"))
user  "new. and who directed the second one?"            Tell(wish: years 2010..), Question("director", film)
bot   "F. Gary Gray directed ..."                        Answer(...)
user  "seen it"                                          Seen(films)
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

from recommender.movies import Recommendation
from recommender.preferences import Preferences


@dataclass(frozen=True, slots=True)
class Greet:
    """Hello, or asking what this is ("help", "who are you")."""


@dataclass(frozen=True, slots=True)
class Tell:
    """A wish or a limit for now. `instead`: it takes the place of what was wished before.

    `dropped` names limits taken back ("any year is fine" -> ("years",)); `lasting`: it holds for all later
    conversations too ("never show me Adam Sandler", "I hate musicals").
    """

    wish: Preferences
    instead: bool = False
    dropped: tuple[str, ...] = ()
    lasting: bool = False


@dataclass(frozen=True, slots=True)
class Like:
    """Films, by id, or people, by name, the user likes, whether or not more like them were asked for."""

    films: tuple[str, ...] = ()
    people: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Dislike:
    """Films or people the user does not want: never to be shown again."""

    films: tuple[str, ...] = ()
    people: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Seen:
    """Films the user has seen; `liked` where it was said."""

    films: tuple[str, ...]
    liked: bool | None = None


@dataclass(frozen=True, slots=True)
class Accept:
    """The user takes a film (None: the one talked about)."""

    film: str | None = None


@dataclass(frozen=True, slots=True)
class More:
    """Other films, please; `surprise`: off the beaten track."""

    surprise: bool = False


@dataclass(frozen=True, slots=True)
class Critique:
    """A film is nearly right: `wish` holds the moves from it, already worked out against it.

    `film` is the id of the film criticised; None where the whole list or the wish so far is meant. `words` are the
    moves as said ("funnier", "shorter").
    """

    wish: Preferences
    film: str | None = None
    words: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Question:
    """A question about films. `relation` is what is asked, from `RELATIONS`; `films` and `people` are its subjects."""

    relation: str
    films: tuple[str, ...] = ()
    people: tuple[str, ...] = ()
    text: str = ""


RELATIONS = (
    "director", "writer", "cast", "character", "year", "runtime", "genre", "language", "country", "certificate",
    "plot", "ending", "keywords", "setting", "franchise", "tone", "filmography", "compare", "similar", "count",
    "exists", "about", "why", "why_not", "state", "other",
)  # fmt: skip
"""What a Question asks. `filmography`: films of a person; `compare`: two films ("is it longer than Casino?");
`about`: tell me about it; `why`, `why_not`: from the receipt; `state`: what is understood so far; `other`: unknown."""


@dataclass(frozen=True, slots=True)
class Describe:
    """A half-remembered film in the user's words ("what was the film where ...")."""

    text: str


@dataclass(frozen=True, slots=True)
class Skip:
    """No answer to the question asked: don't know, don't mind, next."""


@dataclass(frozen=True, slots=True)
class Interview:
    """The user wants to be asked the whole series of questions."""


@dataclass(frozen=True, slots=True)
class Undo:
    """Take back the last thing said."""


@dataclass(frozen=True, slots=True)
class Restart:
    """Forget this conversation's wishes; what is lasting stays."""


@dataclass(frozen=True, slots=True)
class Forget:
    """Delete everything known about the user."""


@dataclass(frozen=True, slots=True)
class Bye:
    """The user leaves."""


@dataclass(frozen=True, slots=True)
class Unclear:
    """Words nobody understood, kept so that the bot can say which; `films` are the readings to choose from."""

    text: str
    films: tuple[str, ...] = ()


UserAct: TypeAlias = (
    Greet | Tell | Like | Dislike | Seen | Accept | More | Critique | Question | Describe | Skip | Interview
    | Undo | Restart | Forget | Bye | Unclear
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Choice:
    """One answer to pick: the words shown, and what picking them means (None: it makes no difference)."""

    label: str
    wish: Preferences | None = None
    films: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Ask:
    """One question on one slot, with answers to pick from; always skippable."""

    slot: str
    choices: tuple[Choice, ...] = ()


@dataclass(frozen=True, slots=True)
class Welcome:
    """First words; what one can type."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What is known, with where it is known from; `films` are the ids it speaks of. `known` is False for "not here"."""

    text: str
    sources: tuple[str, ...] = ()
    films: tuple[str, ...] = ()
    known: bool = True


@dataclass(frozen=True, slots=True)
class Recommend:
    """Films, best first; `relaxed` names the limits that had to give, `question` the one thing worth asking."""

    films: tuple[Recommendation, ...]
    relaxed: tuple[str, ...] = ()
    question: Ask | None = None
    described: bool = False
    """The films are guesses at a half-remembered one."""
    answer: Answer | None = None
    """What was asked besides."""


@dataclass(frozen=True, slots=True)
class Clarify:
    """Two readings of what was said: which one? `heard` is the word in doubt."""

    heard: str
    choices: tuple[Choice, ...]


@dataclass(frozen=True, slots=True)
class NoMatch:
    """Nothing fits and only promises are left to break; `limits` could be given up."""

    limits: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Confirm:
    """Done as told, where no films are called for: undone, restarted, noted, forgotten. `what` says which."""

    what: str
    films: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Farewell:
    """Last words; `film` is what was picked."""

    film: str | None = None


BotAct: TypeAlias = Welcome | Ask | Recommend | Answer | Clarify | NoMatch | Confirm | Farewell
