"""Lines come in whole whatever the chunks, and what is no message says why."""

from __future__ import annotations

import io
import tracemalloc

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.frontends.lines import LONGEST, flaw, parse, read


class Dripping(io.BytesIO):
    """Hands out a few bytes at a time."""

    def read1(self, size: int | None = -1, /) -> bytes:
        return super().read1(3)


class Endless(io.BytesIO):
    """One line of 100 MB, then a good one."""

    def __init__(self) -> None:
        super().__init__()
        self.chunks = iter([b"x" * 65_536] * 1526 + [b"x\nfunny\n"])

    def read1(self, size: int | None = -1, /) -> bytes:
        return next(self.chunks, b"")


@given(st.lists(st.binary(max_size=12).map(lambda raw: raw.replace(b"\n", b"")), max_size=6))
def test_lines_do_not_depend_on_chunks(lines: list[bytes]) -> None:
    raw = b"".join(line + b"\n" for line in lines)
    assert list(read(Dripping(raw))) == list(read(io.BytesIO(raw))) == [parse(line) for line in lines]


@given(st.text(st.characters(exclude_categories=("C", "Z")), min_size=1))
def test_text_comes_through(text: str) -> None:
    assert parse(f"\ufeff {text}\r".encode()).text == text
    assert list(read(io.BytesIO(text.encode()))) == [parse(text.encode())]


@pytest.mark.parametrize("raw, why", [
    (b"", "empty"), (b"  \t\r", "empty"), (b"a\x00b", "U+0000"), (b"\x1b[31mred", "U+001B"), (b"caf\xe9", "UTF-8"),
    ("a\x85b".encode(), "U+0085"), (b"\xed\xa0\x80", "UTF-8"), (b"x" * 100_000, "100,000"),
])  # fmt: skip
def test_what_is_no_message_says_why(raw: bytes, why: str) -> None:
    line = parse(raw)
    assert why in line.problem and not line.text and line.problem.endswith(".")
    assert list(read(io.BytesIO(raw + b"\nok"))) == [line, parse(b"ok")]


def test_tabs_and_long_stories_are_messages() -> None:
    assert parse(b"funny\tand short").text == "funny\tand short" and not flaw("film noir, s'il vous plaît 🎬")
    assert not parse(b"x" * LONGEST).problem and parse(b"x" * (LONGEST + 1)).problem


def test_an_endless_line_takes_no_memory() -> None:
    tracemalloc.start()
    found = list(read(Endless()))
    peak = tracemalloc.get_traced_memory()[1]
    tracemalloc.stop()
    assert "too long" in found[0].problem and found[1].text == "funny" and peak < 2_000_000
