"""How well are messages understood: the entities in them, and what the user is after?

Entities: exact spans of the MIT Movie trivia questions, F1 by type, from the product's own `entities`. Intents: the
user's intents of IARD's dialogues, macro-F1, from the acts of the product's own `understand`, mapped by the fixed
table `INTENTS` (nothing is trained). A majority row says what always answering the commonest intent would score.
"""

from __future__ import annotations

import argparse
import gzip
import json
import re
import tempfile
import time
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.marking import Mark, marked
from benchmarks.report import Report, arguments, finish, interval, measured
from bot.dialogue.acts import (
    Accept,
    Bye,
    Critique,
    Describe,
    Dislike,
    Greet,
    Like,
    More,
    Question,
    Seen,
    Tell,
    Unclear,
    UserAct,
)
from bot.dialogue.session import Session
from bot.dialogue.understanding import entities, understand
from data.catalogue.films import load
from recommender import cataloguing
from recommender.catalog import Catalog
from recommender.preferences import OPEN, Preferences

TYPES = ("Actor", "Director", "Year", "Genre")


@dataclass(frozen=True, slots=True)
class Tagged:
    """A text and the spans that people marked in it."""

    text: str
    marks: frozenset[Mark]


@dataclass(frozen=True, slots=True)
class Said:
    """One message of a seeker: its words, the intents that people saw in it, the films shown before, its dialogue."""

    text: str
    intents: frozenset[str]
    session: Session
    dialogue: int


def run(argv: Sequence[str]) -> Report:
    """Measure both on the reference data in `--data`; what is not there is left out and said."""
    options = arguments("understanding", argv, extra=_options())
    with measured() as clock, tempfile.TemporaryDirectory() as folder:
        cataloguing.write(load().movies, Path(folder))
        catalog = Catalog.open(Path(folder))
        rows = tuple(_rows(options.data, options.split, catalog))
        catalog.close()
    return finish(Report("understanding", rows, clock.seconds, clock.peak_mb), options)


def _options() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(add_help=False)
    parser.add_argument("--data", type=Path, required=True, metavar="DIR", help="folder of the reference data")
    parser.add_argument("--split", choices=("train", "test"), default="train", help="of MIT Movie trivia")
    return parser


def _rows(data: Path, split: str, catalog: Catalog) -> Iterator[dict[str, Any]]:
    tagged = data / "mit-movie-trivia" / f"{split}.bio.gz"
    dialogues = data / "iard" / "iard.json.gz"
    if tagged.is_file():
        yield from spans(tuple(read_tagged(tagged)), catalog)
    else:
        yield {"system": f"MIT Movie {split}: {tagged.name} is missing"}
    if dialogues.is_file():
        yield from intents(tuple(read_dialogues(dialogues, catalog)), catalog)
    else:
        yield {"system": f"IARD: {dialogues.name} is missing"}


def read_tagged(path: Path) -> Iterator[Tagged]:
    """Sentences of a file of `TAG<tab>token` lines, a blank line between them."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        held: list[tuple[str, str]] = []
        for line in [*lines, ""]:
            tag, _, token = line.strip().partition("\t")
            if token.strip():
                held.append((tag.strip(), token.strip()))
            elif held:
                yield _tagged(held)
                held = []


def _tagged(tokens: Sequence[tuple[str, str]]) -> Tagged:
    text, marks = "", list[Mark]()
    for tag, token in tokens:
        start = len(text) + bool(text)
        text = f"{text} {token}".strip()
        if tag.startswith("B-"):
            marks.append((tag[2:], start, len(text)))
        elif tag.startswith("I-") and marks:
            marks[-1] = (*marks[-1][:2], len(text))
    return Tagged(text, frozenset(marks))


def spans(rows: Sequence[Tagged], catalog: Catalog) -> Iterator[dict[str, Any]]:
    """F1 by type with its interval over sentences, and the time it took."""
    found: list[frozenset[Mark]] = []
    spent: list[float] = []
    for row in rows:
        start = time.perf_counter()
        said = entities(row.text, catalog)
        spent.append(1000 * (time.perf_counter() - start))
        found.append(frozenset(marked(row.text, said, catalog)))
    for kind in TYPES:
        yield {"system": f"MIT Movie {kind}", "n": len(rows), "f1": _f1(rows, found, kind)}
    speed = {"median_ms": float(np.median(spent)), "p99_ms": float(np.percentile(spent, 99))}
    yield {"system": "MIT Movie, per sentence", "n": len(rows), **speed}


def _f1(rows: Sequence[Tagged], found: Sequence[frozenset[Mark]], kind: str) -> list[float]:
    """2 tp / (2 tp + fp + fn) with a bootstrap over sentences."""
    counts = np.array([_counts(row.marks, ours, kind) for row, ours in zip(rows, found, strict=True)])
    draws = np.random.default_rng(0).integers(len(counts), size=(1000, len(counts)))
    samples = np.stack([_harmonic(counts[draw].sum(axis=0)) for draw in draws])
    return [float(_harmonic(counts.sum(axis=0))), *(float(end) for end in np.percentile(samples, [2.5, 97.5]))]


def _counts(gold: frozenset[Mark], ours: frozenset[Mark], kind: str) -> tuple[int, int]:
    wanted, given = ({mark for mark in marks if mark[0] == kind} for marks in (gold, ours))
    return 2 * len(wanted & given), len(wanted) + len(given)


def _harmonic(counts: np.ndarray) -> float:
    return float(counts[0] / counts[1]) if counts[1] else 0.0


INTENTS: tuple[tuple[str, Callable[[UserAct], bool]], ...] = (
    ("SEE", lambda act: isinstance(act, Seen)),
    ("ACC", lambda act: isinstance(act, Accept)),
    ("REJ", lambda act: isinstance(act, Dislike) or (isinstance(act, Seen) and act.liked is False)),
    ("PRO", lambda act: isinstance(act, Like)),
    ("INQ", lambda act: isinstance(act, Question)),
    ("CRI-F", lambda act: isinstance(act, Critique)),
    ("CRI-A", lambda act: isinstance(act, Tell) and _names_a_feature(act.wish)),
    ("CRI-C", lambda act: isinstance(act, Tell) and bool(act.wish.wanted.films)),
    ("CON", lambda act: isinstance(act, More)),
    ("OTH", lambda act: isinstance(act, Greet | Bye | Unclear | Describe)),
)
"""IARD's intents and the acts that stand for them; a first wish of a dialogue is IQU (an initial query)."""


