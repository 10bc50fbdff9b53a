"""Which acts do the parts of a message make together, in the order they were said?"""
# ruff: noqa: E501  (a pattern or a table reads best whole)

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.dialogue.acts import Accept, Bye, Critique, Greet, Like, More, Seen, Tell, UserAct
from bot.dialogue.session import Session
from bot.dialogue.understanding.marks import Entity
from bot.dialogue.understanding.wishes import wish_of
from recommender.catalog import Catalog
from recommender.preferences import Preferences, merge

_DROPPED = {
    "years": r"\b(?:any (?:year|decade|era|age|period)|(?:year|decade|era|age) (?:doesn't|does not) matter|(?:don't|do not) care (?:about )?(?:the |what |which |when )*(?:year|decade|era|old)|old or new|new or old|(?:forget|drop|ignore) the (?:year|decade|era)s?)\b",
    "runtime": r"\b(?:any (?:length|runtime|running time|duration)|(?:length|runtime|duration) (?:doesn't|does not) matter|(?:don't|do not) care (?:about )?(?:the |how )*(?:length|runtime|long)|(?:forget|drop|ignore) the (?:length|runtime|time limit)|can be (?:any length|longer|long))\b",
    "genres": r"\b(?:any genre|any kind of movie|genre (?:doesn't|does not) matter|(?:don't|do not) care (?:about )?(?:the |what |which )*genre|(?:forget|drop|ignore) the genres?)\b",
    "languages": r"\b(?:any language|language (?:doesn't|does not) matter|(?:don't|do not) care (?:about )?(?:the |what |which )*language|(?:forget|drop|ignore) the language|subtitles are (?:fine|ok)|(?:don't|do not) mind subtitles)\b",
    "countries": r"\b(?:any country|from anywhere|country (?:doesn't|does not) matter)\b",
    "people": r"\b(?:any (?:actor|director|actress|cast)|(?:actor|director|cast) (?:doesn't|does not) matter|(?:forget|drop|ignore) the (?:actor|director|cast))\b",
    "tone": r"\b(?:any mood|mood (?:doesn't|does not) matter|(?:forget|drop|ignore) the mood)\b",
    "certificate": r"\b(?:any rating|rating (?:doesn't|does not) matter|the kids (?:are|have gone) (?:in bed|asleep|to bed|out)|adults only|no kids (?:tonight|now)|(?:forget|drop|ignore) the (?:age )?rating)\b",
    "keywords": r"\b(?:(?:forget|drop|ignore) the (?:keywords?|topic|theme))\b",
}
_INSTEAD = re.compile(
    r"\binstead\b(?! of)|^(?:,? ?(?:no|well|ok|hm+|oh|um|yes|nah))* ?,? ?actually\b|\bchanged? my mind\b|\b(?:scratch|forget|never ?mind) (?:that|it)\b|\brather (?:have|see|watch)\b|\bmake (?:it|that) (?:a |an )?\b"
)


@dataclass(frozen=True, slots=True)
class Reading:
    """A message under way: what it speaks of, and what is left to wish for at the end."""

    text: str
    session: Session
    catalog: Catalog
    found: tuple[Entity, ...]
    unwanted: frozenset[int]


@dataclass(frozen=True, slots=True)
class Part:
    """What one clause said: acts, and the entities that are a wish, with the wish beyond them."""

    acts: tuple[UserAct, ...] = ()
    wished: tuple[Entity, ...] = ()
    extra: Preferences = Preferences()
    lasting: bool = False


def films_of(part: Part) -> tuple[str, ...]:
    praised = [act for act in part.acts if isinstance(act, Like) or (isinstance(act, Seen) and act.liked is not False)]
    liked = tuple(film for act in praised for film in act.films)
    named = tuple(str(e.value[0]) for e in part.wished if e.kind == "film" and isinstance(e.value, tuple))
    return (*liked, *named, *part.extra.wanted.films)


def ordered(reading: Reading, parts: Sequence[Part], whole: str) -> tuple[UserAct, ...]:
    """Acts of all clauses in order; the wishes as one Tell where the first of them was said."""
    acts: list[UserAct] = []
    place: int | None = None
    for part in parts:
        if place is None and (part.wished or part.extra):
            place = len(acts)
        acts += part.acts
    tells = _tells(reading, parts, whole)
    at = len(acts) if place is None else place
    acts[at:at] = tells
    return _tidy(acts)


def _tells(reading: Reading, parts: Sequence[Part], whole: str) -> list[UserAct]:
    forever = tuple(e for part in parts if part.lasting for e in part.wished if e.start in reading.unwanted)
    now = tuple(e for part in parts for e in part.wished if e not in forever)
    wish = wish_of(reading.text, now, reading.unwanted)
    for part in parts:
        wish = merge(wish, part.extra)
    dropped = tuple(limit for limit, pattern in _DROPPED.items() if re.search(pattern, whole))
    lasting = wish_of(reading.text, forever, reading.unwanted)
    tells: list[UserAct] = []
    if wish or dropped:
        tells.append(Tell(wish, bool(_INSTEAD.search(whole)), dropped))
    if lasting:
        tells.append(Tell(lasting, lasting=True))
    return tells


def _tidy(acts: list[UserAct]) -> tuple[UserAct, ...]:
    """Each act once; a greeting, a goodbye or a "more" beside what was meant is only talk."""
    kept: list[UserAct] = list(dict.fromkeys(acts))
    if len(kept) > 1:
        kept = [act for act in kept if not isinstance(act, Greet)] or kept[:1]
    if any(isinstance(act, Tell | Critique | More) for act in kept):
        if not isinstance(kept[-1], Bye | Accept):
            kept = [act for act in kept if not isinstance(act, Bye | Accept)]
    if any(isinstance(act, Bye) for act in kept):
        kept = [*(act for act in kept if not isinstance(act, Bye)), Bye()]
    return tuple(kept)
