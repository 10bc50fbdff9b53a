"""Do all implementations of VectorIndex find the same rows, and does a Chroma folder survive what befalls folders?"""

from __future__ import annotations

import subprocess
import sys
import warnings
from collections.abc import Callable, Iterator
from dataclasses import replace
from importlib.util import find_spec
from pathlib import Path

import numpy as np
import pytest

from recommender.chroma import ChromaIndex, Manifest, build, open_or_exact
from recommender.gathering import Floats
from recommender.index import ExactIndex, VectorIndex

HOUSE = Path(__file__).parents[2]
INSTALLED = find_spec("chromadb") is not None
needs_chroma = pytest.mark.skipif(not INSTALLED, reason="chromadb is not installed")

Make = Callable[[Floats], VectorIndex]

CHILD = """
import sys, warnings
from pathlib import Path
from recommender.chroma import open_or_exact
from tests.recommender.test_index_port import made_from, rows_of_unit_length
warnings.simplefilter("ignore")
matrix = rows_of_unit_length(40)
index = open_or_exact(Path(sys.argv[1]), matrix, manifest=made_from(matrix))
print(type(index).__name__, *index.search(matrix[7], 1)[0])
"""


def rows_of_unit_length(count: int) -> Floats:
    rows = np.random.default_rng(5).normal(size=(count, 12)).astype(np.float32)
    return rows / np.linalg.norm(rows, axis=1, keepdims=True)


def made_from(matrix: Floats) -> Manifest:
    return Manifest("numbers by lot", matrix.shape[1], "no films", len(matrix))


def child(folder: Path) -> subprocess.Popen[str]:
    return subprocess.Popen([sys.executable, "-c", CHILD, str(folder)], cwd=HOUSE, stdout=subprocess.PIPE, text=True)


def opened(folder: Path, matrix: Floats, manifest: Manifest | None = None) -> ChromaIndex:
    """Without any warning."""
    with warnings.catch_warnings():
        warnings.simplefilter("error", RuntimeWarning)
        index = open_or_exact(folder, matrix, manifest=manifest or made_from(matrix))
    assert isinstance(index, ChromaIndex)
    return index


def store(folder: Path) -> str:
    return next(folder.glob("store-*")).name


@pytest.fixture(params=["exact", pytest.param("chroma", marks=needs_chroma)])
def make(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Make]:
    indexes: list[ChromaIndex] = []

    def chroma(matrix: Floats) -> VectorIndex:
        indexes.append(opened(tmp_path / "index", matrix))
        return indexes[-1]

    yield ExactIndex if request.param == "exact" else chroma
    for index in indexes:
        index.close()


@pytest.mark.parametrize("length", [1.0, 2.5])
def test_the_nearest_come_first_with_their_similarities(make: Make, length: float):
    matrix = rows_of_unit_length(200)
    vector = np.float32(length) * matrix[17]
    rows, values = make(matrix).search(vector, 10)
    expected = np.argsort(-(matrix @ vector))[:10]
    assert rows.tolist() == expected.tolist()
    assert values == pytest.approx(matrix[expected] @ vector, abs=1e-5)
    assert (rows.dtype, values.dtype) == (np.int32, np.float32)


@pytest.mark.parametrize("k", [-1, 0, 1, 30, 31, 1000])
def test_k_may_be_anything(make: Make, k: int):
    rows, values = make(rows_of_unit_length(30)).search(rows_of_unit_length(1)[0], k)
    assert len(rows) == len(values) == len(set(rows.tolist())) == max(0, min(k, 30))


def test_an_empty_index_finds_nothing(make: Make):
    rows, values = make(rows_of_unit_length(0)).search(rows_of_unit_length(1)[0], 3)
    assert len(rows) == len(values) == 0


def test_a_row_without_words_is_like_nothing(make: Make):
    matrix = np.eye(3, dtype=np.float32)
    matrix[1] = 0
    rows, values = make(matrix).search(np.array([-0.6, 0, 0.8], np.float32), 3)
    assert rows.tolist() == [2, 1, 0]
    assert values == pytest.approx([0.8, 0, -0.6], abs=1e-6)


def test_a_vector_without_direction_keeps_the_order(make: Make):
    rows, values = make(rows_of_unit_length(9)).search(np.zeros(12, np.float32), 4)
    assert rows.tolist() == [0, 1, 2, 3]
    assert not values.any()


