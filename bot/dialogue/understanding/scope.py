"""Which words of a message stand together, and which of them are under a "not"?"""
# ruff: noqa: E501  (a pattern or a table reads best whole)

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.dialogue.understanding.marks import Entity, flatten


@dataclass(frozen=True, slots=True)
class Clause:
    """A stretch of a message with its entities, offsets being the message's.

    `words` are its plain words, films written FILM and people PERSON, for patterns to match.
    """

    start: int
    end: int
    text: str
    words: str
    entities: tuple[Entity, ...]

    def of(self, *kinds: str) -> tuple[Entity, ...]:
        """Its entities of some kinds."""
        return tuple(entity for entity in self.entities if entity.kind in kinds)

    @property
    def films(self) -> tuple[str, ...]:
        """Best reading of each film named."""
        return tuple(dict.fromkeys(str(e.value[0]) for e in self.of("film") if isinstance(e.value, tuple)))


_SLANG = {
    "wanna": "want to", "gonna": "going to", "gimme": "give me", "lemme": "let me", "smth": "something",
    "sth": "something", "plz": "please", "pls": "please", "thx": "thanks", "ty": "thanks", "u": "you", "r": "are",
    "w/o": "without", "w/": "with", "def": "definitely", "dont": "don't", "didnt": "didn't", "cant": "can't",
    "wont": "won't", "doesnt": "doesn't", "isnt": "isn't", "havent": "haven't", "hasnt": "hasn't", "wasnt": "wasn't",
    "im": "i'm", "ive": "i've", "id": "i'd", "whats": "what's", "wheres": "where's", "whos": "who's", "thats": "that's",
    "its": "it's", "arent": "aren't", "couldnt": "couldn't", "wouldnt": "wouldn't", "idk": "i don't know",
    "dunno": "don't know", "nah": "no", "nope": "no", "yep": "yes", "yeah": "yes", "yup": "yes", "ya": "yes",
    "flick": "movie", "flicks": "movies", "film": "movie", "films": "movies", "pic": "movie", "tho": "though",
    "rec": "recommend", "recs": "recommendations", "luv": "love", "ok": "ok", "okay": "ok", "kinda": "kind of",
}  # fmt: skip
"""Spellings of talk -> the plain form that the patterns are written in."""

_BREAK = re.compile(
    r"[.!?;\n]+(?=\s|$|[\"')])|\s+[-–—]+\s+|,?\s+but\s+(?!not\b\s*$)|,\s+(?=(?:i|i'm|i've|we|what|who|how|any|got|something|maybe|"
    r"can|could|do|is|show|give|so|please|no|not|nothing|more|less|instead|actually|also|only|just|though)\b)"
    r"|\s+(?=(?:and|so|because|since|then)\s+(?:i|i'm|i've|we|who|what|when|how|can|could|do|is|show|give|please)\b)"
)


_POINTS = re.compile(
    r"\W*(?:ok |more |something |like |show me )*(?:(?:the|that|number) )?(?:\w+ )?(?:one|first|second|third|last|it|that|this|movie|film|\d)\s*,?"
)
"""What only points at a film: "the second one" stays together with the "but less violent" after it."""


def clauses(text: str, found: Sequence[Entity]) -> tuple[Clause, ...]:
    """A message cut where a new thought begins; never inside an entity."""
    flat = flatten(text)
    cuts = [0]
    for said in _BREAK.finditer(flat):
        inside = any(entity.start < said.end() and said.start() < entity.end for entity in found)
        apart = re.search(r"\b(?:anything|everything|nothing|all)$", flat[: said.start()])
        whole = said[0].strip().startswith(("but", ", but")) and _POINTS.fullmatch(flat[cuts[-1] : said.start()])
        if not inside and not apart and not whole:
            cuts.append(said.end() if flat[said.start()] in ".!?;\n" else said.start())
    return tuple(
        _clause(text, start, end, found)
        for start, end in zip(cuts, [*cuts[1:], len(text)], strict=True)
        if text[start:end].strip(" ,.!?;\n")
    )


def _clause(text: str, start: int, end: int, found: Sequence[Entity]) -> Clause:
    own = tuple(entity for entity in found if start <= entity.start and entity.end <= end)
    return Clause(start, end, text[start:end], plain(text, start, end, own), own)


def plain(text: str, start: int, end: int, found: Sequence[Entity]) -> str:
    """Words of a stretch without slang or punctuation, with FILM and PERSON for the names in it."""
    flat, parts, place = flatten(text), [], start
    for entity in found:
        if entity.kind in ("film", "person"):
            parts += [flat[place : entity.start], f" {entity.kind.upper()} "]
            place = entity.end
    parts.append(flat[place:end])
    said = re.sub(r"\b(really|so|very)+\1+\b", r"\1", "".join(parts))
    words = re.findall(r"w/o|w/|#?[\w']+(?:-\w+)*|[,?]", said)
    return " ".join(_SLANG.get(word, word) for word in words)


