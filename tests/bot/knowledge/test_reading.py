"""Is a question read as the path that it describes, over any knowledge base in MetaQA's form?"""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bot.knowledge.graph import Triples
from bot.knowledge.paths import Follow, Named, find, hops, onward
from bot.knowledge.reading import Anchor, read

KB = """\
Red Harbour|directed_by|Ada Vale
Red Harbour|written_by|Ben Okri
Red Harbour|starred_actors|Cleo Marsh
Red Harbour|starred_actors|Dan Ivers
Red Harbour|release_year|1990
Red Harbour|has_genre|Drama
Red Harbour|in_language|French
Red Harbour|has_tags|harbour
Salt Road|directed_by|Ada Vale
Salt Road|written_by|Ada Vale
Salt Road|starred_actors|Cleo Marsh
Salt Road|release_year|1994
Salt Road|has_genre|Comedy
Night Bus|directed_by|Eve Stone
Night Bus|written_by|Ben Okri
Night Bus|starred_actors|Dan Ivers
Night Bus|starred_actors|Fay Lund
Night Bus|release_year|2001
Night Bus|has_genre|Horror
"""


@pytest.fixture(scope="module")
def graph(tmp_path_factory: pytest.TempPathFactory) -> Triples:
    path = tmp_path_factory.mktemp("kb") / "kb.txt"
    path.write_text(KB, encoding="utf-8")
    return Triples.load(path)


def found(question: str, graph: Triples) -> set[str]:
    names = [(said.start(), said.end(), said[1]) for said in re.finditer(r"\[([^\]]+)\]", question)]
    order = ("film", "person", "tag", "genre", "language", "year")
    anchors = [
        Anchor(start, end, tuple((kind, (name,)) for kind in order if kind in graph.kinds(name)))
        for start, end, name in names
    ]
    for reading in read(question, anchors):
        if answers := set(find(reading.path, graph)):
            return answers
    return set()


@pytest.mark.parametrize(
    ("question", "answers"),
    [
        ("who directed [Red Harbour]", {"Ada Vale"}),
        ("[Red Harbour] was written by whom?", {"Ben Okri"}),
        ("who is the screenwriter behind [Night Bus]", {"Ben Okri"}),
        ("what year did [Salt Road] come out", {"1994"}),
        ("which films are about [harbour]", {"Red Harbour"}),
        ("what does [Fay Lund] act in", {"Night Bus"}),
        ("what was [Eve Stone] the director of", {"Night Bus"}),
        ("the films that [Ada Vale] made came out in which years", {"1990", "1994"}),
        ("what genres do the movies starring [Cleo Marsh] fall under", {"Drama", "Comedy"}),
        ("who wrote the films [Dan Ivers] appears in", {"Ben Okri"}),
        ("who shared the screen with [Fay Lund]", {"Dan Ivers"}),
        ("the actor [Cleo Marsh] co-starred with who", {"Dan Ivers"}),
        ("which other movies did the director of [Red Harbour] direct", {"Salt Road"}),
        ("films sharing a writer with [Red Harbour]", {"Night Bus"}),
        ("who starred in the movies whose writers also wrote [Red Harbour]", {"Dan Ivers", "Fay Lund"}),
        ("when were the other films starring the actors of [Salt Road] released", {"1990"}),
        ("who are the directors of other films by [Night Bus] writers", {"Ada Vale"}),
        ("films directed by [Ada Vale] with [Dan Ivers]", {"Red Harbour"}),
        ("who wrote the film by [Ada Vale] that stars [Dan Ivers]", {"Ben Okri"}),
    ],
)
def test_paths(question: str, answers: set[str], graph: Triples) -> None:
    assert found(question, graph) == answers


def test_a_name_with_two_senses_is_tried_in_both() -> None:
    graph = Triples([("Eve", "director", "Adam"), ("Ark", "director", "Eve")])
    assert found("who directed [Eve]", graph) == {"Adam"}
    assert found("what did [Eve] direct", graph) == {"Ark"}


def test_a_path_onward_never_returns_to_its_film(graph: Triples) -> None:
    path = Follow(Follow(Named(("Red Harbour",), "film"), "director"), "director", back=True)
    assert set(find(path, graph)) == {"Red Harbour", "Salt Road"}
    assert set(find(onward(path), graph)) == {"Salt Road"}
    assert hops(path) == 2


def test_a_bad_line_is_named(tmp_path: Path) -> None:
    (tmp_path / "kb.txt").write_text("Red Harbour|directed_by|Ada Vale\nno triple here\n")
    with pytest.raises(ValueError, match="line 2"):
        Triples.load(tmp_path / "kb.txt")


@given(st.text(max_size=200), st.text(max_size=200))
def test_any_words_give_readings_or_none(before: str, after: str) -> None:
    anchor = Anchor(len(before), len(before) + 4, (("film", ("Heat",)), ("person", ("Heat",))))
    costs = [reading.cost for reading in read(f"{before}Heat{after}", [anchor])]
    assert costs == sorted(costs)


def test_a_story_is_no_question() -> None:
    text = "who directed the film that starred the actor who wrote the movie " * 200 + "Heat"
    assert read(text, [Anchor(len(text) - 4, len(text), (("film", ("Heat",)),))]) == ()
