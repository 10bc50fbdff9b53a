"""What does a text speak of, and at which offsets: films, people, genres, moods, years, lengths, languages, ages?"""
# ruff: noqa: E501  (a pattern or a table reads best whole)

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from bot.dialogue.understanding.lexicon import Sense, senses
from bot.dialogue.understanding.numbers import ranges
from recommender.catalog import Catalog
from recommender.linking import Mention
from recommender.names import Names
from recommender.naming import SMALL
from recommender.preferences import Person, Span
from recommender.spelling import Word, fold, words

Value = str | Person | Span | tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Entity:
    """Something spoken of between two offsets of a text.

    `kind` and `value`: film (ids, best reading first), person (Person), genre (genres, and keywords with a #), tone
    (axis and delta, "funny 2"), year and runtime (Span), language, country, certificate, renown ("fame -1"), studio,
    franchise, keyword, character (words).
    """

    kind: str
    start: int
    end: int
    value: Value


@lru_cache(maxsize=64)
def flatten(text: str) -> str:
    """Small letters without accents, character by character: offsets stay what they are."""
    return text.lower().replace("`", "'") if text.isascii() else "".join(map(_plain, text))


def _plain(letter: str) -> str:
    if letter in "’‘`´":
        return "'"
    if letter.isascii():
        return letter.lower()
    base = unicodedata.normalize("NFKD", letter)[:1].lower()
    return base if len(base) == 1 else letter


