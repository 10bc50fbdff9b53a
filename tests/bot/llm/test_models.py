"""Settings that name a model, and those that name none."""

from __future__ import annotations

import sys

import pytest

import bot.llm
from bot.llm.models import Chosen, connect, parse


@pytest.mark.parametrize(
    ("setting", "chosen"),
    [
        ("none", None), ("", None), (" None ", None),
        ("openai:gpt-4o", Chosen("openai", "gpt-4o")),
        ("openai:llama3:8b", Chosen("openai", "llama3:8b")),
        ("local:/models/x.gguf", Chosen("local", "/models/x.gguf")),
        ("local:a/b+c/d", Chosen("local", "a/b", "c/d")),
    ],
)  # fmt: skip
def test_settings(setting: str, chosen: Chosen | None) -> None:
    assert parse(setting) == chosen


@pytest.mark.parametrize("setting", ["gpt-4o", "openai:", "local:", "local:+a", "local:a+", "other:x", ":x"])
def test_what_names_no_model_is_said(setting: str) -> None:
    with pytest.raises(ValueError, match="names no model"):
        parse(setting)


@pytest.mark.parametrize(
    ("kind", "extra", "library"), [("openai", "llm", "langchain_openai"), ("local", "local", "torch")]
)
def test_a_missing_library_names_the_extra(
    kind: str, extra: str, library: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    for room in ("remote", "local"):
        monkeypatch.delitem(sys.modules, f"bot.llm.{room}", raising=False)
        monkeypatch.delattr(bot.llm, room, raising=False)
    monkeypatch.setitem(sys.modules, library, None)
    with pytest.raises(ValueError, match=rf"matinee\[{extra}\]"):
        connect(Chosen(kind, "any"), seconds=1, environment={"OPENAI_API_KEY": "k"})
