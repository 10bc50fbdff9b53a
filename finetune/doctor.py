"""Did a fine-tune take: what goes wrong silently, looked for one by one and said in plain words?

Each check is a function that returns findings; an empty list of problems means that nothing was found wrong, and a
check that could not be made says so.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from finetune import chat
from finetune.task import Example, Model, Split, Task

SMALLEST = 10_000
"""Bytes below which an adapter file holds nothing: the well-known empty one had 443."""

GRAM = 8
"""Words in a row that two splits may not share."""


@dataclass(frozen=True, slots=True)
class Finding:
    """`ok` is None where the check could not be made; `why` says what is wrong, or what was seen."""

    check: str
    ok: bool | None
    why: str

    def __str__(self) -> str:
        return f"{ {True: 'ok ', False: 'BAD', None: ' - '}[self.ok] }  {self.check}: {self.why}"


def weights(adapter: Path) -> Finding:
    """Whether the adapter file holds matrices that change anything."""
    file = adapter / "adapter_model.safetensors"
    if not file.is_file():
        return Finding("weights", False, f"there is no {file.name} in {adapter.name}: nothing was saved")
    size = file.stat().st_size
    if size < SMALLEST:
        return Finding("weights", False, f"{file.name} has {size} bytes: an empty adapter was saved")
    second = {name: matrix for name, matrix in _tensors(file).items() if "lora_B" in name}
    if not second:
        return Finding("weights", False, "there is no lora_B matrix in it: this is no LoRA adapter")
    dead = [name for name, matrix in second.items() if not np.any(matrix)]
    if len(dead) == len(second):
        return Finding(
            "weights", False, "every lora_B is all zero: it answers as the base model does; nothing was learned"
        )
    if bad := [name for name, matrix in second.items() if not np.all(np.isfinite(matrix))]:
        return Finding("weights", False, f"{bad[0]} holds NaN or infinity: the training blew up; lower the rate")
    return Finding(
        "weights", True, f"{size / 2**20:.1f} MiB, {len(second) - len(dead)} of {len(second)} layers changed"
    )


def logits(tuned: Any, tokenizer: Any, prompts: Sequence[str]) -> Finding:
    """Whether the adapter changes what the model says next; `tuned` is a peft model."""
    import torch

    most = 0.0
    for prompt in prompts:
        inputs = tokenizer(prompt, return_tensors="pt", add_special_tokens=False).to(tuned.device)
        with torch.inference_mode():
            ours = tuned(input_ids=inputs["input_ids"]).logits[0, -1].float()
            with tuned.disable_adapter():
                base = tuned(input_ids=inputs["input_ids"]).logits[0, -1].float()
        most = max(most, float((ours - base).abs().max()))
    if most < 1e-3:
        return Finding("logits", False, "the next word is as likely with the adapter as without: it is not applied")
    return Finding("logits", True, f"the adapter moves the logits by up to {most:.2f}")


def masks(labels: Sequence[Sequence[int]]) -> Finding:
    """Whether each row is learned from in part: labels of -100 are not."""
    for place, row in enumerate(labels):
        learned = sum(label != -100 for label in row)
        if learned == 0:
            return Finding("masks", False, f"row {place} has no token to learn from: the answer was cut off or masked")
        if learned == len(row):
            return Finding("masks", False, f"all {learned} tokens of row {place} are learned from, the prompt too")
    return Finding("masks", True, f"{len(labels)} rows, the answers alone are learned from")


def stop_token(labels: Sequence[Sequence[int]], stop: int) -> Finding:
    """Whether the token that ends an answer is learned."""
    without = [place for place, row in enumerate(labels) if stop not in row]
    if without:
        return Finding(
            "stop token", False, f"{len(without)} of {len(labels)} rows never learn to stop (row {without[0]})"
        )
    return Finding("stop token", True, f"token {stop} ends every answer")


def stops(model: Model, examples: Sequence[Example], *, least: float = 0.995) -> Finding:
    """Whether answers end by themselves."""
    ended = [answer.weights.get("stopped", 0.0) > 0.5 for answer in model.answer(examples)]
    share = float(np.mean(ended))
    return Finding("stopping", share >= least, f"{sum(ended)} of {len(ended)} answers ended by themselves")


def template(adapter: Path, example: Example, trained: str, *, alpaca: bool = False) -> Finding:
    """Whether the tokenizer saved with the adapter renders a prompt byte for byte as in training."""
    from transformers import AutoTokenizer

    served = chat.prompt(example, AutoTokenizer.from_pretrained(str(adapter)), alpaca=alpaca)
    return same_prompt(trained, served)


def same_prompt(trained: str, served: str) -> Finding:
    """Whether two renderings of one prompt are the same."""
    if trained == served:
        return Finding("template", True, f"{len(served.encode())} bytes, the same in training and serving")
    place = next(
        (i for i, (a, b) in enumerate(zip(trained, served, strict=False)) if a != b), min(len(trained), len(served))
    )
    return Finding(
        "template",
        False,
        f"training and serving differ from byte {place}: {trained[place:][:20]!r}, {served[place:][:20]!r}",
    )


def golden(before: Sequence[str], after: Sequence[str], what: str = "merged") -> Finding:
    """Whether a merged or converted model says what the adapter said."""
    differ = [place for place, pair in enumerate(zip(before, after, strict=True)) if pair[0] != pair[1]]
    if differ:
        first = differ[0]
        return Finding(
            f"golden prompts, {what}", False,
            f"{len(differ)} of {len(before)} answers changed; the first: {before[first]!r} became {after[first]!r}",
        )  # fmt: skip
    return Finding(f"golden prompts, {what}", True, f"{len(before)} answers are the same")


def overlap(split: Split) -> Finding:
    """Whether a group, or eight words in a row of a prompt and its answer, stand on both sides of the split."""
    groups = {one.group for one in split.train} & {one.group for one in split.test}
    if groups:
        return Finding(
            "overlap", False, f"{len(groups)} groups are both learned and judged, for example {min(groups)!r}"
        )
    learned = {gram for one in split.train for gram in _grams(one)}
    shared = [one for one in split.test if (grams := _grams(one)) and len(grams & learned) / len(grams) > 0.5]
    if shared:
        return Finding(
            "overlap", False, f"{len(shared)} test rows were learned nearly word for word: {shared[0].input[:60]!r}"
        )
    return Finding("overlap", True, "no group and no text is on both sides")


def beats(task: Task, split: Split, model: Model) -> Finding:
    """Whether the model is better than every trivial row, by the task's first figure."""
    ours = _first(task, split, model)
    rows = {name: _first(task, split, rule(split)) for name, rule in task.baselines.items()}
    best = max(rows, key=rows.__getitem__)
    if ours <= rows[best]:
        return Finding("trivial rows", False, f"{ours:.3f} is no better than {best!r} with {rows[best]:.3f}")
    return Finding("trivial rows", True, f"{ours:.3f} against {rows[best]:.3f} of {best!r}")


