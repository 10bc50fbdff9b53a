"""What is wished by the things spoken of: which are wanted, which unwanted, and how much?"""
# ruff: noqa: E501  (a pattern or a table reads best whole)

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field, replace
from typing import cast

from bot.dialogue.understanding.marks import Entity, flatten
from recommender.movies import CERTIFICATES
from recommender.preferences import OPEN, Facets, Move, Person, Preferences, Span, merge

_STRONG = re.compile(
    r"\b(?:really|very|super|extremely|so|proper(?:ly)?|seriously|truly|insanely|absolutely|totally|crazy|most|lots? of|quite|as \w+ as possible)\s+(?:a\s+)?$"
)
_WEAK = re.compile(
    r"\b(?:a bit|a little|little|slightly|kinda|kind of|somewhat|mildly|a touch|a tad|sort of|fairly|not overly|lightly|some|a little bit)\s+(?:of\s+)?(?:too\s+)?$"
)
_TOO = re.compile(r"\b(?:too|overly|that|super|so|very|excessively|particularly|all that)\s+(?:much\s+)?$")
_EITHER = re.compile(r"\s*(?:,?\s*or(?:\s+(?:a|an|maybe|even|some|with|by))*|/)\s*$")
_YOUNG = re.compile(
    r"\b(?:kids?|child|children|son|daughter|girl|boy|toddlers?|preschoolers?|little ones|grandkids|nephew|niece)\b|old\b|y/?o\b"
)
_FOR_CHILDREN = "family film for children"
"""What is looked for beside the age cap: not every film that children may see is for them."""

_BARELY_BEFORE = re.compile(r"\b(?:less)\s+$")


def wish_of(text: str, found: Sequence[Entity], unwanted: frozenset[int]) -> Preferences:
    """All entities of a message as one wish; `unwanted` holds the offsets of those under a "not"."""
    flat = flatten(text)
    wish = Preferences()
    for entity in _spanned(flat, found):
        said = _Said(flat, entity, entity.start in unwanted)
        more = _READERS.get(entity.kind, _nothing)(said)
        cap = youngest(filter(None, (wish.certificate, more.certificate)))
        more = replace(more, text="") if more.text in wish.text else more
        wish = replace(merge(wish, more), certificate=cap)
    return replace(wish, wanted=replace(wish.wanted, either=_alternatives(flat, found, unwanted)))


def _spanned(flat: str, found: Sequence[Entity]) -> list[Entity]:
    """Years named in a row ("80s or 90s") as the one span over them."""
    kept: list[Entity] = []
    for entity in found:
        last = kept[-1] if kept else None
        joined = last and re.fullmatch(
            r"\W*(?:or|and|to|through|,)?(?: (?:the|early|late|from))*\W*", flat[last.end : entity.start]
        )
        if last and joined and last.kind == entity.kind == "year" and _closed(last) and _closed(entity):
            years = [year for value in (last.value, entity.value) for year in value if isinstance(year, int)]  # type: ignore[union-attr]
            kept[-1] = replace(last, end=entity.end, value=(min(years), max(years)))
        else:
            kept.append(entity)
    return kept


def _closed(entity: Entity) -> bool:
    return isinstance(entity.value, tuple) and None not in entity.value


@dataclass(frozen=True, slots=True)
class _Said:
    """One entity with the text before it."""

    flat: str
    entity: Entity
    no: bool
    before: str = field(init=False, default="")

    def __post_init__(self) -> None:
        object.__setattr__(self, "before", self.flat[max(0, self.entity.start - 24) : self.entity.start])

    @property
    def value(self) -> str:
        return str(self.entity.value)

    def side(self, facets: Facets) -> Preferences:
        return Preferences(unwanted=facets) if self.no else Preferences(wanted=facets)


def _nothing(said: _Said) -> Preferences:
    return Preferences()


def _genre(said: _Said) -> Preferences:
    """A shade of a genre that is unwanted ("no slashers") leaves the genre itself alone."""
    values = said.entity.value if isinstance(said.entity.value, tuple) else ()
    genres = tuple(str(value) for value in values if not str(value).startswith("#"))
    shades = tuple(str(value)[1:] for value in values if str(value).startswith("#"))
    if said.no and shades:
        return said.side(Facets(keywords=shades))
    return said.side(Facets(genres=genres, keywords=() if said.no else shades))


def _person(said: _Said) -> Preferences:
    return said.side(Facets(people=(said.entity.value,))) if isinstance(said.entity.value, Person) else Preferences()


def _film(said: _Said) -> Preferences:
    return said.side(Facets(films=(said.entity.value[0],))) if isinstance(said.entity.value, tuple) else Preferences()  # type: ignore[arg-type]


