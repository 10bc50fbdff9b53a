"""Which pieces of a fixed vocabulary does a text consist of?

The rules are those of uncased BERT: lower case, no accents, punctuation alone, then the longest known piece first.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Mapping

LONGEST_WORD = 100
"""Words with more letters are taken as unknown, as BERT does."""


class WordPiece:
    """Keeps the pieces of every word that it has met: people repeat themselves."""

    def __init__(self, vocabulary: Mapping[str, int]) -> None:
        self._vocabulary = vocabulary
        self._met: dict[str, tuple[int, ...]] = {}

    def ids(self, text: str) -> list[int]:
        """The known pieces of `text` in order; a word that cannot be built from pieces leaves none."""
        found: list[int] = []
        for word in words(text):
            known = self._met.get(word)
            if known is None:
                known = self._met[word] = tuple(split(word, self._vocabulary))
            found += known
        return found


def words(text: str) -> list[str]:
    """Lower-cased words and single punctuation marks."""
    return unicodedata.normalize("NFD", text.lower()).translate(_SPACED).split()


def split(word: str, vocabulary: Mapping[str, int]) -> list[int]:
    """Greedy pieces from the left; empty when any part of the word is unknown."""
    found: list[int] = []
    start = 0
    while start < len(word) <= LONGEST_WORD:
        piece = next(_candidates(word, start, vocabulary), None)
        if piece is None:
            return []
        start = piece[0]
        found.append(piece[1])
    return found


def _candidates(word: str, start: int, vocabulary: Mapping[str, int]) -> Iterator[tuple[int, int]]:
    mark = "##" if start else ""
    for end in range(len(word), start, -1):
        value = vocabulary.get(mark + word[start:end])
        if value is not None:
            yield end, value


class _Spacing(dict[int, str]):
    """What each character becomes, worked out when it is first met."""

    def __missing__(self, code: int) -> str:
        self[code] = character = _apart(chr(code))
        return character


_SPACED = _Spacing()


def _apart(character: str) -> str:
    """Letters and spaces stay, accents and control characters vanish, every other mark becomes a word of its own."""
    kind = unicodedata.category(character)
    if character.isalnum():
        return character
    if character.isspace() or kind[0] == "Z":
        return " "
    if kind[0] == "C" or kind == "Mn":
        return ""
    return f" {character} " if character.isascii() or kind[0] == "P" else character
