"""What does "funnier", "shorter" or "less violent" ask for, said of films at hand?

>>> critique("runtime", -1, 1, []).runtime
(None, 100)
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from statistics import mean

from recommender.movies import AXES, Movie
from recommender.preferences import Move, Preferences

CRITICISED = (*AXES, "runtime", "years", "fame", "acclaim")
"""What can be criticised."""

_MINUTES = (5, 20)
"""The least difference in length that "shorter" and "longer" ask for, and what each further degree adds."""

_YEARS = (3, 7)
"""The same for "older" and "newer"."""

_MOST = 4

_NOTICED = 2
"""Who asks for more of something wants to notice it, however little of it the film at hand has."""


def critique(what: str, direction: int, strength: int, anchors: Sequence[Movie]) -> Preferences:
    """The wish in a critique of one film or of a list, which is taken at its mean.

    `what` is one of `CRITICISED`, `direction` 1 for more (longer, newer, better known) and -1 for less, `strength` 1
    for a plain comparative, 2 for "much", 3 for "far". With no films at hand it asks for what the word means by itself.
    """
    if what not in CRITICISED:
        raise ValueError(f"{what!r} cannot be criticised; what can: {', '.join(CRITICISED)}")
    if direction not in (-1, 1) or strength < 1:
        raise ValueError(f"a critique has direction 1 or -1 and a strength from 1, not {direction} and {strength}")
    if what == "runtime":
        lengths = [movie.runtime for movie in anchors if movie.runtime]
        return Preferences(runtime=_beyond(lengths, direction, _step(_MINUTES, strength), otherwise=(100, 120)))
    if what == "years":
        years = [movie.year for movie in anchors]
        return Preferences(years=_beyond(years, direction, _step(_YEARS, strength), otherwise=(1990, 2010)))
    if what == "fame":
        return Preferences(fame=direction)
    if what == "acclaim":
        return Preferences(acclaim=direction)
    return Preferences(tone=(_move(what, direction, strength, anchors),))


def _move(axis: str, direction: int, strength: int, anchors: Sequence[Movie]) -> Move:
    """Beyond the films' mean by `strength`, as far as the scale goes: who asks for more of the most gets the most."""
    delta = direction * min(strength, _MOST)
    values = [movie.feels(axis) for movie in anchors]
    if direction > 0:
        base = math.floor(mean(values)) if values else 1
        return Move(axis, delta, low=min(_MOST, max(_NOTICED, base + strength)))
    base = math.ceil(mean(values)) if values else 2
    return Move(axis, delta, high=max(0, base - strength))


def _beyond(
    values: Sequence[int], direction: int, step: int, *, otherwise: tuple[int, int]
) -> tuple[int | None, int | None]:
    """A span that begins a step beyond the mean; `otherwise` are the bounds where there is nothing to compare with."""
    below, above = otherwise
    if direction > 0:
        return (math.floor(mean(values)) + step if values else above, None)
    return (None, max(1, math.ceil(mean(values)) - step) if values else below)


def _step(steps: tuple[int, int], strength: int) -> int:
    first, further = steps
    return first + further * (strength - 1)
