"""Small real parts for tests: an encoder that needs no table."""

from __future__ import annotations

import zlib
from collections.abc import Sequence

import numpy as np


class HashingEncoder:
    """Each word is a random direction of its own, so that texts are alike as far as they share words."""

    name = "hashing"
    dimension = 64

    def encode(self, texts: Sequence[str]) -> np.ndarray:
        return np.stack([self._text(text) for text in texts]) if texts else np.zeros((0, self.dimension), np.float32)

    def _text(self, text: str) -> np.ndarray:
        total = np.zeros(self.dimension, np.float32)
        for word in text.lower().replace(",", " ").split():
            total += np.random.default_rng(zlib.crc32(word.encode())).standard_normal(self.dimension, np.float32)
        length = float(np.linalg.norm(total))
        return total / length if length else total
