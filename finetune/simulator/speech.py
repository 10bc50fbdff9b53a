"""In which words does a simulated person say something, in their manner?"""

from __future__ import annotations

import random
import re
from collections.abc import Sequence

from bot.dialogue.phrases import COMPARED, MORE
from recommender.movies import Movie
from recommender.preferences import OPEN, Preferences

PLACES = ("first", "second", "third")

OPENINGS = {
    "terse": ("{}", "{}", "{} please"),
    "chatty": (
        "Hi! I'm looking for {} tonight", "we feel like watching {}, any ideas?", "I'd love to see {} this evening",
        "Could you find me {}?",
    ),
    "sloppy": ("{} pls", "im in the mood for {}", "gimme {}", "want {} thx"),
    "contrary": ("not sure, maybe {}", "everybody watches the same stuff. I want {}", "{}, and don't be boring"),
}  # fmt: skip

QUESTIONS = (
    "who directed {}?", "how long is {}?", "who is in {}?", "what is {} about?", "what year is {} from?",
    "what is {} rated?", "is {} in english?", "where is {} set?",
)  # fmt: skip

MORE_PLEASE = ("something else", "others please", "show me more", "what else is there?")
ACCEPTED = ("I'll take {}", "{} please, thanks", "I'll watch {}")
UNSURE = ("don't know", "no idea", "either is fine", "doesn't matter", "skip")
SEEN = ("seen {}", "I've seen {}", "already saw {}")
NOT_THIS = ("not {}", "not {}, thanks", "I don't want {}")


def facets(taste: Preferences) -> list[str]:
    """Everything a person may say of what they want, each in a few words; the most telling first."""
    said = [_noun(taste, genre, place) for place, genre in enumerate(taste.wanted.genres)]
    said += [f"in {language}" for language in taste.wanted.languages]
    said += [MORE[move.axis] for move in taste.tone[1:]]
    said += [_years(taste)] if taste.years != OPEN else []
    said += [_runtime(taste)] if taste.runtime != OPEN else []
    said += [
        f"with {person.name}" if person.role == "actor" else f"directed by {person.name}"
        for person in taste.wanted.people
    ]
    said += [f"no {genre}" for genre in taste.unwanted.genres]
    return said


def opening(taste: Preferences, manner: str, chance: random.Random) -> tuple[str, int]:
    """The first message and how many facets it used up."""
    told = facets(taste)
    count = min(len(told), 1 if manner == "terse" else chance.randint(1, 2))
    return in_manner(chance.choice(OPENINGS[manner]).format(" ".join(told[:count])), manner, chance), count


def critique(taste: Preferences, shown: Sequence[Movie], chance: random.Random) -> str:
    """How the films shown miss: along a tone, too long, too old; empty when they do not."""
    wrong = []
    for move in taste.tone:
        if all(movie.feels(move.axis) < move.low for movie in shown):
            wrong.append(COMPARED[move.axis])
    for axis in ("violent", "scary", "sad"):
        if axis not in {move.axis for move in taste.tone} and all(movie.feels(axis) >= 3 for movie in shown):
            wrong.append(f"less {MORE[axis]}")
    high, low = taste.runtime[1], taste.years[0]
    if high and all((movie.runtime or 0) > high for movie in shown):
        wrong.append("shorter")
    if low and all(movie.year < low for movie in shown):
        wrong.append("newer")
    return chance.choice(wrong) if wrong else ""


def in_manner(text: str, manner: str, chance: random.Random) -> str:
    """The same words as this person would type them."""
    if manner == "sloppy":
        return _typo(text.lower().replace("'", ""), chance)
    if manner == "chatty":
        return text[0].upper() + text[1:]
    return text


def gives_away(text: str, title: str) -> bool:
    """Whether a title stands in a text, as words."""
    inner, outer = _words(title), _words(text)
    return bool(inner) and f" {' '.join(inner)} " in f" {' '.join(outer)} "


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.lower().replace("'", ""))


def _typo(text: str, chance: random.Random) -> str:
    """At times two letters of one long word change places."""
    long = list(re.finditer(r"[a-z]{6,}", text))
    if not long or chance.random() < 0.6:
        return text
    place = chance.choice(long).start() + chance.randint(1, 4)
    return text[:place] + text[place + 1] + text[place] + text[place + 2 :]


def _noun(taste: Preferences, genre: str, place: int) -> str:
    if place:
        return f"also {genre}"
    axis = taste.tone[0].axis if taste.tone else "action"
    return f"a {genre} film" if axis == "action" else f"a {MORE[axis]} {genre} film"


def _years(taste: Preferences) -> str:
    low, high = taste.years
    if low is not None and high is not None:
        return f"from the {low}s"
    return f"from {low} or later" if low is not None else f"before {high}"


def _runtime(taste: Preferences) -> str:
    low, high = taste.runtime
    return f"under {high} minutes" if high is not None else f"over {low} minutes"
