"""How often is MetaQA answered right, one, two and three steps away, without a model?

    python main.py bench metaqa --data DIR

DIR holds MetaQA's `kb.txt` and `1-hop_dev.txt` .. `3-hop_dev.txt`, plain or gzipped. Questions of two and three steps
count only when they can be answered from the knowledge base at hand: when every right answer can be reached from the
question's name in exactly so many triples, over films and people, whatever the relations. The label of the question's
type is never read.
MetaQA never leads back through the film that a question starts from, and never has the question's own name among
the answers; so do we here. The rules were made with one question in three in view (`--every 3`); the figures are of
all questions.
"""

from __future__ import annotations

import argparse
import gzip
import re
import time
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.report import Figure, Report, arguments, finish, interval, measured
from bot.knowledge.graph import METAQA, PEOPLE, Triples
from bot.knowledge.paths import find, onward
from bot.knowledge.reading import Anchor, read

PUBLISHED = (
    ("TransferNet", (0.975, 1.0, 1.0)), ("NSM", (0.972, 0.999, 0.989)), ("EmbedKGQA", (0.975, 0.988, 0.948)),
    ("KV-MemNN", (0.962, 0.827, 0.489)),
)  # fmt: skip
"""Hits@1 of one, two and three steps; all trained on MetaQA's training questions, with the whole knowledge base."""

SENSES = ("film", "person", "tag", "genre", "language", "year", "rating", "votes")
"""What a name is taken for first when it can be several things."""


@dataclass(frozen=True, slots=True)
class Asked:
    """One question, where its name stands in it (brackets included), and its right answers."""

    text: str
    start: int
    end: int
    answers: frozenset[str]

    @property
    def name(self) -> str:
        return self.text[self.start + 1 : self.end - 1]


def run(given: Sequence[str] = ()) -> Report:
    """Measure, print the table, and give the figures."""
    options = arguments("metaqa", given, extra=_options())
    graph = Triples.load(_there(options.data, "kb.txt"))
    rows: list[dict[str, Any]] = []
    with measured() as clock:
        for hops in (1, 2, 3):
            rows += _rows(hops, questions(_there(options.data, f"{hops}-hop_dev.txt"), options.every), graph)
    rows += [
        {"system": f"{name} {hops}-hop", "hits@1": value}
        for name, values in PUBLISHED
        for hops, value in enumerate(values, 1)
    ]
    return finish(Report("metaqa", tuple(rows), clock.seconds, clock.peak_mb), options)


def questions(path: Path, every: int = 1) -> list[Asked]:
    """The questions of a file, or one in so many."""
    return [_asked(line) for line in _lines(path)[::every]]


def answered(asked: Asked, graph: Triples) -> list[str]:
    """Our answers, likeliest first: those of the first reading that leads anywhere."""
    kinds = graph.kinds(asked.name)
    senses = tuple((sense, (asked.name,)) for sense in SENSES if sense in kinds)
    if not senses:
        return []
    for reading in read(asked.text, [Anchor(asked.start, asked.end, senses)]):
        if found := [name for name in find(onward(reading.path), graph) if name != asked.name]:
            return found
    return []


def reachable(asked: Asked, hops: int, graph: Triples) -> bool:
    """Whether every right answer is so many triples away from the name, over films and people, by any relations."""
    ring = {asked.name}
    for _ in range(hops - 1):
        ring = {there for here in ring for there in _through(here, graph)}
    return all(any(there in ring for there in _beside(answer, graph)) for answer in asked.answers)


def _through(name: str, graph: Triples) -> Iterator[str]:
    for relation in PEOPLE:
        yield from graph.values(name, relation)
        yield from graph.films(relation, name)


def _beside(name: str, graph: Triples) -> Iterator[str]:
    for relation in METAQA.values():
        yield from graph.values(name, relation)
        yield from graph.films(relation, name)


def _rows(hops: int, asked: Sequence[Asked], graph: Triples) -> list[dict[str, Any]]:
    started = time.perf_counter()
    ours = [answered(one, graph) for one in asked]
    each = (time.perf_counter() - started) * 1000 / len(asked)
    hits = [float(bool(found) and found[0] in one.answers) for one, found in zip(asked, ours, strict=True)]
    exact = [float(set(found) == one.answers) for one, found in zip(asked, ours, strict=True)]
    kept = [place for place, one in enumerate(asked) if reachable(one, hops, graph)]
    some = [hits[i] for i in kept], [exact[i] for i in kept]
    if hops == 1:
        return [_row("ours 1-hop", hits, exact, each), _row("ours 1-hop, reachable", *some, each)]
    return [_row(f"ours {hops}-hop", *some, each), _row(f"ours {hops}-hop, all", hits, exact, each)]


def _row(system: str, hits: list[float], exact: list[float], each: float) -> dict[str, Any]:
    figures: dict[str, Figure] = {"hits@1": interval(hits), "exact": interval(exact)}
    return {"system": system, "n": len(hits), **figures, "ms": each}


def _asked(line: str) -> Asked:
    text, _, answers = line.partition("\t")
    name = re.search(r"\[[^\]]*\]", text)
    if name is None or not answers:
        raise ValueError(f"no [name] or no answer in {line[:80]!r}")
    return Asked(text, name.start(), name.end(), frozenset(answers.split("|")))


def _lines(path: Path) -> list[str]:
    data = path.read_bytes()
    plain = gzip.decompress(data) if path.suffix == ".gz" else data
    return [line for line in plain.decode("utf-8").splitlines() if line.strip()]


def _there(folder: Path, name: str) -> Path:
    for path in (folder / name, folder / f"{name}.gz", folder / "metaqa" / name, folder / "metaqa" / f"{name}.gz"):
        if path.is_file():
            return path
    raise ValueError(f"{name} is not in {str(folder)!r}: get MetaQA and give its folder with --data")


def _options() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(add_help=False)
    parser.add_argument(
        "--data", type=Path, required=True, metavar="DIR", help="the folder of MetaQA, or the one above"
    )
    parser.add_argument("--every", type=int, default=1, metavar="N", help="ask one question in N (default: all)")
    return parser
