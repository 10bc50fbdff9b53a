"""What does a question ask for, as steps from what it names to what it wants, and what do the steps find?

"who wrote films starring the actors of Heat" is, from the inside out,

    Follow(Follow(Follow(Named(("heat-1995",), "film"), "actor"), "actor", back=True), "writer")
"""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, replace
from typing import TypeAlias

from bot.knowledge.graph import Graph, Test, kind


@dataclass(frozen=True, slots=True)
class Named:
    """Where a question starts: films, people or values it names. `every`: what follows must hold for all of them."""

    names: tuple[str, ...]
    kind: str
    every: bool = False


@dataclass(frozen=True, slots=True)
class Films:
    """All films: where a question that names nobody starts."""

    kind: str = "film"


@dataclass(frozen=True, slots=True)
class Follow:
    """One relation on from what `source` finds: from films to values or, `back`, from values to films.

    `relation` "any" stands for every way in which people work on films.
    """

    source: Path
    relation: str
    back: bool = False

    @property
    def kind(self) -> str:
        return "film" if self.back else kind(self.relation)


@dataclass(frozen=True, slots=True)
class Both:
    """What two paths find alike."""

    one: Path
    other: Path

    @property
    def kind(self) -> str:
        return self.one.kind


@dataclass(frozen=True, slots=True)
class Others:
    """What `source` finds, without what the question started from ("who else")."""

    source: Path
    start: Named

    @property
    def kind(self) -> str:
        return self.source.kind


@dataclass(frozen=True, slots=True)
class Kept:
    """The films of `source` that pass all tests: (field, sign, value), such as ("year", "<", "1990")."""

    source: Path
    tests: tuple[Test, ...]
    kind: str = "film"


@dataclass(frozen=True, slots=True)
class Best:
    """The films of `source` that have the most, or the least, of a measure."""

    source: Path
    measure: str
    most: bool
    kind: str = "film"


Path: TypeAlias = Named | Films | Follow | Both | Others | Kept | Best

WORK = ("director", "writer", "actor")


def find(path: Path, graph: Graph) -> Counter[str]:
    """What a path leads to, and in how many ways each."""
    match path:
        case Named(names):
            return Counter(names)
        case Films():
            return Counter(graph.kept(None, ()))
        case Both(one, other):
            left, right = find(one, graph), find(other, graph)
            return Counter({name: left[name] for name in left if name in right})
        case Others(source, start):
            return Counter({name: ways for name, ways in find(source, graph).items() if name not in start.names})
        case Kept(Films(), tests):
            return Counter(graph.kept(None, tests))
        case Kept(source, tests):
            found = find(source, graph)
            return Counter({name: found[name] for name in graph.kept(found, tests)})
        case Best(source, measure, most):
            return _best(find(source, graph), measure, most, graph=graph)
        case Follow(source, relation, back):
            return _followed(source, relation, back, graph=graph)


def _best(films: Counter[str], measure: str, most: bool, *, graph: Graph) -> Counter[str]:
    known = {film: number for film in films if (number := graph.number(film, measure)) is not None}
    top = (max if most else min)(known.values(), default=None)
    return Counter({film: films[film] for film, number in known.items() if number == top})


def _followed(source: Path, relation: str, back: bool, *, graph: Graph) -> Counter[str]:
    starts = find(source, graph)
    parts = [_step(name, ways, relation, back, graph=graph) for name, ways in starts.items()]
    if isinstance(source, Named) and source.every and parts:
        shared = set.intersection(*(set(part) for part in parts))
        return Counter({name: ways for name, ways in parts[0].items() if name in shared})
    found: Counter[str] = Counter()
    for part in parts:
        found.update(part)
    return found


def _step(name: str, ways: int, relation: str, back: bool, *, graph: Graph) -> Counter[str]:
    relations = WORK if relation == "any" else (relation,)
    lookup = [graph.films(one, name) if back else graph.values(name, one) for one in relations]
    return Counter({found: ways for many in lookup for found in many})


def onward(path: Path) -> Path:
    """The path never led back through the film that it starts from: MetaQA asks so without saying it."""
    first = start(path)
    match path:
        case Follow(source, _, True) if first and first.kind == "film":
            return Others(replace(path, source=onward(source)), first)
        case Follow(source) | Others(source) | Kept(source) | Best(source):
            return replace(path, source=onward(source))
        case Both(one, other):
            return Both(onward(one), onward(other))
    return path


def start(path: Path) -> Named | None:
    """What a path starts from first; None when it starts from all films."""
    while not isinstance(path, Named | Films):
        path = path.one if isinstance(path, Both) else path.source
    return path if isinstance(path, Named) else None


def hops(path: Path) -> int:
    """How many relations a path follows one after the other."""
    match path:
        case Named() | Films():
            return 0
        case Both(one, other):
            return max(hops(one), hops(other))
        case Follow(source):
            return hops(source) + 1
    return hops(path.source)
