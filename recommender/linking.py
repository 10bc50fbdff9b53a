"""Where in a text are films and people, and which ones?"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from rapidfuzz.distance import OSA

from recommender.naming import SMALL, Alias
from recommender.spelling import ARTICLES, Word, canonical, fold, join, words

if TYPE_CHECKING:
    from recommender.names import Names

LONGEST = 10
"""Words of the longest name looked for."""

_LEAD = frozenset(
    "like likes liked love loved loves enjoyed hate hated hates watched watch watching seen saw movie film called "
    "titled named than directed wrote rewatched finished recommend recommended show movies films rewatch adore adored "
    "remake sequel prequel suggest suggested meets similar".split()
)
"""Words after which a film is likely to be named."""

_NAMED = frozenset("movie film called titled named movies films".split())
"""Words after which even the most ordinary word may be a title."""

_PEOPLE = frozenset(
    "by starring stars with star featuring features feat actor actress director actors from directs directed w written "
    "writer mr ms cast casting cameo starred role plays".split()
)
"""Words after which a person is likely to be named."""

_AFTER_PEOPLE = frozenset("movie movies film films flick flicks plays played stars starred directed directs".split())
_SURE = frozenset("than watched rewatched directed called titled named finished saw wrote".split())
"""Words after which even a keyword of films is a title, if it is no pronoun."""

_ASKED = frozenset("in of about not have got is was does did has wrote had why or do vs are from".split())
"""Words after which a question names a film."""

_JOINTS = frozenset("and or & , n plus meets vs nor".split())
_AFTER = frozenset(
    "and or but with meets is was are were has have had because for too so please plz thanks though yesterday really "
    "except minus without not less more if tonight out about on again only movie film by from in nor twice it i which "
    "last they he she who come came have do does already than yet n ok tho lol meets".split()
)
"""Words that may follow a title that is an ordinary word: a noun after it would make it an adjective."""

_BINDING = frozenset("by with and in of to or for from at on as is the a an no not like".split())
"""Words that no person's name begins with."""

_QUOTES = "\"“”„«»'‘’"


@dataclass(frozen=True, slots=True)
class Mention:
    """A film (`values` are ids) or person (names) that a text speaks of, best reading first, and where in the text."""

    kind: str
    values: tuple[str, ...]
    start: int
    end: int
    score: float


@dataclass(frozen=True, slots=True)
class _Spot:
    """Words `first`..`last` (excluded) of a text that are the name `aliases` of one kind."""

    first: int
    last: int
    aliases: tuple[Alias, ...]
    score: float = 1.0

    @property
    def kind(self) -> str:
        return self.aliases[0].kind

    @property
    def plain(self) -> int:
        return min(alias.plain for alias in self.aliases)


def link(text: str, names: Names) -> tuple[Mention, ...]:
    """Films and people of a text; the longest name wins, ordinary words only where the context speaks for a name."""
    found = words(text)
    spots = _chosen(text, found, _exact(found, names))
    spots += _slipped(text, found, spots, names=names)
    mentions = [_mention(text, found, spot, names=names) for spot in sorted(spots, key=lambda spot: spot.first)]
    return tuple(_whole(text, mentions))


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


def slips(name: str) -> int:
    """How many slips of the pen a name of this length is forgiven."""
    return 0 if len(name) < 4 else 1 if len(name) < 8 else 2


def ranked(aliases: Iterable[Alias]) -> tuple[str, ...]:
    """Values of the aliases, each once: full names before short ones, the better known first."""
    order = sorted(aliases, key=lambda alias: (alias.trust < 0.9, -alias.weight))
    return tuple(dict.fromkeys(alias.value for alias in order))


def _exact(found: Sequence[Word], names: Names) -> list[_Spot]:
    """Every run of words that is filed as a name."""
    keys = dict(_keys(found))
    filed: dict[str, list[Alias]] = {}
    for alias in names.aliases(list(dict.fromkeys(keys.values()))):
        filed.setdefault(alias.key, []).append(alias)
    return [spot for (first, last), key in keys.items() if key in filed for spot in _kinds(first, last, filed[key])]


