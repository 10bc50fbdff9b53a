"""How is a list kept varied? Each next film is good and unlike those before it."""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np

from recommender.traits import Traits

LOOKED_AT = 80
"""So many of the best candidates are weighed against each other."""

KIN = np.array([0.8, 0.3, 0.2, 0.15], np.float32)
"""How alike two films count for sharing franchise, director, a first lead, a second lead; beside content and tone."""

_PRICE = 0.35
"""What full likeness to a film of the list takes off, in the spread of the candidates' scores."""

_SPREAD = (0.25, 1.0)
"""A spread counts for no less and no more: one outstanding film must not make the rest of the list arbitrary."""


def best(scores: np.ndarray) -> np.ndarray:
    """Places of the `LOOKED_AT` highest scores, highest first, earlier places first among equals."""
    if len(scores) > LOOKED_AT:
        least = np.partition(scores, len(scores) - LOOKED_AT)[len(scores) - LOOKED_AT]
        above = np.flatnonzero(scores > least)
        level = np.flatnonzero(scores == least)[: LOOKED_AT - len(above)]
        places = np.concatenate([above, level])
    else:
        places = np.arange(len(scores))
    return places[np.lexsort((places, -scores[places]))]


def varied(rows: np.ndarray, scores: np.ndarray, traits: Traits, *, count: int) -> list[int]:
    """Places in `rows` of up to `count` films: the best first, then each the best for what it adds."""
    if not len(rows):
        return []
    alike = _likeness(rows, traits)
    price = np.float32(_PRICE * np.clip(scores[0] - scores[-1], *_SPREAD))
    chosen = [0]
    nearest = alike[0].copy()
    while len(chosen) < min(count, len(rows)):
        worth = scores - price * nearest
        worth[chosen] = -np.inf
        chosen.append(int(np.argmax(worth)))
        nearest = np.maximum(nearest, alike[chosen[-1]])
    return chosen


def wild(rows: np.ndarray, scores: np.ndarray, traits: Traits, *, chosen: Sequence[int]) -> int | None:
    """The place of the film least like those chosen, of the others that score nearer to the first than to the last.

    Where none of them does, the next best; None where there is no other.
    """
    others = np.setdiff1d(np.arange(len(rows)), np.array(chosen))
    if not len(others):
        return None
    fair = others[scores[others] >= (scores[0] + scores[-1]) / 2]
    fair = fair if len(fair) else others[:1]
    nearest = _likeness(rows, traits)[fair][:, np.array(chosen)].max(1)
    return int(fair[nearest.argmin()])


def _likeness(rows: np.ndarray, traits: Traits) -> np.ndarray:
    """How alike each film is to each: 0 (nothing shared) to about 1.5 (two of one series)."""
    content, tone, kin = traits.content[rows], traits.tone[rows], traits.kin[rows]
    shared = (kin[:, None, :] == kin[None, :, :]) & (kin[:, None, :] >= 0)
    crossed = (kin[:, None, 2] == kin[None, :, 3]) & (kin[:, None, 2] >= 0)
    alike: np.ndarray = 0.5 * content @ content.T + 0.2 * tone @ tone.T + shared @ KIN
    return alike + KIN[3] * (crossed | crossed.T)
