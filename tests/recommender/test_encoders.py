"""Does every encoder keep the promises of the port?"""

import sys
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from recommender.encoders import SHIPPED, SentenceTransformerEncoder, StaticEncoder

SHIPPED_ENCODER = StaticEncoder.load()


def cosine(one: str, other: str) -> float:
    first, second = SHIPPED_ENCODER.encode([one, other])
    return float(first @ second)


@settings(max_examples=50)
@given(st.lists(st.text(), max_size=5))
def test_rows_have_length_one_or_are_zeros(texts: list[str]):
    rows = SHIPPED_ENCODER.encode(texts)
    assert rows.shape == (len(texts), SHIPPED_ENCODER.dimension)
    assert rows.dtype == np.float32
    lengths = np.linalg.norm(rows, axis=1)
    assert np.all(np.isclose(lengths, 1, atol=1e-5) | (lengths == 0))


@settings(max_examples=50)
@given(st.lists(st.text(), min_size=1, max_size=5))
def test_a_batch_gives_what_single_texts_give(texts: list[str]):
    batch = SHIPPED_ENCODER.encode(texts)
    assert np.array_equal(batch, np.concatenate([SHIPPED_ENCODER.encode([text]) for text in texts]))


@pytest.mark.parametrize("text", ["", "  \n", "\u4e2d\u6587\u5b57"])
def test_nothing_known_is_zeros(text: str):
    assert not SHIPPED_ENCODER.encode([text]).any()


def test_no_texts_are_no_rows():
    assert SHIPPED_ENCODER.encode([]).shape == (0, SHIPPED_ENCODER.dimension)


@pytest.mark.parametrize(
    ("one", "near", "far"),
    [
        ("slasher", "trapped with a killer", "a day at the beach"),
        ("zombies", "the undead walk", "tax lawyers"),
        ("spaceship", "astronauts", "ballet school"),
        ("heist", "robbing a bank", "falling in love"),
    ],
)
def test_meaning_counts_and_not_only_words(one: str, near: str, far: str):
    assert cosine(one, near) > cosine(one, far)


def test_the_shipped_table_is_small():
    assert sum(file.stat().st_size for file in SHIPPED.iterdir()) < 8 * 2**20


def test_parts_that_do_not_fit_are_refused():
    with pytest.raises(ValueError, match="2 tokens"):
        StaticEncoder(["a", "b"], np.zeros((1, 4), np.int8), np.ones(1), "odd")


def test_a_saved_table_is_read_back(tmp_path: Path):
    np.save(tmp_path / "table.npy", np.array([[3, 4], [0, 127]], np.int8))
    np.save(tmp_path / "scales.npy", np.array([1.0, 0.5], np.float16))
    (tmp_path / "vocabulary.txt").write_text("good\nfilm", encoding="utf-8")
    (tmp_path / "name.txt").write_text("tiny\n", encoding="utf-8")
    encoder = StaticEncoder.load(tmp_path)
    assert (encoder.name, encoder.dimension) == ("tiny", 2)
    assert encoder.encode(["Good"])[0] == pytest.approx([0.6, 0.8])


def test_a_missing_library_names_the_extra(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setitem(sys.modules, "sentence_transformers", None)
    with pytest.raises(ImportError, match=r"matinee\[transformers\]"):
        SentenceTransformerEncoder("anywhere")
