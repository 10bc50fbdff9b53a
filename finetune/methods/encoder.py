"""How does a transformer encoder learn a task with labels: the Hugging Face Trainer, stopped early?"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import numpy as np

from finetune.scores import balanced_accuracy
from finetune.task import Answer, Example, Split, Task, labelled

MISSING = 'learning with an encoder needs torch and transformers: pip install "matinee[finetune]"'


@dataclass(frozen=True, slots=True)
class Settings:
    """`model` is a name or a folder; the epoch with the best balanced accuracy on the validation rows is kept."""

    model: str = "microsoft/deberta-v3-base"
    rate: float = 2e-5
    epochs: int = 5
    batch: int = 16
    longest: int = 256
    patience: int = 2
    seed: int = 7


@dataclass(frozen=True)
class Classifier:
    model: Any
    tokenizer: Any
    labels: tuple[str, ...]
    longest: int = 256
    batch: int = 32

    def answer(self, examples: Sequence[Example]) -> list[Answer]:
        """The likeliest label of each example, with the probability of all."""
        import torch

        answers = []
        for start in range(0, len(examples), self.batch):
            texts = [example.input for example in examples[start : start + self.batch]]
            inputs = self.tokenizer(texts, truncation=True, max_length=self.longest, padding=True, return_tensors="pt")
            with torch.inference_mode():
                shares = self.model(**inputs.to(self.model.device)).logits.float().softmax(dim=-1).tolist()
            answers += [
                Answer(self.labels[int(np.argmax(row))], dict(zip(self.labels, row, strict=True))) for row in shares
            ]
        return answers


def fit(task: Task, split: Split, folder: Path, *, settings: Settings, resume: bool = False) -> Classifier:
    """Train into `folder / "model"`; with `resume` from the last checkpoint there."""
    try:
        from transformers import AutoModelForSequenceClassification, AutoTokenizer
    except ImportError as error:
        raise ImportError(MISSING) from error
    if not task.labels:
        raise ValueError(f"task {task.name!r} has no labels: an encoder cannot learn it")
    tokenizer = AutoTokenizer.from_pretrained(settings.model)
    model = AutoModelForSequenceClassification.from_pretrained(settings.model, num_labels=len(task.labels))
    trainer = _trainer(model, tokenizer, task, split, folder=folder, settings=settings)
    trainer.train(resume_from_checkpoint=resume and any(folder.glob("checkpoint-*")))
    trainer.save_model(str(folder / "model"))
    _write(folder / "config.json", {"method": "encoder", "task": task.name, **asdict(settings)})
    _write(folder / "losses.json", [row for row in trainer.state.log_history if "loss" in row or "eval_loss" in row])
    return Classifier(trainer.model.eval(), tokenizer, task.labels, settings.longest)


def _trainer(model: Any, tokenizer: Any, task: Task, split: Split, *, folder: Path, settings: Settings) -> Any:
    from transformers import DataCollatorWithPadding, EarlyStoppingCallback, Trainer

    learn, check = (
        [_row(one, tokenizer, task.labels, settings.longest) for one in labelled(side)]
        for side in (split.train, split.valid)
    )
    return Trainer(
        model=model, args=_arguments(folder, settings), train_dataset=learn, eval_dataset=check,
        data_collator=DataCollatorWithPadding(tokenizer), processing_class=tokenizer,
        compute_metrics=lambda seen: {"balanced": _balanced(seen.predictions, seen.label_ids, len(task.labels))},
        callbacks=[EarlyStoppingCallback(early_stopping_patience=settings.patience)],
    )  # fmt: skip


def _row(example: Example, tokenizer: Any, labels: tuple[str, ...], longest: int) -> dict[str, Any]:
    read = tokenizer(example.input, truncation=True, max_length=longest)
    return {**read, "labels": labels.index(example.output)}


def _balanced(logits: np.ndarray, gold: np.ndarray, classes: int) -> float:
    return balanced_accuracy(gold, np.argmax(logits, axis=-1), classes)


def _arguments(folder: Path, settings: Settings) -> Any:
    import torch
    from transformers import TrainingArguments

    return TrainingArguments(
        output_dir=str(folder), seed=settings.seed, learning_rate=settings.rate, num_train_epochs=settings.epochs,
        per_device_train_batch_size=settings.batch, per_device_eval_batch_size=settings.batch,
        eval_strategy="epoch", save_strategy="epoch", logging_strategy="epoch", save_total_limit=2,
        load_best_model_at_end=True, metric_for_best_model="balanced", greater_is_better=True,
        use_cpu=not torch.cuda.is_available(), report_to="none", disable_tqdm=True, dataloader_num_workers=0,
    )  # fmt: skip


def _write(path: Path, value: object) -> None:
    path.write_text(json.dumps(value, indent=1, sort_keys=True) + "\n", encoding="utf-8")
