"""Which of the films on the table does "the second one", "it" or "the one with Pacino" mean?"""
# ruff: noqa: E501  (a pattern or a table reads best whole)

from __future__ import annotations

import re

from bot.dialogue.session import Session
from bot.dialogue.understanding.scope import Clause
from recommender.catalog import Catalog
from recommender.preferences import Person, credited

_ORDINALS = {
    "first": 0, "1st": 0, "second": 1, "2nd": 1, "third": 2, "3rd": 2, "fourth": 3, "4th": 3, "fifth": 4, "5th": 4,
    "top": 0, "middle": 1,
}  # fmt: skip
_CARDINALS = {"one": 1, "two": 2, "three": 3, "four": 4, "five": 5, "couple": 2}
_ORDINAL = "|".join(_ORDINALS)
_NTH = re.compile(
    rf"\b(?:the |that |your |on the )?(?:(?P<span>first|last|other) (?P<count>two|three|four|couple)\b"
    rf"|(?P<nth>{_ORDINAL})(?: (?:one|movie|pick|option|suggestion|choice))?\b(?! (?:movie of|time|in the series|half|world|instal))"
    rf"|(?P<last>last|final|bottom|latter)(?: (?:one|movie|pick|option|suggestion))\b"
    rf"|(?:number|no\.?|#|option|movie number) ?(?P<number>[1-9])\b|#(?P<hash>[1-9])\b|(?P<former>former)\b)"
)
_ALL = re.compile(
    r"\b(?:all of (?:them|those|these)|them all|all (?:three|two|four|five)|both(?: of (?:them|those|these))?|all those|those (?:three|two)|them both|any of (?:them|those|these)|none of (?:them|those|these)|neither(?: of them)?|them|these|those)\b"
)
_IT = re.compile(r"\b(?:it|it's|this|that|that's|that one|this one|that movie|this movie|the movie)\b")


def pointed(clause: Clause, session: Session, catalog: Catalog) -> tuple[str, ...]:
    """Ids of the films of the latest list, or the one talked about, that a clause points at; those it names come first."""
    named = clause.films
    if named:
        return named
    return (
        nth(clause.words, session)
        or _by_trait(clause, session, catalog)
        or _whole(clause, session)
        or _it(clause, session)
    )


def nth(said: str, session: Session) -> tuple[str, ...]:
    """Films of the latest list by their place in it."""
    found: list[str] = []
    for match in _NTH.finditer(said):
        found += _placed(match, session.last)
    return tuple(dict.fromkeys(found))


def _placed(match: re.Match[str], last: tuple[str, ...]) -> tuple[str, ...]:
    if match["span"]:
        count = _CARDINALS[match["count"]]
        return last[:count] if match["span"] == "first" else last[-count:]
    if match["last"]:
        return last[-1:]
    if match["former"]:
        return last[:1]
    place = _ORDINALS[match["nth"]] if match["nth"] else int(match["number"] or match["hash"]) - 1
    return last[place : place + 1]


def _by_trait(clause: Clause, session: Session, catalog: Catalog) -> tuple[str, ...]:
    """ "The one with Pacino", "the french one", "the one from 1995": the listed films that it is true of."""
    if not re.search(r"\b(?:the|that) (?:[\w-]+ ){0,2}(?:one|movie)\b", clause.words):
        return ()
    about = [e for e in clause.entities if e.kind in ("person", "year", "genre", "language")]
    films = [catalog.movie(film) for film in session.last if catalog.row(film) is not None]
    for entity in about:
        match entity.kind, entity.value:
            case "person", Person() as person:
                films = [m for m in films if credited(m, Person(person.name))]
            case "year", (low, high):
                films = [m for m in films if (low or 0) <= m.year <= (high or 9999)]  # type: ignore[operator]
            case "genre", (*genres,):
                films = [m for m in films if set(genres) <= set(m.genres)]
            case "language", str() as language:
                films = [m for m in films if language in m.languages]
    return tuple(movie.id for movie in films) if about and len(films) < len(session.last) else ()


def _whole(clause: Clause, session: Session) -> tuple[str, ...]:
    said = _ALL.search(clause.words)
    if not said or not session.last:
        return ()
    return session.last[:2] if "two" in said[0] else session.last


def _it(clause: Clause, session: Session) -> tuple[str, ...]:
    return talked_about(session) if _IT.search(clause.words) else ()


def talked_about(session: Session) -> tuple[str, ...]:
    """The film talked about, else the first of the latest list."""
    return (session.focus,) if session.focus else session.last[:1]
