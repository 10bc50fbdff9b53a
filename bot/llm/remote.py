"""How is a server asked that speaks OpenAI's protocol: OpenAI, Ollama, vLLM, llama.cpp, LM Studio?"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from langchain_openai import ChatOpenAI
from pydantic import SecretStr

LONGEST = 300
"""Tokens of an answer."""

_NO_KEY = "none"
"""What is sent as a key to a server of one's own that asks for none."""


def connect(name: str, *, seconds: float, environment: Mapping[str, str]) -> ChatOpenAI:
    """The model of that name at OPENAI_BASE_URL, else at OpenAI; its key stays inside."""
    address, key = environment.get("OPENAI_BASE_URL"), environment.get("OPENAI_API_KEY")
    if not address and not key:
        raise ValueError(f"openai:{name} needs OPENAI_API_KEY, or OPENAI_BASE_URL for a server of your own")
    if address and not address.startswith(("http://", "https://")):
        raise ValueError(f"OPENAI_BASE_URL is no address of a server: {address!r}")
    options: dict[str, Any] = {
        "model": name, "base_url": address or None, "api_key": SecretStr(key or _NO_KEY),
        "timeout": seconds, "max_retries": 0, "temperature": 0.3, "max_tokens": LONGEST,
    }  # fmt: skip
    return ChatOpenAI(**options)
