"""Do the commands of teaching say in a sentence what is wrong?"""

from __future__ import annotations

import gzip
import json
from pathlib import Path

import pytest

from main import main

RECORD = {"kind": "ask", "instruction": "Ask.", "input": "User: hi", "output": "Old or new?", "titles": [],
          "slot": "era", "persona": "p1"}  # fmt: skip


@pytest.fixture
def data(tmp_path: Path) -> Path:
    lines = [json.dumps(RECORD | {"part": part}) for part in ("train", "valid", "test")]
    (tmp_path / "alpaca.jsonl.gz").write_bytes(gzip.compress("\n".join(lines).encode()))
    return tmp_path


@pytest.mark.parametrize(
    ("method", "said"), [("linear", "answered in words"), ("encoder", "answered in words"), ("lora", "needs a --model")]
)
def test_a_method_that_cannot_learn_a_task_is_refused(
    data: Path, method: str, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    words = ["finetune", "conversation", "--method", method, "--data", str(data), "--out", str(data / "out")]
    assert main(words) != 0
    assert said in capsys.readouterr().err


def test_missing_data_is_named(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["evaluate", "conversation", "--data", str(tmp_path), "--out", str(tmp_path / "out")]) == 1
    assert str(tmp_path) in capsys.readouterr().err


def test_an_adapter_that_is_not_there_is_no_good(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert main(["doctor", str(tmp_path)]) == 1
    assert "nothing was saved" in capsys.readouterr().out
