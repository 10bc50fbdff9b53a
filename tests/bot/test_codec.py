"""What is written can be read, also by a program that knows a little more or less."""

from __future__ import annotations

import json
from dataclasses import dataclass

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.codec import decode, dumps, encode, loads
from bot.dialogue.acts import Like, Seen, Tell
from bot.dialogue.session import Session
from recommender.movies import Recommendation
from recommender.preferences import Facets, Preferences
from recommender.receipt import Check, Receipt
from tests.sessions import sessions
from tests.strategies import movies

plain = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(),
    lambda inner: st.lists(inner).map(tuple) | st.dictionaries(st.text(), inner),
)


@given(sessions())
def test_a_session_comes_back_as_it_was(session: Session) -> None:
    assert loads(dumps(session)) == session


@given(plain)
def test_plain_values_come_back_with_their_types(value: object) -> None:
    assert repr(loads(dumps(value))) == repr(value)


@given(movies, st.dictionaries(st.text(), st.floats(allow_nan=False)))
def test_recommendations_and_receipts_come_back(movie: object, terms: dict[str, float]) -> None:
    card = Recommendation(movie, 0.5, ("why",), terms)  # type: ignore[arg-type]
    receipt = Receipt(9, (Check("genres", 3),), ("years",), {"a": terms})
    assert loads(dumps((card, receipt))) == (card, receipt)


def test_defaults_are_left_out() -> None:
    assert encode(Like(films=("heat-1995",))) == {"kind": "Like", "films": ["heat-1995"]}


def test_fields_and_records_of_another_version_are_passed_over() -> None:
    wish = {"kind": "Preferences", "fame": 1, "moonphase": 3, "wanted": {"kind": "Galaxy"}}
    assert decode(wish) == Preferences(fame=1)
    assert decode([{"kind": "Sing"}, {"kind": "Like"}]) == (Like(),)


DAMAGED = (
    "{", "", '{"kind": "Galaxy"}', '{"no": "kind"}', '{"kind": "Seen"}', '{"kind": "frozenset"}',
    '{"kind": "dict", "items": [1]}', "[" * 100_000,
)  # fmt: skip


@pytest.mark.parametrize("text", DAMAGED)
def test_damage_is_a_value_error(text: str) -> None:
    with pytest.raises(ValueError, match=r"damaged|unknown"):
        loads(text)


def test_what_is_no_record_of_ours_is_refused() -> None:
    @dataclass(frozen=True)
    class Stranger:
        name: str = "?"

    with pytest.raises(ValueError, match="Stranger"):
        encode(Stranger())


def test_the_text_is_json_in_ascii() -> None:
    text = dumps((Tell(Preferences(wanted=Facets(people=()), text="Amélie")), Seen(("a",), liked=False)))
    assert text.isascii() and json.loads(text)[1] == {"kind": "Seen", "films": ["a"], "liked": False}
