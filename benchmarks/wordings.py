"""Which questions are asked of the catalogue, in which words, and what is the right answer to each?"""

from __future__ import annotations

import random
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from recommender.movies import Movie

PHRASINGS = Path(__file__).with_name("phrasings.txt")
HALF = 20
"""Phrasings of each relation that were looked at while the rules were made; the rest is held out."""


@dataclass(frozen=True, slots=True)
class Case:
    """A question, whether its wording was held out, and what is right.

    `names` must all stand in the answer, of `films` exactly these must be given; `verdict` is how it must begin.
    """

    relation: str
    text: str
    held_out: bool
    names: tuple[str, ...] = ()
    films: frozenset[str] = frozenset()
    verdict: str = ""


@dataclass(frozen=True, slots=True)
class World:
    """The films to ask about, and who made which of all films."""

    movies: tuple[Movie, ...]
    directed: Mapping[str, tuple[Movie, ...]]
    acted: Mapping[str, tuple[Movie, ...]]
    series: Mapping[str, tuple[Movie, ...]]


def phrasings(path: Path = PHRASINGS) -> dict[str, list[str]]:
    """Wordings by relation, in the order of the file."""
    found: dict[str, list[str]] = {}
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("["):
            found[line.strip("[]")] = []
        elif line.strip() and not line.startswith("#"):
            found[list(found)[-1]].append(line.strip())
    return found


def world(movies: Sequence[Movie]) -> World:
    """Films whose title nobody could take for another film's, and that are not wholly obscure."""
    titles = Counter(_bare(movie.title) for movie in movies)
    clear = tuple(movie for movie in movies if titles[_bare(movie.title)] == 1 and movie.fame >= 2)
    return World(
        clear,
        _by(movies, lambda movie: movie.directors),
        _by(movies, lambda movie: movie.actors),
        _by(movies, lambda movie: (movie.franchise,) if movie.franchise else ()),
    )


def cases(movies: Sequence[Movie], *, each: int = 3, seed: int = 0) -> Iterator[Case]:
    """So many questions in every wording, the same ones for the same seed."""
    there, chance = world(movies), random.Random(seed)
    for relation, wordings in phrasings().items():
        for place, wording in enumerate(wordings):
            for _ in range(each):
                yield _MAKERS[relation](relation, wording, place >= HALF, there, chance)


def _bare(title: str) -> str:
    return title.lower().removeprefix("the ").removeprefix("a ")


def _by(movies: Sequence[Movie], names: Callable[[Movie], Sequence[str]]) -> dict[str, tuple[Movie, ...]]:
    found: defaultdict[str, list[Movie]] = defaultdict(list)
    for movie in movies:
        for name in dict.fromkeys(names(movie)):
            found[name].append(movie)
    return {name: tuple(films) for name, films in found.items()}


Maker = Callable[[str, str, bool, World, random.Random], Case]


def _field(values: Callable[[Movie], Sequence[str]]) -> Maker:
    """A question about one film whose answer holds all values of a field, of long ones the first six."""

    def make(relation: str, wording: str, held_out: bool, there: World, chance: random.Random) -> Case:
        movie = chance.choice([one for one in there.movies if values(one)])
        names = tuple(values(movie)[:6])
        return Case(relation, wording.format(film=movie.title), held_out, names, frozenset((movie.id,)))

    return make


def _role(whom: bool) -> Maker:
    def make(relation: str, wording: str, held_out: bool, there: World, chance: random.Random) -> Case:
        movie = chance.choice([one for one in there.movies if any(role.character for role in one.cast)])
        role = chance.choice([role for role in movie.cast if role.character])
        text = wording.format(film=movie.title, person=role.name, character=role.character)
        answer = (role.character or "") if whom else role.name
        return Case(relation, text, held_out, (answer,), frozenset((movie.id,)))

    return make


def _busy(films: Mapping[str, tuple[Movie, ...]], chance: random.Random) -> tuple[str, tuple[Movie, ...]]:
    """Somebody with three to twelve films, so that all can be listed."""
    name = chance.choice([name for name, made in films.items() if 3 <= len(made) <= 12 and " " in name])
    return name, films[name]


def _directed(relation: str, wording: str, held_out: bool, there: World, chance: random.Random) -> Case:
    name, made = _busy(there.directed, chance)
    return Case(relation, wording.format(person=name), held_out, films=frozenset(movie.id for movie in made))


