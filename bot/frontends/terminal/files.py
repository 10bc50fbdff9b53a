"""What does a conversation look like in a file?"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any


def transcript(export: dict[str, Any], session: str) -> str:
    """The words of one session of an export, the user's after "> "."""
    told = [turn for one in export["sessions"] if one["id"] == session for turn in one["turns"]]
    return "\n\n".join(f"> {turn['text']}\n\n{turn.get('spoken', '')}" for turn in told) + "\n"


def write_new(path: Path, text: str) -> None:
    """Write a file that is not there yet; FileExistsError when it is."""
    with path.open("x", encoding="utf-8") as file:
        file.write(text)


def as_json(export: dict[str, Any]) -> str:
    """An export as readable JSON text."""
    return json.dumps(export, ensure_ascii=False, indent=1) + "\n"
