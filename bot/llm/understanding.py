"""What did the user mean, where rules alone did not understand it? A model may add wishes, never films or people."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from bot.dialogue.acts import Describe, Tell, Unclear, UserAct
from bot.dialogue.session import Session
from bot.dialogue.understanding import understand as by_rules
from bot.llm.calling import Caller, Silent
from bot.llm.prompts import UNDERSTANDING, facts
from recommender.catalog import Catalog
from recommender.movies import AXES, GENRES
from recommender.preferences import OPEN, Facets, Move, Preferences, Span, merge

LONGEST = 600
"""Characters of a message that a model is shown."""

_YEARS = (1880, 2100)
_MINUTES = (1, 900)


def understand(text: str, session: Session, catalog: Catalog, *, model: Caller) -> tuple[UserAct, ...]:
    """The rules' acts; where they left words over, with what a model made of those."""
    acts = by_rules(text, session, catalog)
    missed = [act for act in acts if isinstance(act, Unclear) and not act.films]
    if not missed or len(text.split()) < 3:
        return acts
    try:
        said = model.ask((("system", _system()), ("human", facts({"message": text[:LONGEST]}))))
    except Silent:
        return acts
    return merged(acts, read(said), text)


def merged(acts: tuple[UserAct, ...], found: Mapping[str, Any], text: str) -> tuple[UserAct, ...]:
    """The rules' acts with the wishes found beside them; what the rules understood is never overruled."""
    kept = tuple(act for act in acts if not isinstance(act, Unclear) or act.films)
    if not kept and found.get("description") is True:
        return (Describe(re.sub(r"\s+", " ", text).strip()),)
    wish = wished(found)
    if not wish:
        return acts
    if not any(isinstance(act, Tell) for act in kept):
        return (*kept, Tell(wish))
    return tuple(replace(act, wish=merge(wish, act.wish)) if isinstance(act, Tell) else act for act in kept)


def read(said: str) -> Mapping[str, Any]:
    """The JSON object in a model's words; empty where there is none that can be read."""
    start, end = said.find("{"), said.rfind("}")
    try:
        found = json.loads(said[start : end + 1]) if 0 <= start < end else {}
    except (ValueError, RecursionError):
        return {}
    return found if isinstance(found, dict) else {}


def wished(found: Mapping[str, Any]) -> Preferences:
    """What of it is a wish of ours; values that are not are passed over."""
    moods = dict.fromkeys((*((axis, 2) for axis in _of(found, "moods", AXES)),
                           *((axis, -2) for axis in _of(found, "not_moods", AXES))))  # fmt: skip
    wanted = tuple(_of(found, "genres", GENRES))
    return Preferences(
        wanted=Facets(genres=wanted),
        unwanted=Facets(genres=tuple(genre for genre in _of(found, "not_genres", GENRES) if genre not in wanted)),
        tone=tuple(Move(axis, delta) for axis, delta in moods),
        years=_span(found.get("years"), _YEARS),
        runtime=_span(found.get("minutes"), _MINUTES),
    )


def _of(found: Mapping[str, Any], key: str, known: tuple[str, ...]) -> Iterator[str]:
    values = found.get(key)
    for value in dict.fromkeys(v for v in values if isinstance(v, str)) if isinstance(values, list) else ():
        name = value.strip().lower()
        if name in known:
            yield name


def _span(value: Any, within: tuple[int, int]) -> Span:
    """A pair of numbers in their order and within bounds; else no limit."""
    if not isinstance(value, list) or len(value) != 2:
        return OPEN
    ends = [end if isinstance(end, int) and not isinstance(end, bool) else None for end in value]
    if any(end is not None and not within[0] <= end <= within[1] for end in ends):
        return OPEN
    low, high = ends
    return OPEN if low is not None and high is not None and low > high else (low, high)


def _system() -> str:
    return UNDERSTANDING.replace("{genres}", ", ".join(GENRES)).replace("{moods}", ", ".join(AXES))
