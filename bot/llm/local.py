"""How does a language model on this machine answer, without a server?"""

from __future__ import annotations

from contextlib import redirect_stderr
from io import StringIO
from pathlib import Path
from typing import Any

import torch
from langchain_core.callbacks import CallbackManagerForLLMRun
from langchain_core.language_models import BaseChatModel
from langchain_core.messages import AIMessage, BaseMessage
from langchain_core.outputs import ChatGeneration, ChatResult
from transformers import AutoModelForCausalLM, AutoTokenizer, GgufConfig
from transformers.utils import logging

LONGEST = 120
"""Tokens of an answer."""

ROOM = 1800
"""Tokens of a prompt that are read: the last ones, where the task stands."""

_ROLES = {"system": "system", "human": "user", "ai": "assistant"}


class LocalChat(BaseChatModel):  # type: ignore[misc, unused-ignore]
    """A causal model of transformers as a LangChain chat model; the likeliest words, so the same answer every time."""

    model: Any
    tokenizer: Any
    seconds: float

    @property
    def _llm_type(self) -> str:
        return "matinee-local"

    def _generate(
        self,
        messages: list[BaseMessage],
        stop: list[str] | None = None,
        run_manager: CallbackManagerForLLMRun | None = None,
        **given: Any,
    ) -> ChatResult:
        ids = self._prompt(messages)[:, -ROOM:].to(self.model.device)
        with torch.inference_mode():
            made = self.model.generate(
                input_ids=ids, attention_mask=torch.ones_like(ids), max_new_tokens=LONGEST, do_sample=False,
                max_time=self.seconds, pad_token_id=self.tokenizer.eos_token_id,
            )  # fmt: skip
        said = self.tokenizer.decode(made[0, ids.shape[1] :], skip_special_tokens=True)
        for end in stop or ():
            said = said.split(end)[0]
        return ChatResult(generations=[ChatGeneration(message=AIMessage(content=said))])

    def _prompt(self, messages: list[BaseMessage]) -> Any:
        said = [{"role": _ROLES.get(one.type, "user"), "content": str(one.content)} for one in messages]
        if self.tokenizer.chat_template:
            ready = self.tokenizer.apply_chat_template(said, add_generation_prompt=True, tokenize=False)
        else:
            ready = "".join(f"{one['role']}: {one['content']}\n" for one in said) + "assistant:"
        return self.tokenizer(ready, return_tensors="pt", add_special_tokens=False)["input_ids"]


def load(name: str, adapter: str | None = None, *, seconds: float = 20.0) -> LocalChat:
    """The model of a folder, a GGUF file or a name already on this machine, with its adapter if one is given."""
    logging.disable_progress_bar()  # type: ignore[no-untyped-call, unused-ignore]
    try:
        with redirect_stderr(StringIO()):  # bars that no setting turns off
            model, tokenizer = _opened(name)
    except (OSError, ValueError, KeyError, RuntimeError) as error:
        raise ValueError(f"local:{name} is no model that can be loaded: {_short(error)}") from error
    if adapter:
        model = _adapted(model, adapter, name)
    device = "cuda" if torch.cuda.is_available() else "cpu"
    return LocalChat(model=model.to(device).eval(), tokenizer=tokenizer, seconds=seconds)


def _opened(name: str) -> tuple[Any, Any]:
    """A GGUF file is unpacked, since a packed one is slow; nothing is fetched from anywhere."""
    path = Path(name).expanduser()
    if path.suffix == ".gguf":
        place, file = str(path.parent), {"gguf_file": path.name}
        if not path.is_file():
            raise OSError("there is no such file")
        unpacked: dict[str, Any] = {"quantization_config": GgufConfig(dequantize=True)}
    else:
        place, file, unpacked = str(path) if path.exists() else name, {}, {}
    tokenizer = AutoTokenizer.from_pretrained(place, local_files_only=True, **file)
    model = AutoModelForCausalLM.from_pretrained(place, dtype=torch.bfloat16, local_files_only=True, **file, **unpacked)
    return model, tokenizer


def _adapted(model: Any, adapter: str, name: str) -> Any:
    """The model with a LoRA adapter merged into it; one made for another base is refused."""
    try:
        from peft import PeftModel
    except ImportError as missing:
        raise ValueError(
            f'the adapter {adapter!r} needs peft, which is missing: pip install "matinee[local]"'
        ) from missing
    try:
        return PeftModel.from_pretrained(model, adapter, local_files_only=True).merge_and_unload()
    except (OSError, ValueError, KeyError, RuntimeError, TypeError) as error:
        raise ValueError(f"the adapter {adapter!r} does not fit {name!r}: {_short(error)}") from error


def _short(error: Exception) -> str:
    return (str(error).strip().splitlines() or [type(error).__name__])[0][:200]
