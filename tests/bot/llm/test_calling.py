"""Time, budget and breaker, on a clock that the test moves."""

from __future__ import annotations

import contextlib
from collections.abc import Callable
from dataclasses import dataclass, field
from types import SimpleNamespace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.llm.calling import Bounds, Caller, Silent


@dataclass
class Model:
    """Does the next thing of a list: an error is raised, a text answered; a call costs its seconds of the clock."""

    does: list[Exception | str | list[Any]]
    clock: Callable[[float], float]
    seconds: float = 0.0
    asked: int = field(default=0)

    def invoke(self, messages: Any) -> Any:
        self.asked += 1
        self.clock(self.seconds)
        step = self.does.pop(0) if self.does else "late"
        if isinstance(step, Exception):
            raise step
        return SimpleNamespace(content=step)


def clock() -> Callable[[float], float]:
    now = [0.0]

    def tick(seconds: float = 0.0) -> float:
        now[0] += seconds
        return now[0]

    return tick


def caller(model: Model, bounds: Bounds | None = None) -> Caller:
    return Caller(model, bounds or Bounds(), clock=lambda: model.clock(0.0))  # type: ignore[arg-type]


def test_a_failed_call_is_tried_again_while_there_is_time() -> None:
    model = Model([OSError("sk-secret"), "good"], clock())
    assert caller(model).ask((("human", "x"),)) == "good" and model.asked == 2
    model = Model([OSError("sk-secret"), "good"], clock(), seconds=30)
    with pytest.raises(Silent, match="gave no answer"):
        caller(model).ask((("human", "x"),))
    assert model.asked == 1


def test_all_calls_of_a_turn_share_its_time() -> None:
    model = Model(["one", "two", "three"], clock(), seconds=12)
    held = caller(model)
    with held.turn("s") as notice:
        assert [held.ask((("human", "x"),)) for _ in range(2)] == ["one", "two"]
        for _ in range(2):
            with pytest.raises(Silent, match="in time"):
                held.ask((("human", "x"),))
        assert "did not answer in time" in notice() and notice() == ""
    assert model.asked == 2


def test_it_rests_after_failures_and_is_asked_again_later() -> None:
    tick = clock()
    model = Model([ValueError("x")] * 4 + ["back"], tick)
    held = caller(model, Bounds(failures=2, rest=60))
    for expected in (2, 4, 4):
        with pytest.raises(Silent):
            held.ask((("human", "x"),))
        assert model.asked == expected
    tick(61)
    assert held.ask((("human", "x"),)) == "back"


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("  a ", "a"),
        (["a", {"type": "text", "text": "b"}], "ab"),
        ("", ""),
        ([], ""),
        ([{"type": "image"}], ""),
        (3, ""),
    ],
)
def test_words_come_in_parts_or_not_at_all(content: Any, said: str) -> None:
    held = caller(Model([content, content], clock()))
    if said:
        assert held.ask((("human", "x"),)) == said
    else:
        with pytest.raises(Silent):
            held.ask((("human", "x"),))


@given(st.lists(st.sampled_from(["good", OSError("k"), TimeoutError(), ""]), max_size=12), st.floats(0, 9))
def test_no_turn_starts_a_call_after_its_time(steps: list[Any], seconds: float) -> None:
    """Whatever a model does, a turn of 20 seconds begins its last call before they are over."""
    tick = clock()
    model = Model(list(steps), tick, seconds=seconds)
    held = caller(model, Bounds(seconds=20, failures=99))
    with held.turn("s"):
        started = tick(0.0)
        for _ in range(4):
            with contextlib.suppress(Silent):
                held.ask((("human", "x"),))
        assert tick(0.0) - started < 20 + seconds + 1e-6
