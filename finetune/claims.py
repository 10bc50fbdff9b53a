"""What in the words of a model is not backed by its prompt? Measured before the guard of the product is asked."""

from __future__ import annotations

import re
from collections.abc import Sequence

_TITLED = re.compile(r"\((\d{4})\)")
_NUMBER = re.compile(r"\d+")
_NAME = re.compile(r"(?<=[^.!?:;\s] )[A-Z][\w'-]+")


def foreign(text: str, titles: Sequence[str], source: str) -> tuple[str, ...]:
    """Films named as `Title (year)` that were neither handed over nor stand in the prompt; each as it was named."""
    found = []
    for match in _TITLED.finditer(text):
        before = text[: match.end()]
        if not any(before.endswith(title) for title in titles) and not _quoted(before, source):
            found.append(before[-60:].lstrip())
    return tuple(found)


def unbacked(text: str, source: str) -> tuple[str, ...]:
    """Numbers, and names inside a sentence, that the prompt does not hold."""
    known = set(re.findall(r"[\w'-]+", source.lower()))
    said = [*_NUMBER.findall(text), *_NAME.findall(text)]
    return tuple(word for word in said if word.lower() not in known and word.lower().removesuffix("'s") not in known)


def guarded(text: str, titles: Sequence[str], source: str, otherwise: str) -> str:
    """The model's words where all in them is backed, else the template's."""
    backed = text.strip() and not foreign(text, titles, source) and not unbacked(text, source)
    return text if backed else otherwise


def _quoted(before: str, source: str) -> bool:
    """Whether the words up to the year, two at least, stand in the source just so."""
    words = before.split()
    return any(" ".join(words[-count:]) in source for count in (3, 2)) if len(words) > 1 else before in source
