"""A chat model that says what a test wrote down, without a server; `asked` keeps all that it was told."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

from langchain_core.language_models import BaseChatModel
from langchain_core.messages import AIMessage, AIMessageChunk, BaseMessage
from langchain_core.outputs import ChatGeneration, ChatGenerationChunk, ChatResult


class Scripted(BaseChatModel):  # type: ignore[misc, unused-ignore]
    """`says` makes the words from the whole prompt."""

    says: Callable[[str], str]
    asked: list[str] = []  # noqa: RUF012 - pydantic copies it

    @property
    def _llm_type(self) -> str:
        return "scripted"

    def _generate(self, messages: list[BaseMessage], *words: Any, **given: Any) -> ChatResult:
        prompt = "\n".join(str(message.content) for message in messages)
        self.asked.append(prompt)
        return ChatResult(generations=[ChatGeneration(message=AIMessage(content=self.says(prompt)))])

    def _stream(self, messages: list[BaseMessage], *words: Any, **given: Any) -> Iterator[ChatGenerationChunk]:
        said = str(self._generate(messages).generations[0].message.content)
        for start in range(0, len(said), 7):
            yield ChatGenerationChunk(message=AIMessageChunk(content=said[start : start + 7]))
