"""Do past conversations say what was named in them, and nothing that they must not know?"""

from __future__ import annotations

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from recommender.dialogues import Past, gather, terms

CONTENT = np.eye(6, dtype=np.float32)
TALKS = [Past((0, 1), (1,)), Past((0, 1, 2), (2,)), Past((3, 4), (4,)), Past((3, 4, 5), (5,))]


def test_what_was_named_together_comes_first() -> None:
    found = terms(gather(TALKS, CONTENT), [0], CONTENT)
    assert found["together"][1] == max(found["together"][1:]) > found["together"][4]
    assert found["in like talks"][1] > found["in like talks"][4]


def test_what_the_recommending_side_named_is_counted_apart() -> None:
    found = terms(gather(TALKS, CONTENT), [], CONTENT)
    assert found["popular"][0] > found["offered"][0]
    assert "together" not in found


def test_late_mentions_count_more() -> None:
    talks = [Past((0,), ())] * 200 + [Past((1,), ())] * 200
    found = terms(gather(talks, CONTENT), [], CONTENT)
    assert found["popular"][0] == found["popular"][1]
    assert found["lately"][1] > found["lately"][0]


@given(st.lists(st.sets(st.integers(0, 5), min_size=1), min_size=2, max_size=8), st.sets(st.integers(0, 5), max_size=3))
def test_a_conversation_that_is_not_live_says_nothing(films: list[set[int]], mentioned: set[int]) -> None:
    talks = [Past(tuple(some), tuple(some)) for some in films]
    live = np.ones(len(talks), np.float32)
    live[-1] = 0
    asked = terms(gather(talks, CONTENT), sorted(mentioned), CONTENT, live=live, now=3.0)
    other = terms(gather([*talks[:-1], Past((0,), (0,))], CONTENT), sorted(mentioned), CONTENT, live=live, now=3.0)
    assert all(np.allclose(asked[name], other[name]) for name in asked)
