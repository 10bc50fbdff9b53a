"""Which of a few genres does a summary tell of?"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

import numpy as np

from data.catalogue.films import load as load_films
from finetune.baselines import majority
from finetune.scores import Figure, accuracy, figure, macro_f1
from finetune.task import Answer, Example, Split, Task, divide, read_label
from recommender.movies import GENRES, Movie

LABELS = ("action", "family", "romance", "crime", "fantasy")
"""The set of the source project; `make` takes any other."""

WORDS = re.compile(
    r"\b(action|adventur\w*|animat\w*|biograph\w*|comed\w*|comic|crimes?|criminals?|documentar\w*|drama\w*|famil\w*|"
    r"fantas\w*|noir|histor\w*|horror|music\w*|myster\w*|roman\w*|sci-?fi|science fiction|sports?|"
    r"thrill\w*|wars?|westerns?)\b",
    re.IGNORECASE,
)  # fmt: skip
"""Words that name a genre; they would give it away."""


def make(labels: tuple[str, ...] = LABELS) -> Task:
    """The task for a set of genres; ValueError for one that the catalogue does not know."""
    unknown = [label for label in labels if label not in GENRES]
    if unknown:
        raise ValueError(f"{unknown[0]!r} is no genre of the catalogue")

    def load(_: Path | None, seed: int) -> Split:
        movies = load_films().movies
        split = divide(examples(movies, labels), seed)
        used = {example.group for example in (*split.train, *split.valid, *split.test)}
        learned = [movie for movie in movies if movie.id not in used]
        return replace(split, train=(*split.train, *hinted(learned)))

    def score(asked: Sequence[Example], said: Sequence[Answer]) -> dict[str, Figure]:
        return measure(asked, said, labels)

    return Task("genre", labels, load, score, {"majority class": majority})


def examples(movies: Sequence[Movie], labels: tuple[str, ...]) -> tuple[Example, ...]:
    """The films that have exactly one of the genres, first or second: those whose label is beyond dispute."""
    kept = [(movie, [genre for genre in movie.genres if genre in labels]) for movie in movies if movie.synopsis]
    return tuple(
        example(movie.synopsis, labels, movie=movie, label=own[0])
        for movie, own in kept
        if len(own) == 1 and own[0] in movie.genres[:2]
    )


def hinted(movies: Sequence[Movie]) -> tuple[Example, ...]:
    """Examples without a label, of films never asked about: their summaries teach the hints alone."""
    return tuple(example(movie.synopsis, movie=movie) for movie in movies if movie.synopsis)


def example(summary: str, labels: tuple[str, ...] = LABELS, *, movie: Movie | None = None, label: str = "") -> Example:
    """A question about one summary; the film's genres and its tone are hints to learn from."""
    return Example(
        instruction=f"Which one of these genres fits the summary best: {', '.join(labels)}? Answer with one word.",
        input=mask(summary),
        output=label,
        group=movie.id if movie else "",
        hints=tuple([float(genre in movie.genres) for genre in GENRES] + [t / 4 for t in movie.tone]) if movie else (),
    )


def mask(summary: str) -> str:
    """The summary with every word that names a genre blotted out."""
    return WORDS.sub("…", summary)


def measure(asked: Sequence[Example], said: Sequence[Answer], labels: tuple[str, ...]) -> dict[str, Figure]:
    """Accuracy and macro-F1; an answer without a label counts as wrong."""
    gold = np.array([labels.index(example.output) for example in asked])
    read = [read_label(answer.text, labels) for answer in said]
    guess = np.array([labels.index(label) if label else -1 for label in read])
    return {
        "accuracy": figure(accuracy, gold == guess),
        "macro-F1": figure(lambda g, s: macro_f1(g, s, len(labels)), gold, guess),
    }


TASK = make()
