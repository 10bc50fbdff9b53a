"""Which films do people who love one look for next? The films' `like` lists as a graph, one and two steps deep."""

from __future__ import annotations

from array import array
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from recommender.catalog import Catalog, mapped

_RANK = 0.08
"""What each place further down a like list takes off its weight of 1."""

_BACK = 0.8
"""A film that names this one, against one that this one names."""

_SECOND = 0.5
"""What is left of the weight after the second step."""

_FILES = ("likes_starts", "likes_rows", "likes_weights")


@dataclass(frozen=True, slots=True)
class Likes:
    """Neighbours of row r: `rows[starts[r]:starts[r + 1]]` and their weights; `loved`: lists a film is in."""

    starts: np.ndarray
    rows: np.ndarray
    weights: np.ndarray
    loved: np.ndarray

    def near(self, row: int) -> tuple[np.ndarray, np.ndarray]:
        """The films one step away and how near they are, 0..1."""
        span = slice(int(self.starts[row]), int(self.starts[row + 1]))
        return self.rows[span], self.weights[span]

    def around(self, row: int) -> np.ndarray:
        """How near every film is to one, 0..1: one step and two, where much-named films pass on less."""
        nearness = np.zeros(len(self.loved), np.float32)
        rows, weights = self.near(row)
        for between, weight in zip(rows.tolist(), weights.tolist(), strict=True):
            further, steps = self.near(between)
            nearness[further] += _SECOND * weight * steps / np.sqrt(len(further))
        np.minimum(nearness, _SECOND, out=nearness)
        nearness[rows] = np.minimum(nearness[rows] + weights, 1.2)
        nearness[row] = 0.0
        return nearness


def write(catalog: Catalog, folder: Path) -> None:
    """Write the graph of a catalogue beside it."""
    edges = _edges((movie.like for movie in catalog.movies()), catalog)
    np.save(folder / "loved.npy", np.bincount(edges[1], minlength=len(catalog)).astype(np.int32))
    for name, values in zip(_FILES, _both_ways(*edges, films=len(catalog)), strict=True):
        np.save(folder / f"{name}.npy", values)


def load(folder: Path) -> Likes:
    """The graph that `write` wrote."""
    return Likes(*(mapped(folder / f"{name}.npy") for name in (*_FILES, "loved")))


def _edges(lists: Iterable[tuple[str, ...]], catalog: Catalog) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """From, to and weight of every like that points into the catalogue."""
    sources, targets, weights = array("i"), array("i"), array("f")
    for row, liked in enumerate(lists):
        for place, film in enumerate(liked):
            target = catalog.row(film)
            if target is not None and target != row:
                sources.append(row)
                targets.append(target)
                weights.append(1 - _RANK * min(place, 9))
    return (np.frombuffer(sources, np.int32), np.frombuffer(targets, np.int32), np.frombuffer(weights, np.float32))


def _both_ways(
    sources: np.ndarray, targets: np.ndarray, weights: np.ndarray, *, films: int
) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Every like forwards and backwards, sorted by film; where two films name each other, the stronger side counts."""
    ends = np.concatenate([np.stack([sources, targets], 1), np.stack([targets, sources], 1)]).reshape(-1, 2)
    strength = np.concatenate([weights, weights * np.float32(_BACK)])
    order = np.lexsort((-strength, ends[:, 1], ends[:, 0]))
    ends, strength = ends[order], strength[order]
    first = np.ones(len(ends), bool)
    first[1:] = (ends[1:] != ends[:-1]).any(1)
    starts = np.searchsorted(ends[first, 0], np.arange(films + 1)).astype(np.int64)
    return starts, ends[first, 1].astype(np.int32), strength[first].astype(np.float32)
