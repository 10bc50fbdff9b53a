"""Does the loader take every good line, and say what is wrong with every other?"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from data.catalogue.films import Problem, gather, load, parse
from data.catalogue.rules import OPTIONAL, REQUIRED
from recommender.movies import Movie, Role
from tests.data.catalogue.records import BAD, GOOD


def line(**changes: Any) -> str:
    return json.dumps(GOOD | changes)


def without(name: str) -> str:
    return json.dumps({field: value for field, value in GOOD.items() if field != name})


def faults(text: str | bytes) -> list[Problem]:
    found = parse(7, text)
    assert isinstance(found, list)
    return found


def test_a_good_line_becomes_a_film() -> None:
    film = parse(1, line())
    assert isinstance(film, Movie)
    assert str(film) == "The Lighthouse Keeper (1987)"
    assert film.cast == (Role("Per Lund", "Nils"), Role("Ida Vik"))
    assert film.feels("weird") == 4 and film.feels("funny") == 1
    assert film.like == ("fog-1990",)
    assert film.aliases == ("Keeper",)


def test_the_order_of_tone_in_the_file_does_not_matter() -> None:
    backwards = dict(reversed(GOOD["tone"].items()))
    assert parse(1, line(tone=backwards)) == parse(1, line())


@pytest.mark.parametrize(("name", "value"), BAD)
def test_a_bad_value_is_named_with_its_line_and_field(name: str, value: object) -> None:
    (problem,) = faults(line(**{name: value}))
    assert (problem.line, problem.field, problem.value) == (7, name, value)
    assert problem.why


@pytest.mark.parametrize("name", REQUIRED)
def test_a_missing_field_is_named(name: str) -> None:
    assert faults(without(name)) == [Problem(7, name, None, "missing")]


@pytest.mark.parametrize("name", OPTIONAL)
def test_an_optional_field_may_be_missing(name: str) -> None:
    assert isinstance(parse(1, without(name)), Movie)


def test_an_unknown_field_is_named_rather_than_lost() -> None:
    assert [problem.field for problem in faults(line(alias=["x"]))] == ["alias"]


def test_everything_wrong_with_a_line_is_told_at_once() -> None:
    assert [problem.field for problem in faults(line(year=0, fame=9, runtime=-1))] == ["year", "runtime", "fame"]


@pytest.mark.parametrize("text", ["", "{", "[]", "null", "12", '"x"', b"\xff\xfe\xfa", "[" * 100_000, "9" * 5000])
def test_what_is_no_object_is_one_problem_with_the_whole_line(text: str | bytes) -> None:
    (problem,) = faults(text)
    assert problem.field == ""
    assert "line 7: record:" in str(problem) and len(str(problem)) < 300


@given(st.text() | st.binary())
def test_no_text_makes_it_raise(text: str | bytes) -> None:
    assert parse(1, text)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=8,
)


@given(st.sampled_from(sorted(REQUIRED | OPTIONAL)), JSON)
def test_no_value_makes_it_raise(name: str, value: object) -> None:
    assert parse(1, line(**{name: value}))


def test_a_bad_line_costs_only_itself(tmp_path: Path) -> None:
    path = tmp_path / "films.jsonl"
    lines = [line(like=[]), "rubbish", "", line(id="b-1990", like=[], fame=9), line(id="c-1991", like=[])]
    path.write_text("\n".join(lines), encoding="utf-8")
    loaded = load(path)
    assert [movie.id for movie in loaded.movies] == [GOOD["id"], "c-1991"]
    assert [(problem.line, problem.field) for problem in loaded.problems] == [(2, ""), (4, "fame")]


def test_the_second_film_of_an_id_is_a_problem() -> None:
    loaded = gather([line(like=[]), line(like=[], title="Another")])
    assert [movie.title for movie in loaded.movies] == ["The Lighthouse Keeper"]
    (problem,) = loaded.problems
    assert (problem.line, problem.field, problem.value) == (2, "id", GOOD["id"])


def test_pointers_to_nowhere_and_to_itself_are_dropped_and_told() -> None:
    like = [{"title": "X", "year": 1990, "id": name} for name in ("fog-1990", GOOD["id"], "gone-1990")]
    loaded = gather([line(like=like), line(id="fog-1990", like=[])])
    assert loaded.movies[0].like == ("fog-1990",)
    assert [problem.value for problem in loaded.problems] == [GOOD["id"], "gone-1990"]
