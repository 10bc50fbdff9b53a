"""Which method is better at a task: one table, the trivial rows beside them?"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from finetune.scores import Figure
from finetune.task import Model, Score, Split, Task


def compare(task: Task, split: Split, models: Mapping[str, Model]) -> dict[str, Score]:
    """The scores of the trivial rows, then of the models, on the test rows."""
    rows: dict[str, Model] = {name: make(split) for name, make in task.baselines.items()}
    return {name: task.score(split.test, model.answer(split.test)) for name, model in {**rows, **models}.items()}


def load_split(task: Task, data: Path | None, seed: int, most: int = 0) -> Split:
    """A task's split, with `most` test rows at most if that is not 0."""
    split = task.load(data, seed)
    return Split(split.train, split.valid, split.test[:most] if most else split.test)


def table(scores: Mapping[str, Score], tested: int) -> str:
    """Plain text: a line for each row, intervals in brackets."""
    heads = ["system", *dict.fromkeys(name for row in scores.values() for name in row)]
    lines = [heads, *([name, *(_cell(row.get(head)) for head in heads[1:])] for name, row in scores.items())]
    widths = [max(len(line[place]) for line in lines) for place in range(len(heads))]
    drawn = ["  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip() for line in lines]
    return "\n".join([*drawn, f"n = {tested}; brackets: 95 % bootstrap interval"])


def markdown(scores: Mapping[str, Score]) -> str:
    """The same table for a README."""
    heads = list(dict.fromkeys(name for row in scores.values() for name in row))
    rows: Iterable[Sequence[str]] = ([name, *(_cell(row.get(head)) for head in heads)] for name, row in scores.items())
    return "\n".join(
        [
            "| system | " + " | ".join(heads) + " |",
            "|---" * (len(heads) + 1) + "|",
            *("| " + " | ".join(r) + " |" for r in rows),
        ]
    )


def _cell(figure: Figure | None) -> str:
    return "" if figure is None else "{:.3f} [{:.3f}, {:.3f}]".format(*figure)
