"""Where in a text are films and people, and which ones?"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from recommender.fitting import ENJOYED, fit
from recommender.naming import SMALL, Alias
from recommender.slips import slipped
from recommender.spelling import ARTICLES, Word, fold, words
from recommender.spots import Spot, bare, exact

if TYPE_CHECKING:
    from recommender.names import Names


@dataclass(frozen=True, slots=True)
class Mention:
    """A film (`values` are ids) or person (names) that a text speaks of, best reading first, and where in the text."""

    kind: str
    values: tuple[str, ...]
    start: int
    end: int
    score: float


def link(text: str, names: Names) -> tuple[Mention, ...]:
    """Films and people of a text; the longest name wins, ordinary words only where the context speaks for a name."""
    found = words(text)
    spots = _chosen(text, found, exact(found, names))
    spots += _numbered(found, spots, names)
    spots += slipped(text, found, spots, names=names)
    mentions = [_mention(text, found, spot, names=names) for spot in sorted(spots, key=lambda spot: spot.first)]
    return tuple(_whole(text, mentions))


def _numbered(found: Sequence[Word], spots: Sequence[Spot], names: Names) -> list[Spot]:
    """A number that begins a famous title, alone or as something seen: "like 2001"."""
    added = []
    for place, word in enumerate(found):
        cued = len(found) == 1 or (place and found[place - 1].folded in ENJOYED and place == len(found) - 1)
        if cued and re.fullmatch(r"(?:18|19|20)\d\d", word.folded) and all(spot.first != place for spot in spots):
            begun = [alias for alias in names.aliases(names.holding(word.folded)) if alias.key.startswith(word.folded)]
            titles = tuple(alias for alias in begun if alias.kind == "film" and alias.weight >= 4)
            added += [Spot(place, place + 1, titles, 0.8)] if titles else []
    return added


def _whole(text: str, mentions: Iterable[Mention]) -> list[Mention]:
    """First name and surname of one person, found one by one, as one mention."""
    kept: list[Mention] = []
    for mention in mentions:
        last = kept[-1] if kept else None
        if last and last.values[0] == mention.values[0] and text[last.end : mention.start].strip(" .-") == "":
            kept[-1] = replace(last, end=mention.end, score=max(last.score, mention.score))
        else:
            kept.append(mention)
    return kept


def ranked(aliases: Iterable[Alias]) -> tuple[str, ...]:
    """Values of the aliases, each once: full names before short ones, the better known first."""
    order = sorted(aliases, key=lambda alias: (alias.trust < 0.9, -alias.weight))
    return tuple(dict.fromkeys(alias.value for alias in order))


def _chosen(text: str, found: Sequence[Word], spots: list[Spot]) -> list[Spot]:
    """The spots to believe: none overlapping, longest first, plain ones only where something speaks for them."""
    taken: set[int] = set()
    films: set[int] = set()
    chosen: list[Spot] = []
    order = sorted(spots, key=lambda spot: (-_length(found, spot), -fit(text, found, spot, films=films)))
    for late in (False, True, True, True):  # plain words wait: a film named beside them speaks for them
        for spot in order:
            if taken & set(range(spot.first, spot.last)) or (spot.plain > 0 and not late):
                continue
            if fit(text, found, spot, films=films) > 0:
                chosen.append(spot)
                taken |= set(range(spot.first, spot.last))
                if spot.kind == "film":
                    films |= {spot.first, spot.last}
    return chosen


def _length(found: Sequence[Word], spot: Spot) -> int:
    """Words of a spot without a leading article, which belongs to few names."""
    return spot.last - spot.first - (found[spot.first].folded in ARTICLES)


def _mention(text: str, found: Sequence[Word], spot: Spot, *, names: Names) -> Mention:
    start, end = found[spot.first].start, found[spot.last - 1].end
    trust = max(alias.trust for alias in spot.aliases)
    mention = Mention(spot.kind, ranked(spot.aliases), start, end, round(trust * spot.score, 3))
    full = {alias.value for alias in spot.aliases if alias.trust > 0.9}
    return _dated(text, mention, full, names=names) if spot.kind == "film" else _unpossessed(text, mention)


def _unpossessed(text: str, mention: Mention) -> Mention:
    """A person's mention ends before its 's."""
    said = text[mention.start : mention.end]
    return replace(mention, end=mention.end - 2) if said.endswith(("'s", "’s", " s")) else mention


def _dated(text: str, mention: Mention, full: set[str], *, names: Names) -> Mention:
    """Of same-named films those of the year, the maker or the age that the text tells; a year is part of the name."""
    after = re.match(r"\s*,?\s*(?:from\s+)?\(?((?:19|20)\d\d)\b(?!\s*['’]?s)\)?", text[mention.end :])
    notes = [names.film(film) for film in mention.values]
    if after:
        near = sorted((abs(note.year - int(after[1])), place) for place, note in enumerate(notes))
        kept = tuple(notes[place].id for gap, place in near if gap <= 1)
        return replace(mention, values=kept, end=mention.end + after.end()) if kept else mention
    before = fold(text[: mention.start])
    if year := re.search(r"(?:\bthe\s+)?\b((?:19|20)\d\d)\s+(?:version of\s+|film\s+|movie\s+)?$", before):
        kept = tuple(note.id for note in notes if abs(note.year - int(year[1])) <= 1)
        mention = replace(mention, start=year.start(1)) if kept and len(before) == mention.start else mention
    elif len(notes) < 2:
        return mention
    elif age := re.search(r"\b(old|older|original|classic|first|new|newer|latest|recent|remake of)\s+$", before):
        early = age[1] in ("old", "older", "original", "classic", "first")
        same = [note for note in notes if note.id in full]
        kept = tuple(note.id for note in sorted(same, key=lambda note: note.year if early else -note.year))[:1]
        mention = replace(mention, start=age.start(1)) if len(same) > 1 else mention
    else:
        near_by = {word.folded for word in words(text)} | {bare(word) for word in words(text)} - {""}
        kept = tuple(note.id for note in notes if near_by & set(note.makers.split()) - SMALL)
    told = {names.film(film).title for film in kept}  # same-named films that are not meant are no reading any more
    rest = tuple(note.id for note in notes if note.id not in kept and note.title not in told)
    return replace(mention, values=kept if year and kept else (*kept, *rest))
