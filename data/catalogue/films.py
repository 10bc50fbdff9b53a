"""How do lines of JSON become films, and what was wrong with the lines that did not?"""

from __future__ import annotations

import json
from collections.abc import Collection, Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from data.catalogue.rules import OPTIONAL, REQUIRED
from recommender.movies import AXES, Movie, Role

SHIPPED = Path(__file__).with_name("films.jsonl")
"""The films that come with the program."""

_RULES = tuple((REQUIRED | OPTIONAL).items())


@dataclass(frozen=True, slots=True)
class Problem:
    """What is wrong in one place: `line` counts from 1, `field` is "" when the whole line is meant."""

    line: int
    field: str
    value: object
    why: str

    def __str__(self) -> str:
        shown = repr(self.value)
        shown = shown if len(shown) <= 80 else shown[:77] + "..."
        return f"line {self.line}: {self.field or 'record'}: {self.why}: {shown}"


@dataclass(frozen=True, slots=True)
class Loaded:
    """The films of a file in its order, and what kept the others out."""

    movies: tuple[Movie, ...]
    problems: tuple[Problem, ...]


def load(path: Path = SHIPPED) -> Loaded:
    """Every good film of a JSON Lines file; a bad line costs only itself."""
    with path.open("rb") as lines:
        return gather(lines)


def gather(lines: Iterable[str | bytes]) -> Loaded:
    """As `load`, from lines at hand; blank ones are passed over, a second film of one id is a problem."""
    films: dict[str, tuple[int, Movie]] = {}
    problems: list[Problem] = []
    for number, text in enumerate(lines, 1):
        if not text.strip():
            continue
        film = parse(number, text)
        if isinstance(film, list):
            problems += film
        elif film.id in films:
            problems.append(Problem(number, "id", film.id, f"already used in line {films[film.id][0]}"))
        else:
            films[film.id] = number, film
    movies = tuple(_pointed(number, movie, films.keys(), problems=problems) for number, movie in films.values())
    return Loaded(movies, tuple(problems))


def parse(line: int, text: str | bytes) -> Movie | list[Problem]:
    """One line as a film, or everything that is wrong with it; never raises, whatever the text."""
    try:
        record = json.loads(text)
    except (ValueError, RecursionError) as error:
        return [Problem(line, "", text, f"not JSON ({error})")]
    if type(record) is not dict:
        return [Problem(line, "", record, "not a JSON object")]
    return _faults(line, record) or _movie(record)


def _faults(line: int, record: dict[str, Any]) -> list[Problem]:
    found = []
    for name, rule in _RULES:
        if name in record:
            if why := rule(record[name]):
                found.append(Problem(line, name, record[name], why))
        elif name in REQUIRED:
            found.append(Problem(line, name, None, "missing"))
    unknown = record.keys() - REQUIRED.keys() - OPTIONAL.keys()
    return found + [Problem(line, name, record[name], "unknown field") for name in sorted(unknown)]


def _movie(record: dict[str, Any]) -> Movie:
    """A record without faults as a film: lists become tuples, tone follows `AXES`, likes keep only their ids."""
    known: dict[str, Any] = {name: tuple(value) if type(value) is list else value for name, value in record.items()}
    known["cast"] = tuple(Role(role["name"], role.get("character")) for role in record["cast"])
    known["tone"] = tuple(record["tone"][axis] for axis in AXES)
    known["like"] = tuple(film["id"] for film in record["like"] if "id" in film)
    return Movie(**known)


def _pointed(line: int, movie: Movie, ids: Collection[str], *, problems: list[Problem]) -> Movie:
    """The film without pointers that lead nowhere or back to itself; each one left out becomes a problem."""
    lost = [like for like in movie.like if like not in ids or like == movie.id]
    if not lost:
        return movie
    problems += [Problem(line, "like", like, "points to no other film of the file") for like in lost]
    return replace(movie, like=tuple(like for like in movie.like if like not in lost))
