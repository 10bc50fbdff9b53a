"""What is a task, what is one example of it, and what does a model answer?

A task is both training data and test: the same examples, read by the same rules, train and judge every method.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol

from finetune.scores import Figure


@dataclass(frozen=True, slots=True)
class Example:
    """One thing to learn from or to be asked.

    `group` names what may not stand on both sides of a split (a film, a user, a persona). `numbers` are features
    beside the words, NaN where unknown; `hints` are further targets of the same input, from which a method may learn
    but which are never shown when asked; `facts` serve the score alone. Without an `output` (training rows only) there
    are just the hints to learn.
    """

    instruction: str
    input: str
    output: str
    group: str
    numbers: tuple[float, ...] = ()
    hints: tuple[float, ...] = ()
    facts: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Answer:
    """What a model said; `weights` are probabilities by label, where it has any."""

    text: str
    weights: Mapping[str, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Split:
    """Examples to learn from, to stop by, and to be judged on; no group is in two of them."""

    train: tuple[Example, ...]
    valid: tuple[Example, ...]
    test: tuple[Example, ...]


class Model(Protocol):
    """Something that answers."""

    def answer(self, examples: Sequence[Example]) -> list[Answer]: ...


Score = Mapping[str, Figure]
Baseline = Callable[[Split], Model]


@dataclass(frozen=True, slots=True)
class Task:
    """`labels` is empty where the answer is free text; `load` takes the folder of outside data, if any, and a seed;
    `baselines` are the trivial rows that a method has to beat."""

    name: str
    labels: tuple[str, ...]
    load: Callable[[Path | None, int], Split]
    score: Callable[[Sequence[Example], Sequence[Answer]], Score]
    baselines: Mapping[str, Baseline]


class Method(Protocol):
    """A way to learn: fit on a split, leave what can be looked at in `folder`."""

    def __call__(self, task: Task, split: Split, folder: Path, **options: Any) -> Model: ...


def read_label(text: str, labels: Sequence[str]) -> str:
    """The label named first in a model's words, or "" when none is."""
    lowered = text.lower()
    places = {label: lowered.find(label.lower()) for label in labels}
    named = [label for label in labels if places[label] >= 0]
    return min(named, key=places.__getitem__, default="")


def labelled(examples: Sequence[Example]) -> list[Example]:
    """The examples that say what the right answer is."""
    return [example for example in examples if example.output]


def divide(examples: Sequence[Example], seed: int, *, test: float = 0.2, valid: float = 0.1) -> Split:
    """Split by group, the same way on every machine: a group's side depends on its name and the seed alone."""
    sides: dict[str, list[Example]] = {"train": [], "valid": [], "test": []}
    for example in examples:
        place = _place(example.group, seed)
        sides["test" if place < test else "valid" if place < test + valid else "train"].append(example)
    return Split(tuple(sides["train"]), tuple(sides["valid"]), tuple(sides["test"]))


def _place(group: str, seed: int) -> float:
    digest = hashlib.sha256(f"{seed}:{group}".encode()).digest()
    return int.from_bytes(digest[:8], "big") / 2**64
