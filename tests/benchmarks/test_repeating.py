"""Are the odds of naming a film again learned, and mixed in without losing the rest?"""

from __future__ import annotations

import numpy as np

from benchmarks import moments
from benchmarks.conversing import Scores, _rank, table
from benchmarks.moments import Moment
from benchmarks.repeating import odds, with_repeats

PAST = [Moment("a", "", (0, 1), (1,)), Moment("b", "", (0, 1), (2,)), Moment("c", "", (2,), (3,))]


def test_the_latest_is_the_likeliest_to_be_named_again() -> None:
    found = odds(PAST)
    assert found[0] > found[1]
    assert abs(found[0] - 1.01 / 4) < 1e-6


def test_repeats_are_mixed_in_and_the_order_of_the_rest_is_kept() -> None:
    given = np.array([9, 3, 2, 1], np.float32)
    system = with_repeats(lambda values, moment: given, odds(PAST))
    found = system({}, Moment("d", "", (0,), (1,)))
    assert abs(found.sum() - 1) < 1e-5
    assert found[1] > found[2] > found[3]
    assert np.allclose(system({}, Moment("d", "", (), (1,))).argsort(), given.argsort())


def test_rows_by_name_keep_the_order_in_which_films_came_up() -> None:
    record = {"context": ["I like B (2001) and A (2000)"], "entity": ["B (2001)", "horror", "A (2000)", "B (2001)"],
              "rec": ["C (2002)", "A (2000)"], "dialog_id": "7"}  # fmt: skip
    found = list(moments.turns([record], {"A (2000)": 0, "B (2001)": 1, "C (2002)": 2}))
    assert found[0].mentioned == (1, 0) and found[0].named == (2, 0) and found[0].fresh == (2,)
    assert "(2001)" not in found[0].said


def test_where_repeats_count_nothing_is_hidden() -> None:
    moment = Moment("d", "", (0,), (2,))
    assert _rank(np.array([3, 2, 1], np.float32), 2, moment, hide=False) == 2
    scores = Scores({"rival": [2], "ours": [0]}, ["d"], [True])
    rows = table(scores, ["ours"], rivals=["rival"], films="all")
    assert rows[-1]["system"] == "ours minus rival" and rows[-1]["R@1"][0] == 1.0 and rows[-1]["films"] == "all"
