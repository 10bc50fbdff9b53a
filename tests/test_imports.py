"""Who knows whom: no arrow between the rooms turns back."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

HOUSE = Path(__file__).parents[1]
ROOMS = ("recommender", "bot", "data", "finetune", "benchmarks")
MAY_KNOW = {
    "recommender": ("recommender",),
    "data": ("data", "recommender.movies"),
    "finetune": ("finetune", "bot", "recommender", "data"),
    "benchmarks": ("benchmarks", "bot", "recommender", "data"),
    "bot": (),
    "bot.settings": (),
    "bot.indexing": (),
    "bot.codec": ("bot.dialogue", "recommender"),
    "bot.store": ("bot.codec", "bot.dialogue", "recommender"),
    "bot.dialogue": ("bot.dialogue", "recommender"),
    "bot.knowledge": ("bot.knowledge", "bot.dialogue", "recommender"),
    "bot.knowledge.rag": ("bot.knowledge", "bot.llm", "bot.dialogue", "recommender"),
    "bot.llm": ("bot.llm", "bot.dialogue", "recommender"),
    "bot.conversation": ("bot.dialogue", "bot.knowledge", "bot.store", "recommender"),
    "bot.app": ("bot.conversation", "bot.dialogue", "bot.indexing", "bot.knowledge", "bot.llm", "bot.settings",
                "bot.store", "data.catalogue", "recommender"),
    "bot.frontends": ("bot.frontends", "bot.conversation", "bot.codec", "bot.dialogue.acts", "bot.dialogue.commands",
                      "recommender.movies", "recommender.preferences", "recommender.receipt"),
}  # fmt: skip
"""What the files of a room may import of ours; the longest name that fits a file counts."""

OUTSIDE = {"bot.dialogue": {"io", "os", "pathlib", "random", "secrets", "socket", "sqlite3", "subprocess", "time"}}
"""What else a room must not touch: thinking about a dialogue is pure."""

FILES = [path for room in ROOMS for path in sorted((HOUSE / room).rglob("*.py"))]


def imported(path: Path) -> Iterator[str]:
    """Every module that a file imports anywhere in it; of `from a import b` both a and a.b."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path} imports relatively"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def within(module: str, rooms: tuple[str, ...]) -> bool:
    return any(module == room or module.startswith(f"{room}.") for room in rooms)


@pytest.mark.parametrize("path", FILES, ids=lambda path: str(path.relative_to(HOUSE)))
def test_arrows(path: Path) -> None:
    name = ".".join(path.relative_to(HOUSE).with_suffix("").parts)
    room = max((known for known in MAY_KNOW if within(name, (known,))), key=len)
    for module in imported(path):
        head = module.partition(".")[0]
        if head in (*ROOMS, "main", "tests"):
            assert within(module, MAY_KNOW[room]), f"{name} must not know {module}"
        assert head not in OUTSIDE.get(room, ()), f"{name} must not use {module}"
