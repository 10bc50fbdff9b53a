"""How are the weights of a ranker learned from films that people were told of?

Every case is a moment of a conversation: the terms of all films, and the films named next. The weights make the named
films likely among all (a softmax); a random part of the films stands for the rest. Trees then mend what a sum cannot
say: a term that counts only beside another.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

import numpy as np
from numpy.typing import NDArray

from recommender.ranker import DEPTH, Floats, Ranker, leaf

HARD, EASY = 150, 150
"""Films beside the named one in each case: those that score best, and others drawn by chance."""

BINS = 24
_CALM = 10.0
"""The penalty on squared weights."""

_STEPS, _DONE = 20, 1e-3
"""Steps at most, and the change of a weight that is too small to go on."""

_SLOW, _HEAVY = 0.1, 6.0
"""The share of a tree's leaves that is added, and what damps leaves with little evidence."""


@dataclass(frozen=True, slots=True)
class Case:
    """A moment: `values` (films, terms), rows of the films `named` next, and of the `known` ones, which can't be."""

    values: NDArray[np.float16]
    named: tuple[int, ...]
    known: frozenset[int]


@dataclass(frozen=True, slots=True)
class Sample:
    """Cases as one array (cases, films, terms), the named film first, and the log of how many each film stands for."""

    values: Floats
    offsets: Floats


def fit(cases: Sequence[Case], names: Sequence[str], *, trees: int = 150, seed: int = 0) -> Ranker:
    """A ranker learned from cases; the same seed and cases give the same weights."""
    if not cases:
        raise ValueError("there are no cases to learn from: []")
    chance = np.random.default_rng(seed)
    some = np.concatenate([case.values[chance.integers(len(case.values), size=300)] for case in cases[::3]])
    mean, spread = some.mean(0, dtype=np.float32), some.std(0, dtype=np.float32) + np.float32(1e-3)
    empty = np.zeros((0, DEPTH))
    ranker = Ranker(tuple(names), mean, spread, np.zeros(len(names), np.float32),
                    empty.astype(np.int64), empty.astype(np.float32), np.zeros((0, 2**DEPTH), np.float32))  # fmt: skip
    for _ in range(2):  # the second time the rivals are those of the first weights
        sample = draw(cases, ranker, chance)
        ranker = replace(ranker, weights=_weights(sample, ranker))
    return _grown(draw(cases, ranker, chance), ranker, trees=trees, chance=chance)


def draw(cases: Sequence[Case], ranker: Ranker, chance: np.random.Generator) -> Sample:
    """For every film named, itself, its best-scoring rivals, and others by chance that stand for all the rest."""
    values, offsets = [], np.zeros(1 + HARD + EASY, np.float32)
    for case in cases:
        scores = ranker.linear(case.values.astype(np.float32)) if ranker.weights.any() else case.values[:, 0].copy()
        scores[[*case.named, *case.known]] = -np.inf
        order = np.argsort(-scores, kind="stable")[: len(scores) - len({*case.named, *case.known})]
        hard, rest = order[:HARD], order[HARD:]
        offsets[1 + HARD :] = np.log(max(len(rest), 1) / EASY)
        others = np.concatenate([hard, chance.choice(rest, EASY)])
        values += [case.values[np.concatenate([[film], others])] for film in case.named]
    return Sample(np.stack(values).astype(np.float32), offsets)


def _weights(sample: Sample, ranker: Ranker) -> Floats:
    """Newton's method on the softmax, each step halved until it gains."""
    values = (sample.values - ranker.mean) / ranker.spread
    weights = ranker.weights.copy()
    loss, odds = _loss(values, sample.offsets, weights)
    for _ in range(_STEPS):
        step = _step(values, odds, weights)
        while np.abs(step).max() > _DONE:
            tried, new = _loss(values, sample.offsets, weights - step)
            if tried < loss:
                break
            step /= 2
        else:
            return weights
        loss, odds, weights = tried, new, weights - step
    return weights


def _loss(values: Floats, offsets: Floats, weights: Floats) -> tuple[float, Floats]:
    """How unlikely the named films are, and how likely every film is."""
    odds = _odds(values @ weights + offsets)
    return float(-np.log(odds[:, 0] + 1e-12).sum(dtype=np.float64) + _CALM / 2 * (weights @ weights)), odds


