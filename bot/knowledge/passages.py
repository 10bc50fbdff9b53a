"""Which films does a description fit: each film as four short passages, found by words and by meaning together?

The passages of a film stand in tiers: `facts`, `premise` and `themes` may be told to anybody, `ending` only to those
who agreed to spoilers; a search without spoilers never reads an ending. Films are ranked by all their passages at
once, as a description mixes what happens, who plays and how it ends; then the passage that says most of it is shown.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np

from recommender.encoders import Encoder, Floats
from recommender.index import Postings, best
from recommender.lexical import bm25, terms
from recommender.movies import AXES, Movie
from recommender.vectors import content_vectors

VectorRows = Floats

KINDS = ("facts", "premise", "themes", "ending")
"""The passages of a film, in their order."""

SPOILERS = frozenset({"ending"})
"""Kinds that are told on request only."""

MEANING = 0.65
"""Share of the vectors in a film's score, beside that of the words; chosen on the training posts of benchmarks/tot."""

STRONG = 3
"""A tone of this value or more is a theme."""


@dataclass(frozen=True, slots=True)
class Passage:
    """One passage of one film; `source` is how an answer cites it."""

    film: str
    kind: str
    text: str

    @property
    def source(self) -> str:
        return f"{self.film}: {self.kind}"


@dataclass(frozen=True, slots=True)
class Found:
    """A film that fits, how well, its passage that fits best, and the words that this shares with the description."""

    passage: Passage
    score: float
    words: tuple[str, ...]


def passages(movie: Movie) -> tuple[Passage, ...]:
    """The four passages of a film, in the order of `KINDS`; one that nothing is known for is empty."""
    tones = [axis.replace("_", " ") for axis in AXES if movie.feels(axis) >= STRONG]
    played = [f"{role.name} as {role.character}" if role.character else role.name for role in movie.cast]
    facts = [f"{movie.title}, {movie.year}", f"directed by {', '.join(movie.directors)}", ", ".join(movie.genres),
             ", ".join(played), ", ".join(movie.languages)]  # fmt: skip
    themes = [", ".join(movie.keywords), movie.setting, ", ".join(tones)]
    texts = (_joined(facts), movie.synopsis, _joined(themes), movie.ending)
    return tuple(Passage(movie.id, kind, text) for kind, text in zip(KINDS, texts, strict=True))


class Passages:
    """All passages of all films, by words and by vectors, held in memory; `vectors` has one row for each film."""

    def __init__(self, movies: Sequence[Movie], encoder: Encoder, vectors: VectorRows | None = None) -> None:
        self.films = tuple(passages(movie) for movie in movies)
        self._open: Postings = bm25([_text(film, spoilers=False) for film in self.films])
        self._all: Postings = bm25([_text(film, spoilers=True) for film in self.films])
        self._vectors = content_vectors(movies, encoder) if vectors is None else vectors
        self._encoder = encoder

    def __len__(self) -> int:
        return len(self.films)

    def search(self, text: str, count: int = 5, *, spoilers: bool = False) -> tuple[Found, ...]:
        """The films that a description fits best; endings are read, and shown, only with `spoilers`."""
        if not self.films or not terms(text):
            return ()
        scores = self.scores(text, spoilers=spoilers)
        return tuple(
            _found(self.films[row], float(scores[row]), text, spoilers) for row in best(scores, count).tolist()
        )

    def ranked(self, text: str, *, spoilers: bool = False) -> tuple[str, ...]:
        """Ids of all films, the best fit first."""
        order = np.argsort(-self.scores(text, spoilers=spoilers), kind="stable")
        return tuple(self.films[row][0].film for row in order.tolist())

    def scores(self, text: str, *, spoilers: bool = False) -> Floats:
        """How well each film fits, in standard deviations over all films."""
        words = (self._all if spoilers else self._open).scores(terms(text))
        meaning = self._vectors @ self._encoder.encode([text])[0]
        fused: Floats = (1 - MEANING) * _standard(words) + MEANING * _standard(meaning)
        return fused


def _text(film: Sequence[Passage], *, spoilers: bool) -> str:
    return " ".join(passage.text for passage in film if spoilers or passage.kind not in SPOILERS)


def _found(film: Sequence[Passage], score: float, text: str, spoilers: bool) -> Found:
    """The film's passage that shares most with the text."""
    readable = [passage for passage in film if spoilers or passage.kind not in SPOILERS]
    words = {passage: shared(text, passage.text) for passage in readable}
    top = max(readable, key=lambda passage: len(words[passage]))
    return Found(top, score, words[top])


def shared(text: str, passage: str) -> tuple[str, ...]:
    """Words of a passage that the text has too, as the passage spells them."""
    said = set(terms(text))
    return tuple(
        dict.fromkeys(word.strip(".,;:!?\"'()").lower() for word in passage.split() if said & set(terms(word)))
    )


def _standard(scores: Floats) -> Floats:
    spread = float(scores.std()) if scores.size else 0.0
    standard: Floats = (scores - scores.mean()) / spread if spread > 0 else np.zeros_like(scores)
    return standard


def _joined(parts: Sequence[str]) -> str:
    return ". ".join(part.rstrip(". ") for part in parts if part)
