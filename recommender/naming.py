"""By which names, besides its own, do people call a film, and which of them are ordinary language too?"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from recommender.movies import GENRES, Movie
from recommender.spelling import ARTICLES, fold, folded, key, words, written

SMALL = frozenset(
    "a about above actor actress after again all am an and another any anything are around as at award awards away "
    "back bad be been before being best better between big both but by call came can cast christmas close come comedy "
    "could cut date day days dead did director do does done down drama each easter else end even ever every family "
    "few film films find first for friday from full fun funny get getting girl give go golden gone good got great had "
    "halloween happy has have he help her here hers high him his home hot hour how i if in inside into is it its just "
    "kid kids know last late least left less let life like little long look lot love made make man many me men might "
    "mine miss monday more most movie movies much must my name never new next night no not nothing now of off old on "
    "once one only open or oscar oscars other our out over part people place play put ready real really red right run "
    "said same saturday saw scary see seen she short show since so some something soon still stories story such "
    "sunday take than thank thanks that the their them then there these they thing things think this those through "
    "thursday time to today together told tonight too true tuesday two under until up us use very wait want was watch "
    "way we wednesday weekend well were what when where which while who why wild will with without woman words work "
    "world would year years yes yesterday yet you young your".split()
)
"""Words so common that a name made of them alone says nothing by itself."""


@dataclass(frozen=True, slots=True)
class Alias:
    """One key of one film or person. `trust` 1 is the full name; `plain` 0 says it is a name and nothing else,
    1 that it is ordinary language too, 2 that it nearly always is ("it", "family")."""

    key: str
    kind: str
    value: str
    trust: float
    weight: float
    plain: int


@dataclass(frozen=True, slots=True)
class Language:
    """What is ordinary language in a catalogue: how often a word stands in its prose in small letters, its keywords."""

    counts: Counter[str]
    phrases: frozenset[str]

    def plain(self, name: str, often: int = 0) -> int:
        """See `Alias.plain`; a single word is ordinary when prose has it more than `often` times, and a
        keyword of many films is ordinary too, unless `often` says that people are named."""
        every = folded(name)
        parts = [part for part in every if part not in ARTICLES]
        if not parts or (len(parts) == 1 and (parts[0] in SMALL or parts[0].isdigit() or len(parts[0]) < 2)):
            return 2
        if not often and key(name) in self.phrases:
            return 2
        if len(parts) == 2 and parts[1] in ("movie", "film"):
            return 2
        if all(part in SMALL for part in parts):
            return 2 if len(every) < 3 else 1
        often = often if len(parts) == 1 else (80 if len(parts) == 2 else 200)
        return int(len(parts) <= 3 and all(part in SMALL or self.counts.get(part, 0) > often for part in parts))


class Listening:
    """Hears the films of a catalogue one by one; `tagged` counts the words of their keywords."""

    def __init__(self) -> None:
        self.tagged: Counter[str] = Counter()
        self._prose: Counter[str] = Counter()
        self._phrases: Counter[str] = Counter()

    def add(self, movie: Movie) -> None:
        """One more film."""
        self._prose.update(written(f"{movie.synopsis} {movie.ending}"))
        self._phrases.update({key(phrase) for phrase in movie.keywords})
        self.tagged.update(word for phrase in movie.keywords for word in folded(phrase))

    def counts(self) -> Counter[str]:
        """How often each word stood in prose in small letters."""
        found: Counter[str] = Counter()
        for word, uses in self._prose.items():
            if word[0].islower() and (bare := fold(word)):
                found[bare] += uses
        return found

    def language(self) -> Language:
        """The ordinary language of the films heard."""
        common = {phrase for phrase, films in self._phrases.items() if films >= 8}
        return Language(self.counts(), frozenset(common | {key(genre) for genre in GENRES}))


def titles(movie: Movie, language: Language) -> dict[str, float]:
    """What a film is called, with the trust each name deserves."""
    found = {movie.title: 1.0}
    for other in (movie.original_title, *getattr(movie, "aliases", ())):
        if other:
            found.setdefault(other, 0.97)
    for name in list(found):
        for shorter in _shorter(name):
            if len(key(shorter)) >= 3 and language.plain(shorter) < 2:
                found.setdefault(shorter, 0.85)
    if movie.fame >= 4:
        for shorter in _openings(movie.title, language):
            found.setdefault(shorter, 0.7)
    return found


def _shorter(name: str) -> Iterator[str]:
    """Without subtitle, instalment words or a trailing "or ..."; the subtitle alone when it has several words."""
    head, *tail = re.split(r": | - | – | — |\. or: |, or:? | or: ", name, maxsplit=1)
    if tail:
        yield head.removesuffix(",")
        if len(folded(tail[0])) > 1:
            yield tail[0]
    bare = re.sub(r"(?i)[\s:,-]+(?:part|chapter|episode|volume|vol\.?)\s+(?=[\divx]+\b|one\b|two\b|three\b)", " ", name)
    if bare != name:
        yield bare
        yield re.sub(r": .*", "", bare)


def _openings(title: str, language: Language) -> Iterator[str]:
    """The first words of a long title and its one rare word, as far as they are no ordinary language."""
    parts = words(title)
    content = [word for word in parts if word.folded not in SMALL]
    if len(parts) >= 3 and len(content) >= 2:
        cut = next(place for place, word in enumerate(parts) if word is content[1])
        opening = title[parts[0].start : parts[cut].end]
        if cut + 1 < len(parts) and min(language.counts[word.folded] for word in content[:2]) <= 6:
            yield opening
    for word in content if len(parts) >= 2 else ():
        if len(word.folded) >= 6 and language.counts[word.folded] == 0 and word.text[0].isupper():
            yield word.text
