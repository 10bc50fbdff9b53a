"""What is a thing spoken of, and how does it keep its place in the text?"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from functools import lru_cache

from recommender.preferences import Person, Span

Value = str | Person | Span | tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Entity:
    """Something spoken of between two offsets of a text.

    `kind` and `value`: film (ids, best reading first), person (Person), genre (genres, and keywords with a #), tone
    (axis and delta, "funny 2"), year and runtime (Span), language, country, certificate, renown ("fame -1"), studio,
    franchise, keyword, character (words).
    """

    kind: str
    start: int
    end: int
    value: Value


@lru_cache(maxsize=64)
def flatten(text: str) -> str:
    """Small letters without accents, character by character: offsets stay what they are."""
    return text.lower().replace("`", "'") if text.isascii() else "".join(map(_plain, text))


def _plain(letter: str) -> str:
    if letter in "’‘`´":
        return "'"
    if letter.isascii():
        return letter.lower()
    base = unicodedata.normalize("NFKD", letter)[:1].lower()
    return base if len(base) == 1 else letter
