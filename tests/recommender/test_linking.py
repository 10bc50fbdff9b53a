"""Are films and people found by the names people type, and nothing else?

Each line of `links.txt` is a text and the films and people that it names, best reading of each.
"""

from __future__ import annotations

from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from recommender.catalog import Catalog
from recommender.spelling import key, words

ROWS = [
    tuple(line.split(" => ")) for line in Path(__file__).with_name("links.txt").read_text("utf-8").splitlines() if line
]


@pytest.mark.parametrize(("text", "named"), ROWS, ids=[row[0] for row in ROWS])
def test_finds_names(text: str, named: str, catalog: Catalog) -> None:
    found = catalog.names.find(text)
    assert "; ".join(mention.values[0] for mention in found) == named.replace("-none-", "")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Spider-Man", "spiderman"), ("The Godfather: Part II", "godfather part 2"), ("Amélie", "amelie"),
        ("Ocean's Eleven", "oceans 11"), ("Thelma & Louise", "thelma and louise"), ("WALL-E", "wall e"),
        ("Rocky IV", "rocky 4"), ("The Lord of the Rings", "lord of rings"), ("Tár", "tar"), ("8½", "8½"),
    ],
)  # fmt: skip
def test_spellings_of_a_name_meet(one: str, other: str) -> None:
    assert key(one) == key(other)


def test_finds_films_by_title_and_year(catalog: Catalog) -> None:
    assert catalog.names.films("Dune")[0] == "dune-2021"
    assert catalog.names.films("dune", 1984) == ("dune-1984",)
    assert catalog.names.films("dune", 1985) == ("dune-1984",)
    assert catalog.names.films("forest gump") == ("forrest-gump-1994",)
    assert catalog.names.films("no such film was ever made") == ()


def test_finds_people(catalog: Catalog) -> None:
    assert catalog.names.people("tom hanks") == ("Tom Hanks",)
    assert catalog.names.people("christopher nolen") == ("Christopher Nolan",)
    assert catalog.names.people("qwertz uiop") == ()


def test_completes_what_is_typed(catalog: Catalog) -> None:
    assert "The Matrix" in catalog.names.complete("matr")
    assert "Tom Hanks" in catalog.names.complete("tom h")
    assert len(catalog.names.complete("a", limit=7)) == 7
    assert catalog.names.complete("") == ()


def test_knows_people_beyond_the_catalogue(catalog: Catalog) -> None:
    figure = catalog.names.known_for("Hoot Gibson")
    assert figure is not None and not figure.listed
    assert catalog.names.known_for("Nobody Atall") is None


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(text=st.text(max_size=120))
def test_mentions_stand_in_the_text_and_apart(text: str, catalog: Catalog) -> None:
    found = catalog.names.find(text)
    assert all(0 <= mention.start < mention.end <= len(text) and mention.values for mention in found)
    assert all(before.end <= after.start for before, after in pairwise(found))


@given(text=st.text(max_size=80))
def test_words_keep_their_offsets(text: str) -> None:
    assert all(text[word.start : word.end] == word.text for word in words(text))
