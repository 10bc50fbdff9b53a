"""May a model add wishes, and nothing else?"""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

pytest.importorskip("langchain_core")

from bot.dialogue.acts import Describe, Tell, Unclear
from bot.dialogue.session import Session
from bot.dialogue.understanding import understand as by_rules
from bot.llm.calling import Caller
from bot.llm.understanding import merged, read, understand, wished
from recommender.catalog import Catalog
from recommender.movies import AXES, GENRES
from recommender.preferences import Facets, Preferences
from tests.models import Scripted

PUZZLING = "brumbly grumbly wobbleton"


def heard(text: str, said: str, catalog: Catalog) -> tuple[Any, Scripted]:
    model = Scripted(says=lambda _: said)
    return understand(text, Session("one"), catalog, model=Caller(model)), model


def test_what_rules_understand_is_not_asked(catalog: Catalog) -> None:
    acts, model = heard("a comedy under 100 minutes", "{}", catalog)
    assert acts == by_rules("a comedy under 100 minutes", Session("one"), catalog) and not model.asked


def test_a_wish_is_added(catalog: Catalog) -> None:
    said = 'Sure: {"genres": ["western", "cooking"], "minutes": [null, 100], "film": "Heat", "years": [2050, 1990]}'
    acts, _ = heard(PUZZLING, said, catalog)
    assert acts == (Tell(Preferences(wanted=Facets(genres=("western",)), runtime=(None, 100))),)


@pytest.mark.parametrize("said", ["", "no idea", "{", "[1]", '{"genres": 3}', '{"genres": [["western"]]}', "{}" * 9])
def test_nonsense_leaves_the_rules_acts(said: str, catalog: Catalog) -> None:
    assert heard(PUZZLING, said, catalog)[0] == by_rules(PUZZLING, Session("one"), catalog)


def test_the_rules_are_never_overruled() -> None:
    rules = (Tell(Preferences(wanted=Facets(genres=("comedy",)), runtime=(None, 90))), Unclear("brumbly"))
    acts = merged(rules, {"genres": ["horror"], "minutes": [100, 200]}, "")
    assert isinstance(acts[0], Tell) and acts[0].wish.runtime == (None, 90) and len(acts) == 1
    assert "comedy" in acts[0].wish.wanted.genres


def test_a_description_is_searched() -> None:
    assert merged((Unclear("a  b"),), {"description": True}, "a  b") == (Describe("a b"),)


KEYS = ("genres", "not_genres", "moods", "years", "minutes", "x")
jsons = st.recursive(
    st.none() | st.booleans() | st.integers() | st.text(max_size=5),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from(KEYS), inner, max_size=4),
    max_leaves=8,
)


@given(jsons)
def test_any_json_is_a_wish_of_known_words_or_none(value: Any) -> None:
    found = wished(read(json.dumps(value)))
    assert set(found.wanted.genres) <= set(GENRES) and all(move.axis in AXES for move in found.tone)
