"""How does a causal language model learn a task: low-rank adapters with peft and TRL's SFTTrainer?"""

from __future__ import annotations

import json
import random
import time
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from finetune import chat
from finetune.task import Answer, Example, Split, Task, labelled

MISSING = 'learning with LoRA needs torch, transformers, peft and trl: pip install "matinee[finetune]"'
TARGETS = ("q_proj", "k_proj", "v_proj", "o_proj", "gate_proj", "up_proj", "down_proj")


@dataclass(frozen=True, slots=True)
class Settings:
    """`model` is a name, a folder or a .gguf file; `quantized` loads it in 4 bits (QLoRA, needs a GPU).

    `batch` rows make a step, of which `together` at a time go through the model. Learning stops after `minutes`,
    judged and saved; 0 for no such limit.
    """

    model: str
    rank: int = 16
    rate: float = 5e-4
    epochs: float = 2.0
    batch: int = 16
    together: int = 8
    longest: int = 512
    packing: bool = False
    alpaca: bool = False
    quantized: bool = False
    patience: int = 2
    evaluations: int = 4
    precision: str = "bfloat16"
    minutes: float = 0.0
    seed: int = 7


@dataclass(frozen=True)
class Speaker:
    """A causal model with its tokenizer, answering greedily; `answer` tells as weight whether it stopped by itself."""

    model: Any
    tokenizer: Any
    alpaca: bool = False
    longest: int = 96
    batch: int = 16

    def answer(self, examples: Sequence[Example]) -> list[Answer]:
        """The words after each prompt; prompts of like length are answered together."""
        prompts = [chat.prompt(example, self.tokenizer, alpaca=self.alpaca) for example in examples]
        order = sorted(range(len(prompts)), key=lambda place: len(prompts[place]))
        answers: dict[int, Answer] = {}
        for start in range(0, len(order), self.batch):
            places = order[start : start + self.batch]
            for place, said in zip(places, self._speak([prompts[place] for place in places]), strict=True):
                answers[place] = said
        return [answers[place] for place in range(len(prompts))]

    def _speak(self, prompts: list[str]) -> list[Answer]:
        import torch

        inputs = self.tokenizer(
            prompts, return_tensors="pt", padding=True, padding_side="left", add_special_tokens=False
        ).to(self.model.device)
        with torch.inference_mode():
            output = self.model.generate(
                input_ids=inputs["input_ids"], attention_mask=inputs["attention_mask"], do_sample=False,
                max_new_tokens=self.longest, pad_token_id=self.tokenizer.pad_token_id,
                eos_token_id=self.tokenizer.eos_token_id,
            )  # fmt: skip
        width, stop = inputs["input_ids"].shape[1], self.tokenizer.eos_token_id
        return [self._read(row[width:].tolist(), stop) for row in output]

    def _read(self, tokens: list[int], stop: int) -> Answer:
        stopped = stop in tokens
        kept = tokens[: tokens.index(stop)] if stopped else tokens
        return Answer(self.tokenizer.decode(kept, skip_special_tokens=True).strip(), {"stopped": float(stopped)})


def fit(task: Task, split: Split, folder: Path, *, settings: Settings, resume: bool = False) -> Speaker:
    """Train an adapter into `folder / "adapter"`; with `resume` from the last checkpoint there, as after a kill."""
    model, tokenizer = open_model(settings)
    trainer = _trainer(model, tokenizer, split, folder, settings=settings)
    checkpoints = any(folder.glob("checkpoint-*"))
    trainer.train(resume_from_checkpoint=resume and checkpoints)
    trainer.save_model(str(folder / "adapter"))
    tokenizer.save_pretrained(str(folder / "adapter"))
    _write(folder / "config.json", {"method": "lora", "task": task.name, **asdict(settings)})
    _write(folder / "losses.json", [row for row in trainer.state.log_history if "loss" in row or "eval_loss" in row])
    return _speaker(trainer.model, tokenizer, settings)


def open_model(settings: Settings, adapter: Path | None = None) -> tuple[Any, Any]:
    """The base model and its tokenizer, with an adapter on it if one is given."""
    try:
        import torch
        from peft import PeftModel
        from transformers import AutoModelForCausalLM, AutoTokenizer
    except ImportError as error:
        raise ImportError(MISSING) from error
    place, options = _place(settings)
    tokenizer = AutoTokenizer.from_pretrained(place, **_only(options, "gguf_file"))
    tokenizer.pad_token = tokenizer.pad_token or tokenizer.eos_token
    model = AutoModelForCausalLM.from_pretrained(place, dtype=getattr(torch, settings.precision), **options)
    model.generation_config.update(max_length=None, temperature=None, top_p=None, top_k=None)
    if torch.cuda.is_available() and not settings.quantized:
        model = model.to("cuda")
    return (PeftModel.from_pretrained(model, str(adapter)).eval() if adapter else model), tokenizer


def open_speaker(settings: Settings, adapter: Path | None = None) -> Speaker:
    """A speaker without training: the base model, or with an adapter."""
    model, tokenizer = open_model(settings, adapter)
    return _speaker(model, tokenizer, settings)


