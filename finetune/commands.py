"""What can be taught from the command line: simulate, finetune, evaluate, doctor, export."""

from __future__ import annotations

import argparse
import os
import sys
import time
from collections.abc import Callable, Sequence
from importlib import import_module
from pathlib import Path
from typing import Any

from finetune import evaluate as evaluation
from finetune.task import Model, Split, Task

TASKS = {
    "genre": ("genre", "TASK"),
    "rating": ("rating", "TASK"),
    "like": ("like", "TASK"),
    "like-plain": ("like", "PLAIN"),
    "collm": ("collm", "TASK"),
    "tallrec": ("collm", "TALLREC"),
    "taste": ("taste", "TASK"),
    "conversation": ("conversation", "TASK"),
}
METHODS = ("linear", "encoder", "lora", "prompted")
NUMBERS_ALONE = frozenset({"like", "like-plain", "collm", "tallrec", "taste"})
"""Tasks of which a linear model sees the numbers and not the words."""


def main(words: Sequence[str]) -> int:
    """Run the command named first."""
    parser = argparse.ArgumentParser(prog="main.py")
    commands = parser.add_subparsers(dest="command", required=True)
    for name, (describe, _) in COMMANDS.items():
        describe(commands.add_parser(name, help=COMMANDS[name][1].__doc__, allow_abbrev=False))
    options = parser.parse_args(words)
    try:
        return COMMANDS[options.command][1](options)
    except ImportError as error:
        print(f"matinee: {error}", file=sys.stderr)
        return 1


def task_named(name: str) -> Task:
    """A task by the name used on the command line."""
    module, constant = TASKS[name]
    found: Task = getattr(import_module(f"finetune.tasks.{module}"), constant)
    return found


def simulate(options: argparse.Namespace) -> int:
    """Let made-up people talk to the product, and write what was said as training data."""
    from rich.progress import Progress

    from bot.settings import read_settings
    from finetune.simulator.simulate import Plan
    from finetune.simulator.simulate import simulate as run

    plan = Plan(options.n, options.seed, read_settings(os.environ, incognito=True))
    began = time.perf_counter()
    with Progress(transient=True) as progress:
        bar = progress.add_task("conversations", total=options.n)
        card = run(
            plan, options.out, workers=options.workers, engine=options.engine, tick=lambda: progress.advance(bar)
        )
    counts = card["counts"]
    print(f"{counts['conversations']} conversations, {counts['turns']} turns, {counts.get('leaks', 0)} leaks "
          f"in {time.perf_counter() - began:.0f} s: {options.out}")  # fmt: skip
    return 0


def finetune(options: argparse.Namespace) -> int:
    """Learn a task by a method and leave a folder that can be looked at."""
    from finetune import report

    task = task_named(options.task)
    split = evaluation.load_split(task, options.data, options.seed, options.tests)
    model = learn(task, split, options)
    answers = model.answer(split.test)
    scores = {**evaluation.compare(task, split, {}), options.method: task.score(split.test, answers)}
    print(evaluation.table(scores, len(split.test)))
    print(f"report: {report.leave(options.out, task, scores, (split.test, answers))}")
    return 0


def evaluate(options: argparse.Namespace) -> int:
    """Learn a task by several methods and print one table, the trivial rows first."""
    task = task_named(options.task)
    split = evaluation.load_split(task, options.data, options.seed, options.tests)
    models: dict[str, Model] = {}
    for method in options.methods:
        options.method = method
        models[method] = learn(task, split, options, options.out / method)
    print(evaluation.table(evaluation.compare(task, split, models), len(split.test)))
    return 0


def doctor(options: argparse.Namespace) -> int:
    """Say whether a fine-tune took, and in plain words what is wrong where it did not."""
    from finetune.doctor import examine

    task = task_named(options.task) if options.task else None
    findings = examine(options.adapter, base=options.base, task=task, data=options.data)
    print("\n".join(str(finding) for finding in findings))
    return int(any(finding.ok is False for finding in findings))


def export(options: argparse.Namespace) -> int:
    """Merge an adapter, convert it to GGUF, and write what Ollama and vLLM need."""
    from finetune.export import export as run

    print(run(options.base, options.adapter, options.out))
    return 0


def learn(task: Task, split: Split, options: argparse.Namespace, folder: Path | None = None) -> Model:
    """A model of the task by the method of the options; ValueError where the two do not fit or a model is missing."""
    if not task.labels and options.method in ("linear", "encoder"):
        raise ValueError(
            f"{options.task!r} is answered in words, which {options.method!r} cannot: use lora or prompted"
        )
    if not options.model and options.method in ("lora", "prompted"):
        raise ValueError(f"{options.method!r} needs a --model")
    method = import_module(f"finetune.methods.{options.method}")
    model: Model = method.fit(task, split, folder or options.out, **_extras(options))
    return model


def _extras(options: argparse.Namespace) -> dict[str, Any]:
    if options.method == "linear":
        return {"words_too": options.task not in NUMBERS_ALONE, "strength": options.strength}
    if options.method == "prompted":
        from langchain.chat_models import init_chat_model

        return {"model": init_chat_model(options.model), "shots": options.shots}
    settings = import_module(f"finetune.methods.{options.method}").Settings
    given = {name: getattr(options, name) for name in ("model", "epochs", "rate", "batch") if getattr(options, name)}
    return {"settings": settings(**given), "resume": options.resume}


def _simulate(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("--n", type=int, default=1000, help="conversations")
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--workers", type=int, default=os.cpu_count() or 1)
    parser.add_argument("--engine", choices=("local", "ray"), default="local")


def _learning(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("task", choices=tuple(TASKS))
    parser.add_argument("--data", type=Path, help="outside data, or the folder of a simulation")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--tests", type=int, default=0, help="test rows at most; 0 for all")
    parser.add_argument("--strength", type=float, default=0.3, help="linear: C of the logistic regression")
    parser.add_argument("--model", default="", help="lora, encoder: name, folder or .gguf; prompted: provider:name")
    parser.add_argument("--epochs", type=int, default=0)
    parser.add_argument("--rate", type=float, default=0.0)
    parser.add_argument("--batch", type=int, default=0)
    parser.add_argument("--shots", type=int, default=0, help="prompted: examples shown")
    parser.add_argument("--resume", action="store_true", help="go on from the last checkpoint in --out")


def _finetune(parser: argparse.ArgumentParser) -> None:
    _learning(parser)
    parser.add_argument("--method", choices=METHODS, default="linear")


def _evaluate(parser: argparse.ArgumentParser) -> None:
    _learning(parser)
    parser.add_argument("--methods", nargs="+", choices=METHODS, default=["linear"])


def _doctor(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("adapter", type=Path)
    parser.add_argument("--base", default="", help="the model it was trained on, to check its answers")
    parser.add_argument("--task", choices=tuple(TASKS))
    parser.add_argument("--data", type=Path)


def _export(parser: argparse.ArgumentParser) -> None:
    parser.add_argument("adapter", type=Path)
    parser.add_argument("--base", required=True)
    parser.add_argument("--out", type=Path, required=True)


COMMANDS: dict[str, tuple[Callable[[argparse.ArgumentParser], None], Callable[[argparse.Namespace], int]]] = {
    "simulate": (_simulate, simulate),
    "finetune": (_finetune, finetune),
    "evaluate": (_evaluate, evaluate),
    "doctor": (_doctor, doctor),
    "export": (_export, export),
}
