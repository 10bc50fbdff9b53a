"""How many questions about the catalogue are answered right, in wordings that the rules have not seen?

    python main.py bench qa

Films and people are drawn from the films that ship, 40 wordings for each of 21 relations (phrasings.txt); the second
half of the wordings is held out. `wrong` counts answers that were given and are not right, "I don't know" apart.
`invented`: the same wordings about films and people that do not exist; whatever is answered there is made up.
"""

from __future__ import annotations

import argparse
import tempfile
import time
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.report import Report, arguments, finish, interval, measured
from benchmarks.wordings import Case, cases, phrasings
from bot.dialogue.acts import Answer, Question
from bot.dialogue.phrases import COUNTRIES
from bot.knowledge.facts import answer
from data.catalogue.films import load
from recommender import cataloguing
from recommender.catalog import Catalog

NOBODY = {
    "film": ("Zorvath Rising", "The Quillon Affair", "Brambelough", "Night of the Vextari"),
    "other": ("Ottavine Skarr", "Morwenna Plisk"),
    "person": ("Hesper Quandlow", "Ignaz Wubbert", "Tildara Oonst"),
    "character": ("Baron Fizzleworth", "Drux"),
}
"""Names of no film and no person."""


@dataclass(frozen=True, slots=True)
class Marked:
    """A case, the answer it got, whether that is right, and how long it took."""

    case: Case
    answer: Answer
    right: bool
    seconds: float


def run(given: Sequence[str] = ()) -> Report:
    """Ask everything, print the table, and give the figures."""
    options = arguments("qa", given, extra=_options())
    with measured() as clock, tempfile.TemporaryDirectory() as folder:
        movies = load().movies
        cataloguing.write(movies, Path(folder))
        catalog = Catalog.open(Path(folder))
        marked = [mark(case, catalog) for case in cases(movies, each=options.each, seed=options.seed)]
        made_up = [answer(Question("other", text=text), catalog).known for text in nonsense()]
        catalog.close()
    rows = tuple(_rows(marked, made_up))
    if options.show:
        show(marked, held_out=options.show == "held-out")
    return finish(Report("qa", rows, clock.seconds, clock.peak_mb), options)


def mark(case: Case, catalog: Catalog) -> Marked:
    """Ask one question and judge the answer."""
    started = time.perf_counter()
    got = answer(Question("other", text=case.text), catalog)
    return Marked(case, got, right(case, got), time.perf_counter() - started)


def right(case: Case, got: Answer) -> bool:
    """Whether an answer says all that it must and gives the films that it must, and no others."""
    if not got.known or not got.text.startswith(case.verdict):
        return False
    if not all(any(form in got.text for form in _forms(case, name)) for name in case.names):
        return False
    return not case.films or frozenset(got.films) == case.films


def _forms(case: Case, name: str) -> list[str]:
    """How a value may stand in an answer."""
    return [COUNTRIES.get(name, name)] if case.relation == "country" else name.split("|")


def nonsense() -> Iterator[str]:
    """Every wording once, about nobody and nothing."""
    for wordings in phrasings().values():
        for place, wording in enumerate(wordings):
            yield wording.format(**{slot: names[place % len(names)] for slot, names in NOBODY.items()})


def show(marked: Sequence[Marked], *, held_out: bool) -> None:
    """Print what went wrong."""
    for one in marked:
        if not one.right and one.case.held_out == held_out:
            print(
                f"[{one.case.relation}] {one.case.text}\n    {one.answer.text[:160]}  (wanted"
                f" {one.case.names or set(one.case.films)})"
            )


def _rows(marked: Sequence[Marked], made_up: Sequence[bool]) -> Iterator[dict[str, Any]]:
    for name, held_out in (("ours, held-out wordings", True), ("ours, wordings seen", False)):
        yield {**_row(name, [one for one in marked if one.case.held_out == held_out]), "invented": sum(made_up)}
    by_relation: defaultdict[str, list[Marked]] = defaultdict(list)
    for one in marked:
        if one.case.held_out:
            by_relation[one.case.relation].append(one)
    for relation, some in by_relation.items():
        yield _row(f"  {relation}", some)


def _row(system: str, marked: Sequence[Marked]) -> dict[str, Any]:
    wrong = [float(one.answer.known and not one.right) for one in marked]
    return {
        "system": system,
        "n": len(marked),
        "right": interval([float(one.right) for one in marked], groups=[_wording(one) for one in marked]),
        "wrong": sum(wrong) / len(wrong),
        "ms": 1000 * sum(one.seconds for one in marked) / len(marked),
    }


def _wording(one: Marked) -> int:
    """Questions in one relation stand and fall together."""
    return sum(map(ord, one.case.relation)) % 1009


def _options() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(add_help=False)
    parser.add_argument("--data", help="not needed: the questions are made from the films that ship")
    parser.add_argument("--each", type=int, default=3, metavar="N", help="questions for each wording (default: 3)")
    parser.add_argument("--seed", type=int, default=0, help="which films and people are drawn")
    parser.add_argument("--show", choices=("seen", "held-out"), help="print the questions that went wrong")
    return parser
