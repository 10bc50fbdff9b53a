"""Which film is meant, by all that speaks for each: a weighted sum, mended by small trees. Weights are learned.

A tree asks the same three questions of every film and so sends it to one of eight leaves: a few array operations for
all films at once.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]

DEPTH = 3
"""Questions a tree asks."""


@dataclass(frozen=True, slots=True)
class Ranker:
    """Weights of named terms, each brought to mean 0 and spread 1, and trees over the terms as they are.

    `asked` and `bounds` (trees, 3) are the term and the value that it must exceed, `leaves` (trees, 8) what is added.
    """

    names: tuple[str, ...]
    mean: Floats
    spread: Floats
    weights: Floats
    asked: NDArray[np.int64]
    bounds: Floats
    leaves: Floats

    def scores(self, terms: Mapping[str, Floats], films: int) -> Floats:
        """One score per film: the log of how likely it is, up to a constant."""
        return self.judge(matrix(terms, self.names, films))

    def judge(self, values: Floats) -> Floats:
        """As `scores`, from an array (films, terms)."""
        return self.linear(values) + self.mended(values)

    def linear(self, values: Floats) -> Floats:
        """The weighted sum alone."""
        return np.asarray((values - self.mean) / self.spread @ self.weights, np.float32)

    def mended(self, values: Floats) -> Floats:
        """What the trees add."""
        found = np.zeros(len(values), np.float32)
        columns = np.ascontiguousarray(values.T)
        for asked, bounds, leaves in zip(self.asked, self.bounds, self.leaves, strict=True):
            found += leaves[leaf(columns, asked, bounds)]
        return found


def leaf(columns: Floats, asked: NDArray[np.int64], bounds: Floats) -> NDArray[np.uint8]:
    """Which of a tree's leaves each film falls into; `columns` is (terms, films)."""
    place = np.zeros(columns.shape[1], np.uint8)
    for level, (term, bound) in enumerate(zip(asked, bounds, strict=True)):
        place |= (columns[term] > bound).astype(np.uint8) << np.uint8(level)
    return place


def matrix(terms: Mapping[str, Floats], names: Sequence[str], films: int) -> Floats:
    """Terms by name as an array (films, names); a term that says nothing is 0."""
    found = np.zeros((films, len(names)), np.float32)
    for column, name in enumerate(names):
        if name in terms:
            found[:, column] = terms[name]
    return found


def save(ranker: Ranker, path: Path) -> None:
    """Write the weights as JSON, short numbers, one list per line."""
    arrays = {
        name: getattr(ranker, name).tolist() for name in ("mean", "spread", "weights", "asked", "bounds", "leaves")
    }
    parts = [f'"names": {json.dumps(ranker.names)}', *(f'"{name}": {_short(value)}' for name, value in arrays.items())]
    path.write_text("{" + ",\n".join(parts) + "}\n", encoding="utf-8")


def load(path: Path) -> Ranker:
    """Read what `save` wrote; ValueError when it is something else."""
    held = json.loads(path.read_text(encoding="utf-8"))
    try:
        floats = {name: np.array(held[name], np.float32) for name in ("mean", "spread", "weights")}
        trees = (np.array(held["asked"], np.int64).reshape(-1, DEPTH),
                 np.array(held["bounds"], np.float32).reshape(-1, DEPTH),
                 np.array(held["leaves"], np.float32).reshape(-1, 2**DEPTH))  # fmt: skip
        return Ranker(tuple(held["names"]), **floats, asked=trees[0], bounds=trees[1], leaves=trees[2])
    except (KeyError, TypeError) as error:
        raise ValueError(f"{str(path)!r} holds no weights of a ranker: {error}") from error


def _short(value: object) -> str:
    return json.dumps(json.loads(json.dumps(value), parse_float=lambda text: float(f"{float(text):.5g}")))
