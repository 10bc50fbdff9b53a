"""Which films does a description fit: each film as four short passages, found by words and by meaning together?

The passages of a film stand in tiers: `facts`, `premise` and `themes` may be told to anybody, `ending` only to those
who agreed to spoilers; a search without spoilers never reads an ending. Films are ranked by all their passages at
once, as a description mixes what happens, who plays and how it ends; then the passage that says most of it is shown.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import numpy as np

from recommender import folder as derived
from recommender import traits
from recommender.catalog import Catalog
from recommender.encoders import Encoder, Floats
from recommender.index import Postings, best
from recommender.lexical import bm25, terms
from recommender.movies import AXES, Movie, Recommendation
from recommender.reasons import matched

KINDS = ("facts", "premise", "themes", "ending")
"""The passages of a film, in their order."""

SPOILERS = frozenset({"ending"})
"""Kinds that are told on request only."""

MEANING = 0.65
"""Share of the vectors in a film's score, beside that of the words; chosen on the training posts of benchmarks/tot."""

STRONG = 3
"""A tone of this value or more is a theme."""

FOLDER = "passages"
"""Where the words of the passages lie in the index folder of the films."""

_TIERS = {"open": False, "all": True}

_TOLD = 6
"""So many matching words are shown."""


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


def build(catalog: Catalog, folder: Path) -> None:
    """Write the words of all passages into the index folder of the films, twice: with endings and without."""
    with derived.replacing(folder / FOLDER) as fresh:
        for name, spoilers in _TIERS.items():
            bm25(_text(passages(movie), spoilers=spoilers) for movie in catalog.movies()).save(fresh / name)
        derived.seal(fresh, _expected())


class Passages:
    """All passages of all films, by words and by vectors, held open; safe to ask from several threads."""

    def __init__(self, catalog: Catalog, words: dict[str, Postings], vectors: Floats, encoder: Encoder) -> None:
        self.catalog = catalog
        self._words = words
        self._vectors = vectors
        self._encoder = encoder

    @classmethod
    def open(cls, folder: Path, catalog: Catalog, encoder: Encoder) -> Passages:
        """Open what `build` wrote beside the films; ValueError when it is damaged or of another version."""
        derived.inspect(folder / FOLDER, _expected())
        words = {name: Postings.load(folder / FOLDER / name) for name in _TIERS}
        return cls(catalog, words, traits.load(folder).content, encoder)

    def __len__(self) -> int:
        return len(self.catalog)

    def describe(self, text: str, count: int = 3) -> tuple[Recommendation, ...]:
        """The films that a half-remembered description fits best; their reasons are the words that matched.

        Who describes an ending has seen it, so endings are searched; nothing that is shown comes from one.
        """
        found = self._best(text, count, spoilers=True)
        return tuple(Recommendation(movie, score, self._reasons(movie, text)) for movie, score in found)

    def search(self, text: str, count: int = 5, *, spoilers: bool = False) -> tuple[Found, ...]:
        """The films that a description fits best; endings are read, and shown, only with `spoilers`."""
        found = self._best(text, count, spoilers=spoilers)
        return tuple(_found(passages(movie), score, text, spoilers) for movie, score in found)

    def ranked(self, text: str, *, spoilers: bool = False) -> tuple[str, ...]:
        """Ids of all films, the best fit first."""
        return self.catalog.ids(np.argsort(-self.scores(text, spoilers=spoilers), kind="stable"))

    def scores(self, text: str, *, spoilers: bool = False) -> Floats:
        """How well each film fits, in standard deviations over all films."""
        words = self._words["all" if spoilers else "open"].scores(terms(text))
        meaning = self._vectors @ self._encoder.encode([text])[0]
        fused: Floats = (1 - MEANING) * _standard(words) + MEANING * _standard(meaning)
        return fused

    def _best(self, text: str, count: int, *, spoilers: bool) -> list[tuple[Movie, float]]:
        if not len(self) or not terms(text):
            return []
        scores = self.scores(text, spoilers=spoilers)
        return [(self.catalog.movie(row), float(scores[row])) for row in best(scores, count).tolist()]

    def _reasons(self, movie: Movie, text: str) -> tuple[str, ...]:
        """The matching words that fewest films have, in the order said."""
        said = matched(movie, text)
        rare = sorted(said, key=lambda word: min(len(self._words["open"].column(term)[0]) for term in terms(word)))
        kept = [word for word in said if word in rare[:_TOLD]]
        return (f"matches {', '.join(kept)}",) if kept else ("near in meaning",)


def _expected() -> dict[str, object]:
    return {"kinds": list(KINDS)}


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
