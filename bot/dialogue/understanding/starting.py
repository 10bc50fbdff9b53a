"""Which films does a clause start from, to find others like them or to move away from them?"""

from __future__ import annotations

from collections.abc import Sequence

from bot.dialogue.understanding.parts import Part, Reading, films_of
from bot.dialogue.understanding.pointing import nth, pointed
from bot.dialogue.understanding.scope import Clause
from recommender.catalog import Catalog
from recommender.movies import Movie


def named_here(clause: Clause, before: list[Part]) -> bool:
    """Whether films were named in this message, here or before."""
    return bool(clause.films) or any(films_of(part) for part in before)


def anchors(reading: Reading, clause: Clause, before: list[Part]) -> tuple[str, ...]:
    """Films a clause starts from: named in it, earlier in the message, or pointed at."""
    wanted = tuple(e for e in clause.of("film") if e.start not in reading.unwanted)
    if wanted:
        return tuple(str(e.value[0]) for e in wanted if isinstance(e.value, tuple))
    for part in reversed(before):
        if films := films_of(part):
            return films
    return nth(clause.words, reading.session) or pointed(clause, reading.session, reading.catalog)


def on_table(reading: Reading, clause: Clause) -> tuple[str | None, tuple[str, ...]]:
    """The film a critique is of, and the films to measure it against."""
    session = reading.session
    place = nth(clause.words, session) or (
        pointed(clause, session, reading.catalog) if clause.of("person", "year") else ()
    )
    if place:
        return (place[0] if len(place) == 1 else None), place
    if session.focus:
        return session.focus, (session.focus,)
    return None, session.wish.wanted.films or session.last


def movies(catalog: Catalog, films: Sequence[str]) -> tuple[Movie, ...]:
    return tuple(catalog.movie(film) for film in films if catalog.row(film) is not None)
