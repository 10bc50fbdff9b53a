"""Does a message answer the question that was just asked?"""

from __future__ import annotations

import re

from bot.dialogue.acts import Choice, Skip, Tell, UserAct
from bot.dialogue.session import Session
from bot.dialogue.understanding.short import short, trimmed
from recommender.preferences import Facets, Preferences
from recommender.spelling import fold, words

_PLACES = {
    "first": 1, "second": 2, "third": 3, "fourth": 4, "fifth": 5, "1st": 1, "2nd": 2, "3rd": 3, "4th": 4, "5th": 5,
    "one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "former": 1, "latter": 2, "a": 1, "b": 2, "c": 3, "d": 4,
}  # fmt: skip
_PLACE = re.compile(
    r"(?:the |number |option |no\.? ?|#|choice )*(?P<place>\d|"
    + "|".join(_PLACES)
    + r"|last)(?: one| option| choice)?[.)]?"
)


def reply(text: str, said: str, session: Session) -> tuple[UserAct, ...] | None:
    """The acts of an answer to the pending question; None when the message is something else."""
    if session.pending is None:
        return None
    choice = _picked(text, trimmed(said) or said.strip(), session.pending.choices)
    if choice is not None:
        return (_meaning(choice),)
    skipped = short(said)
    return (Skip(),) if isinstance(skipped, Skip) else None


def _picked(text: str, said: str, choices: tuple[Choice, ...]) -> Choice | None:
    place = _PLACE.fullmatch(said.strip(" .!")) or _PLACE.fullmatch(text.strip().lower())
    if place and choices:
        number = len(choices) if place["place"] == "last" else _PLACES.get(place["place"]) or int(place["place"])
        return choices[number - 1] if 1 <= number <= len(choices) else None
    return _dated(said, choices) or _labelled(text, said, choices)


_AGE = re.compile(
    r"(?:the )?(?:(?P<year>(?:18|19|20)\d\d)|(?P<old>old|older|oldest|original|classic|earlier)"
    r"|new|newer|newest|latest|recent|remake|later)(?: (?:one|version|movie))?[.!]?"
)


def _dated(said: str, choices: tuple[Choice, ...]) -> Choice | None:
    """Of several films the one of the year or age named: "the 1984 one", "the old one"."""
    told = _AGE.fullmatch(said.strip())
    years = {match[1]: choice for choice in choices if (match := re.search(r"\((\d{4})\)$", choice.label))}
    if not told or len(years) < 2:
        return None
    return years.get(told["year"]) if told["year"] else years[min(years) if told["old"] else max(years)]


def _labelled(text: str, said: str, choices: tuple[Choice, ...]) -> Choice | None:
    """The choice whose label was typed, in full, as its beginning, or by yes and no."""
    typed = _key(text)
    for choice in choices:
        if typed and (_key(choice.label) == typed or _key(choice.label) == _key(said)):
            return choice
    begun = [choice for choice in choices if len(typed) > 2 and f"{_key(choice.label)} ".startswith(f"{typed} ")]
    if len(begun) == 1:
        return begun[0]
    answer = {
        "yes": "yes",
        "yep": "yes",
        "sure": "yes",
        "yeah": "yes",
        "no": "no",
        "nope": "no",
        "nah": "no",
        "y": "yes",
        "n": "no",
    }.get(typed)
    return next((choice for choice in choices if answer and _key(choice.label).split(" ")[0] == answer), None)


def _key(label: str) -> str:
    return " ".join(word.folded for word in words(fold(label)))


def _meaning(choice: Choice) -> UserAct:
    if choice.wish is not None:
        return Tell(choice.wish)
    return Tell(Preferences(wanted=Facets(films=choice.films))) if choice.films else Skip()
