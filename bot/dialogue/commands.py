"""Which acts does a slash command stand for? The same in every channel."""

from __future__ import annotations

from collections.abc import Callable

from bot.dialogue.acts import (
    Bye,
    Dislike,
    Forget,
    Greet,
    Interview,
    Like,
    More,
    Question,
    Restart,
    Seen,
    Skip,
    Tell,
    Unclear,
    Undo,
    UserAct,
)
from recommender.names import Names
from recommender.preferences import Facets, Person, Preferences

PLAIN: dict[str, tuple[str, UserAct]] = {
    "/help": ("what you can say", Greet()),
    "/start": ("begin", Greet()),
    "/more": ("other films", More()),
    "/surprise": ("something off the beaten track", More(surprise=True)),
    "/why": ("why these films", Question("why")),
    "/state": ("what is understood so far", Question("state")),
    "/interview": ("be asked a series of questions", Interview()),
    "/skip": ("no answer to the question", Skip()),
    "/undo": ("take back the last thing said", Undo()),
    "/restart": ("new conversation, same profile", Restart()),
    "/forget": ("delete all that is known about you", Forget()),
    "/bye": ("leave", Bye()),
}
"""Commands without an argument: what they do, and the act."""

NAMING: dict[str, str] = {
    "/like": "a film or person you like",
    "/dislike": "a film or person you don't want to see",
    "/seen": "a film you have seen",
    "/block": "a film or person never to be shown",
    "/whynot": "why a film was not recommended",
}
"""Commands followed by the name of a film or person: what they do."""


def command(text: str, names: Names) -> tuple[UserAct, ...] | None:
    """The acts of a slash command; None when the text is none. An unknown one is Unclear."""
    word, _, argument = text.strip().partition(" ")
    word = word.lower()
    if not word.startswith("/"):
        return None
    if word in PLAIN:
        return (PLAIN[word][1],)
    if word in NAMING and argument.strip():
        return (_named(word, argument.strip(), names),)
    return (Unclear(text.strip()),)


def _named(word: str, argument: str, names: Names) -> UserAct:
    films, people = names.films(argument)[:1], names.people(argument)[:1]
    if films:
        return _WITH_FILM[word](films)
    if people and word in _WITH_PERSON:
        return _WITH_PERSON[word](people)
    return Unclear(argument)


_WITH_FILM: dict[str, Callable[[tuple[str, ...]], UserAct]] = {
    "/like": Like,
    "/dislike": Dislike,
    "/block": Dislike,
    "/seen": Seen,
    "/whynot": lambda films: Question("why_not", films),
}

_WITH_PERSON: dict[str, Callable[[tuple[str, ...]], UserAct]] = {
    "/like": lambda people: Like(people=people),
    "/dislike": lambda people: Dislike(people=people),
    "/block": lambda people: Tell(
        Preferences(unwanted=Facets(people=tuple(Person(name) for name in people))), lasting=True
    ),
}
