"""Which messages come in on a stream of bytes, and which lines are none?"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from io import BufferedIOBase
from unicodedata import category

LONGEST = 20_000
"""Bytes in a line: a long story fits many times over."""

_CHUNK = 65_536


@dataclass(frozen=True, slots=True)
class Line:
    """One line; `problem` says in a sentence why it is no message, and `text` is then empty."""

    text: str
    problem: str = ""


def read(stream: BufferedIOBase) -> Iterator[Line]:
    """The lines of a stream as they arrive; of an endless one no more than the beginning is kept."""
    held, length = b"", 0
    while chunk := stream.read1(_CHUNK):
        *finished, rest = chunk.split(b"\n")
        for part in finished:
            yield parse(held + part[:LONGEST], length + len(part))
            held, length = b"", 0
        held, length = (held + rest)[: LONGEST + 1], length + len(rest)
    if length:
        yield parse(held, length)


def parse(raw: bytes, length: int | None = None) -> Line:
    """One line without its end; `length` is its whole length where `raw` is only the beginning."""
    length = len(raw) if length is None else length
    if length > LONGEST:
        return Line("", f"The line is too long: {length:,} bytes, {LONGEST:,} are allowed.")
    try:
        text = raw.decode("utf-8")
    except UnicodeDecodeError as error:
        return Line("", f"The line is not UTF-8: byte {raw[error.start]:#04x} at position {error.start}.")
    text = text.removeprefix("\ufeff").strip()
    problem = flaw(text)
    return Line("" if problem else text, problem)


def flaw(text: str) -> str:
    """Why a text is no message, in a sentence; empty when it is one."""
    if not text.strip():
        return "The line is empty."
    control = next((mark for mark in text if category(mark) in ("Cc", "Cs") and mark != "\t"), None)
    return f"The line holds the control character U+{ord(control):04X}." if control is not None else ""
