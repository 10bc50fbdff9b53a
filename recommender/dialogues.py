"""What did people name in conversations like this one? Past conversations as lists of films, nearest ones first."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]

FADING = {"lately": 75.0, "of late": 250.0}
"""After so many conversations a mention counts 1/e, by the term it makes."""

_SHARPNESS = 8.0
"""How much nearer a conversation of like films must be to count e times as much: an eighth of the cosine's range."""

_PRIOR = 0.1
"""What a film's popularity counts beside what like conversations say of it."""

_RARE = 0.3
"""Mentions that a film never named is taken to have."""


@dataclass(frozen=True, slots=True)
class Past:
    """One conversation: rows of the films named in it, and of those that the recommending side named."""

    named: tuple[int, ...]
    offered: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Dialogues:
    """Conversations in the order they took place, as mentions: conversation `owner[i]` named film `rows[i]`.

    `offered[i]` is 1 when the recommending side named it; `sizes` counts the films of each conversation and `centres`
    (conversations, dim) holds the direction of their content.
    """

    owner: NDArray[np.int64]
    rows: NDArray[np.int64]
    offered: Floats
    sizes: Floats
    centres: Floats
    films: int

    def count(self, weights: Floats) -> Floats:
        """Mentions of every film, each weighed by its conversation."""
        return np.bincount(self.rows, weights[self.owner], self.films).astype(np.float32)


def gather(past: Sequence[Past], content: Floats) -> Dialogues:
    """Past conversations, oldest first, over films with these content vectors."""
    owner = np.array([place for place, talk in enumerate(past) for _ in talk.named], np.int64)
    rows = np.array([row for talk in past for row in talk.named], np.int64)
    offered = np.array([row in talk.offered for talk in past for row in talk.named], np.float32)
    sizes = np.bincount(owner, minlength=len(past)).astype(np.float32)
    centres = np.zeros((len(past), content.shape[1]), np.float32)
    np.add.at(centres, owner, content[rows])
    return Dialogues(owner, rows, offered, sizes, _direction(centres), len(content))


def terms(
    dialogues: Dialogues, mentioned: Iterable[int], content: Floats, *, live: Floats | None = None, now: float = 0.0
) -> dict[str, Floats]:
    """What past conversations say of every film, given the films mentioned so far, the latest last.

    `live` is 1 for every conversation that may be asked, all by default; `now` the place in their order from which
    mentions fade, the end by default.
    """
    asked = np.ones(len(dialogues.sizes), np.float32) if live is None else live
    rows = np.array(list(dict.fromkeys(mentioned)), np.int64)
    popular = dialogues.count(asked)
    share = (popular + np.float32(0.05)) / max(float(asked.sum()), 1.0)
    found = dict(_popularity(dialogues, asked, popular, now=now or len(asked)))
    if len(rows):
        found["together"] = _together(dialogues, rows, asked, popular=popular)
        found["together last"] = _together(dialogues, rows[-1:], asked, popular=popular)
        centre = _direction(content[rows].mean(0))
        near = np.asarray(asked * np.exp(np.float32(_SHARPNESS) * (dialogues.centres @ centre - 1)), np.float32)
        said = dialogues.count(near) / max(float(near.sum()), 1e-9)
        found["in like talks"] = np.log((said + np.float32(_PRIOR) * share) / share)
    return found


def _popularity(dialogues: Dialogues, asked: Floats, popular: Floats, *, now: float) -> Iterable[tuple[str, Floats]]:
    yield "popular", np.log(popular + np.float32(_RARE))
    offered = np.bincount(dialogues.rows, asked[dialogues.owner] * dialogues.offered, dialogues.films)
    yield "offered", np.log(offered.astype(np.float32) + np.float32(_RARE))
    places = np.arange(len(asked), dtype=np.float32)
    for name, fading in FADING.items():
        weights = np.asarray(asked * np.exp(-np.abs(np.float32(now) - places) / np.float32(fading)), np.float32)
        rate = dialogues.count(weights) * np.float32(1000 / max(float(weights.sum()), 1e-9))
        yield name, np.log(rate + np.float32(_RARE))


def _together(dialogues: Dialogues, rows: NDArray[np.int64], asked: Floats, *, popular: Floats) -> Floats:
    """Films named beside the mentioned ones: rare ones among these tell more, long conversations less."""
    rarity = np.zeros(dialogues.films, np.float32)
    rarity[rows] = np.maximum(np.log(max(float(asked.sum()), 1.0) / (1 + popular[rows])), 0.5)
    shared = np.bincount(dialogues.owner, rarity[dialogues.rows], len(asked)).astype(np.float32)
    return np.log1p(2 * dialogues.count(np.asarray(asked * shared / np.sqrt(dialogues.sizes + 2), np.float32)))


def _direction(vectors: Floats) -> Floats:
    lengths = np.linalg.norm(vectors, axis=-1, keepdims=True)
    return np.asarray(vectors / np.maximum(lengths, 1e-9), np.float32)
