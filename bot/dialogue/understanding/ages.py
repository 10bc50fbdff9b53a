"""How old is the youngest who watches, or which rating is the most they may see?"""
# ruff: noqa: E501  (a pattern or a table reads best whole)

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.dialogue.understanding.marks import Entity


def ages(flat: str) -> Iterator[Entity]:
    for said in re.finditer(r"\b(\d{1,2})\s*(?:-|\s)?\s*(?:y(?:ea)?rs?(?:\s|-)*olds?|yo\b|y/o)", flat):
        yield Entity("certificate", said.start(), said.end(), _cap(int(said[1])))
    for said in re.finditer(
        r"\bages?\s+(\d{1,2})(?:\s*(?:-|to|and)\s*\d{1,2})?\b|\bunder\s+(1[0-8]|[3-9])(?=\s*(?:$|[.,!?]|years?\b(?!\s+ago)|kids|and\b))",
        flat,
    ):
        yield Entity("certificate", said.start(), said.end(), _cap(int(said[1] or int(said[2]) - 1)))
    pattern = r"\b(?:(?:max(?:imum)?|up to|at most|rated)\s+)?(?:rated\s+)?(pg-?\s?13|pg|g|r)(?:-rated|\s+rated)?\s+(?:or|and)\s+(?:lower|below|under|less|milder|cleaner|younger)\b"
    for said in re.finditer(pattern, flat):
        yield Entity("certificate", said.start(), said.end(), "PG-13" if "13" in said[1] else said[1].upper())
    for said in re.finditer(
        r"\b(?:no|nothing)\s+(?:more than|above|over|past|worse than|higher than|beyond)\s+(?:a\s+)?(pg-?\s?13|pg|r)\b",
        flat,
    ):
        yield Entity("certificate", said.start(), said.end(), "PG-13" if "13" in said[1] else said[1].upper())


def _cap(age: int) -> str:
    return "G" if age <= 5 else "PG" if age <= 11 else "PG-13" if age <= 16 else "R"
