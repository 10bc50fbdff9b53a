"""Who played whom?"""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.dialogue.acts import Answer, Question
from bot.dialogue.phrases import listed
from bot.knowledge.subjects import Subject
from recommender.catalog import Catalog
from recommender.movies import Movie, Role
from recommender.spelling import fold

_PLAYS = re.compile(
    r"\b(?:play(?:s|ed|ing)?|portray(?:s|ed|ing)?|voic(?:e|es|ed|ing)|role|roles|part|character|characters|as|cast as|who (?:is|was))\b", re.I
)
_WHOM = re.compile(r"\b(?:whom?|what|which|name)\b.*\b(?:play|portray|voice|role|part|character)", re.I)
_WORDS = frozenset("the a an of mr mrs ms miss dr young old sir lady captain professor agent man woman and in who plays played".split())

MANY = 6
"""Films named at most."""


def played(question: Question, about: Subject, catalog: Catalog) -> Answer | None:
    """Who plays a character, or whom somebody plays; None when no such thing is asked."""
    if not _PLAYS.search(about.text):
        return None
    films, people = about.of("film"), about.of("person")
    rest = _telling(about.words)
    if people and films and (_WHOM.search(about.text) or "character" in rest or "role" in rest):
        return _whom(people, [catalog.movie(film) for film in films])
    if films and not people:
        return _who([catalog.movie(film) for film in films], rest)
    if not people and re.search(r"\bwho(?:'s| has| have)?\b.*\b(?:play|portray|voice)|\b(?:actors?|actress\w*)\b.*\b(?:play|portray|voice)", about.text, re.I):
        return _anywhere(about, rest, catalog)
    return None


def _telling(text: str) -> set[str]:
    found = (word.removesuffix("'s") for word in re.findall(r"[^\W_]+(?:'s)?", fold(text)))
    return {word for word in found if word not in _WORDS and len(word) > 1}


def _whom(people: tuple[str, ...], movies: list[Movie]) -> Answer | None:
    lines = [(movie, role) for movie in movies for role in movie.cast if role.name in people]
    if not lines:
        return Answer(f"{listed(people)} is not in the cast that I have of {listed([str(m) for m in movies])}.",
                      films=tuple(movie.id for movie in movies), known=False)  # fmt: skip
    return _lines(lines)


def _who(movies: list[Movie], rest: set[str]) -> Answer | None:
    lines = [(movie, role) for movie in movies for role in _matching(movie, rest)]
    return _lines(lines) if lines else None


def _matching(movie: Movie, rest: set[str]) -> list[Role]:
    """Roles whose character is named, the best match first; only the best where they differ."""
    scored = [(len(rest & _telling(role.character)), role) for role in movie.cast if role.character]
    top = max((score for score, _ in scored), default=0)
    return [role for score, role in scored if score == top and top > 0]


def _anywhere(about: Subject, rest: set[str], catalog: Catalog) -> Answer | None:
    """A character without a film: every film that has one of exactly that name."""
    said = re.search(r"\b(?:play(?:s|ed|ing)?|portray(?:s|ed|ing)?|voic(?:e|es|ed)|role of|part of)\s+(?:the (?:role|part|character) (?:of )?)?(.+)$", about.text, re.I)
    wanted = _telling(said[1]) if said else rest
    if not wanted:
        return None
    lines = [(movie, role) for movie, role in _roles(catalog) if role.character and wanted <= _telling(role.character)]
    lines.sort(key=lambda line: (-line[0].fame, line[0].year))
    return _lines(lines[:MANY]) if lines else None


def _roles(catalog: Catalog) -> Iterator[tuple[Movie, Role]]:
    return ((movie, role) for movie in catalog.movies() for role in movie.cast)


def _lines(lines: list[tuple[Movie, Role]]) -> Answer:
    said = [f"{role.name} {f'plays {role.character}' if role.character else 'acts'} in {movie}." for movie, role in lines]
    films = tuple(dict.fromkeys(movie.id for movie, _ in lines))
    return Answer(" ".join(said), tuple(f"{film}: cast" for film in films), films)
