"""How does a chat model answer a task untaught: told what to do, with a few examples or none?"""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from finetune.task import Answer, Example, Split, Task, labelled, read_label


@dataclass(frozen=True)
class Prompted:
    """`model` is any LangChain chat model; `shots` stand before each question as turns of a chat."""

    model: Any
    shots: tuple[Example, ...] = ()
    labels: tuple[str, ...] = ()

    def answer(self, examples: Sequence[Example]) -> list[Answer]:
        """The model's words; where the task has labels, the label read in them ("" when there is none)."""
        said = self.model.batch([self._messages(example) for example in examples])
        texts = [message.text if isinstance(message.text, str) else message.text() for message in said]
        return [Answer(read_label(text, self.labels) if self.labels else text.strip()) for text in texts]

    def _messages(self, example: Example) -> list[tuple[str, str]]:
        turns = [turn for shot in self.shots for turn in (("human", shot.input), ("ai", shot.output))]
        return [("system", example.instruction), *turns, ("human", example.input)]


def fit(task: Task, split: Split, folder: Path, *, model: Any, shots: int = 0, seed: int = 7) -> Prompted:
    """Nothing is learned; `shots` training examples are chosen, the labels in turn."""
    pool = labelled(split.train)
    random.Random(seed).shuffle(pool)
    if task.labels:
        by_label = {label: [one for one in pool if one.output == label] for label in task.labels}
        pool = [rows[turn] for turn in range(shots) for rows in by_label.values() if turn < len(rows)]
    return Prompted(model, tuple(pool[:shots]), task.labels)