def test_equals_keep_their_order(make: Make):
    rows, _ = make(np.ones((20, 1), np.float32)).search(np.ones(1, np.float32), 20)
    assert rows.tolist() == list(range(20))


def test_a_vector_of_another_length_is_refused(make: Make):
    index = make(rows_of_unit_length(9))
    with pytest.raises(ValueError):
        index.search(np.ones(5, np.float32), 3)


@needs_chroma
def test_a_good_folder_is_opened_again_and_not_rebuilt(tmp_path: Path):
    matrix = rows_of_unit_length(1500)
    stores = set()
    for _ in range(4):
        opened(tmp_path / "index", matrix).close()
        stores.add(store(tmp_path / "index"))
    assert len(stores) == 1


@needs_chroma
@pytest.mark.parametrize("change", [{"encoder": "another"}, {"catalogue": "newer"}])
def test_an_index_of_something_else_is_refused_and_rebuilt(tmp_path: Path, change: dict[str, str]):
    matrix = rows_of_unit_length(20)
    build(tmp_path / "index", matrix, manifest=made_from(matrix))
    changed = replace(made_from(matrix), **change)
    with pytest.raises(ValueError, match=next(iter(change.values()))):
        ChromaIndex.open(tmp_path / "index", changed)
    opened(tmp_path / "index", -matrix, changed).close()
    index = ChromaIndex.open(tmp_path / "index", changed)
    assert index.search(-matrix[3], 1)[0].tolist() == [3]
    index.close()


@needs_chroma
@pytest.mark.parametrize("damage", ["missing", "cut short", "overwritten", "no manifest"])
def test_a_damaged_folder_is_refused_and_rebuilt(tmp_path: Path, damage: str):
    matrix = rows_of_unit_length(20)
    folder = tmp_path / "index"
    build(folder, matrix, manifest=made_from(matrix))
    file = folder / store(folder) / "chroma.sqlite3"
    if damage in ("missing", "no manifest"):
        (file if damage == "missing" else folder / "manifest.json").unlink()
    else:
        file.write_bytes(b"?" * (100 if damage == "cut short" else file.stat().st_size))
    with pytest.raises(ValueError):
        ChromaIndex.open(folder, made_from(matrix))
    index = opened(folder, matrix)
    assert index.search(matrix[3], 1)[0].tolist() == [3]
    index.close()


@needs_chroma
def test_while_one_process_has_it_open_another_compares_exactly(tmp_path: Path):
    index = opened(tmp_path / "index", rows_of_unit_length(40))
    assert child(tmp_path / "index").communicate()[0].split() == ["ExactIndex", "7"]
    index.close()
    assert child(tmp_path / "index").communicate()[0].split() == ["ChromaIndex", "7"]


@needs_chroma
def test_processes_that_start_at_once_all_answer_and_leave_a_good_folder(tmp_path: Path):
    answers = [process.communicate()[0].split() for process in [child(tmp_path / "index") for _ in range(2)]]
    assert [answer[1:] for answer in answers] == [["7"], ["7"]]
    opened(tmp_path / "index", rows_of_unit_length(40)).close()


@needs_chroma
@pytest.mark.parametrize("bad", [2 * np.eye(3, dtype=np.float32), np.full((3, 3), np.nan, np.float32)])
def test_rows_of_another_length_are_compared_exactly(tmp_path: Path, bad: Floats):
    with pytest.warns(RuntimeWarning, match="length") as warned:
        assert isinstance(open_or_exact(tmp_path / "index", bad, manifest=made_from(bad)), ExactIndex)
    assert len(warned) == 1


def test_a_place_that_cannot_be_written_is_no_crash(tmp_path: Path):
    (tmp_path / "file").touch()
    matrix = rows_of_unit_length(5)
    with pytest.warns(RuntimeWarning, match="without Chroma"):
        index = open_or_exact(tmp_path / "file" / "index", matrix, manifest=made_from(matrix))
    assert index.search(matrix[2], 1)[0].tolist() == [2]


def test_a_missing_library_is_named_and_done_without(tmp_path: Path, monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setitem(sys.modules, "chromadb", None)
    matrix = rows_of_unit_length(5)
    with pytest.raises(ImportError, match=r'pip install "matinee\[chroma\]"'):
        ChromaIndex.open(tmp_path / "index", made_from(matrix))
    with pytest.warns(RuntimeWarning, match=r"matinee\[chroma\]"):
        assert isinstance(open_or_exact(tmp_path / "index", matrix, manifest=made_from(matrix)), ExactIndex)