def _keys(found: Sequence[Word]) -> Iterator[tuple[tuple[int, int], str]]:
    """Keys of all runs of words by their place; a run whose last word loses its possessive s ends at minus its end."""
    leading = [canonical(word.folded, first=True) for word in found]
    inner = [canonical(word.folded) for word in found]
    bare = [_bare(word) for word in found]
    article = [word.folded in ARTICLES for word in found]
    for first in range(len(found)):
        key, begun = "", False
        for place in range(first, min(first + LONGEST, len(found))):
            if article[place]:
                if place == first:
                    yield (first, place + 1), leading[place]
                continue
            if bare[place]:
                yield (first, -place - 1), key + bare[place]
            key += inner[place] if begun else leading[place]
            begun = True
            yield (first, place + 1), key


def _bare(word: Word) -> str:
    """A possessive without its s: "nolan's" -> "nolan"."""
    if word.folded[-1] != "s":
        return ""
    return word.folded[:-1] if word.text[-2:-1] in ("'", "’") or len(word.folded) > 4 else ""


def _kinds(first: int, last: int, aliases: list[Alias]) -> list[_Spot]:
    """Films and people of one key apart. Without its s a word is a name only of people."""
    spots = []
    for kind in ("film", "person"):
        some = tuple(alias for alias in aliases if alias.kind == kind)
        if some and (last > 0 or kind == "person"):
            spots.append(_Spot(first, abs(last), some))
    return spots


def _chosen(text: str, found: Sequence[Word], spots: list[_Spot]) -> list[_Spot]:
    """The spots to believe: none overlapping, longest first, plain ones only where something speaks for them."""
    taken: set[int] = set()
    films: set[int] = set()
    chosen: list[_Spot] = []
    order = sorted(spots, key=lambda spot: (-_length(found, spot), -_fit(text, found, spot, films=films)))
    for late in (False, True):  # plain words wait: a film named beside them speaks for them
        for spot in order:
            if taken & set(range(spot.first, spot.last)) or (spot.plain > 0 and not late):
                continue
            if _fit(text, found, spot, films=films) > 0:
                chosen.append(spot)
                taken |= set(range(spot.first, spot.last))
                if spot.kind == "film":
                    films |= {spot.first, spot.last}
    return chosen


def _length(found: Sequence[Word], spot: _Spot) -> int:
    """Words of a spot without a leading article, which belongs to few names."""
    return spot.last - spot.first - (found[spot.first].folded in ARTICLES)


def _fit(text: str, found: Sequence[Word], spot: _Spot, *, films: set[int]) -> float:
    """How much speaks for a spot being this name: 0 or less says it is not."""
    trust = max(alias.trust for alias in spot.aliases)
    run = "".join(word.folded for word in found[spot.first : spot.last])
    if spot.last - spot.first > 1 and len(run) < 5 and spot.kind == "person":
        return 0.0
    before = _before(found, spot.first)
    if spot.kind == "person":
        run_words = {word.folded for word in found[spot.first : spot.last]}
        if found[spot.first].folded in _BINDING or (len(run_words) > 1 and trust < 0.9 and run_words & SMALL):
            return 0.0
        before = found[spot.first - 1].folded if spot.first else ""
        return _person_fit(found, spot, before, trust=trust)
    if found[spot.first].folded in ARTICLES and spot.last - spot.first == 2 and spot.plain and before not in _LEAD:
        return 0.0 if found[spot.first].folded != "the" or spot.plain > 1 else _film_fit(text, found, spot, films=films)
    return _film_fit(text, found, spot, films=films) if spot.plain or trust < 0.8 else trust


def _person_fit(found: Sequence[Word], spot: _Spot, before: str, *, trust: float) -> float:
    cued = before in _PEOPLE or (before in _JOINTS and spot.first > 1 and trust > 0.76)
    following = found[spot.last].folded if spot.last < len(found) else ""
    called = following in _AFTER_PEOPLE or found[spot.last - 1].text.endswith(("'s", "’s"))
    if found[spot.first].folded in ARTICLES:
        return 0.0
    if trust < 0.6:  # a little-known surname needs the plainest of cues, and nothing that could be its other half
        sure = before in ("by", "director", "starring", "directs") and (not following or following in _AFTER)
        return trust if sure and not spot.plain else 0.0
    if spot.plain:
        strong = cued or (called and trust < 1)
        return trust + 0.1 if strong and (trust >= 1 or before not in ("with", "from", "and", "or", ",")) else 0.0
    if trust < 0.9 and len(found) > 12 and spot.last - spot.first == 1 and not (cued or called):
        return 0.0  # in a long text a lone surname is as likely a character's
    return trust + (0.3 if cued or called else -0.05)


