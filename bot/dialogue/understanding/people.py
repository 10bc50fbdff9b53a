"""Which people does a text speak of, and in which role?"""
# ruff: noqa: E501  (a pattern or a table reads best whole)

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from bot.dialogue.understanding.lexicon import senses
from bot.dialogue.understanding.marks import Entity
from bot.dialogue.understanding.scope import Clause
from recommender.catalog import Catalog
from recommender.linking import Mention
from recommender.names import Names
from recommender.naming import SMALL
from recommender.preferences import Facets, Person, Preferences, merge
from recommender.spelling import Word, fold

_DIRECTING = re.compile(
    r"(?:\b(?:direct(?:ed|s|or|ing|ion)|filmmaker|helmed|dir|made)\b[\w\s']{0,12}?\b(?:by|of|is|was)?\s*"
    r"|\b(?:director|filmmaker|directing|auteur)\s+)$"
)
_WRITING = re.compile(
    r"\b(?:written|wrote|screenplay|script|penned|novels?|books?|story|stories|play|works?|author|comics?)\b[\w\s']{0,12}?"
    r"\bby\s*$|\b(?:writer|author|novelist|playwright)\s+$|\b(?:based|adapted|adaptation)\s+(?:\w+\s+){0,3}(?:on|from|of|by)\s+(?:a\s+|the\s+)?$"
)
_WRITTEN = re.compile(
    r"'?\s?s?\s+(?:\w+\s+)?(?:novels?|books?|plays\b(?!\s+(?:a|the|an))|short stor|stories|classic novel)"
)
_ACTING = re.compile(
    r"\b(?:starring|starred|stars?|star|featur\w+|actor|actors|actress|with|cast|played by|opposite|voiced by|voice of"
    r"|portrayed by|acting by|lead|leads)\s+(?:(?:both|mr|the|a|young|as|of|including|by|is|are|include|includes)\s+)*$"
)
_BY = re.compile(r"\bby\s+(?:the\s+)?$")
_ACTS = re.compile(
    r"'?s?\s+(?:and\s+\w+\s+\w+\s+)?(?:plays?|played|playing|stars?|starred|starring|as\s+(?:a|an|the)\b|acts|acted|in\s+it|portrays?|portrayed|who\s+plays)\b"
)
_DIRECTS = re.compile(
    r"\s+(?:directs?|directed|directing)\b|\s+(?:\w+\s+){0,2}?(?:films?|movies?|classic|documentary|flick|picture|masterpiece)\b|'?\s?s\s+(?:\w+\s+)?(?:direct|masterpiece|film|movie|epic|classic|version|adaptation|take)"
)


def person(text: str, flat: str, mention: Mention, *, names: Names) -> Entity:
    """A person in the role spoken of; a famous surname behind another first name is somebody else."""
    name, start = mention.values[0], mention.start
    before = re.search(r"(?<![\w'])([^\W\d_]{3,}|[a-z]\.?(?: [a-z]\.?)?) $", flat[:start])
    if before and mention.score < 0.85 and " " not in text[start : mention.end] and _forename(before[1], names):
        start = before.start(1)
        if before[1][0] != fold(name)[0]:
            name = text[start : mention.end].title()
    return Entity("person", start, mention.end, Person(name, role(flat, start, mention.end, names=names, name=name)))


def _forename(word: str, names: Names) -> bool:
    if word in _NO_NAME or (word,) in senses():
        return False
    uses, named = names.known([word]).get(word, (0, 0))
    return named >= 2 and uses <= 3


