"""Are simulated conversations honest, the same for any number of workers, and split cleanly?"""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.settings import Settings
from finetune.simulator import personas, speech
from finetune.simulator.simulate import Plan, open_light, simulate, talk
from recommender.preferences import violated

COUNT = 60


@pytest.fixture(scope="module")
def settings(tmp_path_factory: pytest.TempPathFactory) -> Settings:
    home = tmp_path_factory.mktemp("simulated")
    return Settings(home / "data", home / "cache", home / "state", incognito=True)


@pytest.fixture(scope="module")
def made(settings: Settings, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("one")
    simulate(Plan(COUNT, 5, settings), folder, workers=1)
    return folder


def _lines(path: Path) -> list[dict[str, object]]:
    return [json.loads(line) for line in path.read_text(encoding="utf-8").splitlines()]


def test_same_bytes_for_any_number_of_workers(settings: Settings, made: Path, tmp_path: Path) -> None:
    simulate(Plan(COUNT, 5, settings), tmp_path, workers=2)
    for name in ("transcripts.jsonl", "alpaca.jsonl", "messages.jsonl", "card.json"):
        assert (tmp_path / name).read_bytes() == (made / name).read_bytes()


def test_same_bytes_on_ray(settings: Settings, made: Path, tmp_path: Path) -> None:
    pytest.importorskip("ray")
    simulate(Plan(COUNT, 5, settings), tmp_path, workers=2, engine="ray")
    assert (tmp_path / "alpaca.jsonl").read_bytes() == (made / "alpaca.jsonl").read_bytes()


def test_no_title_is_given_away(made: Path) -> None:
    card = json.loads((made / "card.json").read_text())
    assert card["counts"]["conversations"] == COUNT
    assert card["counts"].get("leaks", 0) == 0
    assert set(card["shared targets"].values()) <= {0}


def test_some_find_their_film_and_some_give_up(made: Path) -> None:
    outcomes = {transcript["outcome"] for transcript in _lines(made / "transcripts.jsonl")}
    assert {"found", "gave up", "settled"} <= outcomes


def test_a_taste_allows_its_film(settings: Settings) -> None:
    conversation = open_light(settings)
    catalog = conversation.recommender.catalog
    for number in range(300):
        persona = personas.draw(9, number, catalog)
        assert violated(catalog.movie(persona.target), persona.taste) == ()
    assert talk(personas.draw(9, 1, catalog), conversation) == talk(personas.draw(9, 1, catalog), conversation)


def test_records_name_only_what_was_handed_over(made: Path) -> None:
    for record in _lines(made / "alpaca.jsonl"):
        titles = record["titles"]
        assert isinstance(titles, list)
        assert all(title in str(record["input"]) for title in titles)
        if record["kind"] == "recommend":
            assert titles[0] in str(record["output"])


def test_no_engine_of_that_name(settings: Settings, tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="'abacus' is no engine"):
        simulate(Plan(1, 1, settings), tmp_path, engine="abacus")


@given(st.text(max_size=30), st.sampled_from(["terse", "sloppy", "chatty"]))
def test_typing_keeps_the_words_few(text: str, manner: str) -> None:
    import random

    if text:
        assert len(speech.in_manner(text, manner, random.Random(1))) <= 3 * len(text)


def test_titles_are_seen_as_words() -> None:
    assert speech.gives_away("i want the matrix tonight", "The Matrix")
    assert not speech.gives_away("the matrices", "The Matrix")
