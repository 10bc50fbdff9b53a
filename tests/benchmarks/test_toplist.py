"""Is the protocol of the ratings benchmark what it says?"""

from __future__ import annotations

import json
import os
from pathlib import Path

import numpy as np
import pytest

from benchmarks import toplist
from benchmarks.toplist import Split, divide, judge

RATINGS = [(person, film, 5.0 if (person + film) % 3 else 2.0) for person in range(30) for film in range(40)]


def test_a_fifth_is_hidden_and_nothing_is_both() -> None:
    split = divide(RATINGS)
    assert not (split.known * split.hidden).any() and not (split.hidden * (split.low > 0)).any()
    likes = (split.known + split.hidden).sum(1)
    assert np.array_equal(split.hidden.sum(1), np.round(likes * 0.2))


def test_people_with_few_likes_are_left_out() -> None:
    assert len(divide([*RATINGS, (99, 1, 5.0), (99, 2, 5.0)]).known) == 30


def test_a_perfect_list_scores_one_and_known_films_are_never_ranked() -> None:
    known, hidden = np.eye(3, 8, dtype=np.float32), np.eye(3, 8, 1, dtype=np.float32)
    perfect = judge(hidden + 2 * known, Split(known, hidden, np.zeros_like(known)))
    assert all((values == 1).all() for values in perfect.values())


def test_two_runs_agree_and_the_file_is_written(tmp_path: Path) -> None:
    folder = tmp_path / toplist.FOLDER
    folder.mkdir()
    lines = ["userId,movieId,rating,timestamp", *(f"{p},{f},{r},0" for p, f, r in RATINGS)]
    (folder / "ratings.csv").write_text("\n".join(lines), encoding="utf-8")
    given = ["--data", str(tmp_path), "--split", "valid", "--out", str(tmp_path / "out.json")]
    first, second = (
        [{k: v for k, v in row.items() if k not in ("seconds", "ms", "cpu_ms")} for row in toplist.run(given).rows]
        for _ in (1, 2)
    )
    assert first == second
    assert json.loads((tmp_path / "out.json").read_text(encoding="utf-8"))["benchmark"] == "toplist"


def test_missing_data_are_named(tmp_path: Path) -> None:
    with pytest.raises(FileNotFoundError, match=r"ratings\.csv"):
        toplist.run(["--data", str(tmp_path)])


@pytest.mark.skipif("MATINEE_DATA" not in os.environ, reason="MATINEE_DATA names no folder of benchmark data")
def test_popularity_is_the_published_row() -> None:
    split = divide(toplist.read(Path(os.environ["MATINEE_DATA"]) / toplist.FOLDER))
    found = judge(toplist.popularity(split), split)
    published = toplist.PUBLISHED[1]
    assert all(abs(found[metric].mean() - float(str(published[metric]))) < 0.02 for metric in toplist.METRICS)
