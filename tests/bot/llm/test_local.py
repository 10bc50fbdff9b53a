"""A real model on this machine, made here with random weights: loaded, adapted, asked, and stopped in time."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

torch = pytest.importorskip("torch")
transformers = pytest.importorskip("transformers")
pytest.importorskip("langchain_core")

from bot.llm import models  # noqa: E402 - the libraries are optional
from bot.llm.calling import Caller  # noqa: E402
from bot.llm.guard import Given, sound  # noqa: E402

WORDS = ("<unk>", "</s>", "the", "film", "is", "a", "good", "user", "system", "assistant", ":", ".")


@pytest.fixture(scope="module")
def tiny(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return made(tmp_path_factory.mktemp("tiny"), size=16)


def made(folder: Path, *, size: int) -> Path:
    from tokenizers import Tokenizer, pre_tokenizers
    from tokenizers.models import WordLevel

    torch.set_num_threads(1)
    torch.manual_seed(1)
    words = Tokenizer(WordLevel({word: place for place, word in enumerate(WORDS)}, unk_token="<unk>"))
    words.pre_tokenizer = pre_tokenizers.Whitespace()
    transformers.PreTrainedTokenizerFast(tokenizer_object=words, unk_token="<unk>", eos_token="</s>").save_pretrained(
        folder
    )
    config = transformers.LlamaConfig(
        vocab_size=len(WORDS), hidden_size=size, intermediate_size=2 * size, num_hidden_layers=1,
        num_attention_heads=2, num_key_value_heads=2, eos_token_id=1, bos_token_id=0,
    )  # fmt: skip
    transformers.LlamaForCausalLM(config).save_pretrained(folder)
    return folder


def adapter(base: Path, folder: Path) -> Path:
    peft = pytest.importorskip("peft")
    model = transformers.AutoModelForCausalLM.from_pretrained(base)
    settings = peft.LoraConfig(r=2, target_modules=["q_proj"], task_type="CAUSAL_LM", init_lora_weights=False)
    peft.get_peft_model(model, settings).save_pretrained(folder)
    return folder


def opened(name: str, seconds: float = 5) -> Any:
    chosen = models.parse(f"local:{name}")
    assert chosen is not None
    return models.connect(chosen, seconds=seconds, environment={})


def test_it_answers_the_same_every_time_in_bfloat16(tiny: Path) -> None:
    model = opened(str(tiny))
    assert model.model.dtype == torch.bfloat16
    said = [model.invoke([("system", "the film"), ("human", "is good")]).content for _ in range(2)]
    assert said[0] == said[1] and set(said[0].split()) <= set(WORDS)


def test_whatever_it_says_is_sound_or_not_said(tiny: Path) -> None:
    from bot.dialogue.acts import Recommend
    from bot.dialogue.session import Session
    from bot.llm.wording import speak
    from recommender.movies import Movie, Recommendation

    movie = Movie("plain-1990", "Plain", 1990, ("drama",))
    said = speak(Recommend((Recommendation(movie, 1.0),)), Session("one"), (), None, model=Caller(opened(str(tiny))))  # type: ignore[arg-type]
    assert said == "How about:" or sound(said, Given((movie,)))


def test_an_adapter_changes_it_and_one_for_another_base_is_refused(tiny: Path, tmp_path: Path) -> None:
    fitting = adapter(tiny, tmp_path / "fitting")
    plain, adapted = opened(str(tiny)), opened(f"{tiny}+{fitting}")
    before, after = (model.model.state_dict()["model.layers.0.self_attn.q_proj.weight"] for model in (plain, adapted))
    assert not torch.equal(before, after)
    other = made(tmp_path / "other", size=32)
    with pytest.raises(ValueError, match="does not fit"):
        opened(f"{other}+{fitting}")
    with pytest.raises(ValueError, match="does not fit"):
        opened(f"{tiny}+{tmp_path / 'nothing'}")


@pytest.mark.parametrize("name", ["nothing-here", "nothing.gguf", "/nothing/here"])
def test_a_model_that_is_not_there_is_one_sentence(name: str) -> None:
    with pytest.raises(ValueError, match=r"no model that can be loaded") as raised:
        opened(name)
    assert "\n" not in str(raised.value)
