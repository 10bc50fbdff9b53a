"""What would a much larger catalogue look like? Plausible made-up films, the same ones for the same seed."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

from recommender.movies import AXES, CERTIFICATES, GENRES, Movie, Role

_ONSETS = "b br c ch d dr f g gr h j k l m n p r s sh st t tr v w z".split()
_RIMES = "a an ar e el en er i in is o on or u um".split()

_WORDS = 20_000
_PEOPLE_PER_FILM = 2
_LANGUAGES = ("English", "French", "Spanish", "German", "Japanese", "Italian", "Korean", "Hindi")
_COUNTRIES = ("US", "GB", "FR", "ES", "DE", "JP", "IT", "KR", "IN")


def generate(films: int, seed: int = 0) -> Iterator[Movie]:
    """So many films, best known first, with words, names and series as unevenly spread as in real ones."""
    chance = Random(seed)
    words = [_word(chance) for _ in range(_WORDS)]
    people = [f"{_word(chance).title()} {_word(chance).title()}" for _ in range(max(8, films * _PEOPLE_PER_FILM))]
    for row in range(films):
        yield _film(row, films, chance, words=words, people=people)


def _film(row: int, films: int, chance: Random, *, words: list[str], people: list[str]) -> Movie:
    def text(length: int) -> str:
        return " ".join(_often(words, chance) for _ in range(length))

    year = min(2025, 2025 - int(chance.expovariate(1 / 18)))
    title = text(chance.randint(1, 4)).title()
    likes = (min(films - 1, max(0, int(chance.gauss(row, films / 20)))) for _ in range(5))
    return Movie(
        id=_id(row),
        title=title,
        year=year,
        genres=tuple(dict.fromkeys(_often(GENRES, chance) for _ in range(chance.randint(1, 4)))),
        runtime=max(60, int(chance.gauss(108, 18))),
        countries=(_often(_COUNTRIES, chance),),
        languages=(_often(_LANGUAGES, chance),),
        certificate=chance.choice((*CERTIFICATES, None)),
        directors=(_often(people, chance),),
        writers=tuple(dict.fromkeys(_often(people, chance) for _ in range(2))),
        cast=tuple(Role(name, text(2).title()) for name in dict.fromkeys(_often(people, chance) for _ in range(7))),
        franchise=text(2).title() if chance.random() < 0.2 else None,
        synopsis=text(60).capitalize() + ".",
        ending=text(20).capitalize() + ".",
        keywords=tuple(dict.fromkeys(text(chance.randint(1, 2)) for _ in range(11))),
        setting=text(3),
        tone=tuple(chance.choice((0, 0, 0, 1, 1, 2, 3, 4)) for _ in AXES),
        like=tuple(dict.fromkeys(_id(like) for like in likes if like != row)),
        fame=max(1, 5 - 5 * row // films),
        acclaim=chance.choice((1, 2, 3, 3, 4, 4, 5)),
    )


def _id(row: int) -> str:
    return f"film-{row:06d}"


def _often(values: tuple[str, ...] | list[str], chance: Random) -> str:
    """One of them, the earlier ones more often."""
    return values[int(len(values) * chance.random() ** 2.5)]


def _word(chance: Random) -> str:
    return "".join(chance.choice(_ONSETS) + chance.choice(_RIMES) for _ in range(chance.randint(1, 3)))
