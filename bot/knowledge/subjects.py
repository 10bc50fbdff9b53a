"""Which films, people and series does a question name, and which films does it leave out by year, genre or length?"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from bot.dialogue.acts import Question
from bot.dialogue.understanding.entities import entities
from bot.dialogue.understanding.marks import Entity
from bot.knowledge.graph import Test
from bot.knowledge.reading import Anchor
from bot.knowledge.spotting import exact, met, pronoun, series, strangers, surnames, titled
from recommender.catalog import Catalog
from recommender.preferences import Person
from recommender.spelling import fold

HARD = ("genre", "language", "country", "certificate", "year", "runtime")
"""Kinds of entities that a film passes or fails."""


@dataclass(frozen=True, slots=True)
class Subject:
    """What a question is about: its names, its tests, and its text with the tests blanked out.

    `words` is the text without the names and with the tests; `doubt` holds (as typed, as understood) where a name was
    misspelt, `strangers` names that nobody knows.
    """

    text: str
    anchors: tuple[Anchor, ...]
    words: str = ""
    tests: tuple[Test, ...] = ()
    doubt: tuple[tuple[str, str], ...] = ()
    strangers: tuple[str, ...] = ()

    def of(self, kind: str) -> tuple[str, ...]:
        """All names of one kind, in the order of the text."""
        return tuple(name for anchor in self.anchors if anchor.senses[0][0] == kind for name in anchor.senses[0][1])


def subject(question: Question, catalog: Catalog) -> Subject:
    """What a question names; "it", "he" and the like stand for the films and people that came with it."""
    text = _quiet(question.text)
    found = [one for one in entities(text, catalog) if one.kind in (*HARD, "film", "person")]
    found = [one for one in found if not _misread(text, one)]
    sure = exact(question.text, catalog)
    anchors = [Anchor(*place, (("franchise", (name,)),)) for place, name in series(text, catalog)
               if not any(one.start < place[1] < one.end for one in sure)]  # fmt: skip
    anchors += [one for one in sure if not met(one, anchors)]
    named = [_anchor(one) for one in found if one.kind in ("film", "person") and not pronoun(text[one.start : one.end])]
    slips = {meant for meant, _ in _doubts(text, named, catalog)} if sure else set()
    anchors += [one for one in named if not met(one, anchors) and text[one.start : one.end] not in slips]
    anchors += _pointed(text, question, anchors)
    anchors += titled(text, anchors, catalog)
    anchors += surnames(text, anchors, catalog)
    tests = [test for one in found if not _inside(one, anchors) for test in _tests(one)]
    plain = _blanked(text, [one for one in found if one.kind in HARD and not _inside(one, anchors)])
    anchors = _joined(plain, sorted(anchors, key=lambda anchor: anchor.start))
    words = _without(question.text, anchors)
    return Subject(
        plain, tuple(anchors), words, tuple(tests), tuple(_doubts(text, anchors, catalog)), strangers(plain, anchors)
    )


def _without(text: str, anchors: Sequence[Anchor]) -> str:
    for anchor in anchors:
        text = text[: anchor.start] + " " * (anchor.end - anchor.start) + text[anchor.end :]
    return text


def _quiet(text: str) -> str:
    """The text with words blanked that only superlatives and politeness use, so that "latest" is no limit."""
    return re.sub(_LOUD, lambda said: " " * len(said[0]), text, flags=re.I)


_LOUD = (
    r"(?<!how )\b(?:latest|newest|most recent|oldest|earliest|classic|recently|currently|best[- ]known|old"
    r"|new|recent|short|quick|good|best"
    r"|current|modern)\b(?=.*\b(?:film|movie|one|is|was|are|were)s?\b)"
)


def _misread(text: str, one: Entity) -> bool:
    """A year in brackets belongs to a title; a rating counts only when it is spelt out ("R", not "for children")."""
    if one.kind == "year":
        return text[: one.start].endswith("(")
    said = text[one.start : one.end].strip().lower().removeprefix("rated ")
    return one.kind == "certificate" and not said.startswith(("g", "pg", "r", "nc"))


def _anchor(one: Entity) -> Anchor:
    if isinstance(one.value, Person):
        return Anchor(one.start, one.end, (("person", (one.value.name,)),))
    ids = tuple(str(film) for film in one.value)
    return Anchor(one.start, one.end, (("film", ids[:1]),))


def _inside(one: Entity, anchors: Sequence[Anchor]) -> bool:
    return any(one.start < anchor.end and anchor.start < one.end for anchor in anchors)


def _pointed(text: str, question: Question, anchors: Sequence[Anchor]) -> list[Anchor]:
    """Where "it", "that film", "she" stand: what they stand for, as it came with the question."""
    kinds = {anchor.senses[0][0] for anchor in anchors}
    found: list[Anchor] = []
    if question.films and "film" not in kinds:
        found += _standing(text, _IT, ("film", question.films[:1]), anchors)
    if question.people and "person" not in kinds:
        found += _standing(text, _SHE, ("person", question.people[:1]), anchors)
    return found


_IT = r"\b(?:it|this (?:one|film|movie)|that (?:one|film|movie)|this|that|the (?:film|movie)|its)\b"
_SHE = r"\b(?:he|she|they|him|her|them|his|hers|their)\b"


def _standing(text: str, words: str, sense: tuple[str, tuple[str, ...]], anchors: Sequence[Anchor]) -> list[Anchor]:
    said = re.search(words, text, re.I)
    if said and not any(anchor.start < said.end() and said.start() < anchor.end for anchor in anchors):
        return [Anchor(said.start(), said.end(), (sense,))]
    return []


def _joined(text: str, anchors: list[Anchor]) -> list[Anchor]:
    """Names of one kind that only "and" stands between, as one; "or" leaves either of them enough."""
    joined: list[Anchor] = []
    for anchor in anchors:
        last = joined[-1] if joined else None
        between = text[last.end : anchor.start].lower() if last else ""
        bond = re.fullmatch(r"\s*(?:,|,? ?and|&|,? ?or|and also)\s*(?:by |the (?:film |movie )?)?", between)
        if last and bond and last.senses[0][0] == anchor.senses[0][0]:
            names = (*last.senses[0][1], *anchor.senses[0][1])
            every = "or" not in between.split()
            joined[-1] = Anchor(last.start, anchor.end, ((anchor.senses[0][0], names),), every)
        else:
            joined.append(anchor)
    return joined


def _tests(one: Entity) -> Iterator[Test]:
    value = one.value
    if one.kind in ("year", "runtime") and isinstance(value, tuple):
        low, high = value
        yield from ((one.kind, sign, str(end)) for sign, end in ((">=", low), ("<=", high)) if end is not None)
    elif one.kind == "genre" and isinstance(value, tuple):
        yield from (("genre", "=", str(genre)) for genre in value if not str(genre).startswith("#"))
    elif isinstance(value, str):
        yield one.kind, "=", value


def _blanked(text: str, found: Sequence[Entity]) -> str:
    """The text with the tests taken out, a noun among them left as "film": "comedies by ..." is films by ..."""
    for one in found:
        said = text[one.start : one.end]
        noun = (
            one.kind == "genre"
            and re.search(_NOUN, said.lower())
            and not re.match(r"\s*(?:films?|movies?|flicks?)\b", text[one.end :])
        )
        text = text[: one.start] + ("film" if noun else "").ljust(len(said)) + text[one.end :]
    return text


_NOUN = (
    r"(?:comed(?:y|ies)|thrillers?|westerns?|musicals?|dramas?|documentar(?:y|ies)|cartoons?|biopics?"
    r"|romances?|myster(?:y|ies)|animations?|noirs?|romcoms?)$"
)


def _doubts(text: str, anchors: Sequence[Anchor], catalog: Catalog) -> Iterator[tuple[str, str]]:
    """Names that had to be mended to be known: no word of what was typed is in the name."""
    for anchor in anchors:
        kind, names = anchor.senses[0]
        said = text[anchor.start : anchor.end]
        if anchor.every or len(names) != 1 or re.fullmatch(f"{_IT}|{_SHE}", said, re.I):
            continue
        full = str(catalog.movie(names[0])) if kind == "film" and catalog.row(names[0]) is not None else names[0]
        others = catalog.movie(names[0]).aliases if kind == "film" and catalog.row(names[0]) is not None else ()
        known = set(re.findall(r"\w+", fold(" ".join((full, *others)))))
        typed = [word for word in re.findall(r"\w+", fold(said)) if len(word) > 4]
        if typed and not known & set(typed) and fold(said).replace("'s", "") not in fold(full):
            yield said, full
