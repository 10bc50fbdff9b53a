"""How does a text become numbers without a vocabulary: hashed words, word pairs and word pieces?"""

from __future__ import annotations

import re
import zlib
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np

BITS = 16
SIZE = 2**BITS
"""Number of columns; two grams that fall on one column share its weight."""

_WORD = re.compile(r"[^\W_]+(?:'[^\W_]+)?")


@dataclass(frozen=True, slots=True)
class Rows:
    """Sparse rows: row i has `values[starts[i]:starts[i + 1]]` in the columns of the same slice."""

    starts: np.ndarray
    columns: np.ndarray
    values: np.ndarray

    def __len__(self) -> int:
        return len(self.starts) - 1

    def times(self, weights: np.ndarray) -> np.ndarray:
        """The rows times a dense matrix of `SIZE` rows."""
        products = self.values[:, None] * weights[self.columns]
        sums = np.vstack([np.zeros((1, weights.shape[1])), np.cumsum(products, axis=0, dtype=np.float64)])
        difference: np.ndarray = sums[self.starts[1:]] - sums[self.starts[:-1]]
        return difference


def counts(text: str) -> Counter[int]:
    """How often each column's grams stand in a text."""
    return Counter(zlib.crc32(gram.encode()) % SIZE for gram in _grams(text))


def rarity(texts: Sequence[Counter[int]]) -> np.ndarray:
    """Weight of each column: the rarer among the texts, the more it says; 0 where only one text has it."""
    documents = np.zeros(SIZE)
    for text in texts:
        documents[list(text)] += 1
    weights = np.log((1 + len(texts)) / (1 + documents)) + 1
    return np.where(documents > 1, weights, 0).astype(np.float32)


def rows(texts: Sequence[Counter[int]], weights: np.ndarray) -> Rows:
    """The texts as rows of length 1: damped counts times rarity."""
    starts, columns, values = [0], [], []
    for text in texts:
        here = np.fromiter(text, dtype=np.int64, count=len(text))
        damped = (1 + np.log(np.fromiter(text.values(), dtype=np.float64, count=len(text)))) * weights[here]
        columns.append(here)
        values.append(damped / max(float(np.linalg.norm(damped)), 1e-9))
        starts.append(starts[-1] + len(here))
    return Rows(np.array(starts), _joined(columns, np.int64), _joined(values, np.float64).astype(np.float32))


def _joined(parts: list[np.ndarray], kind: type) -> np.ndarray:
    return np.concatenate(parts) if parts else np.zeros(0, dtype=kind)


def _grams(text: str) -> Iterator[str]:
    words = _WORD.findall(text.lower())
    yield from words
    yield from (f"{first} {second}" for first, second in pairwise(words))
    for word in words:
        framed = f"<{word}>"
        for length in (4, 5):
            yield from (framed[place : place + length] for place in range(len(framed) - length + 1))
