"""How do the entities that we find read in the terms of the MIT Movie data?"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from bot.dialogue.understanding import Entity
from recommender.catalog import Catalog
from recommender.preferences import Person

Mark = tuple[str, int, int]
"""A type and the offsets of its span."""


def marked(text: str, found: Iterable[Entity], catalog: Catalog) -> Iterator[Mark]:
    """Our entities in the data's own terms: where a film is from belongs to its Genre, a studio is a Director, and
    a mood is a Genre right before a word for films."""
    said = tuple(found)
    for entity in said:
        if entity.kind == "person" and isinstance(entity.value, Person):
            role = _role(entity.value, catalog)
            if role != "writer":
                yield role.title(), entity.start, entity.end
        elif entity.kind == "year" and re.search(r"\d", text[entity.start : entity.end]):
            yield "Year", entity.start, entity.end
        elif entity.kind == "studio" and _made(text, entity, said):
            yield "Director", entity.start, entity.end
    for parts, start, end in _runs(text, said):
        if _sort_of_film(text, parts, start, end):
            yield "Genre", start, end


_FILMS = re.compile(r"\s*(?:films?|movies?|flicks?|pictures?|features?|stor(?:y|ies)|series|classics?)\b")
_NAMED = re.compile(r"\b(?:this|(?:18|19|20)\d\d|\d0 s|(?:is|was|it s) an?|movie|film) $")
"""Words after which a sort of film is named even behind the plot."""

_PLOT = re.compile(r"\b(?:about|where|in which|whose|who|plot|story of)\b")


def _part(entity: Entity) -> str:
    """What an entity is to the name of a sort of film; empty where it is nothing to it."""
    if entity.kind == "genre":
        return "sort"
    if entity.kind in ("language", "country"):
        return "origin"
    return "mood" if entity.kind == "tone" else ""


def _sort_of_film(text: str, parts: tuple[str, ...], start: int, end: int) -> bool:
    """Whether a run names a sort of film: what is told of the plot does not, but right before "film"."""
    before = bool(_FILMS.match(text[end:]))
    if re.search(r"\bbest $", text[:start]) and re.match(r" (?:short|feature|picture|film)\b", text[end:]):
        return False  # an award
    if "sort" in parts:
        return before or not _PLOT.search(text[:start]) or bool(_NAMED.search(text[:start]))
    return before


def _runs(text: str, found: Iterable[Entity]) -> Iterator[tuple[tuple[str, ...], int, int]]:
    """Parts and offsets of neighbours that describe what sort of film it is."""
    run: tuple[tuple[str, ...], int, int] | None = None
    for entity in found:
        part = _part(entity)
        if not part:
            continue
        if run and part != "mood" and run[0][-1] != "mood" and not text[run[2] : entity.start].strip(" -/"):
            run = ((*run[0], part), run[1], entity.end)
            continue
        if run:
            yield run
        run = ((part,), entity.start, entity.end)
    if run:
        yield run


def _made(text: str, studio: Entity, found: Iterable[Entity]) -> bool:
    """Whether a studio is named as a film's maker: "by Pixar", "a Disney film", "Disney animated"."""
    start, end = studio.start, studio.end
    after = re.match(r"'?\s?s?\s+(?:films?|movies?|pictures?|features?)\b|'?\s?s\b", text[end:])
    beside = any(e.kind == "genre" and (e.start == end + 1 or e.end == start - 1) for e in found)
    return bool(after or beside or re.search(r"\bby (?:\w+ )?$", text[:start]))


def _role(person: Person, catalog: Catalog) -> str:
    """The role said, else the one that the person is known for."""
    if person.role != "any":
        return person.role
    figure = catalog.names.known_for(person.name)
    return "director" if figure and figure.directed > 1.5 * figure.acted else "actor"
