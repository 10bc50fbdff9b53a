"""Who worked on the films, and by which names, besides their own, do people call them?"""

from __future__ import annotations

import gzip
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from recommender.movies import Movie

PEOPLE = Path(__file__).parent / "assets" / "people.txt.gz"
"""Names of film people beyond the catalogue, one a line, the first letter saying actor (a) or director (d)."""


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


class Figures:
    """Counts who worked on the films of a catalogue, one film after another."""

    def __init__(self) -> None:
        self._acted: Counter[str] = Counter()
        self._directed: Counter[str] = Counter()
        self._wrote: Counter[str] = Counter()
        self._weight: defaultdict[str, float] = defaultdict(float)

    def add(self, movie: Movie) -> None:
        """One more film."""
        for place, role in enumerate(movie.cast):
            self._acted[role.name] += 1
            self._weight[role.name] += movie.fame**2 / (1 + place / 2)
        for name in movie.directors:
            self._directed[name] += 1
            self._weight[name] += 1.5 * movie.fame**2
        for name in movie.writers:
            self._wrote[name] += 1
            self._weight[name] += 0.5 * movie.fame**2

    def known(self, listed: Path | None = PEOPLE) -> dict[str, Figure]:
        """Everybody who was met, and the names of `listed` that were not."""
        found = {name: self._figure(name) for name in (*self._acted, *self._directed, *self._wrote)}
        for known, name in _listed(listed) if listed else ():
            if name not in found:
                found[name] = Figure(name, int(known == "a"), int(known == "d"), 0, 0.1, False)
        return found

    def _figure(self, name: str) -> Figure:
        acted, directed, wrote = (counted.get(name, 0) for counted in (self._acted, self._directed, self._wrote))
        return Figure(name, acted, directed, wrote, self._weight[name])


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
        parts = _parts(person.name) if person.listed else []
        if len(parts) >= 2:
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


_INITIAL = re.compile(r"[A-Z]\.? (?=\w)")


def _variants(person: Figure) -> Iterator[str]:
    first, _, rest = person.name.partition(" ")
    if initial := _INITIAL.match(rest):
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
