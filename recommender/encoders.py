"""How does a text become a vector?"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from recommender.wordpiece import WordPiece

Floats = NDArray[np.float32]

SHIPPED = Path(__file__).parent / "assets"
"""The token table that comes with the program; its README says where it is from."""


class Encoder(Protocol):
    """A port: the same text gives the same vector, alone or in a batch."""

    @property
    def name(self) -> str:
        """Tells encoders apart in a manifest: vectors of two names must never be compared."""
        ...

    @property
    def dimension(self) -> int:
        """Length of every vector."""
        ...

    def encode(self, texts: Sequence[str]) -> Floats:
        """One row per text, of length 1; a row of zeros where the text holds nothing known."""
        ...


class StaticEncoder:
    """Adds up one stored vector per word piece: no context, no network to run, microseconds per text."""

    def __init__(self, vocabulary: Sequence[str], table: NDArray[np.int8], scales: NDArray[Any], name: str) -> None:
        if len(vocabulary) != len(table) or len(scales) != len(table):
            raise ValueError(f"{len(vocabulary)} tokens do not fit {len(table)} rows and {len(scales)} scales")
        self.name = name
        self.dimension = int(table.shape[1])
        self._table = table
        self._scales = np.asarray(scales, dtype=np.float32)
        self._tokens = WordPiece({token: row for row, token in enumerate(vocabulary)})

    @classmethod
    def load(cls, folder: Path = SHIPPED) -> StaticEncoder:
        """Open a table without reading it whole: rows come in from the disk as they are met."""
        vocabulary = (folder / "vocabulary.txt").read_text(encoding="utf-8").split("\n")
        table = np.load(folder / "table.npy", mmap_mode="r")
        return cls(vocabulary, table, np.load(folder / "scales.npy"), (folder / "name.txt").read_text().strip())

    def encode(self, texts: Sequence[str]) -> Floats:
        """One row per text, of length 1; a row of zeros where no piece of the text is in the table."""
        rows = np.zeros((len(texts), self.dimension), dtype=np.float32)
        for row, text in zip(rows, texts, strict=True):
            ids = self._tokens.ids(text)
            if ids:
                row[:] = self._scales[ids] @ self._table[ids].astype(np.float32)
        return unit(rows)


class SentenceTransformerEncoder:
    """A transformer from a folder or a name that is already on this machine; slower, and it reads words in context."""

    def __init__(self, name_or_folder: str) -> None:
        try:
            from sentence_transformers import SentenceTransformer
        except ImportError as missing:
            raise ImportError('sentence-transformers is missing: pip install "matinee[transformers]"') from missing
        self._model = SentenceTransformer(name_or_folder, device="cpu")
        self.name = Path(name_or_folder).name
        self.dimension = int(self._model.encode(["length"]).shape[1])

    def encode(self, texts: Sequence[str]) -> Floats:
        """One row per text, of length 1; a row of zeros for a blank text."""
        rows = np.zeros((len(texts), self.dimension), dtype=np.float32)
        spoken = [place for place, text in enumerate(texts) if text.strip()]
        if spoken:
            rows[spoken] = self._model.encode([texts[place] for place in spoken], show_progress_bar=False)
        return unit(rows)


def unit(rows: Floats) -> Floats:
    """Rows scaled to length 1; rows of zeros stay as they are."""
    lengths = np.linalg.norm(rows, axis=1, keepdims=True)
    return np.asarray(rows / np.where(lengths > 0, lengths, 1), dtype=np.float32)
