"""Why this film and why not that one: a record that a program can check."""

from __future__ import annotations

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class Check:
    """One limit applied: its name (of `LIMITS`) and how many candidates were left after it."""

    limit: str
    left: int


@dataclass(frozen=True, slots=True)
class Receipt:
    """How a list came about: the films there were, what each limit left, what gave way, each film's weighted terms.

    `forecasts` are the ratings expected of the person, where enough is known: likeliest, lowest, highest.
    """

    films: int
    checks: tuple[Check, ...] = ()
    relaxed: tuple[str, ...] = ()
    terms: dict[str, dict[str, float]] = field(default_factory=dict)
    forecasts: dict[str, tuple[float, float, float]] = field(default_factory=dict)