_NEGATION = re.compile(
    r"\b(?:anything (?:but|except|other than)|everything (?:but|except)|all but|other than|except(?: for)?|excluding|but not|"
    r"no more|no|not|nothing|none of|without|w/o|minus|avoid|skip|never|neither|nor|hates?|hated|dislikes?|can'?t stand|cannot stand|can not stand|"
    r"not in the mood for|not feeling like|sick of|tired of|fed up with|bored of|enough of|enough with|over all the|(?:isn'?t|aren'?t|ain'?t|wasn'?t|not) (?:a )?(?:big |huge |much of a )?(?:fan|fans|into|keen on|interested in|fond of)(?: of)?|"
    r"(?:don'?t|do not|didn'?t|doesn'?t|won'?t|wouldn'?t|never|not) (?:really |particularly |much |even |ever )?(?:want|wanna|like|love|need|enjoy|care for|show me|show|give me|fancy|feel like|do|suggest|recommend|watch|include|be)(?: to)?(?: see| watch)?|"
    r"doesn'?t have|don'?t have|isn'?t|aren'?t|instead of|rather than|less|nah|leave out|rule out|exclude|block|drop the|lose the)\b"
)
_NOT_NEGATION = re.compile(
    r"\b(?:not sure|not only|not just|no matter|no problem|not bad|why not|no idea|don't know|no rush|not necessarily|don't mind|"
    r"no one|not a problem|not picky|no preference|don't care|doesn't matter|not yet|no worries|can't wait|never mind|"
    r"no time|not much time|is not it|isn't it|nothing else|not enough|no longer|not long|not everyone|no thanks|no thank you|not seen|not watched|no country|never been|never seen|dont know|dont mind|dont care|not too long|not that one|never heard|not me)\b"
)
_RELEASE = re.compile(
    r"\b(?:but|just|only|instead|something|anything|maybe|i|we|please|though|although|because|rather|actually|preferably|more|which|"
    r"give|show|want|looking|prefer|from|set in|like|how about|what about|with|in the mood|starring|and i|under|over|about|less than|for)\b"
)
_SKIPPED = frozenset(
    "anything something any a an the really that so too overly super very in with of by from starring about much to see "
    "watch want like another all those these more other kind sort movie movies film films things stuff featuring involving "
    "are is i me we it please some remotely even extremely particularly like overly excessively feeling full lot lots to "
    "which has have having you get be being or".split()
)


def negated(text: str, found: Sequence[Entity]) -> frozenset[int]:
    """Offsets where the unwanted entities of a text start."""
    flat = flatten(text)
    scopes = [_scope(flat, said, found) for said in _NEGATION.finditer(flat) if _negates(flat, said, found)]
    return frozenset(entity.start for entity in found if any(start <= entity.start < end for start, end in scopes))


def _negates(flat: str, said: re.Match[str], found: Sequence[Entity]) -> bool:
    if any(entity.start <= said.start() < entity.end for entity in found if entity.kind != "tone"):
        return False
    if re.match(r"\s*[,.!]", flat[said.end() :]) and said[0] in ("no", "nah", "never", "not"):
        return False
    return not any(other.start() <= said.start() < other.end() for other in _NOT_NEGATION.finditer(flat))


def _scope(flat: str, said: re.Match[str], found: Sequence[Entity]) -> tuple[int, int]:
    """From the negation to the end of the thought, over lists of entities but not past a new wish."""
    place = said.end()
    starts = {entity.start: entity for entity in found}
    inside = False
    while place < len(flat):
        if place in starts and starts[place].end > place:
            place, inside = starts[place].end, True
            continue
        word = re.match(r"[\s/]*([\w']+|[^\w\s])", flat[place:])
        if not word:
            break
        begin = place + word.start(1)
        if begin in starts:
            place = begin
            continue
        token = word[1]
        if token in ".!?;" or (inside and not _lists(flat, begin, token, starts)):
            break
        if not inside and token == "but":
            if said[0] not in ("nothing", "anything", "everything"):
                break
        if not inside and token not in _SKIPPED and _RELEASE.fullmatch(token):
            break
        place = begin + len(token)
    return said.end(), place


def _lists(flat: str, begin: int, token: str, starts: dict[int, Entity]) -> bool:
    """Whether a word after the first unwanted thing leads on to the next one: "horror, gore or clowns"."""
    if token not in (",", "or", "nor", "and", "&", "/", "movies", "movie", "films", "film", "any", "stuff", "flicks"):
        return False
    following = re.match(
        r"[\s,]*(?:(?:or|nor|and|any|too|very|anything|really|stuff|movies?|films?)\s+)*", flat[begin + len(token) :]
    )
    offset = begin + len(token) + (following.end() if following else 0)
    if token in ("movies", "movie", "films", "film", "stuff", "flicks"):
        return bool(re.match(r"\s*(?:,|or|nor|and)\b", flat[begin + len(token) :]))
    return offset in starts