def _film_fit(text: str, found: Sequence[Word], spot: _Spot, *, films: set[int]) -> float:
    """A title made of ordinary words needs quotes, capitals, a year, the whole message or a telling neighbour."""
    start, end = found[spot.first].start, found[spot.last - 1].end
    if start and text[start - 1] in _QUOTES and text[end : end + 1] and text[end] in _QUOTES:
        return 1.2
    if re.match(r"\s*\(?(?:19|20)\d\d\b(?!\s*s)\)", text[end:]) or _capital(text, found, spot):
        return 1.1
    alone = spot.first == 0 and spot.last == len(found)
    if spot.first == 0 and spot.last == len(found) - 1 and re.fullmatch(r"(?:19|20)\d\d", found[-1].folded):
        return 1.0
    if alone and spot.last > 1 and max(alias.weight for alias in spot.aliases) >= 4:
        return 0.9
    if alone:
        return 0.9 if spot.plain < 2 or (text.strip()[:1].isupper() and found[0].folded not in SMALL) else 0.0
    before = _before(found, spot.first)
    last = spot.last == len(found) or bool(re.match(r"\s*[.,;:!?)\n-]", text[end:]))
    free = last or found[spot.last].folded in _AFTER
    named = (
        before in _NAMED and spot.first > 1 and found[spot.first - 2].folded in ("the", "movie", "film", "a", "called")
    )
    if spot.plain == 2:
        beside = before in _JOINTS and bool(films & {spot.first - 1, spot.first})
        sure = (before in _SURE or beside) and found[spot.last - 1].folded not in SMALL
        return 0.8 if free and (named or sure) else 0.0
    beside = before in _JOINTS and bool(films & {spot.first - 1, spot.first})
    following = found[spot.last].folded if spot.last < len(found) else ""
    if following in ("meets",) or before == "meets":
        return 0.8
    if (
        free
        and before in _ASKED
        and re.match(
            r"\s*(?:and |but )?(?:who|what|when|where|why|how|is|was|do|does|did|which|tell|have|got)\b", text.lower()
        )
    ):
        return 0.8
    if spot.first == 0 and following in ("is", "was") and spot.last + 1 < len(found):
        return 0.7
    if free and before in ("are", "is", "include", "includes", "to") and re.search(r"(?i)favou?rite|similar to", text):
        return 0.8
    return 0.8 if free and (before in _LEAD or beside or (before in ("of", "to", "about") and named)) else 0.0


def _capital(text: str, found: Sequence[Word], spot: _Spot) -> bool:
    """Whether the words of a name stand out by capitals: not by starting a sentence, nor in a text full of them."""
    run = [word for word in found[spot.first : spot.last] if word.folded not in ARTICLES] or [found[spot.first]]
    if not all(word.text[0].isupper() or word.text[0].isdigit() for word in run) or not run[0].text[0].isupper():
        return False
    if run[0].text == "I" or re.search(r"(?:^|[.!?:]\s*)[\"'“‘(]*$", text[: found[spot.first].start]):
        return False
    lower = sum(word.text[0].islower() for word in found)
    return lower >= 0.4 * len(found)


def _before(found: Sequence[Word], first: int) -> str:
    """The word before a name, articles passed over."""
    place = first - 1
    while place > 0 and found[place].folded in ARTICLES:
        place -= 1
    return found[place].folded if place >= 0 else ""


def _slipped(text: str, found: Sequence[Word], spots: list[_Spot], *, names: Names) -> list[_Spot]:
    """Names with slips of the pen, looked for where a word is strange or belongs to few names."""
    taken = {place for spot in spots for place in range(spot.first, spot.last)}
    free = [place for place in range(len(found)) if place not in taken and len(found[place].folded) > 3]
    known = names.known([found[place].folded for place in free]) if free else {}
    added: list[_Spot] = []
    for place in free:
        uses, named = known.get(found[place].folded, (0, 0))
        if place in taken or uses > 3 or (named == 0 and uses > 0):
            continue
        strange = named == 0 or (uses == 0 and len(found[place].folded) > 4)
        best = _nearest(found, place, taken, names=names, strange=strange)
        if best and not (best.plain and _fit(text, found, best, films=set()) <= 0):
            added.append(best)
            taken |= set(range(best.first, best.last))
    return added


