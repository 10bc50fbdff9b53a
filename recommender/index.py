"""Which rows are nearest to a vector, and which rows carry a key?"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from recommender.gathering import Floats, Gathering, Rows, group


class VectorIndex(Protocol):
    """A port: stored vectors by similarity, the most similar first."""

    def search(self, vector: Floats, k: int) -> tuple[Rows, Floats]:
        """At most `k` row numbers and their similarities (never distances), best first."""
        ...


class ExactIndex:
    """Compares with every row: at some ten thousand films nothing faster is needed."""

    def __init__(self, matrix: Floats) -> None:
        if matrix.ndim != 2:
            raise ValueError(f"expected a matrix of one row per film, got shape {matrix.shape}")
        self.matrix = matrix

    def __len__(self) -> int:
        return len(self.matrix)

    def similarities(self, vector: Floats) -> Floats:
        """One dot product per row: the cosine where rows and vector are of length 1."""
        products: Floats = self.matrix @ np.asarray(vector, dtype=np.float32)
        return products

    def search(self, vector: Floats, k: int) -> tuple[Rows, Floats]:
        """At most `k` rows, best first; equals keep their order."""
        values = self.similarities(vector)
        rows = best(values, k)
        return rows, values[rows]

    def save(self, folder: Path) -> None:
        """Write `matrix.npy`."""
        folder.mkdir(parents=True, exist_ok=True)
        np.save(folder / "matrix.npy", self.matrix)

    @classmethod
    def load(cls, folder: Path) -> ExactIndex:
        """Open without reading: rows come in from the disk when they are compared."""
        return cls(np.load(folder / "matrix.npy", mmap_mode="r"))


def best(values: Floats, k: int) -> Rows:
    """The `k` largest, largest first, equals by row number; `k` may exceed what is there."""
    k = max(0, min(k, len(values)))
    if k == 0:
        return np.empty(0, dtype=np.int32)
    edge = np.partition(values, len(values) - k)[len(values) - k]
    near = np.flatnonzero(values >= edge)
    ranked = near[np.lexsort((near, -values[near]))][:k]
    return ranked.astype(np.int32)


@dataclass(frozen=True, slots=True, eq=False)
class Postings:
    """A sparse matrix by key: rows `rows[pointers[i]:pointers[i + 1]]` carry key `i` with the weights beside them.

    `keys` are UTF-8 bytes in sorted order, so a key is found by bisection and nothing is built at load.
    """

    size: int
    keys: NDArray[np.bytes_]
    pointers: NDArray[np.int64]
    rows: Rows
    weights: Floats

    @classmethod
    def build(cls, weighted: Sequence[Mapping[str, float]]) -> Postings:
        """One mapping key -> weight per row; empty keys are left out."""
        gathered = Gathering()
        for keyed in weighted:
            gathered.add({key: value for key, value in keyed.items() if key})
        return cls.of(gathered, gathered.amounts)

    @classmethod
    def of(cls, gathered: Gathering, weights: Floats) -> Postings:
        """What was gathered, with one weight per entry."""
        keys, places = np.unique(
            np.array([value.encode() for value in gathered.values], dtype=np.bytes_), return_inverse=True
        )
        order, pointers = group(places.astype(np.int32)[gathered.columns], len(keys))
        return cls(gathered.size, keys, pointers, gathered.rows[order], weights[order])

    def column(self, key: str) -> tuple[Rows, Floats]:
        """The rows that carry `key` and their weights; empty for an unknown key."""
        name = key.encode()
        if len(name) > self.keys.dtype.itemsize:  # asking for it would make numpy widen, that is copy, all the keys
            return self.rows[:0], self.weights[:0]
        place = int(np.searchsorted(self.keys, np.bytes_(name)))
        if place == len(self.keys) or self.keys[place] != name:
            return self.rows[:0], self.weights[:0]
        span = slice(int(self.pointers[place]), int(self.pointers[place + 1]))
        return self.rows[span], self.weights[span]

    def scores(self, keys: Iterable[str] | Mapping[str, float]) -> Floats:
        """One sum of weights per row; a mapping weighs the keys, a repeated key counts again."""
        totals = np.zeros(self.size, dtype=np.float32)
        pairs = keys.items() if isinstance(keys, Mapping) else ((key, 1.0) for key in keys)
        for key, factor in pairs:
            rows, weights = self.column(key)
            totals[rows] += np.float32(factor) * weights
        return totals

    def save(self, folder: Path) -> None:
        """Write five arrays."""
        folder.mkdir(parents=True, exist_ok=True)
        np.save(folder / "size.npy", np.array(self.size))
        for name in ("keys", "pointers", "rows", "weights"):
            np.save(folder / f"{name}.npy", getattr(self, name))

    @classmethod
    def load(cls, folder: Path) -> Postings:
        """Open without reading; an empty array cannot be mapped and is read."""
        size = int(np.load(folder / "size.npy"))
        arrays = (_open(folder / f"{name}.npy") for name in ("keys", "pointers", "rows", "weights"))
        return cls(size, *arrays)


def _open(path: Path) -> Any:  # the caller knows each array's type
    try:
        return np.load(path, mmap_mode="r")
    except ValueError:
        return np.load(path)
