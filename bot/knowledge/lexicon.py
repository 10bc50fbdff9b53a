"""What do the words around the names in a question speak of: films, people in a role, a value, or nothing?"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache


@dataclass(frozen=True, slots=True)
class Item:
    """One thing that words speak of.

    `kind`: `film`, `person` (people in no particular role), `role` (people by a noun: "director"), `work` (people by
    a verb: "directed"), `passive` ("directed by"), `value` ("year", "languages"), `fellow` ("co-star", "together
    with"), `loose` (a preposition that may stand for a role). `name` is the relation, "" where the words leave it open.
    """

    kind: str
    name: str = ""


def _table(text: str) -> dict[str, str]:
    """`name: words` lines as word -> name."""
    pairs = (line.split(":") for line in text.strip().splitlines())
    return {word: name.strip() for name, words in pairs for word in words.split()}


_FILMS = frozenset(
    "film films movie movies picture pictures flick flicks feature features title titles filmography works"
    " pic pics".split()
)

_PEOPLE = frozenset("person people someone somebody anyone anybody everyone creator creators whom who".split())

_ROLES = _table("""
    director: director directors filmmaker filmmakers helmer helmers
    writer: writer writers screenwriter screenwriters scriptwriter scriptwriters author authors script screenplay scribe
    actor: actor actors actress actresses cast performer performers lead leads player players castmate
""")

_WORK = _table("""
    director: direct directs directed directing helm helms helmed helming
    writer: write writes wrote written writing pen pens penned penning author authored scripted scripting
    actor: starring starred act acts acted acting appear appears appeared appearing feature featuring featured portray
    actor: perform performs performed performing play plays played playing cameo appearance appearances
    actor: headline headlines headlined
    any: make makes made making create created work worked works working shoot shot filmed produced produce
""")

_VALUES = _table("""
    year: year years date dates when released release releases releasing premiere premiered debut debuted decade
    language: language languages spoken speak speaks tongue
    genre: genre genres type types kind kinds sort sorts category categories style classify classified label categorized
    tag: keyword keywords tag tags word words term terms topic topics theme themes describe describes describing about
    tag: described subject subjects
    rating: rating rated ratings good bad considered think thought opinion opinions
    votes: popular popularity famous fame votes known
    runtime: long runtime length minutes duration hours run runs running
    certificate: certificate certification mpaa certified age
    country: country countries nation nations nationality
    place: where
    franchise: franchise series saga trilogy
    setting: set setting location takes
""")

_LOOSE = {
    "in": "actor",
    "with": "actor",
    "have": "actor",
    "has": "actor",
    "by": "any",
    "from": "any",
    "of": "any",
    "for": "any",
}

_PHRASES = (
    (r"\b(?:came|comes?|coming|was put|were put|hit) (?:out|theaters|theatres|cinemas|the screens?)\b", " released "),
    (r"\b(wrote|write|written|penned|did|do|done) (?:by )?the (?:\w+ )?(?:script|screenplay|story)(?: for| of| to)?\b",
     " wrote "),
    (r"\b(film|movie|motion picture)(s?)['’]s\b", r" \1 "),
    (r"\bstars? (?:of|in the leading)\b", " actors of "),
    (r"\b(?:the|which|what|whose|same|lead|leading|its|are|all|any|main|other) stars?\b", " actors "),
    (r"\bstars?\b", " starred "),
    (r"\b(?:is|was|are|were) it any good\b", " rating "),
    (r"\bco ?-? ?(?=star|direct|wr|act|author)", " co-"),
    (r"\bco-star(?:s|red|ring)?\b", " co-starred "),
    (r"\b(?:alongside|opposite|(?:together|side by side|along|jointly|in tandem) with)\b", " together "),
    (r"\b(?:in|on) the same (?:film|movie|picture)s? (?:with|as|alongside)\b", " together "),
    (r"\bshar(?:e|ed|es|ing) (?:the |a )?(?:screen|bill|billing|credits?)(?: with)?\b", " acted together "),
    (r"\bwork(?:ed|s)? (?:together )?with\b", " together "),
    (r"\bmotion picture", " film"),
    (r"\bhow old\b", " year "),
    (r"\bhow (?:much|big|many)\b.*?\b(?:time|minutes|hours|chunk)\b", " runtime "),
    (r"(?<!listed )(?<!credited )(?<!known )\bas (?:a |an |the |its |their )?(director|actor|actress|writer"
     r"|screenwriter)\b", r" as-\1 "),
    (r"\bpopularity rating\b", " popularity "),
    (r"\bin charge of (?:directing)?\b", " directed "),
    (r"\bbehind the camera\b", " directed "),
    (r"\bresponsible for\b", " made "),
    (r"\b(their|whose|his|her)\b", r" \1 "),
)  # fmt: skip
"""Turns of phrase, and a wording that the tables know."""

_CO = {"starred": "actor", "acted": "actor", "actor": "actor", "actors": "actor"}
_NOUNS = frozenset(
    "genre genres type types category language languages rating length runtime certificate series".split()
)


@lru_cache(maxsize=4096)
def items(text: str) -> tuple[Item, ...]:
    """What a stretch of a question between two names speaks of, in its order."""
    lowered = f" {text.lower()} ".replace("’", "'")
    for pattern, wording in _COMPILED:
        lowered = pattern.sub(wording, lowered)
    return tuple(_tidied(list(_read(re.findall(r"(?:co|as)-\w+|[^\W_]+", lowered)))))


_COMPILED = tuple((re.compile(pattern), wording) for pattern, wording in _PHRASES)


def _read(words: list[str]) -> Iterator[Item]:
    for place, word in enumerate(words):
        before = words[place - 1] if place else ""
        if (word == "by" and before in _WORK) or (word in _FILMS and _modifies(words[place + 1 : place + 2])):
            continue
        if word.startswith("co-"):
            yield Item("fellow", _role(word[3:]))
        elif word.startswith("as-"):
            yield Item("as", _ROLES[word[3:]])
        elif word == "together":
            yield Item("fellow")
        elif word in _WORK:
            passive = words[place + 1 : place + 2] == ["by"]
            yield Item("value", "tag") if word == "described" else Item("passive" if passive else "work", _WORK[word])
        elif word in _PLAIN and not (word == "in" and words[place + 1 : place + 2] in (["which"], ["what"])):
            yield _PLAIN[word]


def _modifies(after: list[str]) -> bool:
    """Whether "film" only tells what the next word is of: "film genre", "movie co-stars"."""
    return bool(after) and (after[0].startswith("co-") or after[0] in _ROLES or after[0] in _NOUNS)


def _role(word: str) -> str:
    return _CO.get(word) or _WORK.get(word) or _ROLES.get(word, "")


_PLAIN = {
    **{word: Item("film") for word in _FILMS},
    **{word: Item("person") for word in _PEOPLE},
    **{word: Item("role", name) for word, name in _ROLES.items()},
    **{word: Item("value", name) for word, name in _VALUES.items()},
    **{word: Item("loose", name) for word, name in _LOOSE.items()},
    **{word: Item("back") for word in ("their", "whose")},
}
"""What a word speaks of by itself."""


def _tidied(found: list[Item]) -> Iterator[Item]:
    """With "as a director" first, the objects of "co-directed films with" taken in, and "the directors of their
    films" turned round to "their films: the directors", the order in which the relation is followed."""
    found = [item for item in found if item.kind == "as"] + [item for item in found if item.kind != "as"]
    place = 0
    while place < len(found):
        item, after = found[place], found[place + 1 :]
        if item.kind == "fellow":
            yield item
            place += 1 + _swallowed(after)
            continue
        if item.kind == "role" and (skipped := _turned(after)):
            yield Item("film")
            yield item
            place += 1 + skipped
            continue
        if item.kind != "back":
            yield item
        place += 1


def _swallowed(after: list[Item]) -> int:
    taken = 0
    while taken < len(after) and after[taken].kind in ("film", "loose"):
        taken += 1
    return taken


def _turned(after: list[Item]) -> int:
    """How many items "of/in their films" takes up; 0 when that is not what follows."""
    kinds = [item.kind for item in after[:3]]
    if kinds == ["loose", "back", "film"]:
        return 3
    return 0
