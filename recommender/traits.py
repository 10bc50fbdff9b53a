"""What is laid side by side when films are compared: content, words, tone and kin?"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice
from pathlib import Path

import numpy as np

from recommender.catalog import Catalog, mapped
from recommender.encoders import Encoder
from recommender.index import Postings
from recommender.lexical import bm25
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
    np.save(folder / "kin.npy", np.array(list(_kin(catalog)), np.int32).reshape(-1, 4))
    shape = (len(catalog), encoder.dimension)
    content = np.lib.format.open_memmap(folder / "content.npy", mode="w+", dtype=np.float32, shape=shape)
    done = 0
    films = catalog.movies()
    while movies := list(islice(films, _BATCH)):
        content[done : done + len(movies)] = content_vectors(movies, encoder)
        done += len(movies)
        if progress:
            progress(done)
    content.flush()
    texts = [f"{movie.title}. {content_text(movie)}" for movie in catalog.movies()]
    bm25(texts).save(folder / "words")


def load(folder: Path) -> Traits:
    """The traits that `write` wrote."""
    names = ("content", "tone_unit", "tone_middle", "kin")
    content, tone, middle, kin = (mapped(folder / f"{name}.npy") for name in names)
    return Traits(content, tone, middle, kin, Postings.load(folder / "words"))


def direction(vectors: np.ndarray) -> np.ndarray:
    """Traits at length 1; zeros stay zeros."""
    lengths = np.linalg.norm(vectors, axis=-1, keepdims=True)
    return np.asarray(vectors / np.where(lengths > 0, lengths, 1), np.float32)


def _kin(catalog: Catalog) -> Iterator[tuple[int, ...]]:
    numbers: dict[tuple[str, str], int] = {}

    def number(kind: str, value: str | None) -> int:
        return numbers.setdefault((kind, value), len(numbers)) if value else NOBODY

    for movie in catalog.movies():
        director = movie.directors[0] if movie.directors else None
        first, second = (*movie.actors[:2], None, None)[:2]
        people = (number("person", name) for name in (director, first, second))
        yield number("franchise", movie.franchise), *people
