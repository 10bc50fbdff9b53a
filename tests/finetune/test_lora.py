"""Does a whole LoRA round, from rows to stopping answers, work on a CPU; and does the doctor find planted faults?"""

from __future__ import annotations

import json
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

for library in ("torch", "transformers", "peft", "trl"):
    pytest.importorskip(library)

import torch  # noqa: E402
from safetensors.torch import load_file, save_file  # noqa: E402

from finetune import chat, doctor  # noqa: E402
from finetune.methods import lora  # noqa: E402
from finetune.task import Answer, Split  # noqa: E402
from finetune.tasks import conversation  # noqa: E402
from tests.finetune import tiny  # noqa: E402


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> str:
    torch.set_num_threads(1)
    return tiny.make(tmp_path_factory.mktemp("base"))


@pytest.fixture(scope="module")
def settings(base: str) -> lora.Settings:
    return lora.Settings(base, rank=16, rate=1e-2, epochs=24, batch=8, precision="float32", patience=8)


@pytest.fixture(scope="module")
def run(settings: lora.Settings, tmp_path_factory: pytest.TempPathFactory) -> tuple[lora.Speaker, Path]:
    folder = tmp_path_factory.mktemp("run")
    return lora.fit(conversation.TASK, tiny.split(), folder, settings=settings), folder


def test_it_says_what_it_was_taught(run: tuple[lora.Speaker, Path]) -> None:
    split = tiny.split()
    scores = conversation.TASK.score(split.test, run[0].answer(split.test))
    assert scores["right act and slot"][0] == 1.0
    assert scores["stops"][0] == 1.0


def test_the_saved_adapter_says_the_same(run: tuple[lora.Speaker, Path], settings: lora.Settings) -> None:
    speaker, folder = run
    again = lora.open_speaker(settings, folder / "adapter")
    test = tiny.split().test
    assert [one.text for one in again.answer(test)] == [one.text for one in speaker.answer(test)]


def test_the_run_can_be_looked_at(run: tuple[lora.Speaker, Path]) -> None:
    losses = json.loads((run[1] / "losses.json").read_text())
    assert doctor.learned_losses(losses).ok
    assert json.loads((run[1] / "config.json").read_text())["rank"] == 16


def test_a_killed_run_goes_on(settings: lora.Settings, tmp_path: Path) -> None:
    short = replace(settings, epochs=2)
    lora.fit(conversation.TASK, tiny.split(), tmp_path, settings=short)
    first = max(int(place.name.split("-")[1]) for place in tmp_path.glob("checkpoint-*"))
    lora.fit(conversation.TASK, tiny.split(), tmp_path, settings=replace(settings, epochs=4), resume=True)
    assert max(int(place.name.split("-")[1]) for place in tmp_path.glob("checkpoint-*")) > first


def test_a_step_holds_the_rows_it_drew_in_order_of_length() -> None:
    taught = [{"prompt": "p" * (n * 7 % 23), "completion": str(n)} for n in range(30)]
    steps = lora.stepwise(taught, 8, seed=1)
    assert sorted(steps, key=str) == sorted(taught, key=str) and steps == lora.stepwise(taught, 8, seed=1)
    lengths = [len(row["prompt"] + row["completion"]) for row in steps[:8]]
    assert lengths == sorted(lengths)


def test_learning_ends_when_its_time_is_up(settings: lora.Settings, tmp_path: Path) -> None:
    hurried = replace(settings, minutes=1e-6)
    lora.fit(conversation.TASK, tiny.split(), tmp_path, settings=hurried)
    assert [place.name for place in tmp_path.glob("checkpoint-*")] == ["checkpoint-1"]
    assert (tmp_path / "adapter" / "adapter_model.safetensors").is_file()


def test_doctor_finds_nothing_wrong_with_a_good_adapter(run: tuple[lora.Speaker, Path]) -> None:
    speaker, folder = run
    prompts = [chat.prompt(one, speaker.tokenizer) for one in tiny.split().test[:2]]
    assert doctor.weights(folder / "adapter").ok
    assert doctor.logits(speaker.model, speaker.tokenizer, prompts).ok
    assert doctor.stops(speaker, tiny.split().test).ok
    assert doctor.template(folder / "adapter", tiny.split().test[0], prompts[0]).ok


def test_doctor_finds_an_empty_adapter(tmp_path: Path) -> None:
    assert doctor.weights(tmp_path).ok is False
    (tmp_path / "adapter_model.safetensors").write_bytes(b"x" * 443)
    assert "443 bytes" in doctor.weights(tmp_path).why


@pytest.mark.parametrize(("value", "said"), [(0.0, "all zero"), (float("nan"), "NaN")])
def test_doctor_finds_dead_and_exploded_weights(
    run: tuple[lora.Speaker, Path], tmp_path: Path, value: float, said: str
) -> None:
    tensors = load_file(str(run[1] / "adapter" / "adapter_model.safetensors"))
    planted = {name: torch.full_like(tensor, value) if "lora_B" in name else tensor for name, tensor in tensors.items()}
    save_file(planted, str(tmp_path / "adapter_model.safetensors"))
    found = doctor.weights(tmp_path)
    assert found.ok is False and said in found.why


def test_doctor_finds_an_adapter_that_is_not_applied(
    settings: lora.Settings, run: tuple[lora.Speaker, Path], tmp_path: Path
) -> None:
    shutil.copytree(run[1] / "adapter", tmp_path / "a")
    file = str(tmp_path / "a" / "adapter_model.safetensors")
    save_file({name: t * 0 if "lora_B" in name else t for name, t in load_file(file).items()}, file)
    speaker = lora.open_speaker(settings, tmp_path / "a")
    assert doctor.logits(speaker.model, speaker.tokenizer, ["Hello"]).ok is False


def test_doctor_finds_masks_and_stop_tokens_wrong(run: tuple[lora.Speaker, Path]) -> None:
    tokenizer = run[0].tokenizer
    labels = doctor.labels_of(tiny.examples(4), tokenizer)
    stop = tokenizer.eos_token_id
    assert doctor.masks(labels).ok and doctor.stop_token(labels, stop).ok
    assert "no token" in doctor.masks([[-100, -100]]).why
    assert "the prompt too" in doctor.masks([[5, 6]]).why
    cut = doctor.labels_of(tiny.examples(4), tokenizer, longest=len(labels[0]) - 1)
    assert doctor.stop_token(cut, stop).ok is False


def test_doctor_finds_endless_answers_and_trivial_models() -> None:
    class Endless:
        def answer(self, examples: object) -> list[Answer]:
            return [Answer("la la la", {"stopped": 0.0}) for _ in tiny.split().test]

    split = tiny.split()
    assert doctor.stops(Endless(), split.test).ok is False
    assert "no better than" in doctor.beats(conversation.TASK, split, Endless()).why


def test_doctor_finds_another_template() -> None:
    assert doctor.same_prompt("<|im_start|>a", "<|im_start|>a").ok
    assert "from byte 2" in doctor.same_prompt("abc", "abd").why


def test_doctor_finds_a_changed_model_and_shared_rows() -> None:
    assert doctor.golden(["a"], ["a"]).ok
    assert "became 'b'" in doctor.golden(["a"], ["b"]).why
    split = tiny.split()
    assert doctor.overlap(split).ok
    assert "both learned and judged" in doctor.overlap(Split(split.train, (), split.train[:1])).why
    long = replace(split.train[0], input="one two three four five six seven eight nine ten", group="x")
    assert "word for word" in doctor.overlap(Split((long,), (), (replace(long, group="y"),))).why
