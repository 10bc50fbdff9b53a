"""Will somebody like a film of the catalogue, given their stars for others: learned from made-up viewers alone?

Ratings that people gave may not be shipped, nor a model made of them. So viewers are made up: each has a few favourite
films, likes what feels like those and what is praised, and is moody. What is learned is how to weigh likeness against
praise, and it is judged on real viewers (MovieLens 100K, films that the catalogue holds).
"""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from functools import lru_cache
from pathlib import Path

import numpy as np

from data.catalogue.films import load as load_films
from finetune.baselines import majority
from finetune.task import Example, Split, Task, divide
from finetune.tasks import like
from finetune.tasks.collm import catalogue_by_name, key_of
from recommender.movies import GENRES, Movie

LABELS = like.LABELS
SHOWN = 5
VIEWERS = 4000
FAVOURITES = 3
PRAISE = 0.15
"""What a step of acclaim is worth, in likeness."""

USUAL = 0.75 + PRAISE * 3.7
"""About what a film that somebody chose to watch is worth to them, in likeness."""

STEEP = 2.5
"""Stars that a step of likeness is worth."""

MOOD = 0.8
GENEROUS = 0.7
"""How far whims carry, and how far viewers differ in generosity, in stars (standard deviations)."""


def example(
    rated: Mapping[str, float], film: str, movies: Mapping[str, Movie], *, label: str = "", group: str = ""
) -> Example:
    """Stars out of five by film id, and the film in question; films that `movies` lacks are passed over."""
    known = {movies[name]: stars for name, stars in rated.items() if name in movies}
    told = "; ".join(f"{movie}: {stars:g} of 5" for movie, stars in known.items())
    share = float(np.mean([stars >= like.LIKED for stars in known.values()])) if known else np.nan
    return Example(
        instruction=like.INSTRUCTION,
        input=f"{told}. The next: {movies[film]}",
        output=label,
        group=group,
        numbers=_numbers(known, movies[film]),
        facts={"share": share, "film": film},
    )


def load(_: Path | None, seed: int) -> Split:
    """Made-up viewers, split apart."""
    movies = load_films().movies
    weights = [movie.fame**2 for movie in movies]
    by_id = {movie.id: movie for movie in movies}
    rows = []
    for number in range(VIEWERS):
        chance = random.Random(f"viewer-{seed}-{number}")
        rows += _viewer(movies, by_id, weights, chance=chance, name=f"v{number}")
    return divide(rows, seed)


def real_viewers(folder: Path | None) -> tuple[Example, ...]:
    """MovieLens 100K: windows of six films of which the catalogue holds at least the last and three others."""
    films, ratings = like.read(folder)
    ours = catalogue_by_name()
    names = {number: ours[key].id for number, film in films.items() if (key := key_of(film.title)) in ours}
    by_id = {movie.id: movie for movie in ours.values()}
    by_user: dict[int, list[like.Rating]] = {}
    for rating in sorted(ratings, key=lambda one: (one.user, one.time, one.film)):
        if rating.film in names:
            by_user.setdefault(rating.user, []).append(rating)
    size = SHOWN + 1
    windows = [rows[start : start + size] for rows in by_user.values() for start in range(0, len(rows) - SHOWN, size)]
    return tuple(
        example({names[one.film]: one.stars for one in shown}, names[last.film], by_id,
                label=LABELS[last.stars >= like.LIKED], group=str(last.user))
        for *shown, last in windows
    )  # fmt: skip


def _viewer(
    movies: Sequence[Movie], by_id: Mapping[str, Movie], weights: Sequence[int], *, chance: random.Random, name: str
) -> list[Example]:
    favourites = chance.choices(movies, weights, k=FAVOURITES)
    watched = chance.choices(movies, weights, k=3 * (SHOWN + 1))
    watched = list({movie.id: movie for movie in watched}.values())
    generous = chance.gauss(3.5, GENEROUS)
    liking = [STEEP * (_liking(movie, favourites) - USUAL) + chance.gauss(0, MOOD) for movie in watched]
    stars = [min(5, max(1, round(generous + value))) for value in liking]
    windows = range(0, len(watched) - SHOWN, SHOWN + 1)
    return [_seen(watched[s : s + SHOWN + 1], stars[s : s + SHOWN + 1], by_id, name) for s in windows]


def _seen(films: Sequence[Movie], stars: Sequence[int], by_id: Mapping[str, Movie], name: str) -> Example:
    rated = {movie.id: float(mark) for movie, mark in zip(films[:-1], stars[:-1], strict=True)}
    return example(rated, films[-1].id, by_id, label=LABELS[stars[-1] >= like.LIKED], group=name)


def _liking(movie: Movie, favourites: Sequence[Movie]) -> float:
    return max(float(_feel(movie) @ _feel(one)) for one in favourites) + PRAISE * movie.acclaim


def _numbers(rated: Mapping[Movie, float], film: Movie) -> tuple[float, ...]:
    """Likeness to what was liked and to what was not, praise, fame, age, and how generous the viewer is."""
    near = np.array([_feel(movie) @ _feel(film) for movie in rated])
    stars = np.array(list(rated.values()), dtype=np.float64)
    if not len(stars):
        return (0.0, np.nan, np.nan, film.acclaim, film.fame, (film.year - 1990) / 20, np.nan)
    beyond = stars - np.array([2 + 0.4 * movie.acclaim for movie in rated])
    liked, others = near[stars >= like.LIKED], near[stars < like.LIKED]
    return (
        float(near @ beyond) / len(stars),
        float(liked.max()) if len(liked) else np.nan,
        float(others.max()) if len(others) else np.nan,
        film.acclaim,
        film.fame,
        (film.year - 1990) / 20,
        float(stars.mean()),
    )


@lru_cache(maxsize=10_000)
def _feel(movie: Movie) -> np.ndarray:
    """Genres and tone as a vector of length 1."""
    feel = np.array([float(genre in movie.genres) for genre in GENRES] + [value / 4 for value in movie.tone])
    return np.asarray(feel / max(float(np.linalg.norm(feel)), 1e-9))


BASELINES = {"majority class": majority, "share of likes": like.BASELINES["share of likes"]}


TASK = Task("taste", LABELS, load, like.score, BASELINES)
