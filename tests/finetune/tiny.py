"""A LLaMA small enough to be made, taught and thrown away inside a test."""

from __future__ import annotations

from pathlib import Path

from finetune.task import Example, Split, Task, divide
from finetune.tasks import conversation

TEMPLATE = (
    "{% for message in messages %}<|im_start|>{{ message['role'] }}\n{{ message['content'] }}<|im_end|>\n{% endfor %}"
    "{% if add_generation_prompt %}<|im_start|>assistant\n{% endif %}"
)


def make(folder: Path, hidden: int = 64) -> str:
    """A random LLaMA with a tokenizer of little more than bytes, saved as a folder that transformers opens."""
    import torch
    from tokenizers import Tokenizer, decoders, models, pre_tokenizers
    from transformers import LlamaConfig, LlamaForCausalLM, PreTrainedTokenizerFast

    torch.manual_seed(0)
    letters = sorted(pre_tokenizers.ByteLevel.alphabet())
    special = ["<|im_start|>", "<|im_end|>"]
    tokenizer = Tokenizer(
        models.BPE({name: place for place, name in enumerate([*special, *letters, "ol"])}, [("o", "l")])
    )
    tokenizer.pre_tokenizer = pre_tokenizers.ByteLevel(add_prefix_space=False)
    tokenizer.decoder = decoders.ByteLevel()
    fast = PreTrainedTokenizerFast(tokenizer_object=tokenizer, eos_token="<|im_end|>", pad_token="<|im_end|>")
    fast.add_special_tokens({"additional_special_tokens": special})
    fast.chat_template = TEMPLATE
    config = LlamaConfig(
        vocab_size=len(fast), hidden_size=hidden, intermediate_size=2 * hidden, num_hidden_layers=2,
        num_attention_heads=4, num_key_value_heads=2, max_position_embeddings=512, eos_token_id=fast.eos_token_id,
        bos_token_id=None, pad_token_id=fast.pad_token_id, tie_word_embeddings=False, initializer_range=0.2,
    )  # fmt: skip
    LlamaForCausalLM(config).save_pretrained(folder)
    fast.save_pretrained(folder)
    return str(folder)


def examples(count: int = 60) -> tuple[Example, ...]:
    """Questions on two slots, each with the one right wording."""
    slots = (("era", "Ask era.", "Old or new?"), ("mood", "Ask mood.", "What are you in the mood for?"))
    return tuple(
        Example(told, f"User: {n}", said, f"p{n}", facts={"kind": "ask", "slot": slot, "titles": []})
        for n in range(count)
        for slot, told, said in [slots[n % 2]]
    )


def split(count: int = 60) -> Split:
    return divide(examples(count), seed=1)


def task() -> Task:
    return conversation.TASK
