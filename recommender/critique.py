"""Which wish is "funnier" or "shorter" than some films?"""

from __future__ import annotations

from collections.abc import Sequence

from recommender.movies import AXES, Movie
from recommender.preferences import Move, Preferences


def critique(what: str, direction: int, strength: int, anchors: Sequence[Movie]) -> Preferences:
    """A move of an axis of `AXES`, or of years, runtime, fame or acclaim, up (1) or down (-1) from the anchors."""
    if what in AXES:
        return Preferences(tone=(_move(what, direction, strength, anchors),))
    if what in ("fame", "acclaim"):
        return Preferences(**{what: direction})  # type: ignore[arg-type]
    values = [value for movie in anchors if (value := movie.year if what == "years" else movie.runtime)]
    if what not in ("years", "runtime"):
        raise ValueError(f"{what!r} cannot be criticised")
    rest = 2000 if what == "years" else 110
    middle = round(sum(values) / len(values)) if values else rest
    gap = 5 * strength if values else 0
    span = (middle + gap, None) if direction > 0 else (None, middle - gap)
    return Preferences(years=span) if what == "years" else Preferences(runtime=span)


def _move(axis: str, direction: int, strength: int, anchors: Sequence[Movie]) -> Move:
    if not anchors:
        return Move(axis, direction * (strength + 1), low=2 if direction > 0 else 0, high=4 if direction > 0 else 1)
    level = sum(movie.feels(axis) for movie in anchors) / len(anchors)
    if direction > 0:
        return Move(axis, strength, low=min(4, int(level) + 1))
    return Move(axis, -strength, high=max(0, int(level + 0.5) - 1))
