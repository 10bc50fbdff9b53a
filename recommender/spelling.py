"""How are names written down, so that different spellings of one name meet?"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache

_WORD = re.compile(r"&|[^\W_]+(?:['’`´][^\W_]+)*")
_MARKS = re.compile(r"[\u0300-\u036f'’`´\u2044]")
_LETTERS = str.maketrans({"ß": "ss", "ø": "o", "ł": "l", "đ": "d", "æ": "ae", "œ": "oe", "ð": "d", "þ": "th", "ı": "i"})

ARTICLES = frozenset(("the", "a", "an"))

_ROMAN = {"ii": "2", "iii": "3", "iv": "4", "v": "5", "vi": "6", "vii": "7", "viii": "8", "ix": "9", "x": "10"}
_COUNT = (
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen "
    "eighteen nineteen twenty"
)
_NUMERALS = _ROMAN | {word: str(number) for number, word in enumerate(_COUNT.split())} | {"&": "and"}


@dataclass(frozen=True, slots=True)
class Word:
    """One word of a text: as it stands, folded, and its offsets."""

    text: str
    folded: str
    start: int
    end: int


@lru_cache(maxsize=50_000)
def fold(text: str) -> str:
    """Lower case without accents and apostrophes; other punctuation stays."""
    if text.isascii():
        return _MARKS.sub("", text.lower())
    return _MARKS.sub("", unicodedata.normalize("NFKD", text.lower().translate(_LETTERS)))


def words(text: str) -> tuple[Word, ...]:
    """The words of a text with the offsets they have in it; a possessive 's stays with its word."""
    found = (Word(m.group(), fold(m.group()), m.start(), m.end()) for m in _WORD.finditer(text))
    return tuple(word for word in found if word.folded)


@lru_cache(maxsize=20_000)
def folded(text: str) -> tuple[str, ...]:
    """The words of a text as `words` folds them, without offsets."""
    return tuple(filter(None, map(fold, _WORD.findall(text))))


def written(text: str) -> list[str]:
    """The words of a text as they stand."""
    return _WORD.findall(text)


def canonical(folded: str, first: bool = False) -> str:
    """One word as it counts in a key: numerals and number words as digits. A single letter leading is a letter."""
    if first and len(folded) == 1:
        return folded
    return _NUMERALS.get(folded, folded)


def join(folded: Sequence[str]) -> str:
    """The key of words in order: no articles, no spaces, unless nothing else is there."""
    kept = [word for word in folded if word not in ARTICLES] or folded
    return canonical(kept[0], first=True) + "".join([_NUMERALS.get(word, word) for word in kept[1:]]) if kept else ""


@lru_cache(maxsize=20_000)
def key(name: str) -> str:
    """The key under which every spelling of a name is filed: "The Spider-Man II" and "spiderman 2" share one."""
    return join(folded(name))
