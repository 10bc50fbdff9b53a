"""Are the parts that the settings name the parts that run?"""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.app import open_conversation
from bot.conversation import Conversation
from bot.dialogue.acts import Recommend
from bot.settings import Settings, read_settings

MEMENTO = "what was the film where a guy loses his memory and tattoos clues on his body"


def test_a_half_remembered_film_is_guessed_from_its_passages(conversation: Conversation) -> None:
    reply = conversation.reply("one", MEMENTO)
    assert isinstance(reply.act, Recommend) and reply.act.described
    first = reply.cards[0]
    assert first.movie.id == "memento-2000" and first.reasons == ("matches guy, loses, memory, tattoos",)


@pytest.mark.parametrize("model", ["gpt", "openai:", "local:/nothing/here"])
def test_a_model_that_cannot_be_had_is_said_before_anything_is_built(model: str, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match=r"model|missing"):
        open_conversation(Settings(tmp_path, tmp_path, tmp_path, model=model, incognito=True))
    assert not list(tmp_path.iterdir())


def test_the_model_of_the_command_line_goes_before_the_environment() -> None:
    known = {"MATINEE_MODEL": "openai:a", "MATINEE_MODEL_SECONDS": "3"}
    assert read_settings(known).model == "openai:a" and read_settings(known).model_seconds == 3
    assert read_settings(known, model="none").model == "none" and read_settings({}).model == "none"
    for seconds in ("0", "x", "-1", "nan", "1e9"):
        with pytest.raises(ValueError, match="MATINEE_MODEL_SECONDS"):
            read_settings({"MATINEE_MODEL_SECONDS": seconds})
