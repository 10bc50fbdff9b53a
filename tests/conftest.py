"""What all tests share: the films that ship, indexed once per run, and conversations about them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest

from bot.app import Films, open_films, ways
from bot.conversation import Conversation
from bot.settings import Settings
from bot.store import SQLiteStore
from recommender.catalog import Catalog
from recommender.recommend import Recommender


@pytest.fixture(scope="session")
def films(tmp_path_factory: pytest.TempPathFactory) -> Films:
    """The real ones; workers of one run share the index."""
    base = tmp_path_factory.getbasetemp()
    shared = base.parent if base.name.startswith("popen-") else base
    folder = shared / "shipped"
    return open_films(Settings(data=folder, cache=folder, state=folder, incognito=True))


@pytest.fixture(scope="session")
def recommender(films: Films) -> Recommender:
    return films.recommender


@pytest.fixture(scope="session")
def catalog(recommender: Recommender) -> Catalog:
    return recommender.catalog


@pytest.fixture
def store(tmp_path: Path) -> Iterator[SQLiteStore]:
    opened = SQLiteStore(tmp_path / "store.sqlite3")
    yield opened
    opened.close()


@pytest.fixture
def conversation(films: Films, store: SQLiteStore) -> Conversation:
    return Conversation(films.recommender, store, ways=ways(films))
