"""Parts that many tests share, built once."""

from __future__ import annotations

import pytest

from data.catalogue.films import load
from recommender import cataloguing
from recommender.catalog import Catalog


@pytest.fixture(scope="session")
def catalog(tmp_path_factory: pytest.TempPathFactory) -> Catalog:
    """The films that ship."""
    folder = tmp_path_factory.mktemp("catalog")
    cataloguing.write(load().movies, folder)
    return Catalog.open(folder)
