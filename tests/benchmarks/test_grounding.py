"""Does the benchmark see a lie when one gets through, and none when the guard stands?"""

from __future__ import annotations

import pytest

pytest.importorskip("langchain_core")

from benchmarks import grounding


def test_the_guard_holds_and_without_it_lies_are_seen(capsys: pytest.CaptureFixture[str]) -> None:
    ours, without = grounding.run(["--turns", "30"]).rows
    assert ours["backed"][0] == 1.0 and ours["foreign"] == 0 and ours["worded"] > 0
    assert without["backed"][0] < 0.8 and without["foreign"] > 0
    assert "without the guard" in capsys.readouterr().out