def _step(values: Floats, odds: Floats, weights: Floats) -> Floats:
    """The step from these weights to the lowest point of the parabola that fits the loss there."""
    middle = np.einsum("cf,cft->ct", odds, values)
    slope = (middle - values[:, 0]).sum(0) + _CALM * weights
    flat = values.reshape(-1, values.shape[2])
    curve = flat.T @ (flat * odds.reshape(-1, 1)) - middle.T @ middle + _CALM * np.eye(len(weights))
    return np.linalg.solve(curve, slope).astype(np.float32)


def _grown(sample: Sample, ranker: Ranker, *, trees: int, chance: np.random.Generator) -> Ranker:
    """Trees one after the other, each on half of the cases, towards what the sum so far gets wrong."""
    cases, films, terms = sample.values.shape
    flat = sample.values.reshape(-1, terms)
    edges = [_edges(flat[:: max(1, len(flat) // 50_000), term]) for term in range(terms)]
    binned = np.stack([np.searchsorted(edge, flat[:, term]).astype(np.uint8) for term, edge in enumerate(edges)])
    columns = np.ascontiguousarray(flat.T)
    scores = ranker.linear(flat).reshape(cases, films) + sample.offsets
    asked, bounds, leaves = [], [], []
    for _ in range(trees):
        odds = _odds(scores)
        pull = -odds
        pull[:, 0] += 1
        half = np.repeat(chance.random(cases) < 0.5, films)
        tree = _tree(binned[:, half], pull.ravel()[half], (odds * (1 - odds)).ravel()[half])
        limits = np.array([edges[term][cut] for term, cut in tree], np.float32)
        chosen = np.array([term for term, _ in tree])
        place = leaf(columns, chosen, limits)
        gain = np.bincount(place, pull.ravel(), 2**DEPTH) / (
            np.bincount(place, (odds * (1 - odds)).ravel(), 2**DEPTH) + _HEAVY
        )
        added = (_SLOW * gain).astype(np.float32)
        scores += added[place].reshape(cases, films)
        asked.append(chosen)
        bounds.append(limits)
        leaves.append(added)
    return replace(ranker, asked=np.array(asked).reshape(-1, DEPTH), bounds=np.array(bounds).reshape(-1, DEPTH),
                   leaves=np.array(leaves).reshape(-1, 2**DEPTH)) if trees else ranker  # fmt: skip


def _tree(binned: NDArray[np.uint8], pull: Floats, weight: Floats) -> list[tuple[int, int]]:
    """The three questions (term, cut) that explain the pull best, found one after the other for all leaves at once."""
    place = np.zeros(binned.shape[1], np.int64)
    questions: list[tuple[int, int]] = []
    for level in range(DEPTH):
        nodes = 2**level
        best = (-np.inf, 0, 0)
        for term, column in enumerate(binned):
            spot = place * BINS + column
            pulls = np.bincount(spot, pull, nodes * BINS).reshape(nodes, BINS).cumsum(1)
            weights = np.bincount(spot, weight, nodes * BINS).reshape(nodes, BINS).cumsum(1)
            gains = _worth(pulls, weights) + _worth(pulls[:, -1:] - pulls, weights[:, -1:] - weights)
            cut = int(gains[:, :-1].sum(0).argmax())
            best = max(best, (float(gains[:, cut].sum()), term, cut))
        questions.append(best[1:])
        place |= (binned[best[1]] > best[2]).astype(np.int64) << level
    return questions


def _worth(pulls: NDArray[np.float64], weights: NDArray[np.float64]) -> NDArray[np.float64]:
    return pulls**2 / (weights + _HEAVY)


def _edges(values: Floats) -> Floats:
    """Bounds between the bins of a term: its quantiles, made up to the number of bins with ever higher ones."""
    found = np.unique(np.quantile(values, np.concatenate([np.linspace(0, 0.96, 13), np.linspace(0.97, 0.9995, 10)])))
    more = BINS - 1 - len(found)
    return np.concatenate([found, found[-1] + 1 + np.arange(max(more, 0))]).astype(np.float32)[: BINS - 1]


def _odds(scores: Floats) -> Floats:
    odds = np.exp(scores - scores.max(1, keepdims=True))
    return np.asarray(odds / odds.sum(1, keepdims=True), np.float32)
