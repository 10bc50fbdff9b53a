"""Which language model does a setting name, and how is it opened?

none                             no model: rules and our own wording (the default)
openai:MODEL                     any server that speaks OpenAI's protocol: OPENAI_BASE_URL, OPENAI_API_KEY
local:MODEL, local:MODEL+ADAPTER a folder, a GGUF file or a name already on this machine; a LoRA adapter's folder
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

NONE = "none"
KINDS = ("openai", "local")


@dataclass(frozen=True, slots=True)
class Chosen:
    """A setting taken apart; `adapter` is the folder of a LoRA adapter for that very model."""

    kind: str
    name: str
    adapter: str | None = None


def parse(setting: str) -> Chosen | None:
    """None for no model; ValueError for what is no setting."""
    if setting.strip().lower() in ("", NONE):
        return None
    kind, _, rest = setting.strip().partition(":")
    name, _, adapter = rest.partition("+") if kind == "local" else (rest, "", "")
    if kind not in KINDS or not name or (kind == "local" and rest.endswith("+")):
        raise ValueError(f"{setting!r} names no model: it is none, openai:MODEL or local:MODEL[+ADAPTER]")
    return Chosen(kind, name, adapter or None)


def connect(chosen: Chosen, *, seconds: float, environment: Mapping[str, str]) -> BaseChatModel:
    """The model, ready to be asked; ValueError, in one sentence, when it cannot be.

    A server is not spoken to yet; a local model is loaded now. `seconds` bounds one answer.
    """
    if chosen.kind == "openai":
        try:
            from bot.llm import remote
        except ImportError as missing:
            raise ValueError(_extra(chosen, "llm", missing)) from missing
        return remote.connect(chosen.name, seconds=seconds, environment=environment)
    try:
        from bot.llm import local
    except ImportError as missing:
        raise ValueError(_extra(chosen, "local", missing)) from missing
    return local.load(chosen.name, chosen.adapter, seconds=seconds)


def _extra(chosen: Chosen, extra: str, missing: ImportError) -> str:
    return f'{chosen.kind}:{chosen.name} needs {missing.name}, which is missing: pip install "matinee[{extra}]"'
