"""What stands for a film when films are compared: content, tone, crew, and how much it is loved?"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, fields
from itertools import islice
from pathlib import Path

import numpy as np

from recommender.catalog import Catalog
from recommender.encoders import Encoder
from recommender.movies import Movie

NOBODY = -1
"""In `Vectors.kin`: no franchise, no director, no such actor."""

_BATCH = 512


@dataclass(frozen=True, slots=True)
class Vectors:
    """One row per film. `content` (films, dim) and `tone` (films, 12) are of length 1, tone about the mean film.

    `middle` is that mean film's tone. `kin` (films, 4) numbers franchise, director and the two leads, so that two films
    share one where the numbers are equal.
    """

    content: np.ndarray
    tone: np.ndarray
    middle: np.ndarray
    kin: np.ndarray


def content_text(movie: Movie) -> str:
    """The words a film is encoded by: what happens, what it is remembered by, where, and its kinds; never its ending."""
    return " ".join((movie.synopsis, ", ".join(movie.keywords), movie.setting, " ".join(movie.genres)))


def write(catalog: Catalog, folder: Path, encoder: Encoder, *, progress: Callable[[int], None] | None = None) -> None:
    """Write the vectors of a catalogue beside it; `progress` is told how many films are done."""
    middle = np.asarray(catalog.columns.tone, np.float32).mean(0) if len(catalog) else np.zeros(12, np.float32)
    np.save(folder / "tone_middle.npy", middle)
    np.save(folder / "tone_unit.npy", direction(np.asarray(catalog.columns.tone, np.float32) - middle))
    np.save(folder / "kin.npy", np.array(list(_kin(catalog)), np.int32).reshape(-1, 4))
    shape = (len(catalog), encoder.dimension)
    content = np.lib.format.open_memmap(folder / "content.npy", mode="w+", dtype=np.float32, shape=shape)
    done = 0
    films = catalog.movies()
    while movies := list(islice(films, _BATCH)):
        content[done : done + len(movies)] = encoder.encode([content_text(movie) for movie in movies])
        done += len(movies)
        if progress:
            progress(done)
    content.flush()


def load(folder: Path) -> Vectors:
    """The vectors that `write` wrote."""
    names = {"content": "content", "tone": "tone_unit", "middle": "tone_middle", "kin": "kin"}
    return Vectors(**{field.name: np.load(folder / f"{names[field.name]}.npy", mmap_mode="r") for field in fields(Vectors)})


def direction(vectors: np.ndarray) -> np.ndarray:
    """Vectors at length 1; zeros stay zeros."""
    lengths = np.linalg.norm(vectors, axis=-1, keepdims=True)
    return np.asarray(vectors / np.where(lengths > 0, lengths, 1), np.float32)


def _kin(catalog: Catalog) -> Iterator[tuple[int, int, int, int]]:
    numbers: dict[tuple[str, str], int] = {}

    def number(kind: str, value: str | None) -> int:
        return numbers.setdefault((kind, value), len(numbers)) if value else NOBODY

    for movie in catalog.movies():
        director = movie.directors[0] if movie.directors else None
        first, second = (*movie.actors[:2], None, None)[:2]
        yield number("franchise", movie.franchise), number("person", director), number("person", first), number("person", second)
