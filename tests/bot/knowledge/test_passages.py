"""Are films found by what is remembered of them, and do endings stay where they belong?"""

from __future__ import annotations

from pathlib import Path

import pytest

from bot.knowledge import passages as rooms
from bot.knowledge.passages import KINDS, SPOILERS, Passages, passages
from recommender.encoders import StaticEncoder
from recommender.movies import Movie
from recommender.recommend import Recommender, build

MOVIES = (
    Movie("red-harbour-1990", "Red Harbour", 1990, ("drama",), synopsis="A fisherman loses his boat in a storm.",
          ending="The lighthouse keeper turns out to be his father.", keywords=("fishing", "storm")),
    Movie("night-bus-2001", "Night Bus", 2001, ("horror",), synopsis="A driver finds that all passengers are dead.",
          ending="He died in the crash himself.", keywords=("ghost", "bus")),
    Movie("salt-road-1994", "Salt Road", 1994, ("comedy",), synopsis="Two cooks race across the desert.",
          keywords=("cooking",)),
)  # fmt: skip


def opened(folder: Path, movies: tuple[Movie, ...]) -> Passages:
    encoder = StaticEncoder.load()
    build(movies, folder, encoder)
    catalog = Recommender.open(folder, encoder).catalog
    rooms.build(catalog, folder)
    return Passages.open(folder, catalog, encoder)


@pytest.fixture(scope="module")
def held(tmp_path_factory: pytest.TempPathFactory) -> Passages:
    return opened(tmp_path_factory.mktemp("passages") / "index", MOVIES)


def test_four_passages_each(held: Passages) -> None:
    assert len(held) == len(MOVIES)
    assert all(tuple(passage.kind for passage in passages(movie)) == KINDS for movie in MOVIES)


def test_the_film_described_comes_first_with_the_words_that_matched(held: Passages) -> None:
    first = held.search("the one with the bus driver whose passengers were all dead")[0]
    assert first.passage.film == "night-bus-2001"
    assert {"driver", "passengers", "dead"} <= set(first.words)


def test_endings_are_neither_read_nor_shown_unasked(held: Passages) -> None:
    text = "the lighthouse keeper is his father"
    assert all(found.passage.kind not in SPOILERS for found in held.search(text))
    assert "lighthouse" not in held.search(text)[0].words
    told = held.search(text, spoilers=True)[0]
    assert (told.passage.film, told.passage.kind) == ("red-harbour-1990", "ending")


@pytest.mark.parametrize("text", ["", "   ", "the of and", "\0\x01", "日本"])
def test_nothing_to_go_by_finds_nothing_or_something_harmless(held: Passages, text: str) -> None:
    assert len(held.search(text)) <= len(MOVIES)


def test_a_guess_is_found_by_its_ending_and_shows_none_of_it(held: Passages) -> None:
    first = held.describe("a boat in a storm and the lighthouse keeper is his father")[0]
    assert first.movie.id == "red-harbour-1990"
    assert first.reasons == ("matches boat, storm",)


def test_a_damaged_folder_is_named(tmp_path: Path) -> None:
    folder = tmp_path / "index"
    held = opened(folder, MOVIES)
    (folder / "passages" / "all" / "rows.npy").write_bytes(b"")
    with pytest.raises(ValueError, match=r"rows\.npy"):
        Passages.open(folder, held.catalog, StaticEncoder.load())


def test_no_films_no_finds(tmp_path: Path) -> None:
    assert opened(tmp_path / "index", ()).search("a bus") == ()
