"""How far do the facts of our films agree with what other film lists say?

    python -m data.catalogue.check --data FOLDER [--list]

Prints, for every list and fact, how many of our films are found there by title and year (one year off is
forgiven: lists count festivals or releases), have the fact, and agree. A difference is a question, not yet an error.
"""

from __future__ import annotations

import argparse
import re
import unicodedata
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from data.catalogue.films import SHIPPED, load
from data.catalogue.references import READERS, Reference
from recommender.movies import Movie

MINUTES = 5
"""Two runtimes this close are the same cut."""

_UNDIVIDED = str.maketrans({"ß": "ss", "ø": "o", "ł": "l", "đ": "d", "æ": "ae", "œ": "oe", "ı": "i"})
"""Letters that Unicode doesn't take apart into a plain letter and an accent."""


@dataclass(frozen=True, slots=True)
class Finding:
    """What one list says about one fact of one film, beside what we say; `agrees` or not."""

    source: str
    fact: str
    movie: Movie
    ours: object
    theirs: object
    agrees: bool


def fold(text: str) -> str:
    """A title as a key: its letters and digits without case, accents or a leading article."""
    words = _words(text.replace("&", " and ").replace("-", ""))
    return " ".join(words[1:] if len(words) > 1 and words[0] in ("the", "a", "an") else words)


def fold_name(name: str) -> str:
    """A person's name as a key: initials with or without dots, family name first or last, all come out the same."""
    return "".join(sorted(_words(name.replace("-", " ").replace(".", " "))))


def _words(text: str) -> list[str]:
    plain = unicodedata.normalize("NFKD", text.casefold().translate(_UNDIVIDED))
    return re.sub(r"[^\w\s]|_", "", "".join(sign for sign in plain if not unicodedata.combining(sign))).split()


def find(movies: Iterable[Movie], references: Iterable[Reference]) -> Iterator[tuple[Movie, list[Reference]]]:
    """Each film with the entries of one list that can be it: those of its year, or else of the years next to it."""
    shelf: dict[tuple[str, int], list[Reference]] = defaultdict(list)
    for reference in references:
        shelf[fold(reference.title), reference.year].append(reference)
    for movie in movies:
        names = dict.fromkeys(map(fold, (movie.title, movie.original_title or movie.title, *movie.aliases)))
        years = (movie.year,), (movie.year - 1, movie.year + 1)
        found = ([entry for name in names for year in near for entry in shelf.get((name, year), ())] for near in years)
        yield movie, next(filter(None, found), [])


def compare(movie: Movie, entries: Sequence[Reference]) -> Iterator[Finding]:
    """One finding per fact that the entries hold; of two films of one name, the one that agrees is taken for ours."""
    if not entries:
        return
    yield Finding(entries[0].source, "year", movie, movie.year, entries[0].year, movie.year == entries[0].year)
    for fact, (get, agree) in _FACTS.items():
        ours, told = getattr(movie, fact), [value for entry in entries if (value := get(entry))]
        if ours and told:
            best = next((value for value in told if agree(ours, value)), None)
            yield Finding(entries[0].source, fact, movie, ours, best or told[0], best is not None)


def _share(ours: Iterable[str], theirs: Iterable[str]) -> bool:
    return not {fold_name(name) for name in ours}.isdisjoint(map(fold_name, theirs))


_FACTS: Mapping[str, tuple[Callable[[Reference], object], Callable[..., bool]]] = {
    "directors": (lambda entry: entry.directors, _share),
    "actors": (lambda entry: entry.cast, _share),
    "runtime": (lambda entry: entry.runtime, lambda ours, theirs: abs(ours - theirs) <= MINUTES),
    "countries": (lambda entry: entry.countries, _share),
    "certificate": (lambda entry: entry.certificate, lambda ours, theirs: ours == theirs),
}


def check(movies: Sequence[Movie], folder: Path) -> Iterator[Finding]:
    """Findings over every list that is in the folder."""
    for name, read in READERS.items():
        if (path := folder / name).is_file():
            for movie, entries in find(movies, read(path)):
                yield from compare(movie, entries)


def table(findings: Iterable[Finding]) -> str:
    """One row per fact and list: how many films could be compared, how many agree ("any list": with one at least)."""
    votes: dict[tuple[str, str], dict[str, bool]] = defaultdict(dict)
    for found in findings:
        for source in (found.source, "(any list)"):
            films = votes[found.fact, source]
            films[found.movie.id] = films.get(found.movie.id, False) or found.agrees
    rows = [f"{'fact':<12}{'list':<16}{'compared':>9}{'agree':>8}{'%':>7}"]
    for (fact, source), films in sorted(votes.items()):
        compared, agreed = len(films), sum(films.values())
        rows.append(f"{fact:<12}{source:<16}{compared:>9}{agreed:>8}{100 * agreed / compared:>7.1f}")
    return "\n".join(rows)


def main(arguments: Sequence[str] | None = None) -> None:
    """Print the table, after the differences themselves if they are asked for."""
    parser = argparse.ArgumentParser(prog="data.catalogue.check", description="compare our facts with other film lists")
    parser.add_argument("--data", type=Path, required=True, help="folder of reference data")
    parser.add_argument("--list", action="store_true", help="print every difference, not only the counts")
    options = parser.parse_args(arguments)
    for name in READERS:
        if not (options.data / name).is_file():
            print(f"not there, so not compared: {options.data / name}")
    findings = list(check(load(SHIPPED).movies, options.data))
    if options.list:
        for found in findings:
            if not found.agrees:
                print(f"{found.movie.id}\t{found.fact}\tours {found.ours}\t{found.source} {found.theirs}")
    print(table(findings))


if __name__ == "__main__":
    main()
