"""Which of several same-named films, all about as well known, is meant?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace

from bot.dialogue.acts import Accept, Dislike, Like, Question, Seen, Tell, Unclear, UserAct
from bot.dialogue.session import Session
from bot.dialogue.understanding.marks import Entity
from recommender.catalog import Catalog
from recommender.preferences import Preferences
from recommender.spelling import fold

MOST = 4
"""Readings offered at most."""


def doubts(found: Iterable[Entity], session: Session, catalog: Catalog) -> dict[str, tuple[Entity, tuple[str, ...]]]:
    """Films, by id, that could as well be others of their name, with where they are named and all the readings."""
    talked = {*session.last, *session.wish.wanted.films, session.focus}
    unsure = {}
    for entity in found:
        if entity.kind == "film" and isinstance(entity.value, tuple):
            readings = _readings(tuple(map(str, entity.value)), catalog)
            if len(readings) > 1 and not talked & set(readings):
                unsure[readings[0]] = (entity, readings)
    return unsure


def _readings(films: tuple[str, ...], catalog: Catalog) -> tuple[str, ...]:
    """The films that bear the first one's title and are as well known as it."""
    notes = [catalog.names.film(film) for film in films]
    first = notes[0]
    return tuple(n.id for n in notes if fold(n.title) == fold(first.title) and n.fame >= first.fame)[:MOST]


def asked(
    acts: Iterable[UserAct], unsure: Mapping[str, tuple[Entity, tuple[str, ...]]], text: str
) -> tuple[UserAct, ...]:
    """The acts without the films in doubt, and which ones these are; a question is asked of all readings."""
    kept: list[UserAct] = []
    open_: dict[str, None] = {}
    for act in acts:
        kept += _sure(act, {film: readings for film, (_, readings) in unsure.items()})
        open_ |= dict.fromkeys(film for film in _named(act) if film in unsure)
    for film in open_:
        entity, readings = unsure[film]
        kept.append(Unclear(text[entity.start : entity.end], readings))
    return tuple(kept)


def _sure(act: UserAct, unsure: Mapping[str, tuple[str, ...]]) -> Iterator[UserAct]:
    """The act as far as no film in doubt is in it; nothing when nothing is left."""
    if isinstance(act, Question) and act.relation != "compare":
        films = tuple(reading for film in act.films for reading in unsure.get(film, (film,)))
        yield replace(act, films=tuple(dict.fromkeys(films)))
        return
    if not any(film in unsure for film in _named(act)):
        yield act
        return
    left = tuple(film for film in _named(act) if film not in unsure)
    match act:
        case Tell(wish):
            rest = replace(wish, wanted=replace(wish.wanted, films=_without(wish.wanted.films, left)),
                           unwanted=replace(wish.unwanted, films=_without(wish.unwanted.films, left)))  # fmt: skip
            if rest != Preferences() or act.dropped:
                yield replace(act, wish=rest)
        case Like(people=people) | Dislike(people=people) if left or people:
            yield replace(act, films=left)
        case Seen() if left:
            yield replace(act, films=left)


def _without(films: tuple[str, ...], left: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(film for film in films if film in left)


def _named(act: UserAct) -> tuple[str, ...]:
    match act:
        case Tell(wish):
            return (*wish.wanted.films, *wish.unwanted.films)
        case Like(films) | Dislike(films) | Seen(films):
            return films
        case Accept(film) if film:
            return (film,)
    return ()
