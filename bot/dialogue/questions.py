"""What is worth asking next?"""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

import numpy as np

from bot.dialogue.acts import Ask
from bot.dialogue.gain import Noise, gain
from bot.dialogue.slots import SLOTS, Asking, View, view

if TYPE_CHECKING:
    from recommender.catalog import Catalog
    from recommender.recommend import Shortlist

WORTH = 0.3
"""Bits that a question must be expected to bring, after the films on show may already have been right."""

NOTHING = 0.01
"""Bits below which even somebody who likes questions is not asked."""

PEOPLE = Noise(wrong=0.05, unknown=0.15)
"""How people answer questions about what they want."""

_SHOWN = 3
_SAMPLE = 3000
"""Candidates weighed at most: of more, the best believed and an even sample of the rest stand for all."""


def best_question(shortlist: Shortlist, catalog: Catalog, asked: tuple[str, ...]) -> Ask | None:
    """The question that tells most about what is wanted, of the slots not `asked`; None when films are worth more."""
    if len(shortlist.rows) <= _SHOWN:
        return None
    seen = _view(shortlist, catalog)
    unsure = 1 - float(np.sort(seen.belief)[-_SHOWN:].sum())
    best = max(_weighed(seen, asked), key=lambda found: found[0], default=None)
    if best is None or best[0] * unsure < WORTH:
        return None
    return Ask(best[1], best[2].choices)


def question(slot: str, shortlist: Shortlist, catalog: Catalog) -> Ask | None:
    """The question on one slot as it stands for these films; None when no answer would tell them apart.

    An unknown slot is a ValueError.
    """
    if slot not in SLOTS:
        raise ValueError(f"{slot!r} is no slot; the slots are {', '.join(SLOTS)}")
    seen = _view(shortlist, catalog)
    asking = SLOTS[slot](seen)
    return Ask(slot, asking.choices) if gain(seen.belief, asking.table, PEOPLE) >= NOTHING else None


def _weighed(seen: View, asked: tuple[str, ...]) -> Iterable[tuple[float, str, Asking]]:
    for slot, make in SLOTS.items():
        if slot not in asked:
            asking = make(seen)
            yield gain(seen.belief, asking.table, PEOPLE), slot, asking


def _view(shortlist: Shortlist, catalog: Catalog) -> View:
    rows, belief = shortlist.rows, np.asarray(shortlist.belief, dtype=np.float64)
    if len(rows) > _SAMPLE:
        rows, belief = _sampled(rows, belief)
    total = belief.sum()
    return view(catalog, rows, belief / total if total > 0 else np.full(len(rows), 1 / max(1, len(rows))))


def _sampled(rows: np.ndarray, belief: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    """The best half of the sample as it is, and every k-th of the others bearing the belief of all of them."""
    order = np.argpartition(-belief, _SAMPLE // 2)
    best, rest = order[: _SAMPLE // 2], np.sort(order[_SAMPLE // 2 :])
    some = rest[:: -(-len(rest) // (_SAMPLE // 2))]
    lift = belief[rest].sum() / max(belief[some].sum(), 1e-300)
    kept = np.concatenate([best, some])
    return rows[kept], np.concatenate([belief[best], belief[some] * lift])
