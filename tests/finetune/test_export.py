"""Does a tuned model say the same after merging and as GGUF; does the adapter's script run; do encoders learn?"""

from __future__ import annotations

import json
from pathlib import Path

import pytest

for library in ("torch", "transformers", "peft", "trl", "gguf"):
    pytest.importorskip(library)

import torch  # noqa: E402

from finetune import adapter, doctor, export, report  # noqa: E402
from finetune.methods import encoder, lora, prompted  # noqa: E402
from finetune.task import Example, Split  # noqa: E402
from finetune.tasks import conversation, genre  # noqa: E402
from tests.finetune import tiny  # noqa: E402


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> str:
    torch.set_num_threads(1)
    return tiny.make(tmp_path_factory.mktemp("base"))


@pytest.fixture(scope="module")
def data(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("data")
    split = tiny.split()
    with (folder / "alpaca.jsonl").open("w") as lines:
        for part, side in (("train", split.train), ("valid", split.valid), ("test", split.test)):
            for one in side:
                row = {"instruction": one.instruction, "input": one.input, "output": one.output, "persona": one.group}
                lines.write(json.dumps({**row, **one.facts, "part": part}) + "\n")
    return folder


@pytest.fixture(scope="module")
def made(base: str, data: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("made")
    given = [
        "--data",
        data,
        "--model",
        base,
        "--out",
        out,
        "--epochs",
        "10",
        "--rate",
        "0.01",
        "--batch",
        "8",
        "--untuned",
        "4",
    ]
    assert adapter.main([str(word) for word in given]) == 0
    return out


def test_the_script_leaves_adapter_table_and_answers(made: Path) -> None:
    assert doctor.weights(made).ok
    table = json.loads((made / "table.json").read_text())
    assert {"untuned", "tuned", "commonest answer"} <= table.keys()


def test_merged_and_gguf_say_the_same(base: str, made: Path, tmp_path: Path) -> None:
    test = tiny.split().test
    before = export.golden(lora.open_speaker(lora.Settings(base, precision="float32"), made), test)
    line = export.export(base, made, tmp_path)
    merged = lora.open_speaker(lora.Settings(str(tmp_path / "merged"), precision="float32"))
    assert doctor.golden(before, export.golden(merged, test)).ok
    packed = lora.open_speaker(lora.Settings(str(tmp_path / "model.gguf"), precision="float32"))
    packed = lora.Speaker(packed.model, merged.tokenizer)
    assert doctor.golden(before, export.golden(packed, test), "GGUF").ok
    assert "vllm serve" in line
    assert 'stop "<|im_end|>"' in (tmp_path / "Modelfile").read_text()


def test_an_encoder_learns_and_leaves_pictures(tmp_path: Path) -> None:
    pytest.importorskip("matplotlib")
    from transformers import BertConfig, BertForSequenceClassification, BertTokenizerFast

    vocabulary = ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "[MASK]", "sword", "kiss"]
    (tmp_path / "vocab.txt").write_text("\n".join(vocabulary))
    BertTokenizerFast(str(tmp_path / "vocab.txt")).save_pretrained(tmp_path / "base")
    torch.manual_seed(0)
    shape = BertConfig(
        vocab_size=len(vocabulary), hidden_size=16, num_hidden_layers=1, num_attention_heads=2, intermediate_size=32
    )
    BertForSequenceClassification(shape).save_pretrained(tmp_path / "base")
    task = genre.make(("romance", "fantasy"))
    rows = tuple(Example("", "sword" if n % 2 else "kiss", task.labels[n % 2], str(n)) for n in range(40))
    split = Split(rows[:28], rows[28:34], rows[34:])
    settings = encoder.Settings(str(tmp_path / "base"), rate=1e-2, epochs=6, batch=4, patience=6)
    model = encoder.fit(task, split, tmp_path / "run", settings=settings)
    answers = model.answer(split.test)
    assert [one.text for one in answers] == [one.output for one in split.test]
    page = report.leave(tmp_path / "run", task, {"ours": task.score(split.test, answers)}, (split.test, answers))
    assert {"losses.png", "confusion.png"} <= {path.name for path in (tmp_path / "run").iterdir()}
    assert "confusion.png" in page.read_text()


def test_a_chat_model_is_shown_examples_of_each_label(tmp_path: Path) -> None:
    class Scripted:
        def __init__(self) -> None:
            self.heard: list[list[tuple[str, str]]] = []

        def batch(self, prompts: list[list[tuple[str, str]]]) -> list[object]:
            self.heard += prompts
            return [type("Message", (), {"text": "It is Fantasy."}) for _ in prompts]

    task = genre.make(("romance", "fantasy"))
    rows = tuple(Example("Which?", str(n), task.labels[n % 2], str(n)) for n in range(6))
    model = Scripted()
    said = prompted.fit(task, Split(rows, (), rows), tmp_path, model=model, shots=2).answer(rows[:1])
    assert said[0].text == "fantasy"
    assert {turn[1] for turn in model.heard[0] if turn[0] == "ai"} == {"romance", "fantasy"}
    assert conversation.TASK.labels == ()
