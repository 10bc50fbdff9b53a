"""Which films are a data set's candidates? Its names for them, brought together with the films that ship."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any
from urllib.parse import unquote

from recommender.movies import GENRES, Movie, Role
from recommender.spelling import canonical, words

_DATED = re.compile(r"\s*\((\d{4})\)\s*$")
_NOTED = re.compile(r"\s*\(([^()]*)\)$")
_FOREIGN = re.compile(r"series|TV|game|song|album|novel|franchise|musical|comic|rapper|soundtrack|character|book")
_UNDATED = 2000
"""The year of a film of which none is known."""


@dataclass(frozen=True, slots=True)
class Name:
    """A film as a data set names it; `film` is false for series, games and songs of a film's name."""

    title: str
    year: int | None
    film: bool = True


@dataclass(frozen=True, slots=True)
class Shelf:
    """All films to compare: the candidates first, in the order of their names, then the others that ship."""

    movies: tuple[Movie, ...]
    names: tuple[Name, ...]
    _titles: Mapping[str, Sequence[int]] = field(repr=False)

    def find(self, title: str, year: int | None) -> int | None:
        """The candidate that is meant by a title: of its year if there is one, else the likeliest of that title."""
        places = self._titles.get(key(title), ())
        return min(places, key=lambda place: (self._distance(place, year), place), default=None)

    def _distance(self, place: int, year: int | None) -> int:
        name = self.names[place]
        if year is None:
            return (0 if name.year is None else 1) + (0 if name.film else 4)
        if name.year is None:
            return (1 if abs(self.movies[place].year - year) <= 1 else 4) + (0 if name.film else 4)
        return (0 if name.year == year else 2 if abs(name.year - year) == 1 else 7) + (0 if name.film else 5)


def key(title: str) -> str:
    """What two spellings of one title share."""
    return "".join(canonical(word.folded) for word in words(title) if word.folded not in ("the", "a", "an"))


def dated(name: str) -> tuple[str, int | None]:
    """Title and year of "Heat (1995)"."""
    found = _DATED.search(name)
    return _DATED.sub("", name).strip(), int(found.group(1)) if found else None


def resource(uri: str) -> Name:
    """A DBpedia name as title, year and whether it is a film's: "<.../Heat_(1995_film)>"."""
    text = unquote(uri.strip("<>").removeprefix("http://dbpedia.org/resource/")).replace("_", " ")
    noted = _NOTED.search(text)
    if not noted:
        return Name(text, None)
    year = re.search(r"\d{4}", noted.group(1))
    return Name(text[: noted.start()], int(year.group()) if year else None, not _FOREIGN.search(noted.group(1)))


def stock(names: Sequence[Name], shipped: Sequence[Movie], notes: Iterable[Mapping[str, Any]] = ()) -> Shelf:
    """A film for every name: one that ships, one made of the data set's own note, or else the bare title."""
    ours, theirs = _by_title(shipped), _noted(notes)
    titles: dict[str, list[int]] = defaultdict(list)
    made: list[Movie] = []
    taken: set[str] = set()
    for place, name in enumerate(names):
        titles[key(name.title)].append(place)
        movie = _nearest(ours.get(key(name.title), ()), name) or _nearest(theirs.get(key(name.title), ()), name)
        movie = movie or Movie(f"bare-{place}", name.title, name.year or _UNDATED, ())
        made.append(movie if movie.id not in taken else replace(movie, id=f"{movie.id}-{place}"))
        taken.add(made[-1].id)
    return Shelf((*made, *(movie for movie in shipped if movie.id not in taken)), tuple(names), titles)


def _by_title(movies: Iterable[Movie]) -> dict[str, list[Movie]]:
    found: dict[str, list[Movie]] = defaultdict(list)
    for movie in movies:
        for title in dict.fromkeys((movie.title, movie.original_title or movie.title, *movie.aliases)):
            found[key(title)].append(movie)
    return found


def _noted(notes: Iterable[Mapping[str, Any]]) -> dict[str, list[Movie]]:
    """Notes of the form of ReDial's id2info as films."""
    found: dict[str, list[Movie]] = defaultdict(list)
    for place, note in enumerate(notes):
        title, year = dated(note["name"])
        known = [genre.lower() for genre in note.get("genre") or ()]
        found[key(title)].append(
            Movie(
                f"noted-{place}",
                title,
                year or _UNDATED,
                tuple(genre for genre in known if genre in GENRES),
                directors=tuple(note.get("director") or ()),
                writers=tuple(note.get("writer") or ()),
                cast=tuple(Role(star) for star in note.get("star") or ()),
                synopsis=note.get("plot") or "",
            )
        )
    return found


def _nearest(movies: Sequence[Movie], name: Name) -> Movie | None:
    """Of films of one title the one of the name's year, give or take one; without a year the first."""
    if name.year is None:
        exact = [movie for movie in movies if movie.title.lower() == name.title.lower()]
        return next(iter(exact or movies), None)
    near = [movie for movie in movies if abs(movie.year - name.year) <= 1]
    return min(near, key=lambda movie: abs(movie.year - (name.year or 0)), default=None)
