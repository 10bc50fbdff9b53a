"""Will a film be thought bad, average or good, from its title, summary and genres?

Viewers' votes are the label, so neither their number nor anything that follows from them is shown.
"""

from __future__ import annotations

import csv
import gzip
import io
import json
from collections.abc import Mapping, Sequence
from pathlib import Path

import numpy as np

from finetune.baselines import majority
from finetune.methods.linear import fit_numbers
from finetune.scores import Figure, accuracy, balanced_accuracy, figure, macro_f1
from finetune.task import Answer, Example, Model, Split, Task, divide, read_label

LABELS = ("bad", "average", "good")

BANDS = (5.5, 7.0)
"""Mean votes out of ten below which a film is bad, and from which it is good: about a fifth of the films each."""

GENRES = (
    "Action", "Adventure", "Animation", "Comedy", "Crime", "Documentary", "Drama", "Family", "Fantasy", "History",
    "Horror", "Music", "Mystery", "Romance", "Science Fiction", "Thriller", "War", "Western",
)  # fmt: skip
"""The names used in TMDB."""

OURS = {
    "sci-fi": "Science Fiction", "musical": "Music", "biography": "History", "film-noir": "Crime", "sport": "Drama",
}  # fmt: skip
"""Our genres that TMDB calls something else."""

INSTRUCTION = "Will viewers think this film bad, average or good? Answer with one word."


def load(folder: Path | None, seed: int) -> Split:
    """TMDB rows from `tmdb5000/train.csv.gz` in the folder of outside data, split by film."""
    if folder is None or not (folder / "tmdb5000" / "train.csv.gz").is_file():
        raise ValueError(f"no tmdb5000/train.csv.gz in {str(folder)!r}: name the folder with --data")
    with gzip.open(folder / "tmdb5000" / "train.csv.gz") as packed:
        rows = list(csv.DictReader(io.TextIOWrapper(packed, encoding="utf-8")))
    return divide([_row(row) for row in rows if row["overview"] and float(row["vote_average"]) > 0], seed)


def example(title: str, summary: str, genres: Sequence[str], year: int | None, *, mean: float | None = None) -> Example:
    """One film; genres by our names or TMDB's, `mean` out of ten where it is known."""
    named = [OURS.get(genre.lower(), genre.title()) for genre in genres]
    return Example(
        instruction=INSTRUCTION,
        input=f"{title}. {', '.join(named)}. {summary}",
        output=LABELS[int(np.searchsorted(BANDS, mean, side="right"))] if mean is not None else "",
        group=f"{title} ({year})",
        numbers=features(title, summary, named, year=year),
        hints=((mean - 6.2) / 2,) if mean is not None else (),
        facts={"genres": named, "year": year},
    )


def features(title: str, summary: str, genres: Sequence[str], *, year: int | None) -> tuple[float, ...]:
    """What stands beside the words: genres, age, their meeting, lengths, whether the title is a sequel's."""
    present = [float(genre in genres) for genre in GENRES]
    age = ((year or 1995) - 1990) / 20
    sequel = float(any(mark in title for mark in ("2", "3", "4", ":", " II", "Part ")))
    count = len(genres) / 3
    return (*present, *(age * one for one in present), age, age**2, count, len(summary) / 300, len(title) / 20, sequel)


def score(asked: Sequence[Example], said: Sequence[Answer]) -> dict[str, Figure]:
    gold = np.array([LABELS.index(example.output) for example in asked])
    read = [read_label(answer.text, LABELS) for answer in said]
    guess = np.array([LABELS.index(label) if label else -1 for label in read])
    return {
        "balanced accuracy": figure(lambda g, s: balanced_accuracy(g, s, 3), gold, guess),
        "macro-F1": figure(lambda g, s: macro_f1(g, s, 3), gold, guess),
        "accuracy": figure(accuracy, gold == guess),
    }


def _row(row: Mapping[str, str]) -> Example:
    genres = [genre["name"] for genre in json.loads(row["genres"])]
    year = int(row["release_date"][:4]) if row["release_date"] else None
    return example(row["title"], row["overview"], genres, year, mean=float(row["vote_average"]))


def _genre_and_year(split: Split) -> Model:
    return fit_numbers(split.train, LABELS, columns=[*range(len(GENRES)), 2 * len(GENRES), 2 * len(GENRES) + 1])


TASK = Task("rating", LABELS, load, score, {"majority class": majority, "genre and year": _genre_and_year})
