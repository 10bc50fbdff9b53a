"""Which runs of a text's words are filed as names?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from recommender.naming import Alias
from recommender.spelling import ARTICLES, Word, canonical

if TYPE_CHECKING:
    from recommender.names import Names

LONGEST = 10
"""Words of the longest name looked for."""


@dataclass(frozen=True, slots=True)
class Spot:
    """Words `first`..`last` (excluded) of a text that are the name `aliases` of one kind."""

    first: int
    last: int
    aliases: tuple[Alias, ...]
    score: float = 1.0

    @property
    def kind(self) -> str:
        return self.aliases[0].kind

    @property
    def plain(self) -> int:
        return min(alias.plain for alias in self.aliases)


def exact(found: Sequence[Word], names: Names) -> list[Spot]:
    """Every run of words that is filed as a name."""
    keys = dict(_keys(found))
    filed: dict[str, list[Alias]] = {}
    for alias in names.aliases(list(dict.fromkeys(keys.values()))):
        filed.setdefault(alias.key, []).append(alias)
    return [spot for (first, last), key in keys.items() if key in filed for spot in _kinds(first, last, filed[key])]


def _keys(found: Sequence[Word]) -> Iterator[tuple[tuple[int, int], str]]:
    """Keys of all runs of words by their place; a run whose last word loses its possessive s ends at minus its end."""
    leading = [canonical(word.folded, first=True) for word in found]
    inner = [canonical(word.folded) for word in found]
    owned = [bare(word) for word in found]
    article = [word.folded in ARTICLES for word in found]
    for first in range(len(found)):
        key, begun = "", False
        for place in range(first, min(first + LONGEST, len(found))):
            if article[place]:
                if place == first:
                    yield (first, place + 1), leading[place]
                continue
            if owned[place]:
                yield (first, -place - 1), key + owned[place]
            key += inner[place] if begun else leading[place]
            begun = True
            yield (first, place + 1), key


def bare(word: Word) -> str:
    """A possessive without its s: "nolan's" -> "nolan"."""
    if word.folded[-1] != "s":
        return ""
    return word.folded[:-1] if word.text[-2:-1] in ("'", "’") or len(word.folded) > 4 else ""


def _kinds(first: int, last: int, aliases: list[Alias]) -> list[Spot]:
    """Films and people of one key apart. Without its s a word is a name only of people."""
    spots = []
    for kind in ("film", "person"):
        some = tuple(alias for alias in aliases if alias.kind == kind)
        if some and (last > 0 or kind == "person"):
            spots.append(Spot(first, abs(last), some))
    return spots
