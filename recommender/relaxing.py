"""When nothing keeps within all limits: which of them gives way, and how far?

Every film that breaks no promise and nothing unwanted has a price: what its broken limits are worth together. The
cheapest film says which limits give way; the others keep holding.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from recommender.catalog import Catalog
from recommender.limits import credited_to, distance
from recommender.movies import AXES
from recommender.preferences import Preferences
from recommender.receipt import Check

PRICES = {"tone": 1.0, "runtime": 1.2, "years": 1.4, "countries": 3.0, "languages": 3.2, "franchises": 3.6,
          "people": 5.0, "genres": 6.0}  # fmt: skip
"""What breaking a limit costs, softest first. What is not here never gives way: neither the promises nor anything
that was said to be unwanted ("no horror")."""

_FAR = {"years": 10.0, "runtime": 15.0}
"""How many years or minutes beyond its limit a film costs twice the price, three times and so on."""

_DREADED = 2.0
"""A tone that was asked to be low ("not scary") costs as many times more than one asked to be high."""


@dataclass(frozen=True, slots=True)
class Field:
    """The rows left, what each costs for the limits that gave way (0 for none), and how it came to that."""

    rows: np.ndarray
    costs: np.ndarray
    checks: tuple[Check, ...]
    relaxed: tuple[str, ...] = ()


def sift(preferences: Preferences, catalog: Catalog, masks: Mapping[str, np.ndarray]) -> Field:
    """The films within all limits or, only if there are none, those for which the least has to give."""
    allowed = np.ones(len(catalog), bool)
    checks = []
    for limit, mask in masks.items():
        allowed = allowed & mask
        checks.append(Check(limit, int(np.count_nonzero(allowed))))
    rows = np.flatnonzero(allowed)
    if len(rows) or not any(limit in PRICES for limit in masks):
        return Field(rows, np.zeros(len(rows), np.float32), tuple(checks))
    return _relaxed(preferences, catalog, masks, tuple(checks))


def _relaxed(
    preferences: Preferences, catalog: Catalog, masks: Mapping[str, np.ndarray], checks: tuple[Check, ...]
) -> Field:
    firm = np.ones(len(catalog), bool)
    for limit, mask in masks.items():
        if limit not in PRICES:
            firm &= mask
    if not firm.any():
        return Field(np.flatnonzero(firm), np.zeros(0, np.float32), checks)
    costs = np.zeros(len(catalog), np.float32)
    for limit in PRICES.keys() & masks.keys():
        costs += ~masks[limit] * PRICES[limit] * _excess(limit, preferences, catalog)
    cheapest = int(np.argmin(np.where(firm, costs, np.inf)))
    relaxed = tuple(limit for limit, mask in masks.items() if limit in PRICES and not mask[cheapest])
    for limit, mask in masks.items():
        if limit not in relaxed:
            firm &= mask
    rows = np.flatnonzero(firm)
    return Field(rows, costs[rows], checks, relaxed)


def _excess(limit: str, preferences: Preferences, catalog: Catalog) -> np.ndarray | float:
    """How many times its price a broken limit costs, per row: the further off, the dearer."""
    columns = catalog.columns
    if limit == "years":
        return 1 + distance(columns.year, preferences.years) / _FAR[limit]
    if limit == "runtime":
        unknown = (columns.runtime == 0) * 2.0
        return 1 + unknown + distance(columns.runtime, preferences.runtime) / _FAR[limit]
    if limit in ("people", "genres"):
        return _missing(limit, preferences, catalog)
    if limit != "tone":
        return 1.0
    steps = np.zeros(len(catalog), np.float32)
    for move in preferences.tone:
        off = distance(columns.tone[:, AXES.index(move.axis)], (move.low, move.high))
        steps += off * (_DREADED if move.delta < 0 else 1.0)
    return steps


def _missing(limit: str, preferences: Preferences, catalog: Catalog) -> np.ndarray:
    """How many of the people or genres asked for a film lacks, at least one: who asks for two is happier with one."""
    wanted = preferences.wanted
    there = np.zeros(len(catalog), np.int32)
    for person in wanted.people if limit == "people" else ():
        there[credited_to(person, catalog)] += 1
    for genre in wanted.genres if limit == "genres" else ():
        there[catalog.rows("genre", genre)] += 1
    return np.maximum(1, len(getattr(wanted, limit)) - there)
