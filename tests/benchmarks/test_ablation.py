"""Does the ablation show every group of terms taken away, learned anew from the same cases?"""

from __future__ import annotations

from itertools import islice
from pathlib import Path

from benchmarks import redial
from benchmarks.conversing import Stage, open_films
from benchmarks.generate import generate
from benchmarks.moments import Moment, Talk
from benchmarks.shelf import Name, stock
from recommender import clues
from recommender.dialogues import Past

FILMS = 400


def talk(place: int) -> Talk:
    """Somebody mentions a film and is told of the next one."""
    first, second = place * 7 % FILMS, (place * 7 + 1) % FILMS
    moment = Moment(f"talk-{place}", "a film please", (first,), (second, first), place)
    return Talk(frozenset({place}), Past((first, second), (second,)), (moment,))


def test_every_group_of_terms_is_known_and_has_a_row(tmp_path: Path) -> None:
    assert {name for names in redial.PARTS.values() for name in names} <= set(clues.NAMES)
    movies = list(islice(generate(FILMS), FILMS))
    shelf = stock([Name(movie.title, movie.year) for movie in movies], movies)
    talks = [talk(place) for place in range(12)]
    stage = Stage.over(shelf, open_films(shelf, tmp_path), talks, year=2018.0)
    moments = [moment for one in talks for moment in one.moments]
    cases, scored = stage.cases(moments[:9]), moments[9:]
    systems = [row["system"] for row in redial.compare(stage, cases, scored, ablation=True) if row["films"] == "new"]
    assert {f"ours without {part}" for part in redial.PARTS} <= set(systems)
    assert systems.count("ours") == 1
    repeats = redial.compare_repeats(stage, cases, scored, 9)
    assert repeats[-1]["films"] == "all" and repeats[-1]["system"].startswith("ours minus ")
