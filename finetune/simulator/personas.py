"""Who is talking: what does a simulated person want, and in what manner will they say it?"""

from __future__ import annotations

import random
from dataclasses import dataclass
from functools import cache

from recommender.catalog import Catalog
from recommender.movies import AXES, CERTIFICATES, Movie
from recommender.preferences import Facets, Move, Person, Preferences, Span

MANNERS = ("terse", "chatty", "sloppy", "contrary")
PARTS = ("train", "valid", "test")
SHARES = (0.8, 0.1, 0.1)

COMMON = frozenset(
    "it up her them us we me you him she he go out in on one two first second third no yes more else old new funny "
    "dark short long film movie something anything maybe please what who how the a an and or not seen red big love "
    "hello bye family music war western".split()
)
"""Words of a title that people use anyway: nobody could tell whether such a title was given away."""


@dataclass(frozen=True, slots=True)
class Persona:
    """`taste` and `target` (a film's id) are hidden; `patience` is the number of messages before giving up, `wrong`
    and `unsure` the chances that an answer is not what they want, or that they do not know. `part` is the side of the
    split: a persona's and its film's."""

    id: str
    taste: Preferences
    target: str
    patience: int
    manner: str
    wrong: float
    unsure: float
    part: str


def draw(seed: int, number: int, catalog: Catalog) -> Persona:
    """Person `number` of a crowd: the same for the same seed, whoever draws it and in whatever order."""
    chance = random.Random(f"matinee-{seed}-{number}")
    movie = catalog.movie(_target(chance, catalog))
    return Persona(
        id=f"p{seed}-{number:06d}",
        taste=taste(movie, chance),
        target=movie.id,
        patience=chance.randint(3, 7),
        manner=chance.choice(MANNERS),
        wrong=chance.choice((0.0, 0.05, 0.1)),
        unsure=chance.choice((0.0, 0.1, 0.2)),
        part=part(movie.id),
    )


def part(film: str) -> str:
    """The side of the split that a target film, and so its persona, is on: the same for every seed."""
    place = random.Random(f"split-{film}").random()
    return PARTS[0] if place < SHARES[0] else PARTS[1] if place < SHARES[0] + SHARES[1] else PARTS[2]


def taste(movie: Movie, chance: random.Random) -> Preferences:
    """A wish that the film fulfils, drawn around it."""
    genres = tuple(chance.sample(movie.genres, k=min(len(movie.genres), chance.randint(1, 2))))
    others = [genre for genre in ("horror", "musical", "western", "animation", "war") if genre not in movie.genres]
    people = [Person(name, "director") for name in movie.directors[:1]] + [Person(n, "actor") for n in movie.actors[:2]]
    foreign = movie.languages[:1] if movie.languages and movie.languages[0] not in ("English", "Silent") else ()
    return Preferences(
        wanted=Facets(
            genres=genres,
            people=tuple(chance.sample(people, k=1)) if people and chance.random() < 0.35 else (),
            languages=foreign,
        ),
        unwanted=Facets(genres=tuple(chance.sample(others, k=1))),
        years=_era(movie.year, chance),
        runtime=_length(movie.runtime, chance),
        certificate=movie.certificate if movie.certificate in CERTIFICATES[:3] and chance.random() < 0.3 else None,
        tone=_moves(movie, chance),
    )


def speakable(movie: Movie) -> bool:
    """Whether it could be noticed that somebody gave the title away."""
    words = set(movie.title.lower().split())
    return len(words) >= 2 and not words <= COMMON


def _target(chance: random.Random, catalog: Catalog) -> int:
    """A film of the catalogue, the well known ones likelier, with a title that is not everyday words."""
    fame = _fame(catalog)
    while True:
        row = chance.randrange(len(catalog))
        if chance.random() < fame[row] / 5 and speakable(catalog.movie(row)):
            return row


@cache
def _fame(catalog: Catalog) -> list[int]:
    return [int(value) for value in catalog.columns.fame]


def _era(year: int, chance: random.Random) -> Span:
    decade = year // 10 * 10
    return chance.choice(((None, None), (decade, decade + 9), (decade, None), (None, decade + 9)))


def _length(runtime: int | None, chance: random.Random) -> Span:
    if runtime is None or chance.random() < 0.5:
        return (None, None)
    return (None, (runtime // 10 + 1) * 10) if runtime < 130 else (120, None)


def _moves(movie: Movie, chance: random.Random) -> tuple[Move, ...]:
    strong = [axis for axis in AXES if movie.feels(axis) >= 3 and axis != "sexual"]
    chosen = chance.sample(strong, k=min(len(strong), chance.randint(1, 2)))
    return tuple(Move(axis, 2, low=2) for axis in chosen)
