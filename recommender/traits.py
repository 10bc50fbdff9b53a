"""What is laid side by side when films are compared: content, words, tone and kin?"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import numpy as np

from recommender.catalog import Catalog, mapped
from recommender.encoders import Encoder
from recommender.index import Postings
from recommender.lexical import bm25
from recommender.movies import Movie
from recommender.vectors import content_text, content_vectors

NOBODY = -1
"""In `Traits.kin`: no franchise, no director, no such actor."""

_BATCH = 512


@dataclass(frozen=True, slots=True)
class Traits:
    """One row per film. `content` (films, dim) and `tone` (films, 12) are of length 1, tone about the mean film.

    `middle` is that mean film's tone. `kin` (films, 4) numbers franchise, director and the two leads, so that two films
    share one where the numbers are equal. `words` holds the BM25 weights of the words of a film's text.
    """

    content: np.ndarray
    tone: np.ndarray
    middle: np.ndarray
    kin: np.ndarray
    words: Postings


def write(catalog: Catalog, folder: Path, encoder: Encoder, *, progress: Callable[[int], None] | None = None) -> None:
    """Write the traits of a catalogue beside it; `progress` is told how many films are done."""
    middle = np.asarray(catalog.columns.tone, np.float32).mean(0) if len(catalog) else np.zeros(12, np.float32)
    np.save(folder / "tone_middle.npy", middle)
    np.save(folder / "tone_unit.npy", direction(np.asarray(catalog.columns.tone, np.float32) - middle))
    shape = (len(catalog), encoder.dimension)
    content = np.lib.format.open_memmap(folder / "content.npy", mode="w+", dtype=np.float32, shape=shape)
    kin = _Kin()
    bm25(_texts(catalog, encoder, content=content, kin=kin, progress=progress)).save(folder / "words")
    content.flush()
    np.save(folder / "kin.npy", kin.rows())


def _texts(
    catalog: Catalog, encoder: Encoder, *, content: np.ndarray, kin: _Kin, progress: Callable[[int], None] | None
) -> Iterator[str]:
    """What a film's words are; content and kin grow on the way, so that the films are read only once."""
    done = 0
    films = catalog.movies()
    while movies := list(islice(films, _BATCH)):
        content[done : done + len(movies)] = content_vectors(movies, encoder)
        for movie in movies:
            kin.add(movie)
            yield f"{movie.title}. {content_text(movie)}"
        done += len(movies)
        if progress:
            progress(done)


def load(folder: Path) -> Traits:
    """The traits that `write` wrote."""
    names = ("content", "tone_unit", "tone_middle", "kin")
    content, tone, middle, kin = (mapped(folder / f"{name}.npy") for name in names)
    return Traits(content, tone, middle, kin, Postings.load(folder / "words"))


def direction(vectors: np.ndarray) -> np.ndarray:
    """Traits at length 1; zeros stay zeros."""
    lengths = np.linalg.norm(vectors, axis=-1, keepdims=True)
    return np.asarray(vectors / np.where(lengths > 0, lengths, 1), np.float32)


class _Kin:
    """Numbers for the franchises and people met so far, four per film."""

    def __init__(self) -> None:
        self._numbers: dict[tuple[str, str], int] = {}
        self._found = array("i")

    def add(self, movie: Movie) -> None:
        director = movie.directors[0] if movie.directors else None
        first, second = (*movie.actors[:2], None, None)[:2]
        self._found.append(self._number("franchise", movie.franchise))
        self._found.extend(self._number("person", name) for name in (director, first, second))

    def rows(self) -> np.ndarray:
        return np.array(self._found, np.int32).reshape(-1, 4)

    def _number(self, kind: str, value: str | None) -> int:
        return self._numbers.setdefault((kind, value), len(self._numbers)) if value else NOBODY