def role(flat: str, start: int, end: int, *, names: Names, name: str) -> str:
    """In which role a text speaks of a person; "any" where it does not say."""
    before, after = flat[max(0, start - 40) : start], flat[end : end + 30]
    listed = re.search(r"(?:,|\band\b|\bor\b|&)\s*$", before)
    if _WRITING.search(before) or _WRITTEN.match(after):
        return "writer"
    if _DIRECTING.search(before):
        return "director"
    if _ACTING.search(before) or _ACTS.match(after):
        vague = not _ACTS.match(after) and re.search(r"\bwith\s+$", before)
        return "any" if vague and _directs(name, names) else "actor"
    figure = names.known_for(name)
    directs = bool(figure and (figure.directed > figure.acted or figure.directed >= max(4, 0.4 * figure.acted)))
    if _BY.search(before) and figure and figure.directed:
        return "director"
    if _DIRECTS.match(after) and directs:
        return "director"
    if listed:
        rest = flat[: start - len(listed[0])]
        earlier = re.search(r"(starring|with|stars|star|actors?|by)\s+[\w'. -]{3,40}$", rest[-60:])
        if earlier and earlier[1] != "by":
            return "any" if earlier[1] == "with" and _directs(name, names) else "actor"
    return "any"


def _directs(name: str, names: Names) -> bool:
    """Whether somebody is rather a director: "with Wes Anderson" does not say that he acts."""
    figure = names.known_for(name)
    return bool(figure and figure.directed > figure.acted)


def kin(clause: Clause, catalog: Catalog, unwanted: frozenset[int]) -> Preferences:
    """The others of "the Coen brothers": who directs with the one found and has the same surname. Either will do."""
    wish = Preferences()
    for entity in clause.of("person"):
        said = clause.text[entity.start - clause.start : entity.end - clause.start].lower()
        if isinstance(entity.value, Person) and re.search(r"\b(?:brothers|bros|sisters|siblings)\b", said):
            others = tuple(Person(name, entity.value.role) for name in _siblings(entity.value.name, catalog))
            if entity.start in unwanted:
                wish = merge(wish, Preferences(unwanted=Facets(people=others)))
            elif others:
                names = frozenset((entity.value.name, *(person.name for person in others)))
                wish = merge(wish, Preferences(wanted=Facets(people=others, either=(names,))))
    return wish


def _siblings(name: str, catalog: Catalog) -> tuple[str, ...]:
    together = [catalog.movie(int(row)).directors for row in catalog.rows("director", name)[:10]]
    shared = (other for names in together for other in names if other.split()[-1] == name.split()[-1])
    return tuple(dict.fromkeys(other for other in shared if other != name))


_CALLED = re.compile(
    r"\b(?P<cue>directed\s+by|director|starring|starred|stars|featuring|actor|actress|played\s+by|voiced\s+by|movie\s+by|film\s+by|with\s+actors?)\s+"
)
_NO_NAME = SMALL | frozenset(
    "that this which movie movies film films both also actors actor actress actresses lead male female famous role "
    "roles director directed directors directing starring stars based won named said s ensemble cast several various "
    "another american british french whose comedian comedy late gets goes plays played character animated including "
    "during under it's voice voices year set before following son himself herself singer rapper talking someone "
    "opposite alongside about grossing award winning rated voiced academy oscar golden men man woman old young a an the released involving feature features featuring known".split()
)


def strangers(text: str, flat: str, found: Sequence[Word], names: Names) -> Iterator[Entity]:
    """People that no list has, where the words around announce a name: "starring jane doe and john roe"."""
    places = {word.start: place for place, word in enumerate(found)}
    for said in _CALLED.finditer(flat):
        place = places.get(said.end())
        kind = "director" if said["cue"].split()[0] in ("directed", "director", "movie", "film") else "actor"
        while place is not None and place < len(found):
            last = _name_end(found, place, names)
            if last - place < 2:
                break
            start, end = found[place].start, found[last - 1].end
            yield Entity("person", start, end, Person(text[start:end].title(), kind))
            joined = last < len(found) and (found[last].folded in ("and", "&") or "," in text[end : found[last].start])
            place = last + (found[last].folded in ("and", "&")) if joined else None


def _name_end(found: Sequence[Word], first: int, names: Names) -> int:
    """Where a name of two or three words ends that begins at a place."""
    known = names.known([word.folded for word in found[first : first + 4]])
    last = first
    while last < min(first + 3, len(found)):
        word = found[last]
        uses, _ = known.get(word.folded, (0, 0))
        if word.folded in _NO_NAME or word.folded.isdigit() or uses > (25 if last < first + 2 else 0):
            break
        if last > first and found[last].start - found[last - 1].end > 2:
            break
        last += 1
    return last
