"""What does a question ask for, as steps from what it names to what it wants, and what do the steps find?

"who wrote films starring the actors of Heat" is, from the inside out,

    Follow(Follow(Follow(Named(("heat-1995",), "film"), "actor"), "actor", back=True), "writer")
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass
from typing import TypeAlias

from bot.knowledge.graph import Graph, kind


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


Test: TypeAlias = tuple[str, str, str]
Path: TypeAlias = Named | Films | Follow | Both | Others | Kept

WORK = ("director", "writer", "actor")


def find(path: Path, graph: Graph, passes: Callable[[str, Test], bool] | None = None) -> Counter[str]:
    """What a path leads to, and in how many ways each; `passes` tests a film against one of `Kept.tests`."""
    match path:
        case Named(names):
            return Counter(names)
        case Films():
            raise ValueError("a question about all films needs a test that makes them few")
        case Both(one, other):
            left, right = find(one, graph, passes), find(other, graph, passes)
            return Counter({name: left[name] for name in left if name in right})
        case Others(source, start):
            found = find(source, graph, passes)
            return Counter({name: ways for name, ways in found.items() if name not in start.names})
        case Kept(source, tests):
            found = find(source, graph, passes)
            kept = passes or _no_test
            return Counter({name: n for name, n in found.items() if all(kept(name, test) for test in tests)})
        case Follow(source, relation, back):
            return _followed(source, relation, back, graph=graph, passes=passes)


def _followed(
    source: Path, relation: str, back: bool, *, graph: Graph, passes: Callable[[str, Test], bool] | None
) -> Counter[str]:
    starts = find(source, graph, passes)
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


def _no_test(film: str, test: Test) -> bool:
    raise ValueError(f"nothing here can test {film!r} for {test!r}")


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
