"""Are weights learned that tell the named films, the same ones every time, and can they be kept?"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from recommender import learning
from recommender.learning import Case, fit
from recommender.ranker import load, matrix, save

NAMES = ("noise", "sign", "when")
FILMS = 600


def cases(count: int, seed: int) -> list[Case]:
    """In every case the film named has a high sign, which counts only where `when` is 1."""
    chance = np.random.default_rng(seed)
    found = []
    for _ in range(count):
        values = chance.normal(size=(FILMS, 3))
        values[:, 2] = chance.random(FILMS) < 0.5
        named = int(np.argmax(values[:, 1] * values[:, 2]))
        found.append(Case(values.astype(np.float16), (named,), frozenset({(named + 1) % FILMS})))
    return found


def hits(scores: list[np.ndarray], given: list[Case]) -> float:
    return float(np.mean([case.named[0] in np.argsort(-score)[:5] for score, case in zip(scores, given, strict=True)]))


def test_weights_find_the_sign_and_trees_where_it_counts() -> None:
    ranker, unseen = fit(cases(60, 0), NAMES, trees=40), cases(40, 1)
    assert abs(ranker.weights[1]) > 3 * abs(ranker.weights[0])
    values = [case.values.astype(np.float32) for case in unseen]
    plain = hits([ranker.linear(value) for value in values], unseen)
    assert hits([ranker.judge(value) for value in values], unseen) >= plain > 0.5


def test_the_same_cases_give_the_same_weights_and_they_survive_a_file(tmp_path: Path) -> None:
    first, second = fit(cases(20, 2), NAMES, trees=5), fit(cases(20, 2), NAMES, trees=5)
    assert np.array_equal(first.weights, second.weights) and np.array_equal(first.leaves, second.leaves)
    save(first, tmp_path / "ranker.json")
    values = cases(1, 3)[0].values.astype(np.float32)
    assert np.allclose(load(tmp_path / "ranker.json").judge(values), first.judge(values), atol=1e-3)


def test_a_term_that_is_missing_is_nothing() -> None:
    assert matrix({"sign": np.ones(4, np.float32)}, NAMES, 4).tolist() == [[0, 1, 0]] * 4


def test_what_cannot_be_learned_or_read_is_named(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="no cases"):
        learning.fit([], NAMES)
    (tmp_path / "other.json").write_text("{}", encoding="utf-8")
    with pytest.raises(ValueError, match=r"other\.json"):
        load(tmp_path / "other.json")
