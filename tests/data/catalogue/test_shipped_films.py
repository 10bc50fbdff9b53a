"""Do the films that ship keep the promises of their data card?"""

from __future__ import annotations

import json
from collections import Counter
from typing import Any

import pytest

from data.catalogue.check import fold, fold_name
from data.catalogue.films import SHIPPED, Loaded, load
from recommender.movies import GENRES, Movie


@pytest.fixture(scope="module")
def loaded() -> Loaded:
    return load(SHIPPED)


@pytest.fixture(scope="module")
def movies(loaded: Loaded) -> tuple[Movie, ...]:
    return loaded.movies


@pytest.fixture(scope="module")
def records() -> list[dict[str, Any]]:
    return [json.loads(text) for text in SHIPPED.read_text(encoding="utf-8").splitlines()]


def test_every_line_loads(loaded: Loaded, records: list[dict[str, Any]]) -> None:
    assert not loaded.problems
    assert len(loaded.movies) == len(records) > 5000


def test_every_id_ends_in_the_year(movies: tuple[Movie, ...]) -> None:
    assert [movie.id for movie in movies if not movie.id.endswith(f"-{movie.year}")] == []


def test_every_genre_is_used(movies: tuple[Movie, ...]) -> None:
    assert {genre for movie in movies for genre in movie.genres} == set(GENRES)


def test_no_film_is_there_twice(movies: tuple[Movie, ...]) -> None:
    """Neither under one title nor under two: who made and led it, year and length are a film's fingerprint."""
    titles = Counter((fold(movie.title), movie.year) for movie in movies)
    assert [title for title, count in titles.items() if count > 1] == []
    leads = Counter((movie.year, movie.runtime, movie.directors, tuple(sorted(movie.actors[:2]))) for movie in movies)
    assert [lead for lead, count in leads.items() if count > 1] == []


def test_pointers_carry_title_and_year_of_their_film(movies: tuple[Movie, ...], records: list[dict[str, Any]]) -> None:
    known = {movie.id: (movie.title, movie.year) for movie in movies}
    pointers = [film for record in records for film in record["like"] if "id" in film]
    assert [film for film in pointers if known[film["id"]] != (film["title"], film["year"])] == []


def test_no_film_points_to_another_twice(movies: tuple[Movie, ...]) -> None:
    assert [movie.id for movie in movies if len(set(movie.like)) < len(movie.like)] == []


def test_no_pointer_lacks_the_id_of_a_film_that_is_there(
    movies: tuple[Movie, ...], records: list[dict[str, Any]]
) -> None:
    there = {(fold(name), movie.year) for movie in movies for name in (movie.title, *movie.aliases)}
    pointers = [film for record in records for film in record["like"] if "id" not in film]
    assert [film for film in pointers if (fold(film["title"]), film["year"]) in there] == []


def test_no_synopsis_holds_the_ending(movies: tuple[Movie, ...]) -> None:
    told = [movie.id for movie in movies if movie.ending.rstrip(".").casefold() in movie.synopsis.casefold()]
    assert told == []


def test_synopses_have_the_promised_length(movies: tuple[Movie, ...]) -> None:
    assert [movie.id for movie in movies if not 35 <= len(movie.synopsis.split()) <= 95] == []


def test_an_alias_says_something_new(movies: tuple[Movie, ...]) -> None:
    assert [movie.id for movie in movies for name in movie.aliases if fold(name) == fold(movie.title)] == []


def test_an_alias_and_a_year_name_one_film(movies: tuple[Movie, ...]) -> None:
    names = Counter((fold(name), movie.year) for movie in movies for name in (movie.title, *movie.aliases))
    assert [name for name, count in names.items() if count > 1] == []


def test_people_have_one_spelling(movies: tuple[Movie, ...]) -> None:
    """But for those whose names are each other's turned round."""
    people = {name for movie in movies for name in (*movie.directors, *movie.writers, *movie.actors)}
    spellings = Counter(fold_name(name) for name in people)
    twice = {name for name in people if spellings[fold_name(name)] > 1}
    assert twice == {"Keith David", "David Keith", "Ashley Laurence", "Laurence Ashley"}


def test_the_well_known_have_the_names_people_type(movies: tuple[Movie, ...]) -> None:
    names = {name: movie.title for movie in movies for name in movie.aliases}
    typed = ("T2", "Dr. Strangelove", "Birdman", "Star Wars", "Borat 2", "LOTR", "Seven")
    assert [name for name in typed if name not in names] == []