def _nearest(found: Sequence[Word], place: int, taken: set[int], *, names: Names, strange: bool) -> _Spot | None:
    """The name nearest to a run of words around one of them."""
    word = found[place].folded
    meant = [word, *(names.alike(word, slips(word)) if strange else ())]
    keys = list(dict.fromkeys(key for other in meant for key in names.holding(other)))
    best: tuple[float, int, int, str] | None = None
    for first, last in _runs(found, place, taken):
        if last - first == 1:
            continue  # a lone word is judged more strictly below
        run = join([other.folded for other in found[first:last]])
        most = slips(run) if len(run) < 16 else 3
        for key in keys:
            if abs(len(key) - len(run)) > most:
                continue
            distance = OSA.distance(run, key, score_cutoff=most)
            if distance <= most and (distance < len(run) / 4):
                score = (distance / len(run), first - last, first, key)
                best = min(best, score) if best else score
    if best is None:
        return _single(found, place, meant[1:], names=names) if strange and len(word) >= 5 else None
    rate, width, first, key = best
    aliases = names.aliases([key])
    kind = "person" if any(alias.kind == "person" for alias in aliases) else "film"
    some = tuple(alias for alias in aliases if alias.kind == kind)
    return _Spot(first, first - width, some, 1 - rate) if some else None


_ENDINGS = ("er", "est", "ing", "ed", "ly", "s", "es", "ish", "r", "d", "y", "ness", "less", "ier", "iest", "ies")


def _inflected(word: str, names: Names) -> bool:
    """Whether a strange word is only another form of an everyday one: "shorter" is no slip in "Shooter"."""
    stems = [
        word.removesuffix(ending) + more for ending in _ENDINGS if word.endswith(ending) for more in ("", "e", "y")
    ]
    doubled = [stem[:-1] for stem in stems if len(stem) > 3 and stem[-1] == stem[-2]]
    return any(uses > 0 for uses, _ in names.known([*stems, *doubled]).values())


def _single(found: Sequence[Word], at: int, meant: Sequence[str], *, names: Names) -> _Spot | None:
    """One strange word as a slip in a well-known title of one word, or a famous surname."""
    word, place = found[at].folded, (at, at + 1)
    for alias in sorted(names.aliases(list(meant)), key=lambda alias: -alias.weight):
        famous = alias.weight >= (3 if alias.kind == "film" else 60)
        if famous and alias.plain == 0 and len(alias.key) >= 5 and not _inflected(word, names):
            spot = _Spot(*place, (alias,), 0.75)
            before = _before(found, place[0])
            if len(found) <= 4 or before in (_PEOPLE if alias.kind == "person" else _LEAD - {"movie", "film"}):
                return spot
    return None


def _runs(found: Sequence[Word], place: int, taken: set[int]) -> list[tuple[int, int]]:
    """Runs of words around a place that are free, not ending in an article."""
    runs = []
    for first in range(max(0, place - 5), place + 1):
        for last in range(place + 1, min(len(found), place + 6) + 1):
            free = not taken & set(range(first, last))
            edges = {found[first].folded, found[last - 1].folded}
            if free and not edges & (ARTICLES | {"s", "by", "with", "in", "of", "and"}):
                runs.append((first, last))
    return runs


def _mention(text: str, found: Sequence[Word], spot: _Spot, *, names: Names) -> Mention:
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
    if len(notes) < 2:
        return mention
    before = fold(text[: mention.start])
    if year := re.search(r"\b((?:19|20)\d\d)\s+(?:version of\s+)?$", before):
        kept = tuple(note.id for note in notes if abs(note.year - int(year[1])) <= 1)
    elif age := re.search(r"\b(old|older|original|classic|first|new|newer|latest|recent|remake of)\s+$", before):
        early = age[1] in ("old", "older", "original", "classic", "first")
        same = [note for note in notes if note.id in full]
        kept = tuple(note.id for note in sorted(same, key=lambda note: note.year if early else -note.year))
        mention = replace(mention, start=age.start(1)) if len(same) > 1 else mention
    else:
        near_by = {word.folded for word in words(text)} | {_bare(word) for word in words(text)} - {""}
        kept = tuple(note.id for note in notes if near_by & set(note.makers.split()) - SMALL)
    rest = tuple(film for film in mention.values if film not in kept)
    return replace(mention, values=kept if year and kept else (*kept, *rest))
