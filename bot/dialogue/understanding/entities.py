"""What does a text speak of, and at which offsets: films, people, genres, moods, years, lengths, languages, ages?"""

from __future__ import annotations

import re

from bot.dialogue.understanding.ages import ages
from bot.dialogue.understanding.keywords import keywords
from bot.dialogue.understanding.lexicon import senses
from bot.dialogue.understanding.marks import Entity, flatten
from bot.dialogue.understanding.numbers import ranges
from bot.dialogue.understanding.people import person, strangers
from bot.dialogue.understanding.phrases import phrases
from recommender.catalog import Catalog
from recommender.linking import Mention
from recommender.spelling import words


def entities(text: str, catalog: Catalog) -> tuple[Entity, ...]:
    """Everything a text speaks of, in its order; where readings overlap, names come first, then the longer phrase."""
    flat, found = flatten(text), words(text)
    newest = int(catalog.columns.year.max()) if len(catalog) else 2025
    named = catalog.names.find(text)
    people = [person(text, flat, mention, names=catalog.names) for mention in named if mention.kind == "person"]
    said = tuple(phrases(found))
    readings = (
        [phrase for phrase in said if phrase.kind == "franchise"],
        people,
        [Entity("film", m.start, m.end, m.values) for m in named if m.kind == "film" and not _spell(text, m)],
        strangers(text, flat, found, catalog.names),
        ages(flat),
        [Entity(said.kind, said.start, said.end, said.span) for said in ranges(flat, newest)],
        said,
        keywords(found, catalog),
    )
    kept: list[Entity] = []
    taken = bytearray(len(text) + 1)
    for reading in readings:
        for entity in reading:
            if not any(taken[entity.start : entity.end]):
                kept.append(entity)
                taken[entity.start : entity.end] = b"\1" * (entity.end - entity.start)
    return tuple(sorted(kept, key=lambda entity: entity.start))


def _spell(text: str, mention: Mention) -> bool:
    """Whether a title is a stretch of time, "the last five years", or where a film is from: "american comedies"."""
    said = text[mention.start : mention.end]
    sense = senses().get((re.sub(r"^\d{4} ", "", flatten(said)),))
    if sense and sense.kind in ("country", "language") and re.match(r" \w", text[mention.end :]):
        return True
    return said.islower() and bool(re.fullmatch(r"(?:the )?(?:last|past) (?:\w+ )?(?:years?|decades?)", said))
