"""How does a film become a text and a vector?"""

from __future__ import annotations

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from recommender.encoders import Encoder, unit
from recommender.movies import AXES, Movie

STRONG = 3
"""A tone of this value or more is worth a word in the film's text."""

KEYWORD_SHARE = 0.7
"""Weight of the keywords' vector beside the whole text's; chosen on the dev half of benchmarks/requests.jsonl."""


def content_text(movie: Movie) -> str:
    """What the film is about, without title and names: synopsis, keywords, setting, genres and strong tones."""
    tones = [axis.replace("_", " ") for axis, value in zip(AXES, movie.tone, strict=True) if value >= STRONG]
    parts = [movie.synopsis, ", ".join(movie.keywords), movie.setting, ", ".join([*movie.genres, *tones])]
    return ". ".join(part.rstrip(". ") for part in parts if part)


def keyword_text(movie: Movie) -> str:
    """The film in the shortest words: keywords and genres, as people ask."""
    return ", ".join([*movie.keywords, *movie.genres])


def content_vectors(movies: Sequence[Movie], encoder: Encoder) -> NDArray[np.float32]:
    """One row of length 1 per film: keywords and whole text are encoded apart, so neither drowns the other."""
    whole = encoder.encode([content_text(movie) for movie in movies])
    short = encoder.encode([keyword_text(movie) for movie in movies])
    return unit(np.float32(1 - KEYWORD_SHARE) * whole + np.float32(KEYWORD_SHARE) * short)