def _tone(said: _Said) -> Preferences:
    axis, shift = said.value.split()
    delta = int(shift)
    if said.no or _BARELY_BEFORE.search(said.before):
        return Preferences(tone=(_turned(axis, delta, bool(_TOO.search(said.before))),))
    if _WEAK.search(said.before):
        return Preferences(tone=(Move(axis, 1, low=1) if delta > 0 else Move(axis, -1, high=2),))
    if _STRONG.search(said.before) and delta > 0:
        delta = min(3, delta + 1)
    if delta < 0:
        return Preferences(tone=(Move(axis, delta, high=1 if axis != "action" else 2),))
    return Preferences(tone=(Move(axis, delta, low=min(delta, 3)),))


def _turned(axis: str, delta: int, too: bool) -> Move:
    """The opposite of a mood: "not too scary" leaves a little of it, "not scary" hardly any."""
    if delta < 0:
        return Move(axis, 1, low=1)
    return Move(axis, -1, high=2) if too else Move(axis, -2, high=1)


def _years(said: _Said) -> Preferences:
    return Preferences(years=_opposite(said.entity.value, said.no, 1))


def _runtime(said: _Said) -> Preferences:
    return Preferences(
        runtime=_opposite(said.entity.value, said.no and "not" not in said.flat[said.entity.start : said.entity.end], 0)
    )


def _opposite(span: object, no: bool, gap: int) -> Span:
    low, high = cast(Span, span)
    if not no:
        return low, high
    if low is None and high is not None:
        return high + gap, None
    if high is None and low is not None:
        return None, low - gap
    return OPEN


def _language(said: _Said) -> Preferences:
    foreign = said.value == "!English"
    facets = Facets(languages=("English" if foreign else said.value,))
    return replace(said, no=said.no != foreign).side(facets) if foreign else said.side(facets)


def _country(said: _Said) -> Preferences:
    return said.side(Facets(countries=(said.value,)))


def _certificate(said: _Said) -> Preferences:
    cap = said.value
    if re.search(r"\bnot (?:\w+ )?(?:for|with)\s+(?:my |the |young |little |small )*$", said.before):
        return Preferences()
    if said.no and re.search(r"\b(?:no|not|without|isn't|than)\b[\w\s]{0,8}$", said.before):
        if cap != "R":
            return Preferences()
        cap = "PG-13"
    young = _YOUNG.search(said.flat[said.entity.start : said.entity.end]) and not said.no and cap in ("G", "PG")
    return Preferences(certificate=cap, text=_FOR_CHILDREN if young else "")


def _renown(said: _Said) -> Preferences:
    side, way = said.value.split()
    value = -int(way) if said.no else int(way)
    if side == "acclaim" and said.no:
        value = 1 if int(way) < 0 else 0
    return Preferences(fame=value) if side == "fame" else Preferences(acclaim=value)


def _keyword(said: _Said) -> Preferences:
    return said.side(Facets(keywords=(said.value,)))


def _franchise(said: _Said) -> Preferences:
    return said.side(Facets(franchises=(said.value,)))


_READERS = {
    "genre": _genre, "person": _person, "film": _film, "tone": _tone, "year": _years, "runtime": _runtime,
    "language": _language, "country": _country, "certificate": _certificate, "renown": _renown, "keyword": _keyword,
    "studio": _keyword, "franchise": _franchise,
}  # fmt: skip


def _alternatives(flat: str, found: Sequence[Entity], unwanted: frozenset[int]) -> tuple[frozenset[str], ...]:
    """Wanted genres or people joined by "or": one of them is enough."""
    groups: list[set[str]] = []
    before: Entity | None = None
    for entity in found:
        if before and before.kind == entity.kind and entity.kind in ("genre", "person"):
            gap = flat[before.end : entity.start]
            if not {before.start, entity.start} & unwanted and _EITHER.match(
                re.sub(r"\b(?:movies?|films?)\b", "", gap)
            ):
                pair = set(_values(before)) | set(_values(entity))
                if groups and groups[-1] & set(_values(before)):
                    groups[-1] |= pair
                else:
                    groups.append(pair)
        before = entity
    return tuple(frozenset(group) for group in groups)


def _values(entity: Entity) -> Iterable[str]:
    if isinstance(entity.value, Person):
        return (entity.value.name,)
    values = entity.value if isinstance(entity.value, tuple) else (entity.value,)
    return tuple(str(value) for value in values if not str(value).startswith("#"))


def youngest(caps: Iterable[str]) -> str | None:
    """The strictest of several age caps."""
    ranked = sorted(caps, key=CERTIFICATES.index)
    return ranked[0] if ranked else None
