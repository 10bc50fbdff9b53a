"""How is the adapter made that ships: SmolLM2-135M-Instruct, taught on our own simulated conversations?

python -m finetune.adapter --data SIMULATED --model SmolLM2-135M-Instruct.Q4_1.gguf --out DIR
"""

from __future__ import annotations

import argparse
import json
import shutil
import time
from collections.abc import Sequence
from pathlib import Path

from finetune.methods import lora
from finetune.task import Answer, Example, Model, Split
from finetune.tasks import conversation

QUESTIONS = 8
"""A slot's question is short and always the same: this many times fewer rows are spent on it than on another kind."""

KEPT = ("adapter_config.json", "adapter_model.safetensors", "chat_template.jinja")


def main(given: Sequence[str] | None = None) -> int:
    """Train, then judge the untuned model and the tuned one, and leave both in `--out`."""
    options = _parser().parse_args(given)
    began = time.perf_counter()
    whole = conversation.TASK.load(options.data, options.seed)
    test = conversation.balanced(whole.test, options.tests, options.tests // QUESTIONS)
    train = conversation.balanced(whole.train, options.most, options.most // QUESTIONS)
    split = Split(train, conversation.balanced(whole.valid, options.checks, max(1, options.checks // QUESTIONS)), test)
    settings = lora.Settings(
        str(options.model),
        epochs=options.epochs,
        rate=options.rate,
        rank=options.rank,
        batch=options.batch,
        minutes=options.minutes,
    )
    options.out.mkdir(parents=True, exist_ok=True)
    print(f"{len(split.train)} rows to learn, {len(split.valid)} to stop by, {len(test)} to judge", flush=True)
    table = {name: judge(rule(split), test) for name, rule in conversation.TASK.baselines.items()}
    if options.untuned:
        table["untuned"] = judge(lora.open_speaker(settings), test[: options.untuned])
        print(f"untuned judged after {time.perf_counter() - began:.0f} s", flush=True)
    work = options.out / "work"
    tuned = lora.fit(conversation.TASK, split, work, settings=settings)
    print(f"trained after {time.perf_counter() - began:.0f} s", flush=True)
    answers = tuned.answer(test)
    table["tuned"] = dict(conversation.TASK.score(test, answers))
    _leave(options.out, work, table, list(zip(test, answers, strict=True)))
    print(json.dumps(table, indent=1), f"{time.perf_counter() - began:.0f} s", sep="\n", flush=True)
    return 0


def judge(model: Model, test: Sequence[Example]) -> dict[str, object]:
    return dict(conversation.TASK.score(test, model.answer(test)))


def _leave(out: Path, work: Path, table: dict[str, dict[str, object]], said: Sequence[tuple[Example, Answer]]) -> None:
    """The adapter without what the base model has already, the table, the losses, and every answer to look at."""
    for name in KEPT:
        if (work / "adapter" / name).is_file():
            shutil.copy(work / "adapter" / name, out / name)
    for name in ("losses.json", "config.json"):
        shutil.copy(work / name, out / name)
    (out / "table.json").write_text(json.dumps(table, indent=1) + "\n", encoding="utf-8")
    with (out / "answers.jsonl").open("w", encoding="utf-8") as lines:
        for example, answer in said:
            row = {"kind": example.facts["kind"], "input": example.input, "wanted": example.output, "said": answer.text}
            lines.write(json.dumps(row, ensure_ascii=False) + "\n")


def _parser() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(
        prog="python -m finetune.adapter", description=__doc__.split("\n")[0] if __doc__ else ""
    )
    parser.add_argument("--data", type=Path, required=True, help="folder of a simulation (alpaca.jsonl or .gz)")
    parser.add_argument("--model", type=Path, required=True, help="the base model: a folder or a .gguf file")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--most", type=int, default=4000, help="training rows of one kind at most")
    parser.add_argument("--checks", type=int, default=40, help="rows of one kind to stop by")
    parser.add_argument("--tests", type=int, default=150, help="test rows of one kind at most")
    parser.add_argument("--untuned", type=int, default=300, help="test rows for the untuned model; 0 leaves it out")
    parser.add_argument("--epochs", type=float, default=2.0)
    parser.add_argument("--rate", type=float, default=5e-4)
    parser.add_argument("--rank", type=int, default=16)
    parser.add_argument("--batch", type=int, default=32)
    parser.add_argument("--minutes", type=float, default=0.0, help="learn for so long at most; 0 for no limit")
    return parser


if __name__ == "__main__":
    raise SystemExit(main())
