"""What should several people watch together? One list by a stated rule, and what it means for each of them.

Vetoes need no rule: what one person must not see, nobody is shown. `together` joins the limits of all; the rules here
order what is left.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import reduce

import numpy as np
from numpy.typing import NDArray

from recommender.movies import CERTIFICATES, Recommendation
from recommender.preferences import OPEN, Facets, Preferences, Span, merge
from recommender.receipt import Receipt

Floats = NDArray[np.float32]

RULES = ("average", "least misery", "approval", "rotating")
"""How a group's list is ordered: by the mean, by whoever likes a film least, by how many like it well enough, or with
whoever has got least so far deciding."""

APPROVED = 0.7
"""From this satisfaction up a person approves of a film."""

_DECIDES = 0.8
"""How much the one whose turn it is counts beside the mean of all."""


@dataclass(frozen=True, slots=True)
class Shared:
    """A film for a group: its row, its score under the rule, and how satisfied each person is with it, 0..1."""

    row: int
    score: float
    satisfaction: Mapping[str, float]


@dataclass(frozen=True, slots=True)
class GroupList:
    """Films for several people, best first; `relaxed` names every limit that any of them breaks.

    `satisfaction` tells for each film how well it suits each person, 0..1: that of what was watched belongs in the
    `past` of the next list.
    """

    films: tuple[Recommendation, ...]
    relaxed: tuple[str, ...]
    receipt: Receipt
    satisfaction: tuple[Mapping[str, float], ...]


def choose(
    scores: Mapping[str, Floats], rule: str, *, count: int = 3, past: Sequence[Mapping[str, float]] = ()
) -> tuple[Shared, ...]:
    """The best rows for a group from everybody's scores over the same rows.

    `past` are the satisfactions of what the group has watched so far: under "rotating" those who came off badly are
    made up for, also within one list. A rule that is none of `RULES` is a ValueError, and so is an empty group.
    """
    if rule not in RULES or not scores:
        raise ValueError(f"no rule {rule!r} for a group of {len(scores)}; the rules are {', '.join(RULES)}")
    people = tuple(scores)
    satisfied = np.stack([satisfaction(scores[person]) for person in people])
    got = np.array([sum(film.get(person, 0.0) for film in past) for person in people])
    chosen: list[Shared] = []
    free = np.ones(satisfied.shape[1], bool)
    for _ in range(min(count, satisfied.shape[1])):
        ordered = np.where(free, _ruled(satisfied, rule, got), -np.inf)
        row = int(ordered.argmax())
        free[row] = False
        got = got + satisfied[:, row]
        each = {person: float(value) for person, value in zip(people, satisfied[:, row], strict=True)}
        chosen.append(Shared(row, float(ordered[row]), each))
    return tuple(chosen)


def satisfaction(scores: Floats) -> Floats:
    """One person's scores as the share of films that are no better, so that nobody counts more for scoring boldly."""
    if not len(scores):
        return np.zeros(0, np.float32)
    ranks = np.searchsorted(np.sort(scores), scores, side="right")
    return np.asarray(ranks / len(scores), np.float32)


def reason(film: Shared, person: str) -> str:
    """What a film of the list means for one person."""
    own = film.satisfaction[person]
    if own >= max(film.satisfaction.values()):
        return f"for {person}: nobody gets more out of it"
    if own >= 0.95:
        return f"for {person}: among the very best fits"
    return f"for {person}: a good fit" if own >= APPROVED else f"for {person}: a compromise"


def together(people: Collection[Preferences]) -> Preferences:
    """What binds a whole group: every veto and everything seen, the strictest age cap, spans that suit all.

    Wishes stay with their owners, as they are scored one by one. Spans that exclude each other leave
    one that no film fits, so that whoever relaxes it says so.
    """
    caps = [person.certificate for person in people if person.certificate]
    joined = reduce(merge, (_bounds(person) for person in people), Preferences())
    return Preferences(
        unwanted=joined.unwanted,
        years=reduce(_narrow, (person.years for person in people), OPEN),
        runtime=reduce(_narrow, (person.runtime for person in people), OPEN),
        certificate=min(caps, key=CERTIFICATES.index, default=None),
        seen=joined.seen,
    )


def _bounds(person: Preferences) -> Preferences:
    return Preferences(wanted=Facets(), unwanted=person.unwanted, seen=person.seen)


def _ruled(satisfied: Floats, rule: str, got: NDArray[np.float64]) -> Floats:
    mean = satisfied.mean(0)
    if rule == "least misery":
        return np.asarray(satisfied.min(0) + np.float32(1e-3) * mean)
    if rule == "approval":
        return np.asarray((satisfied >= APPROVED).mean(0, dtype=np.float32) + np.float32(1e-3) * mean)
    if rule == "rotating":
        turn = int(got.argmin())
        return np.asarray(np.float32(_DECIDES) * satisfied[turn] + np.float32(1 - _DECIDES) * mean)
    return np.asarray(mean)


def _narrow(first: Span, second: Span) -> Span:
    low = max((end for end in (first[0], second[0]) if end is not None), default=None)
    high = min((end for end in (first[1], second[1]) if end is not None), default=None)
    return low, high
