"""In which shape does a causal language model see an example: its chat template, or Alpaca's?"""

from __future__ import annotations

from typing import Any

from finetune.task import Example

ALPACA = (
    "Below is an instruction that describes a task, paired with an input that provides further context. "
    "Write a response that appropriately completes the request.\n\n"
    "### Instruction:\n{instruction}\n\n### Input:\n{input}\n\n### Response:\n"
)
"""The format that Alpaca-style models were tuned in."""


def prompt(example: Example, tokenizer: Any, *, alpaca: bool = False) -> str:
    """All that stands before the answer, as one text."""
    if alpaca or tokenizer.chat_template is None:
        return ALPACA.format(instruction=example.instruction, input=example.input)
    talk = [{"role": "system", "content": example.instruction}, {"role": "user", "content": example.input}]
    rendered: str = tokenizer.apply_chat_template(talk, tokenize=False, add_generation_prompt=True)
    return rendered


def completion(example: Example, tokenizer: Any) -> str:
    """The answer and the token that ends it: without that a model never learns to stop."""
    return f"{example.output}{tokenizer.eos_token}"
