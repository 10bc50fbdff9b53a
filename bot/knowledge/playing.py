"""Who played whom?"""

from __future__ import annotations

import re
from collections.abc import Iterator

from bot.dialogue.acts import Answer, Question
from bot.dialogue.phrases import listed
from bot.knowledge.asking import deciding
from bot.knowledge.subjects import Subject
from recommender.catalog import Catalog
from recommender.movies import Movie, Role
from recommender.spelling import fold

_PLAYS = re.compile(
    r"\b(?:play(?:s|ed|ing)?|portray(?:s|ed|ing)?|voic(?:e|es|ed|ing)|role|roles|part|character|characters|as"
    r"|cast as|who (?:is|was))\b",
    re.I,
)
_WHOM = re.compile(r"\b(?:whom?|who's|what|which|name|role|part|character)\b", re.I)
_WORDS = frozenset(
    "the a an of mr mrs ms miss dr young old sir lady captain professor agent man woman and in who plays played".split()
)

MANY = 6
"""Films named at most."""


def played(question: Question, about: Subject, catalog: Catalog) -> Answer | None:
    """Who plays a character, or whom somebody plays; None when no such thing is asked."""
    film = _setting(about)
    if deciding(about.words) or _TOGETHER.search(about.words) or not (_PLAYS.search(about.words) or film):
        return None
    movies = [catalog.movie(one) for one in ((film,) if film else about.of("film"))]
    people = about.of("person")
    if movies:
        credited = any(role.name in people for movie in movies for role in movie.cast)
        if credited and _WHOM.search(about.words):
            return _whom(people, movies)
        return _who(movies, _telling(_outside(about, film)))
    if not people and _WHO.search(about.words):
        return _anywhere(about, _telling(about.words), catalog)
    return None


_TOGETHER = re.compile(r"\b(?:with|alongside|opposite|together|co-?\w*star\w*|films|movies)\b", re.I)
_WHO = re.compile(
    r"\bwho(?:'s| is| has| have)?\b.*\b(?:play|portray|voice)|\b(?:actors?"
    r"|actress\w*)\b.*\b(?:play|portray|voice)",
    re.I,
)


def _setting(about: Subject) -> str | None:
    """The film in which somebody is said to be: "who is the Joker in The Dark Knight"."""
    if not re.search(r"\b(?:who|whom|what|which|role|part|character|name)\b", about.words, re.I):
        return None
    for words in (
        r"\bin(?: the)?(?: film| movie)?\s*$",
        r"\bof(?: the)?(?: film| movie)?\s*$" if _PLAYS.search(about.words) else "$^",
    ):
        for anchor in about.anchors:
            if anchor.senses[0][0] == "film" and re.search(words, about.text[: anchor.start].lower()):
                return anchor.senses[0][1][0]
    return None


def _outside(about: Subject, film: str | None) -> str:
    """The text without the films, or without this one: other names may be a character's."""
    text = about.text
    for anchor in about.anchors:
        kind, names = anchor.senses[0]
        if kind == "film" and film in (None, names[0]):
            text = text[: anchor.start] + " " * (anchor.end - anchor.start) + text[anchor.end :]
    return text


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
    said = re.search(
        r"\b(?:play(?:s|ed|ing)?|portray(?:s|ed|ing)?|voic(?:e|es|ed)|role of|part of)\s+(?:the"
        r" (?:role|part|character) (?:of )?)?(.+)$",
        about.text,
        re.I,
    )
    wanted = _telling(said[1]) if said else rest
    if not wanted:
        return None
    lines = [(movie, role) for movie, role in _roles(catalog) if role.character and wanted <= _telling(role.character)]
    lines.sort(key=lambda line: (-line[0].fame, line[0].year))
    return _lines(lines[:MANY]) if lines else None


def _roles(catalog: Catalog) -> Iterator[tuple[Movie, Role]]:
    return ((movie, role) for movie in catalog.movies() for role in movie.cast)


def _lines(lines: list[tuple[Movie, Role]]) -> Answer:
    said = [
        f"{role.name} {f'plays {role.character}' if role.character else 'acts'} in {movie}." for movie, role in lines
    ]
    films = tuple(dict.fromkeys(movie.id for movie, _ in lines))
    return Answer(" ".join(said), tuple(f"{film}: cast" for film in films), films)
