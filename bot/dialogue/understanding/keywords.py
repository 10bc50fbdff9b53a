"""Which keywords of the catalogue are in a text?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from bot.dialogue.understanding.marks import Entity
from recommender.catalog import Catalog
from recommender.naming import SMALL
from recommender.spelling import Word


def keywords(found: Sequence[Word], catalog: Catalog) -> Iterator[Entity]:
    """Keywords of the catalogue, longest first; a lone word needs two films that have it."""
    known = catalog.values("keyword")
    place = 0
    while place < len(found):
        for size in (4, 3, 2, 1):
            run = found[place : place + size]
            keyword = _keyword(run, known) if len(run) == size else None
            if keyword:
                yield Entity("keyword", run[0].start, run[-1].end, keyword)
                place += size - 1
                break
        place += 1


_DULL = SMALL | frozenset(
    "movie movies film films watch watching show evening weekend night nights kind sort mood please thanks thank "
    "hello friend friends wife husband girlfriend boyfriend boys girls guys guy date actor actors actress director "
    "directors rain raining mind type story stories based tonight idea ideas fan suggestion suggestions star stars "
    "help cast plot ending end scene scenes family favorite favourite title name second third hour hours minutes "
    "sequel remake couch pizza dinner work home bed bored alone netflix dvd character characters role scifi set "
    "running fine perfect memory second chance sure feature lot bit couple stuff song music school".split()
)


def _keyword(run: Sequence[Word], known: dict[str, int]) -> str | None:
    folded = [word.folded for word in run]
    if (
        all(word in _DULL for word in folded)
        or folded[0] in SMALL - {"based", "two", "one", "best", "young", "time"}
        or folded[-1] in SMALL - {"time", "love", "life", "world", "words", "day", "night"}
    ):
        return None
    said = " ".join(folded)
    for spelt in (said, said.removesuffix("s"), said + "s", "-".join(folded), said.removesuffix("es")):
        if known.get(spelt, 0) >= (3 if len(folded) == 1 else 1):
            return spelt
    return None