def entities(text: str, catalog: Catalog) -> tuple[Entity, ...]:
    """Everything a text speaks of, in its order; where readings overlap, names come first, then the longer phrase."""
    flat, found = flatten(text), words(text)
    newest = int(catalog.columns.year.max()) if len(catalog) else 2025
    named = catalog.names.find(text)
    people = [_person(text, flat, mention, names=catalog.names) for mention in named if mention.kind == "person"]
    said = tuple(_phrases(found))
    readings = (
        [phrase for phrase in said if phrase.kind == "franchise"],
        people,
        [Entity("film", m.start, m.end, m.values) for m in named if m.kind == "film" and not _spell(text, m)],
        _strangers(text, flat, found, catalog.names),
        _ages(flat),
        [Entity(said.kind, said.start, said.end, said.span) for said in ranges(flat, newest)],
        said,
        _keywords(found, catalog),
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
    """Whether a title in small letters is a stretch of time: "the last five years"."""
    said = text[mention.start : mention.end]
    return said.islower() and bool(re.fullmatch(r"(?:the )?(?:last|past) (?:\w+ )?(?:years?|decades?)", said))


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


def _person(text: str, flat: str, mention: Mention, *, names: Names) -> Entity:
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
        figure = names.known_for(name)
        return "any" if re.search(r"\bwith\s+$", before) and figure and not figure.acted else "actor"
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
            return "actor"
    return "any"


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


def _strangers(text: str, flat: str, found: Sequence[Word], names: Names) -> Iterator[Entity]:
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


def _ages(flat: str) -> Iterator[Entity]:
    for said in re.finditer(r"\b(\d{1,2})\s*(?:-|\s)?\s*(?:y(?:ea)?rs?(?:\s|-)*olds?|yo\b|y/o)", flat):
        yield Entity("certificate", said.start(), said.end(), _cap(int(said[1])))
    for said in re.finditer(
        r"\bages?\s+(\d{1,2})(?:\s*(?:-|to|and)\s*\d{1,2})?\b|\bunder\s+(1[0-8]|[3-9])(?=\s*(?:$|[.,!?]|years?\b(?!\s+ago)|kids|and\b))",
        flat,
    ):
        yield Entity("certificate", said.start(), said.end(), _cap(int(said[1] or int(said[2]) - 1)))
    pattern = r"\b(?:(?:max(?:imum)?|up to|at most|rated)\s+)?(?:rated\s+)?(pg-?\s?13|pg|g|r)(?:-rated|\s+rated)?\s+(?:or|and)\s+(?:lower|below|under|less|milder|cleaner|younger)\b"
    for said in re.finditer(pattern, flat):
        yield Entity("certificate", said.start(), said.end(), "PG-13" if "13" in said[1] else said[1].upper())
    for said in re.finditer(
        r"\b(?:no|nothing)\s+(?:more than|above|over|past|worse than|higher than|beyond)\s+(?:a\s+)?(pg-?\s?13|pg|r)\b",
        flat,
    ):
        yield Entity("certificate", said.start(), said.end(), "PG-13" if "13" in said[1] else said[1].upper())


def _cap(age: int) -> str:
    return "G" if age <= 5 else "PG" if age <= 11 else "PG-13" if age <= 16 else "R"


def _phrases(found: Sequence[Word]) -> Iterator[Entity]:
    """Phrases of the lexicon, longest first."""
    table = senses()
    place = 0
    while place < len(found):
        for size in (5, 4, 3, 2, 1):
            run = tuple(word.folded for word in found[place : place + size])
            sense = table.get(run) if len(run) == size else None
            if sense and not (size == 1 and _other_use(found, place)) and not _theme(found, place, size, sense=sense):
                yield Entity(
                    sense.kind, found[place].start, found[place + size - 1].end, _valued(sense.kind, sense.value)
                )
                place += size - 1
                break
        place += 1


_FILM_WORDS = frozenset(
    "movie movies film films flick flicks feature features story stories picture pictures one ones classic classics tale "
    "epic series trilogy franchise cartoon adaptation spoof parody remake caper hit thing stuff masterpiece set".split()
)
_ASKING = frozenset(
    "no not some any good great more less like love hate want another want something anything find recommend "
    "really prefer non best or but watch me old new classic funny only".split()
)
_THEMES = frozenset(
    "war family children childrens christmas holiday holidays music prison cop crime crimes criminal spy sports sport "
    "detective mob mafia gangster gangsters mobster mobsters vampire vampires zombie zombies superhero superheroes teen "
    "teenage boxing supernatural history adventure adventures mystery romance cowboy karate disaster love action "
    "spies heist monster dramatic comic heroes humor humour bio satire suspense stoner "
    "zombie zombies parody parodies spoof trip arts "
    "sf apocalyptic wartime dystopian apocalypse caper book".split()
)
"""Words that are a genre beside a word for films and a theme in a plot."""


def _theme(found: Sequence[Word], place: int, size: int, *, sense: Sense) -> bool:
    """Whether a genre's word is only what a film is about: in a longer text it needs a word for films beside it."""
    run = [word.folded for word in found[place : place + size]]
    if sense.kind != "genre" or not (set(run) & _THEMES) or len(found) <= 7:
        return False
    table = senses()
    after = [word.folded for word in found[place + size : place + size + 3]]
    if (after and after[0] in _FILM_WORDS) or any(
        (word,) in table and table[(word,)].kind == "genre" for word in after[:1]
    ):
        return False
    if len(after) > 1 and after[1] in _FILM_WORDS and ((after[0],) in table or after[0] not in SMALL):
        return False
    if (
        place
        and (found[place - 1].folded,) in table
        and table[(found[place - 1].folded,)].kind in ("genre", "language", "country")
    ):
        return False
    asked = place == 0 or found[place - 1].folded in _ASKING
    stops = not after or found[place + size].start - found[place + size - 1].end > 1 or after[0] in _STOPS
    return not (asked and stops)


_STOPS = frozenset(
    "and or but with from without that which where starring directed by in please for set about made of is was based "
    "under before after like featuring did has not who too to released stars what tonight than over called it as".split()
)


def _valued(kind: str, value: str) -> Value:
    if kind != "genre":
        return value
    genres, _, keyword = value.partition("#")
    return (*genres.split(), *(["#" + keyword] if keyword else []))


_OTHER_USES = {
    "good": {"sounds", "looks", "very", "all", "m", "im", "that's", "thats", "is", "was", "pretty", "be", "are", "one"},
    "great": {"sounds", "thats", "is", "was", "be", "that", "looks", "would"},
    "best": {"my", "at"}, "awesome": {"thats", "sounds", "is", "was"}, "amazing": {"was", "is"},
    "music": {"the", "with"}, "family": {"the"}, "cop": {"a", "the"}, "spy": {"a", "the"}, "cult": {"a", "the"},
    "detective": {"a", "the"}, "war": {"the", "during", "star", "civil", "cold", "vietnam"}, "crime": {"a"},
    "prison": {"in", "from", "to"}, "sports": {"plays"}, "fun": {"of", "have", "had", "is", "was"},
    "awful": {"is", "was"}, "terrible": {"is", "was"}, "worst": {"the"}, "easy": {"is", "its"}, "light": {"the"}, "hot": {"the"}, "sweet": {"oh"}, "deep": {"the"}, "history": {"the", "in", "of"},
    "adventure": {"an"}, "period": {"a", "the"}, "epic": {"the"}, "slow": {"too"}, "action": {"in"}, "silent": {"the"},
}  # fmt: skip


def _other_use(found: Sequence[Word], place: int) -> bool:
    """Whether an ordinary word stands in a phrase that gives it another meaning."""
    word = found[place].folded
    before = found[place - 1].folded if place else ""
    after = found[place + 1].folded if place + 1 < len(found) else ""
    if before in _OTHER_USES.get(word, ()):
        return after not in ("movie", "film", "movies", "films")
    if word in ("good", "great", "awesome", "excellent", "perfect", "fantastic", "brilliant", "amazing") and after:
        if found[place + 1].start - found[place].end > 1 and place == 0:
            return True
    if word in ("good", "great", "awesome", "excellent", "amazing", "perfect", "fantastic", "brilliant"):
        return after in (
            "idea",
            "point",
            "thanks",
            "thank",
            "one",
            "evening",
            "morning",
            "afternoon",
            "night",
            "day",
            "for",
            "choice",
            "pick",
            "to",
            "with",
            "at",
            "luck",
            "",
            "bye",
            "job",
            "suggestion",
            "suggestions",
            "enough",
            "i",
            "im",
            "and",
            "cry",
            "man",
            "men",
            "stuff",
            "how",
            "help",
            "you",
            "thx",
            "time",
        )
    return (word, after) in {
        ("best", "friend"),
        ("best", "friends"),
        ("love", "it"),
        ("holiday", "inn"),
        ("short", "story"),
    }


def _keywords(found: Sequence[Word], catalog: Catalog) -> Iterator[Entity]:
    """Keywords of the catalogue, longest first; a lone word needs two films that have it."""
    known = catalog.values("keyword")
    place = 0
    while place < len(found):
        for size in (4, 3, 2, 1):
            run = found[place : place + size]
            keyword = _keyword(run, known) if len(run) == size else None
            if keyword:
                yield Entity("keyword", run[0].start, run[-1].end, keyword)
                place += size - 1
                break
        place += 1


_DULL = SMALL | frozenset(
    "movie movies film films watch watching show evening weekend night nights kind sort mood please thanks thank hello "
    "help friend friends wife husband girlfriend boyfriend boys girls guys guy date actor actors actress director "
    "directors rain raining mind type story stories based tonight idea ideas fan suggestion suggestions star stars cast "
    "plot ending end scene scenes family favorite favourite title name second third hour hours minutes sequel remake "
    "couch pizza dinner work home bed bored alone netflix dvd character characters role scifi set running fine perfect "
    "memory second chance sure feature lot bit couple stuff song music school".split()
)


def _keyword(run: Sequence[Word], known: dict[str, int]) -> str | None:
    folded = [word.folded for word in run]
    if (
        all(word in _DULL for word in folded)
        or folded[0] in SMALL - {"based", "two", "one", "best", "young", "time"}
        or folded[-1] in SMALL - {"time", "love", "life", "world", "words", "day", "night"}
    ):
        return None
    said = " ".join(folded)
    for spelt in (said, said.removesuffix("s"), said + "s", "-".join(folded), said.removesuffix("es")):
        if known.get(spelt, 0) >= (3 if len(folded) == 1 else 1):
            return spelt
    return None
