"""What do the small models that ship predict? One door for the chat, the cards and the API; NumPy is all it needs."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

from finetune.methods import linear
from finetune.task import Answer, Example
from finetune.tasks import genre, rating, taste

MODELS = Path(__file__).with_name("models")
"""Where the models that ship lie, one .npz for each task."""

TASKS = ("genre", "rating", "like")


def predict(task: str, inputs: Mapping[str, Any]) -> Answer:
    """A label with the probability of each.

    `genre` takes `summary`; `rating` takes `title`, `summary`, `genres` and `year` (None if unknown); `like` takes
    `rated`, the stars out of five given to films by id, and `film`, an id, with `movies`, films by id. An unknown task
    or a missing input is a ValueError.
    """
    if task not in TASKS:
        raise ValueError(f"{task!r} is no task; the tasks are {', '.join(TASKS)}")
    try:
        example = _example(task, inputs)
    except KeyError as error:
        raise ValueError(f"{task!r} needs the input {error.args[0]!r}") from error
    return _model(task).answer([example])[0]


def _example(task: str, inputs: Mapping[str, Any]) -> Example:
    if task == "genre":
        return genre.example(inputs["summary"])
    if task == "rating":
        genres: Sequence[str] = inputs["genres"]
        return rating.example(inputs["title"], inputs["summary"], genres, inputs["year"])
    return taste.example(inputs["rated"], inputs["film"], inputs["movies"])


@cache
def _model(task: str) -> linear.Linear:
    return linear.load(MODELS / f"{task}.npz")
