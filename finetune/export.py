"""How does a tuned model leave the house: merged, as GGUF, with what Ollama and vLLM need?"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import numpy as np

from finetune.methods import lora
from finetune.task import Example

TENSORS = {
    "self_attn.q_proj": "attn_q", "self_attn.k_proj": "attn_k", "self_attn.v_proj": "attn_v",
    "self_attn.o_proj": "attn_output", "mlp.gate_proj": "ffn_gate", "mlp.up_proj": "ffn_up",
    "mlp.down_proj": "ffn_down",
    "input_layernorm": "attn_norm", "post_attention_layernorm": "ffn_norm",
}  # fmt: skip
"""A LLaMA layer's parts, by their names in transformers and in GGUF."""

WHOLE = {"model.embed_tokens": "token_embd", "model.norm": "output_norm", "lm_head": "output"}


def export(base: str, adapter: Path, out: Path) -> str:
    """Write `merged/`, `model.gguf` and `Modelfile` to a folder; returns the line that serves it with vLLM."""
    merged = merge(base, adapter, out / "merged")
    write_gguf(merged, out / "model.gguf")
    (out / "Modelfile").write_text(modelfile(merged.tokenizer), encoding="utf-8")
    return vllm_line(out / "merged")


def merge(base: str, adapter: Path, out: Path) -> lora.Speaker:
    """The adapter folded into the base model, in full precision, saved as a folder that transformers opens."""
    model, tokenizer = lora.open_model(lora.Settings(base, precision="float32"), adapter)
    whole = model.merge_and_unload()
    whole.config.quantization_config = None
    del whole.config.quantization_config
    out.mkdir(parents=True, exist_ok=True)
    whole.save_pretrained(str(out))
    tokenizer.save_pretrained(str(out))
    return lora.Speaker(whole.eval(), tokenizer)


def golden(speaker: lora.Speaker, examples: Sequence[Example]) -> list[str]:
    """What a model says to some prompts, to be compared before and after."""
    return [answer.text for answer in speaker.answer(examples)]


def write_gguf(speaker: lora.Speaker, path: Path) -> None:
    """The model as a GGUF file in 32-bit floats, tokenizer and chat template included."""
    try:
        from gguf import GGUFWriter
    except ImportError as error:
        raise ImportError('writing GGUF needs gguf: pip install "matinee[finetune]"') from error
    writer = GGUFWriter(str(path), "llama")
    _describe(writer, speaker.model.config)
    _tokens(writer, speaker.tokenizer)
    for name, matrix in _tensors(speaker.model):
        writer.add_tensor(name, matrix)
    writer.write_header_to_file()
    writer.write_kv_data_to_file()
    writer.write_tensors_to_file()
    writer.close()


def modelfile(tokenizer: Any) -> str:
    """What `ollama create` reads, for chat templates of the ChatML kind."""
    turn = "<|im_start|>{role}\n{{{{ .{field} }}}}<|im_end|>\n"
    system, user = turn.format(role="system", field="System"), turn.format(role="user", field="Prompt")
    template = f"{{{{ if .System }}}}{system}{{{{ end }}}}{user}<|im_start|>assistant\n"
    parameters = f'PARAMETER stop "{tokenizer.eos_token}"\nPARAMETER temperature 0\n'
    return f'FROM ./model.gguf\nTEMPLATE """{template}"""\n{parameters}'


def vllm_line(folder: Path) -> str:
    return f"vllm serve {folder} --dtype bfloat16 --max-model-len 2048"


def _describe(writer: Any, config: Any) -> None:
    rope = getattr(config, "rope_theta", None) or config.rope_parameters["rope_theta"]
    head = getattr(config, "head_dim", None) or config.hidden_size // config.num_attention_heads
    writer.add_context_length(config.max_position_embeddings)
    writer.add_embedding_length(config.hidden_size)
    writer.add_block_count(config.num_hidden_layers)
    writer.add_feed_forward_length(config.intermediate_size)
    writer.add_head_count(config.num_attention_heads)
    writer.add_head_count_kv(config.num_key_value_heads)
    writer.add_rope_dimension_count(head)
    writer.add_rope_freq_base(rope)
    writer.add_layer_norm_rms_eps(config.rms_norm_eps)
    writer.add_vocab_size(config.vocab_size)


def _tokens(writer: Any, tokenizer: Any) -> None:
    """The byte-pair vocabulary in order of its ids, with its merges."""
    import json

    model = json.loads(tokenizer.backend_tokenizer.to_str())["model"]
    special = {tokenizer.convert_tokens_to_ids(token) for token in tokenizer.all_special_tokens}
    count = len(tokenizer)
    writer.add_tokenizer_model("gpt2")
    writer.add_tokenizer_pre("smollm")
    writer.add_token_list([tokenizer.convert_ids_to_tokens(number) for number in range(count)])
    writer.add_token_types([3 if number in special else 1 for number in range(count)])
    pairs = [pair if isinstance(pair, str) else " ".join(pair) for pair in model["merges"]]
    writer.add_token_merges(pairs)
    writer.add_eos_token_id(tokenizer.eos_token_id)
    writer.add_pad_token_id(tokenizer.pad_token_id)
    if tokenizer.bos_token_id is not None:
        writer.add_bos_token_id(tokenizer.bos_token_id)
    writer.add_chat_template(tokenizer.chat_template)


def _tensors(model: Any) -> Iterator[tuple[str, np.ndarray]]:
    """Every matrix under its GGUF name; queries and keys in the order of rows that GGUF keeps them in."""
    config = model.config
    heads = {"self_attn.q_proj": config.num_attention_heads, "self_attn.k_proj": config.num_key_value_heads}
    for name, value in model.state_dict().items():
        part = name.removesuffix(".weight")
        matrix = value.float().cpu().numpy()
        if part in WHOLE:
            if part != "lm_head" or not config.tie_word_embeddings:
                yield f"{WHOLE[part]}.weight", matrix
            continue
        _, _, layer, inner = part.split(".", 3)
        yield f"blk.{layer}.{TENSORS[inner]}.weight", _paired(matrix, heads[inner]) if inner in heads else matrix


def _paired(matrix: np.ndarray, heads: int) -> np.ndarray:
    """Rows of each head interleaved: GGUF turns neighbouring rows where transformers turns halves."""
    rows, width = matrix.shape
    halves = matrix.reshape(heads, 2, rows // heads // 2, width)
    return np.ascontiguousarray(halves.swapaxes(1, 2).reshape(rows, width))
