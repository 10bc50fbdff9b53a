"""What does a run leave to look at: its settings, its losses and confusions as pictures, a page that shows them all?"""

from __future__ import annotations

import html
import json
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from finetune import evaluate
from finetune.task import Answer, Example, Score, Task, read_label


def leave(
    folder: Path, task: Task, scores: Mapping[str, Score], said: tuple[Sequence[Example], Sequence[Answer]]
) -> Path:
    """Write `scores.json`, the pictures that can be drawn and `report.html` beside a run's own files."""
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "scores.json").write_text(json.dumps(scores, indent=1) + "\n", encoding="utf-8")
    pictures = [_curve(folder), _confusion(folder, task, *said)]
    page = folder / "report.html"
    page.write_text(_page(folder, task, scores, [name for name in pictures if name]), encoding="utf-8")
    return page


def _page(folder: Path, task: Task, scores: Mapping[str, Score], pictures: Sequence[str]) -> str:
    config = folder / "config.json"
    settings = config.read_text(encoding="utf-8") if config.is_file() else "{}"
    parts = [
        f"<h1>{html.escape(task.name)}</h1>",
        f"<pre>{html.escape(evaluate.markdown(scores))}</pre>",
        *(f'<p><img src="{name}" alt="{name}"></p>' for name in pictures),
        f"<h2>Settings</h2><pre>{html.escape(settings)}</pre>",
    ]
    return f'<!doctype html><meta charset="utf-8"><title>{html.escape(task.name)}</title>' + "\n".join(parts) + "\n"


def _curve(folder: Path) -> str:
    """The losses by step, where the run wrote them down."""
    path = folder / "losses.json"
    if not path.is_file():
        return ""
    rows = json.loads(path.read_text(encoding="utf-8"))
    axes, figure = _axes()
    for name, label in (("loss", "training"), ("eval_loss", "held out")):
        points = [(row["step"], float(row[name])) for row in rows if name in row and "step" in row]
        if points:
            axes.plot(*zip(*points, strict=True), marker="o", label=label)
    axes.set_xlabel("step")
    axes.set_ylabel("loss")
    axes.legend()
    figure.savefig(folder / "losses.png", dpi=100, bbox_inches="tight")
    return "losses.png"


def _confusion(folder: Path, task: Task, asked: Sequence[Example], said: Sequence[Answer]) -> str:
    """Label against answer, for tasks that have labels."""
    if not task.labels or not asked:
        return ""
    axes, figure = _axes()
    table = [[0] * len(task.labels) for _ in task.labels]
    for example, answer in zip(asked, said, strict=True):
        if label := read_label(answer.text, task.labels):
            table[task.labels.index(example.output)][task.labels.index(label)] += 1
    axes.imshow(table, cmap="Blues")
    axes.set_xticks(range(len(task.labels)), task.labels, rotation=45)
    axes.set_yticks(range(len(task.labels)), task.labels)
    axes.set_xlabel("said")
    axes.set_ylabel("right")
    for row, counts in enumerate(table):
        for column, count in enumerate(counts):
            axes.text(column, row, count, ha="center", va="center")
    figure.savefig(folder / "confusion.png", dpi=100, bbox_inches="tight")
    return "confusion.png"


def _axes() -> tuple[Any, Any]:
    try:
        from matplotlib.figure import Figure
    except ImportError as error:
        raise ImportError('drawing needs matplotlib: pip install "matinee[finetune]"') from error
    figure = Figure(figsize=(6, 4))
    return figure.subplots(), figure