def _acted(relation: str, wording: str, held_out: bool, there: World, chance: random.Random) -> Case:
    name, made = _busy(there.acted, chance)
    return Case(relation, wording.format(person=name), held_out, films=frozenset(movie.id for movie in made))


def _count(relation: str, wording: str, held_out: bool, there: World, chance: random.Random) -> Case:
    name, made = _busy(there.directed, chance)
    films = frozenset(movie.id for movie in made)
    return Case(relation, wording.format(person=name), held_out, films=films, verdict=f"{len(made)} ")


def _longest(relation: str, wording: str, held_out: bool, there: World, chance: random.Random) -> Case:
    name, made = _busy(there.directed, chance)
    top = max(movie.runtime or 0 for movie in made)
    films = frozenset(movie.id for movie in made if movie.runtime == top)
    return Case(relation, wording.format(person=name), held_out, films=films)


def _did_direct(relation: str, wording: str, held_out: bool, there: World, chance: random.Random) -> Case:
    movie, true = chance.choice(there.movies), chance.random() < 0.5
    others = sorted(set(there.directed) - set(movie.directors) - set(movie.actors))
    name = movie.directors[0] if true else chance.choice(others)
    text = wording.format(person=name, film=movie.title)
    return Case(relation, text, held_out, films=frozenset((movie.id,)), verdict="Yes" if true else "No")


def _longer(relation: str, wording: str, held_out: bool, there: World, chance: random.Random) -> Case:
    known = [movie for movie in there.movies if movie.runtime]
    one, other = chance.sample(known, 2)
    while one.runtime == other.runtime:
        other = chance.choice(known)
    longer, shorter = (one, other) if (one.runtime or 0) > (other.runtime or 0) else (other, one)
    names = (f"{longer} is longer than {shorter}|{shorter} is shorter than {longer}",)
    return Case(
        relation, wording.format(film=one.title, other=other.title), held_out, names, frozenset((one.id, other.id))
    )


def _writers_of(relation: str, wording: str, held_out: bool, there: World, chance: random.Random) -> Case:
    some = {name: made for name, made in there.acted.items() if len({w for m in made for w in m.writers}) <= 12}
    name, made = _busy(some, chance)
    names = tuple(sorted({writer for movie in made for writer in movie.writers}))
    return Case(relation, wording.format(person=name), held_out, names)


def _both(relation: str, wording: str, held_out: bool, there: World, chance: random.Random) -> Case:
    name, made = _busy(there.directed, chance)
    while not any(actor != name for movie in made for actor in movie.actors):
        name, made = _busy(there.directed, chance)
    other = chance.choice(sorted({actor for movie in made for actor in movie.actors if actor != name}))
    films = frozenset(movie.id for movie in made if other in movie.actors)
    return Case(relation, wording.format(person=name, other=other), held_out, films=films)


def _next(relation: str, wording: str, held_out: bool, there: World, chance: random.Random) -> Case:
    clear = {movie.id for movie in there.movies}
    lines = [sorted(line, key=lambda movie: (movie.year, movie.title)) for line in there.series.values()]
    pairs = [(one, after) for line in lines for one, after in pairwise(line) if one.id in clear]
    one, after = chance.choice(pairs)
    return Case(relation, wording.format(film=one.title), held_out, (str(after),), frozenset((after.id,)))


_MAKERS: dict[str, Maker] = {
    "director": _field(lambda movie: movie.directors),
    "writer": _field(lambda movie: movie.writers),
    "cast": _field(lambda movie: movie.actors),
    "year": _field(lambda movie: (str(movie.year),)),
    "runtime": _field(lambda movie: (f"{movie.runtime} min",) if movie.runtime else ()),
    "genre": _field(lambda movie: movie.genres),
    "language": _field(lambda movie: movie.languages),
    "country": _field(lambda movie: movie.countries),
    "certificate": _field(lambda movie: (movie.certificate,) if movie.certificate else ()),
    "ending": _field(lambda movie: (movie.ending,) if movie.ending else ()),
    "who_plays": _role(whom=False), "plays_whom": _role(whom=True),
    "directed": _directed, "acted": _acted, "count": _count, "longest": _longest, "did_direct": _did_direct,
    "longer": _longer, "writers_of": _writers_of, "both": _both, "next": _next,
}  # fmt: skip
"""How a question of each relation is made: (relation, wording, held out, films, chance) -> case."""