def learned_losses(losses: Sequence[Mapping[str, float]]) -> Finding:
    """Whether the loss on held-out rows fell."""
    seen = [row["eval_loss"] for row in losses if "eval_loss" in row]
    if len(seen) < 2:
        return Finding("losses", None, "fewer than two losses on held-out rows were written down")
    if not np.all(np.isfinite(seen)):
        return Finding("losses", False, "the loss became NaN: lower the rate")
    return Finding("losses", min(seen[1:]) < seen[0], f"from {seen[0]:.3f} to {min(seen):.3f} on held-out rows")


def labels_of(
    examples: Sequence[Example], tokenizer: Any, *, alpaca: bool = False, longest: int = 512
) -> list[list[int]]:
    """The labels that training sees for some rows, prompts masked with -100, cut as in training."""
    rows = []
    for example in examples:
        ahead = tokenizer(chat.prompt(example, tokenizer, alpaca=alpaca), add_special_tokens=False)["input_ids"]
        after = tokenizer(chat.completion(example, tokenizer), add_special_tokens=False)["input_ids"]
        rows.append([*[-100] * len(ahead), *after][:longest])
    return rows


def examine(adapter: Path, *, base: str = "", task: Task | None = None, data: Path | None = None) -> list[Finding]:
    """Every check that can be made of a saved adapter: of its file always, of the model with `base`, of the data with
    `task`."""
    findings = [weights(adapter)]
    if (adapter / "losses.json").is_file():
        findings.append(learned_losses(json.loads((adapter / "losses.json").read_text(encoding="utf-8"))))
    split = task.load(data, 7) if task else None
    if split:
        findings.append(overlap(split))
    if base and findings[0].ok:
        findings += _of_model(adapter, base, task, split)
    return findings


def _of_model(adapter: Path, base: str, task: Task | None, split: Split | None) -> list[Finding]:
    from finetune.methods import lora

    speaker = lora.open_speaker(lora.Settings(base), adapter)
    if task is None or split is None:
        return [logits(speaker.model, speaker.tokenizer, ["Hello", "Recommend a film."])]
    some, judged = split.train[:64], split.test[:64]
    labels = labels_of(some, speaker.tokenizer)
    found = [
        masks(labels),
        stop_token(labels, speaker.tokenizer.eos_token_id),
        logits(speaker.model, speaker.tokenizer, [chat.prompt(one, speaker.tokenizer) for one in judged[:4]]),
        stops(speaker, judged),
        beats(task, Split(split.train, split.valid, judged), speaker),
    ]
    if (adapter / "tokenizer_config.json").is_file():
        found.append(template(adapter, judged[0], chat.prompt(judged[0], speaker.tokenizer)))
    return found


def _tensors(file: Path) -> dict[str, np.ndarray]:
    from safetensors.torch import load_file

    return {name: tensor.float().numpy() for name, tensor in load_file(str(file)).items()}


def _grams(example: Example) -> set[tuple[str, ...]]:
    words = f"{example.input} {example.output}".lower().split()
    return {tuple(words[place : place + GRAM]) for place in range(len(words) - GRAM + 1)}


def _first(task: Task, split: Split, model: Model) -> float:
    scores = task.score(split.test, model.answer(split.test))
    return next(iter(scores.values()))[0]
