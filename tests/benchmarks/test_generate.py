"""Are the generated films films, and the same every time?"""

from __future__ import annotations

from itertools import islice

from benchmarks.generate import generate
from recommender.movies import AXES, GENRES


def test_the_same_seed_gives_the_same_films() -> None:
    assert list(generate(50, 3)) == list(generate(50, 3)) != list(generate(50, 4))


def test_films_are_plausible() -> None:
    films = list(generate(200))
    assert len({film.id for film in films}) == 200
    assert {like for film in films for like in film.like} <= {film.id for film in films}
    for film in films:
        assert set(film.genres) <= set(GENRES)
        assert len(film.tone) == len(AXES)
        assert 1 <= film.fame <= 5 and film.runtime and film.id not in film.like


def test_films_are_made_one_at_a_time() -> None:
    assert len(list(islice(generate(1000), 3))) == 3
