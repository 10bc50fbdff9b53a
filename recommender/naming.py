"""By which names, besides their own, do people call a film or a person?"""

from __future__ import annotations

import gzip
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from recommender.movies import GENRES, Movie
from recommender.spelling import ARTICLES, key, words

PEOPLE = Path(__file__).parent / "assets" / "people.txt.gz"
"""Names of film people beyond the catalogue, one a line, the first letter saying actor (a) or director (d)."""

SMALL = frozenset(
    "a about above after again all am an and another any anything are around as at away back bad be been before being "
    "best better between big both but by call came can close come could cut day days dead did do does done down each "
    "end even ever every few find first for from full fun get getting girl give go gone good got great had happy has "
    "have he her here hers high him his home hot hour how i if in inside into is it its just know last late least left "
    "less let life like little long look lot love made make man many me men might mine miss more most much must my "
    "name never new next night no not nothing now of off old on once one only open or other our out over part people "
    "place play put real really red ready right run said same saw see seen she short show since so some something "
    "soon still such take than thank thanks that the their them then there these they thing things think this those "
    "through time to today together told tonight too true two under until up us use very wait want was watch way we "
    "well were what when where which while who why wild will with without woman words work world would year years yes "
    "yesterday yet you young your "
    "monday tuesday wednesday thursday friday saturday sunday christmas halloween easter weekend "
    "oscar oscars award awards golden movie movies film films scary date kids kid help funny story stories "
    "actor actress director family cast comedy drama".split()
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
class Figure:
    """A person with the number of films in each role, and how well known they are by fame of these films."""

    name: str
    acted: int = 0
    directed: int = 0
    wrote: int = 0
    weight: float = 0.0
    listed: bool = True
    """Whether the catalogue has a film of theirs."""


@dataclass(frozen=True, slots=True)
class Language:
    """What is ordinary language in a catalogue: how often a word stands in its prose in small letters, its keywords."""

    counts: Counter[str]
    phrases: frozenset[str]

    def plain(self, name: str, often: int = 0) -> int:
        """See `Alias.plain`; a single word is ordinary when prose has it more than `often` times, and a
        keyword of many films is ordinary too, unless `often` says that people are named."""
        parts = [word.folded for word in words(name) if word.folded not in ARTICLES]
        if not parts or (len(parts) == 1 and (parts[0] in SMALL or parts[0].isdigit() or len(parts[0]) < 2)):
            return 2
        if not often and key(name) in self.phrases:
            return 2
        if len(parts) == 2 and parts[1] in ("movie", "film"):
            return 2
        if all(part in SMALL for part in parts):
            return 2 if len(words(name)) < 3 else 1
        often = often if len(parts) == 1 else (80 if len(parts) == 2 else 200)
        return int(len(parts) <= 3 and all(part in SMALL or self.counts[part] > often for part in parts))


def listen(movies: Iterable[Movie]) -> Language:
    """The ordinary language of a catalogue."""
    counts: Counter[str] = Counter()
    phrases: Counter[str] = Counter()
    for movie in movies:
        prose = f"{movie.synopsis} {movie.ending}"
        counts.update(word.folded for word in words(prose) if word.text[0].islower())
        phrases.update({key(phrase) for phrase in movie.keywords})
    common = {phrase for phrase, films in phrases.items() if films >= 8}
    return Language(counts, frozenset(common | {key(genre) for genre in GENRES}))


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
        if len(words(tail[0])) > 1:
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


def figures(movies: Iterable[Movie], listed: Path | None = PEOPLE) -> dict[str, Figure]:
    """Everybody who worked on the films, and the names of `listed` that they lack."""
    acted: Counter[str] = Counter()
    directed: Counter[str] = Counter()
    wrote: Counter[str] = Counter()
    weight: defaultdict[str, float] = defaultdict(float)
    for movie in movies:
        for place, role in enumerate(movie.cast):
            acted[role.name] += 1
            weight[role.name] += movie.fame**2 / (1 + place / 2)
        for name in movie.directors:
            directed[name] += 1
            weight[name] += 1.5 * movie.fame**2
        for name in movie.writers:
            wrote[name] += 1
            weight[name] += 0.5 * movie.fame**2
    found = {n: Figure(n, acted[n], directed[n], wrote[n], weight[n]) for n in (*acted, *directed, *wrote)}
    for known, name in _listed(listed) if listed else ():
        found.setdefault(name, Figure(name, int(known == "a"), int(known == "d"), 0, 0.1, False))
    return found


def _listed(path: Path) -> Iterator[tuple[str, str]]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            yield line[0], line[1:].strip()


def callings(people: Iterable[Figure]) -> Iterator[tuple[str, Figure, float]]:
    """Full names, and the surnames and first names that stand for one famous person; with their trust."""
    surnames: defaultdict[str, list[Figure]] = defaultdict(list)
    forenames: defaultdict[str, list[Figure]] = defaultdict(list)
    for person in people:
        yield person.name, person, 1.0
        yield from ((variant, person, 0.95) for variant in _variants(person))
        parts = _parts(person.name)
        if len(parts) >= 2 and person.listed:
            surnames[parts[-1]].append(person)
            forenames[parts[0]].append(person)
            if len(parts) >= 3 and parts[-2].lower() in _PARTICLES:
                surnames[" ".join(parts[-2:])].append(person)
    for surname, bearers in surnames.items():
        yield from _leading(surname, bearers, 2.0, 60)
    for forename, bearers in forenames.items():
        if sum(person.weight for person in surnames.get(forename, ())) < 20:
            yield from _leading(forename, bearers, 6.0, 120)


_FORENAMES = tuple(
    frozenset(group.split())
    for group in (
        "nicolas nicholas nick nic", "steven stephen steve", "katharine katherine kathryn catherine kate",
        "barbra barbara",
        "frances francis", "james jimmy jim", "leonardo leo", "william will bill billy", "robert bob bobby rob",
        "michael mike", "christopher chris", "samuel sam", "benjamin ben", "matthew matt", "jeffrey jeff geoffrey",
        "zack zach zachary", "peter pete", "thomas tom tommy", "anthony tony", "edward ed eddie", "richard rick dick",
        "sean shawn shaun", "sylvester sly", "arnold arnie", "philip phillip phil", "jon john jonathan",
        "daniel dan danny",
        "joseph joe", "david dave", "sacha sasha", "terrence terence terrance", "gregory greg", "alexander alex",
        "russell russel", "allen alan allan", "kristen kirsten kristin", "geena gina", "sarah sara", "ann anne anna",
        "elizabeth liz", "alfred alfie", "ronald ron", "charles charlie", "quentin quintin", "joaquin joachim",
    )
)  # fmt: skip
"""First names that are written for one another."""


def _variants(person: Figure) -> Iterator[str]:
    first, _, rest = person.name.partition(" ")
    if initial := re.match(r"[A-Z]\.? (?=\w)", rest):
        yield f"{first} {rest[initial.end() :]}"
    for group in _FORENAMES if rest and person.weight >= 15 else ():
        if first.lower() in group:
            yield from (f"{other} {rest}" for other in sorted(group) if other != first.lower())


def duos(movies: Iterable[Movie]) -> Iterator[tuple[str, str]]:
    """What relatives who direct together are called, with the first one's name: "Coen Brothers"."""
    for movie in movies:
        surnames = Counter(name.split()[-1] for name in movie.directors)
        for name in movie.directors:
            if surnames[name.split()[-1]] > 1:
                kinds = ("brothers", "bros", "brother", "siblings", "sisters")
                yield from ((f"{name.split()[-1]} {kind}", name) for kind in kinds)
                break


_PARTICLES = frozenset(("de", "di", "da", "del", "la", "le", "van", "von", "del", "bin", "st.", "lee", "bonham"))


def _parts(name: str) -> list[str]:
    kept = name.split()
    return kept[:-1] if len(kept) > 2 and kept[-1].rstrip(".").lower() in ("jr", "sr", "ii", "iii") else kept


def _leading(name: str, bearers: list[Figure], ratio: float, least: float) -> Iterator[tuple[str, Figure, float]]:
    """The bearer who outshines the others of that name enough, if any; several relatives at the top are all given."""
    ranked = sorted(bearers, key=lambda person: -person.weight)
    best, second = ranked[0].weight, ranked[1].weight if len(ranked) > 1 else 0.0
    if best >= least and best >= ratio * second and len(name) > 2:
        yield name, ranked[0], 0.8
    elif best >= least / 4 and best >= ratio * second and len(name) > 2:
        yield name, ranked[0], 0.55
    elif best >= least and ratio <= 2:
        for person in ranked[:4]:
            if person.weight * ratio > best:
                yield name, person, 0.6