def _names_a_feature(wish: Preferences) -> bool:
    return bool(wish.wanted.genres or wish.unwanted.genres or wish.tone or wish.wanted.people or wish.years != OPEN)


def read_dialogues(path: Path, catalog: Catalog) -> Iterator[Said]:
    """Every message of a seeker; the films that the recommender named before it are those shown."""
    with gzip.open(path, "rt", encoding="utf-8") as file:
        for number, dialogue in enumerate(json.load(file).values()):
            shown: tuple[str, ...] = ()
            for turn in dialogue["dialogue_info"].values():
                text = re.sub(r"@\d+\s*<\s*([^<>]*?)\s*>", r"\1", turn["utterance_text"]).replace("...", ". ")
                if turn["role"] == "seeker":
                    yield Said(text, frozenset(turn["sub-intent/action"]), Session("s", last=shown), number)
                else:
                    named = (mention for mention in catalog.names.find(text) if mention.kind == "film")
                    shown = tuple(mention.values[0] for mention in named) or shown


def intents(rows: Sequence[Said], catalog: Catalog) -> Iterator[dict[str, Any]]:
    """Macro-F1 over the intents that somebody showed, ours and that of the commonest one; then F1 of each."""
    known = sorted({intent for row in rows for intent in row.intents})
    ours = [_intents(row, catalog) for row in rows]
    commonest = Counter(intent for row in rows for intent in row.intents).most_common(1)[0][0]
    majority = [frozenset({commonest})] * len(rows)
    for name, given in (("majority", majority), ("ours", ours)):
        scores = [_score(rows, given, intent) for intent in known]
        yield {"system": f"IARD intents, {name}", "n": len(rows), "macro_f1": float(np.mean(scores))}
    for intent in known:
        yield {
            "system": f"IARD {intent}",
            "n": sum(intent in row.intents for row in rows),
            "f1": _score(rows, ours, intent),
        }
    exact = [float(row.intents <= given) for row, given in zip(rows, ours, strict=True)]
    groups = [row.dialogue for row in rows]
    yield {"system": "IARD, all intents of a message found", "n": len(rows), "share": interval(exact, groups=groups)}


def _intents(row: Said, catalog: Catalog) -> frozenset[str]:
    acts = understand(row.text, row.session, catalog)
    found = {name for act in acts for name, stands in INTENTS if stands(act)}
    if not row.session.last and found & {"CRI-A", "CRI-C"}:
        found = (found - {"CRI-A", "CRI-C"}) | {"IQU"}
    return frozenset(found or {"IQU" if not row.session.last else "OTH"})


def _score(rows: Sequence[Said], given: Sequence[frozenset[str]], intent: str) -> float:
    both = sum(intent in row.intents and intent in ours for row, ours in zip(rows, given, strict=True))
    total = sum(intent in row.intents for row in rows) + sum(intent in ours for ours in given)
    return 2 * both / total if total else 0.0


if __name__ == "__main__":
    import sys

    run(sys.argv[1:])
