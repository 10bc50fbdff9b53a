"""How are the small models made that ship: from our own catalogue alone?

python -m finetune.ship [--data FOLDER]    trains them, and with outside data says how they do there
"""

from __future__ import annotations

import argparse
import json
import tempfile
from collections.abc import Sequence
from pathlib import Path

import numpy as np

from data.catalogue.films import load as load_films
from finetune import evaluate
from finetune.methods import linear
from finetune.predict import MODELS
from finetune.task import Answer, Example, Model, Split, Task, divide
from finetune.tasks import genre, rating, taste

SEED = 7
ACCLAIM = {1: 4.5, 2: 5.2, 3: 6.2, 4: 7.1, 5: 7.8}
"""Our acclaim as a mean vote out of ten, within the bands of the rating task: 1-2 bad, 3 average, 4-5 good."""


def main(given: Sequence[str] | None = None) -> int:
    """Train and write the three models and what they reach."""
    parser = argparse.ArgumentParser(prog="python -m finetune.ship")
    parser.add_argument("--data", type=Path, help="outside data, to be judged on; never learned from")
    data = parser.parse_args(given).data
    MODELS.mkdir(exist_ok=True)
    tables = {"genre": _genre(), "rating": _rating(data), "like": _like(data)}
    (MODELS / "scores.json").write_text(json.dumps(tables, indent=1) + "\n", encoding="utf-8")
    return 0


def acclaimed() -> tuple[Example, ...]:
    """The catalogue's films with our own acclaim in the place of viewers' votes."""
    return tuple(
        rating.example(movie.title, movie.synopsis, movie.genres, movie.year, mean=ACCLAIM[movie.acclaim])
        for movie in load_films().movies
    )


def _genre() -> object:
    return _train(genre.TASK, genre.TASK.load(None, SEED), "genre", strength=3.0)


def _rating(data: Path | None) -> object:
    own = divide(acclaimed(), SEED)
    result = {"catalogue": _train(rating.TASK, own, "rating", strength=0.1)}
    if data:
        outside = rating.TASK.load(data, SEED)
        result["TMDB, not learned from"] = _judge(rating.TASK, outside, linear.load(MODELS / "rating.npz"))
    return result


def _like(data: Path | None) -> object:
    result = {"made-up viewers": _train(taste.TASK, taste.TASK.load(None, SEED), "like", words_too=False, strength=0.1)}
    if data:
        real = taste.real_viewers(data)
        result["MovieLens 100K, not learned from"] = _judge(
            taste.TASK, Split(real, (), real), linear.load(MODELS / "like.npz")
        )
    return result


def _train(task: Task, split: Split, name: str, *, words_too: bool = True, strength: float) -> object:
    """Fit on the training rows, score on the test rows, and ship just that model: it is the one that was judged."""
    with tempfile.TemporaryDirectory() as folder:
        model = linear.fit(task, split, Path(folder), words_too=words_too, strength=strength)
    model.save(MODELS / f"{name}.npz")
    return _judge(task, split, linear.load(MODELS / f"{name}.npz"))


def _judge(task: Task, split: Split, model: Model) -> object:
    scores = evaluate.compare(task, split, {"ours": model})
    print(f"{task.name}\n{evaluate.table(scores, len(split.test))}\n", flush=True)
    return {name: {metric: list(np.round(value, 4)) for metric, value in row.items()} for name, row in scores.items()}


def confident(asked: Sequence[Example], said: Sequence[Answer], least: float) -> tuple[float, float]:
    """Share of the answers that are as sure as `least`, and how many of those are right."""
    sure = [(e, a) for e, a in zip(asked, said, strict=True) if max(a.weights.values()) >= least]
    return len(sure) / max(len(asked), 1), float(np.mean([e.output == a.text for e, a in sure])) if sure else float(
        "nan"
    )


if __name__ == "__main__":
    raise SystemExit(main())
