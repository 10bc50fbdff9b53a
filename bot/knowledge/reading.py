"""Which path do the words of a question describe?

A question is read from each name outwards: the words before it from right to left, the words after it from left to
right, each word a step whose type must fit what has been reached ("directed" leads from a film to people, "directed
by" from people to films). Of all orders that fit, the one with the least left to guess is the reading. Nothing here
knows a whole question.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import product

from bot.knowledge.lexicon import Item, items
from bot.knowledge.paths import Best, Both, Films, Follow, Kept, Named, Others, Path
from bot.knowledge.stepping import State, steps

DEAREST = 3.5
"""A reading that leaves more than this to guess is none."""

UNLIKE = 0.5
"""What it costs to ask for people who are one film's directors and another's actors."""

MOST, LONGEST = 3, 14
"""Names and words with a meaning that are read at most; a longer text is a story, no question."""


@dataclass(frozen=True, slots=True)
class Anchor:
    """A name in a question: where it stands, and what it can be, likeliest first: ("film", ids), ("person", names)."""

    start: int
    end: int
    senses: tuple[tuple[str, tuple[str, ...]], ...]
    every: bool = False


@dataclass(frozen=True, slots=True)
class Reading:
    """A path and how much of it was guessed: 0 is certain."""

    path: Path
    cost: float


def read(text: str, anchors: Sequence[Anchor]) -> tuple[Reading, ...]:
    """The paths that a question about its anchors can describe, likeliest first, one for each sense of the names."""
    if not anchors or len(anchors) > MOST:
        return ()
    parts = tuple(_gaps(text, anchors))
    gaps = tuple(items(part) for part in parts)
    if sum(map(len, gaps)) > LONGEST:
        return ()
    kinds = tuple(tuple(kind for kind, _ in anchor.senses) for anchor in anchors)
    said = " … ".join(parts)
    found = _best(gaps, kinds, tuple(anchor.every for anchor in anchors), wanted(said))
    senses = [dict(anchor.senses) for anchor in anchors]
    keep = bool(_ELSE.search(said))
    return tuple(replace(reading, path=_filled(reading.path, senses, keep)) for reading in found)


_ELSE = re.compile(r"\b(?:also|else|other|others|same|shar\w+|another|besides|too|common)\b", re.I)
"""Words that leave the film a question starts from out of its answer."""


def _gaps(text: str, anchors: Sequence[Anchor]) -> Iterator[str]:
    place = 0
    for anchor in anchors:
        yield text[place : anchor.start]
        place = anchor.end
    yield text[place:]


def wanted(text: str) -> str:
    """The kind of answer that a question word asks for: `person`, `film`, a value's relation, "" when it is open."""
    lowered = text.lower()
    if re.search(r"\b(who|whom|who's|whose name)\b", lowered):
        return "person"
    if re.search(r"\bwhen\b", lowered):
        return "year"
    if re.search(r"\b(?:which|what|name|list|any|give me|show me|tell me)\b(?: \w+){0,2}? (films?|movies?)\b", lowered):
        return "film"
    return ""


@lru_cache(maxsize=4096)
def _best(
    gaps: tuple[tuple[Item, ...], ...], kinds: tuple[tuple[str, ...], ...], every: tuple[bool, ...], want: str
) -> tuple[Reading, ...]:
    """The cheapest readings; their names are places in the question, so that all questions of one form share them."""
    found = [_cheapest_of(gaps, senses, every, want) for senses in product(*kinds)]
    return tuple(sorted((reading for reading in found if reading), key=lambda reading: reading.cost))


def _cheapest_of(
    gaps: tuple[tuple[Item, ...], ...], senses: tuple[str, ...], every: tuple[bool, ...], want: str
) -> Reading | None:
    ends = (_ended(state, want) for state in _readings(gaps, senses, every, 0))
    best = min((end for end in ends if end), key=lambda reading: reading.cost, default=None)
    return best if best and best.cost <= DEAREST else None


def _ended(state: State, want: str) -> Reading | None:
    if state.fresh and state.kind == "person" and state.role:
        state = replace(state, path=Follow(state.path, state.role, True), kind="film", fresh=False)
    if state.fresh or state.fellow:
        return None
    missed = 1.5 if want and want != state.kind else 0.0
    return Reading(state.path, state.cost + missed)


def _readings(
    gaps: tuple[tuple[Item, ...], ...], senses: tuple[str, ...], every: tuple[bool, ...], first: int
) -> Iterator[State]:
    """All ways to read the anchors from `first` on, the later ones narrowing what the first one leads to."""
    left = tuple(reversed(gaps[0]))
    named = Named((str(first),), senses[0], every[0])
    state = State(named, senses[0], named)
    if len(senses) == 1:
        yield from _walk(state, left, gaps[1], None)
        return
    for split in range(len(gaps[1]) + 1):
        for kept in range(len(gaps[-1]) + 1):
            inner = (gaps[1][split:], *gaps[2:-1], gaps[-1][:kept])
            right = gaps[1][:split] + gaps[-1][kept:]
            for other in _cheapest(_readings(inner, senses[1:], every[1:], first + 1)):
                yield from _walk(state, left, right, other)


def _cheapest(states: Iterator[State]) -> list[State]:
    """The best state of each kind."""
    best: dict[str, State] = {}
    for state in states:
        known = best.get(state.kind)
        if not state.fresh and not state.fellow and (known is None or state.cost < known.cost - 1e-9):
            best[state.kind] = state
    return list(best.values())


def _walk(state: State, left: tuple[Item, ...], right: tuple[Item, ...], other: State | None) -> Iterator[State]:
    """Every end of taking the words on both sides in some order; the left ones first when all fit."""
    if state.cost > DEAREST:
        return
    if other and not state.fresh and state.kind == other.kind:
        strange = 0.0 if state.kind == "film" or state.role == other.role else UNLIKE
        met = replace(state, path=Both(state.path, other.path), cost=state.cost + other.cost + strange)
        yield from _walk(met, left, right, None)
    if not left and not right:
        if other is None:
            yield state
        return
    if left:
        for after in steps(state, left[0], "left"):
            yield from _walk(after, left[1:], right, other)
    if right:
        late = 0.02 if left else 0.0
        for after in steps(state, right[0], "right"):
            yield from _walk(replace(after, cost=after.cost + late), left, right[1:], other)


def _filled(path: Path, senses: list[dict[str, tuple[str, ...]]], keep: bool) -> Path:
    """The path with the names themselves in the places of their numbers; a film is only left out of its own answer
    where words say so (`keep`), people always ("who acted together with her")."""
    match path:
        case Named(names, kind):
            return replace(path, names=senses[int(names[0])][kind])
        case Films():
            return path
        case Both(one, other):
            return Both(_filled(one, senses, keep), _filled(other, senses, keep))
        case Others(source, start) if keep or start.kind != "film":
            filled = _filled(start, senses, keep)
            return Others(_filled(source, senses, keep), filled if isinstance(filled, Named) else start)
        case Others(source):
            return _filled(source, senses, keep)
        case Follow(source) | Kept(source) | Best(source):
            return replace(path, source=_filled(source, senses, keep))
