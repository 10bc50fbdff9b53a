"""Does a model word the bot's acts rightly: the act it was told, the films it was handed, the facts it was given?"""

from __future__ import annotations

import gzip
import json
import re
import zlib
from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np

from bot.llm.handover import nearest_slot
from finetune.baselines import Rule, majority
from finetune.claims import foreign, guarded, unbacked
from finetune.scores import Figure, accuracy, figure
from finetune.task import Answer, Example, Split, Task

SOFT = 0.8
"""Share of words in common (F1) from which an answer matches softly."""

SAME = 0.6
"""The like from which a fact counts as told at all."""


def load(folder: Path | None, seed: int) -> Split:
    """The records of a simulation: `alpaca.jsonl`, plain or gzipped, its sides as the simulation divided them."""
    if folder is None or not (path := _file(folder)):
        raise ValueError(f"no alpaca.jsonl in {str(folder)!r}: make it with `python main.py simulate`")
    packed = path.read_bytes()
    lines = (gzip.decompress(packed) if path.suffix == ".gz" else packed).decode().strip().split("\n")
    sides: dict[str, list[Example]] = {"train": [], "valid": [], "test": []}
    for record in map(json.loads, lines):
        sides[record["part"]].append(_example(record))
    return Split(*(tuple(_shuffled(sides[side], seed)) for side in ("train", "valid", "test")))


def balanced(examples: Sequence[Example], most: int, questions: int | None = None) -> tuple[Example, ...]:
    """At most `most` of each kind, `questions` (else `most`) on each slot; every prompt once, in the order given."""
    seen: set[tuple[str, str]] = set()
    counts: Counter[str] = Counter()
    kept = []
    for example in examples:
        kind, key = _bucket(example), (example.instruction, example.input)
        room = most if questions is None or not example.facts["slot"] else questions
        if key not in seen and counts[kind] < room:
            seen.add(key)
            counts[kind] += 1
            kept.append(example)
    return tuple(kept)


def score(asked: Sequence[Example], said: Sequence[Answer]) -> dict[str, Figure]:
    """Shares of the answers, intervals over personas; `stops` only where the model says whether it stopped."""
    texts = [answer.text for answer in said]
    pairs = list(zip(asked, texts, strict=True))
    checks = {
        "right act and slot": [right(example, text) for example, text in pairs],
        "foreign titles": [bool(_foreign(example, text)) for example, text in pairs],
        "foreign after guard": [bool(_foreign(example, _guarded(example, text))) for example, text in pairs],
        "facts backed": [not unbacked(text, _source(example)) for example, text in pairs],
        "exact": [text.strip() == example.output for example, text in pairs],
        "soft": [likeness(text, example.output) >= SOFT for example, text in pairs],
        "stops": [answer.weights.get("stopped", 1.0) > 0.5 for answer in said],
    }
    groups = [example.group for example in asked]
    return {name: figure(accuracy, np.array(values, dtype=float), groups=groups) for name, values in checks.items()}


def right(example: Example, text: str) -> bool:
    """Whether the words do what they were told: ask on the slot, put the first film forward, or tell the fact."""
    kind = example.facts["kind"]
    if kind == "ask":
        return nearest_slot(text) == example.facts["slot"]
    if kind in ("fact", "explain"):
        return likeness(text, example.output) >= SAME
    first, *others = example.facts["titles"]
    return first in text and not any(other in text for other in others if other not in first)


def likeness(one: str, other: str) -> float:
    """F1 of the words in common."""
    ours, theirs = Counter(_words(one)), Counter(_words(other))
    shared = sum((ours & theirs).values())
    return 2 * shared / max(ours.total() + theirs.total(), 1)


def _words(text: str) -> list[str]:
    return re.findall(r"\w+", text.lower())


def _file(folder: Path) -> Path | None:
    return next((path for name in ("alpaca.jsonl", "alpaca.jsonl.gz") if (path := folder / name).is_file()), None)


def _example(record: dict[str, object]) -> Example:
    facts = {name: record[name] for name in ("kind", "slot", "titles")}
    instruction, told, output, who = (str(record[name]) for name in ("instruction", "input", "output", "persona"))
    return Example(instruction, told, output, who, facts=facts)


def _shuffled(examples: Iterable[Example], seed: int) -> list[Example]:
    """The same order for the same seed, whatever the order of the file."""
    return sorted(examples, key=lambda one: (zlib.crc32(f"{seed}{one.instruction}{one.input}".encode()), one.input))


def _bucket(example: Example) -> str:
    return f"{example.facts['kind']} {example.facts['slot']}".strip()


def _source(example: Example) -> str:
    return f"{example.instruction}\n{example.input}"


def _foreign(example: Example, text: str) -> tuple[str, ...]:
    return foreign(text, example.facts["titles"], _source(example))


def _guarded(example: Example, text: str) -> str:
    return guarded(text, example.facts["titles"], _source(example), example.output)


def _last_line(_: Split) -> Rule:
    return Rule(lambda example: Answer(example.input.rsplit("\n", 1)[-1].removeprefix("Known: ")))


TASK = Task("conversation", (), load, score, {"commonest answer": majority, "copy the last line": _last_line})
