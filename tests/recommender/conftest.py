"""What the tests of the recommender share: one small index."""

from __future__ import annotations

import pytest

from recommender.recommend import Recommender
from tests.recommender.films import opened


@pytest.fixture(scope="session")
def small(tmp_path_factory: pytest.TempPathFactory) -> Recommender:
    return opened(tmp_path_factory.mktemp("small"))
