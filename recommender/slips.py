"""Which names of a text have slips of the pen in them?"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from rapidfuzz.distance import OSA

from recommender.fitting import JOINTS, LEAD, PEOPLE, fit, preceding
from recommender.spelling import ARTICLES, Word, join
from recommender.spots import Spot

if TYPE_CHECKING:
    from recommender.names import Names


def slips(name: str) -> int:
    """How many slips of the pen a name of this length is forgiven."""
    return 0 if len(name) < 4 else 1 if len(name) < 8 else 2


def slipped(text: str, found: Sequence[Word], spots: list[Spot], *, names: Names) -> list[Spot]:
    """Names with slips of the pen, looked for where a word is strange or belongs to few names."""
    taken = {place for spot in spots for place in range(spot.first, spot.last)}
    free = [place for place in range(len(found)) if place not in taken and len(found[place].folded) > 3]
    known = names.known([found[place].folded for place in free]) if free else {}
    added: list[Spot] = []
    for place in free:
        uses, named = known.get(found[place].folded, (0, 0))
        if place in taken or uses > 3 or (named == 0 and uses > 0):
            continue
        strange = named == 0 or (uses == 0 and len(found[place].folded) > 4)
        best = _nearest(found, place, taken, names=names, strange=strange)
        if best and not (best.plain and fit(text, found, best, films=set()) <= 0):
            added.append(best)
            taken |= set(range(best.first, best.last))
    return added


def _nearest(found: Sequence[Word], place: int, taken: set[int], *, names: Names, strange: bool) -> Spot | None:
    """The name nearest to a run of words around one of them."""
    word = found[place].folded
    meant = [word, *(names.alike(word, slips(word)) if strange else ())]
    keys = list(dict.fromkeys(key for other in meant for key in names.holding(other)))
    best: tuple[float, int, int, str] | None = None
    for first, last in _runs(found, place, taken):
        if last - first == 1:
            continue  # a lone word is judged more strictly below
        run = join([other.folded for other in found[first:last]])
        most = slips(run) if len(run) < 16 else 3
        for key in keys:
            if abs(len(key) - len(run)) > most:
                continue
            distance = OSA.distance(run, key, score_cutoff=most)
            if distance <= most and (distance < len(run) / 4):
                score = (distance / len(run), first - last, first, key)
                best = min(best, score) if best else score
    if best is None:
        return _single(found, place, meant[1:], names=names, taken=taken) if strange and len(word) >= 5 else None
    rate, width, first, key = best
    aliases = names.aliases([key])
    kind = "person" if any(alias.kind == "person" for alias in aliases) else "film"
    some = tuple(alias for alias in aliases if alias.kind == kind)
    return Spot(first, first - width, some, 1 - rate) if some else None


_ENDINGS = ("er", "est", "ing", "ed", "ly", "s", "es", "ish", "r", "d", "y", "ness", "less", "ier", "iest", "ies")


def _inflected(word: str, names: Names) -> bool:
    """Whether a strange word is only another form of an everyday one: "shorter" is no slip in "Shooter"."""
    stems = [
        word.removesuffix(ending) + more for ending in _ENDINGS if word.endswith(ending) for more in ("", "e", "y")
    ]
    doubled = [stem[:-1] for stem in stems if len(stem) > 3 and stem[-1] == stem[-2]]
    return any(uses > 0 for uses, _ in names.known([*stems, *doubled]).values())


def _single(found: Sequence[Word], at: int, meant: Sequence[str], *, names: Names, taken: set[int]) -> Spot | None:
    """One strange word as a slip in a well-known title of one word, or a famous surname."""
    word, place = found[at].folded, (at, at + 1)
    for alias in sorted(names.aliases(list(meant)), key=lambda alias: -alias.weight):
        famous = alias.weight >= (3 if alias.kind == "film" else 60)
        if famous and alias.plain == 0 and len(alias.key) >= 5 and not _inflected(word, names):
            spot = Spot(*place, (alias,), 0.75)
            before = preceding(found, place[0])
            cues = PEOPLE if alias.kind == "person" else LEAD - {"movie", "film"}
            listed = at - 1 in taken or (before in JOINTS and at - 2 in taken)
            if len(found) <= 4 or before in cues or (alias.kind == "film" and listed):
                return spot
    return None


def _runs(found: Sequence[Word], place: int, taken: set[int]) -> list[tuple[int, int]]:
    """Runs of words around a place that are free, not ending in an article."""
    runs = []
    for first in range(max(0, place - 5), place + 1):
        for last in range(place + 1, min(len(found), place + 6) + 1):
            free = not taken & set(range(first, last))
            edges = {found[first].folded, found[last - 1].folded}
            if free and not edges & (ARTICLES | {"s", "by", "with", "in", "of", "and"}):
                runs.append((first, last))
    return runs
