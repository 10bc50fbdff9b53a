"""Are the nearest rows and the rows of a key found?"""

from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from recommender.index import ExactIndex, Postings, best

CAST = [{"Al Pacino": 1.0, "Robert De Niro": 0.9}, {"Robert De Niro": 1.0}, {}, {"Zoë": 0.5}]
WEIGHTED = st.lists(
    st.dictionaries(
        st.text(st.characters(exclude_characters="\0", exclude_categories=["Cs"]), max_size=6),
        st.floats(0.125, 4, width=32),
        max_size=4,
    ),
    max_size=6,
)


@given(st.lists(st.integers(-5, 5), max_size=30), st.integers(-1, 40))
def test_best_is_a_stable_sort_cut_short(values: list[int], k: int):
    ranked = sorted(range(len(values)), key=lambda row: -values[row])
    assert best(np.array(values, np.float32), k).tolist() == ranked[: max(0, k)]


def test_search_gives_similarities_best_first(tmp_path: Path):
    index = ExactIndex(np.eye(3, dtype=np.float32))
    index.save(tmp_path)
    for either in (index, ExactIndex.load(tmp_path)):
        rows, values = either.search(np.array([0.1, 0.9, 0.4], np.float32), 2)
        assert rows.tolist() == [1, 2]
        assert values == pytest.approx([0.9, 0.4])


def test_a_matrix_is_asked_for():
    with pytest.raises(ValueError, match="shape"):
        ExactIndex(np.zeros(3, np.float32))


def test_scores_add_up_over_keys():
    postings = Postings.build(CAST)
    assert postings.scores(["Al Pacino", "Robert De Niro"]) == pytest.approx([1.9, 1.0, 0, 0])
    assert postings.scores({"Robert De Niro": -2.0}) == pytest.approx([-1.8, -2.0, 0, 0])
    assert postings.scores(["Zoë"]) == pytest.approx([0, 0, 0, 0.5])


@pytest.mark.parametrize("key", ["", "Al", "Al Pacino Junior the Third of His Name", "Zzz"])
def test_an_unknown_key_finds_nobody(key: str):
    assert not Postings.build(CAST).scores([key]).any()


@given(weighted=WEIGHTED)
def test_what_is_saved_is_read_back(weighted: list[dict[str, float]], tmp_path_factory: pytest.TempPathFactory):
    folder = tmp_path_factory.mktemp("postings")
    built = Postings.build(weighted)
    built.save(folder)
    read = Postings.load(folder)
    for key in {key for keyed in weighted for key in keyed}:
        expected = [keyed.get(key, 0.0) if key else 0.0 for keyed in weighted]
        assert read.scores([key]) == pytest.approx(expected)
        assert built.scores([key]) == pytest.approx(expected)