def _speaker(model: Any, tokenizer: Any, settings: Settings) -> Speaker:
    """On a GPU many prompts are answered at once."""
    return Speaker(model.eval(), tokenizer, settings.alpaca, batch=128 if model.device.type == "cuda" else 16)


def rows(examples: Sequence[Example], tokenizer: Any, *, alpaca: bool) -> list[dict[str, str]]:
    """Prompt and completion of each labelled example; the loss is on the completion alone."""
    return [
        {"prompt": chat.prompt(one, tokenizer, alpaca=alpaca), "completion": chat.completion(one, tokenizer)}
        for one in labelled(examples)
    ]


def stepwise(taught: Sequence[dict[str, str]], batch: int, seed: int) -> list[dict[str, str]]:
    """The rows drawn anew, but by length within each step: what goes through together needs little padding."""
    drawn = list(taught)
    random.Random(seed).shuffle(drawn)
    steps = [drawn[start : start + batch] for start in range(0, len(drawn), batch)]
    return [row for step in steps for row in sorted(step, key=lambda row: len(row["prompt"] + row["completion"]))]


def _trainer(model: Any, tokenizer: Any, split: Split, folder: Path, *, settings: Settings) -> Any:
    from datasets import Dataset
    from peft import LoraConfig
    from transformers import EarlyStoppingCallback

    taught, checked = (rows(side, tokenizer, alpaca=settings.alpaca) for side in (split.train, split.valid))
    learn, check = Dataset.from_list(stepwise(taught, settings.batch, settings.seed)), Dataset.from_list(checked)
    present = {name.rsplit(".", 1)[-1] for name, _ in model.named_modules()}
    lora = LoraConfig(
        r=settings.rank, lora_alpha=2 * settings.rank, lora_dropout=0.0, task_type="CAUSAL_LM",
        target_modules=[name for name in TARGETS if name in present],
    )  # fmt: skip
    return _teacher()(
        model=model, args=_arguments(folder, len(learn), settings), train_dataset=learn, eval_dataset=check,
        processing_class=tokenizer, peft_config=lora,
        callbacks=[EarlyStoppingCallback(early_stopping_patience=settings.patience), _clock(settings.minutes)],
    )  # fmt: skip


def _teacher() -> Any:
    """TRL's trainer; without a GPU with the loss of the model itself, as TRL's own takes twice the time there."""
    import torch
    from transformers import Trainer
    from trl import SFTTrainer

    if torch.cuda.is_available():
        return SFTTrainer
    return type("Teacher", (SFTTrainer,), {"compute_loss": Trainer.compute_loss})


def _clock(minutes: float) -> Any:
    """A callback of the trainer that ends the learning when its time is up."""
    from transformers import TrainerCallback

    end = time.monotonic() + (minutes * 60 or float("inf"))

    def check(_: Any, args: Any, state: Any, control: Any, **rest: Any) -> None:
        if time.monotonic() > end:
            control.should_evaluate = control.should_save = control.should_training_stop = True

    return type("Clock", (TrainerCallback,), {"on_step_end": check})()


def _arguments(folder: Path, count: int, settings: Settings) -> Any:
    import torch
    from trl import SFTConfig

    together = min(settings.batch, settings.together)
    steps = max(1, int(count / settings.batch * settings.epochs / settings.evaluations))
    return SFTConfig(
        output_dir=str(folder), seed=settings.seed, learning_rate=settings.rate, num_train_epochs=settings.epochs,
        per_device_train_batch_size=together, per_device_eval_batch_size=settings.batch,
        gradient_accumulation_steps=max(1, settings.batch // together), train_sampling_strategy="sequential",
        max_length=settings.longest, packing=settings.packing, completion_only_loss=True,
        lr_scheduler_type="cosine", warmup_steps=min(20, steps), max_grad_norm=1.0,
        bf16=torch.cuda.is_available() and settings.precision == "bfloat16", use_cpu=not torch.cuda.is_available(),
        gradient_checkpointing=False, eval_strategy="steps", eval_steps=steps, save_strategy="steps", save_steps=steps,
        save_total_limit=2, load_best_model_at_end=True, metric_for_best_model="eval_loss", greater_is_better=False,
        logging_steps=max(1, steps // 10), report_to="none", disable_tqdm=True, dataloader_num_workers=0,
    )  # fmt: skip


def _place(settings: Settings) -> tuple[str, dict[str, Any]]:
    """Where the model lies and how it is to be loaded: unpacked from GGUF, in 4 bits, or as it is."""
    options: dict[str, Any] = {}
    place = settings.model
    if place.endswith(".gguf"):
        from transformers import GgufConfig

        path = Path(place)
        place, options = str(path.parent), {"gguf_file": path.name, "quantization_config": GgufConfig(dequantize=True)}
    if settings.quantized:
        from transformers import BitsAndBytesConfig

        options["quantization_config"] = BitsAndBytesConfig(load_in_4bit=True, bnb_4bit_quant_type="nf4")
    return place, options


def _only(options: dict[str, Any], name: str) -> dict[str, Any]:
    return {name: options[name]} if name in options else {}


def _write(path: Path, value: object) -> None:
    path.write_text(json.dumps(value, indent=1, sort_keys=True) + "\n", encoding="utf-8")
