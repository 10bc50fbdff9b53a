"""Does a clause ask which films of one name or series there are?"""
# ruff: noqa: E501  (a pattern or a table reads best whole)

from __future__ import annotations

import re

from bot.dialogue.understanding.scope import Clause
from recommender.catalog import Catalog
from recommender.spelling import fold, key

_WHICH = re.compile(
    r"^(?:and |so |ok |, )*(?:which|what|how many|do you have (?:any|all|all the|the)|list(?: me)?(?: all)?(?: the)?|are there (?:any )?other|what are (?:all )?the|(?:show|give) me all(?: the)?) "
    r"(?:other |of the |the )*(?P<name>[\w'-]+(?: [\w'-]+){0,3}?) movies?"
    r"(?: (?:are there|are there in total|do you (?:have|know)|have you got|you (?:have|got)|there are|exist|are on (?:the|your) list))? ?\??$"
)
_MANY = 12
"""Films answered with at most."""


def same_named(clause: Clause, catalog: Catalog) -> tuple[str, ...]:
    """All films of one name or series: "which dune movies are there"."""
    said = _WHICH.match(clause.words)
    if not said or clause.of("genre", "person", "tone", "language", "country", "year", "renown", "certificate"):
        return ()
    films = [catalog.movie(int(row)) for row in _series(_name(clause, said["name"]), clause, catalog)]
    titled = (str(film) for e in clause.of("film") if isinstance(e.value, tuple) for film in e.value)
    known = list(dict.fromkeys((*films, *map(catalog.movie, titled))))[:_MANY]
    return tuple(movie.id for movie in sorted(known, key=lambda movie: movie.year))


def _name(clause: Clause, said: str) -> str:
    named = clause.of("film")
    return clause.text[named[0].start - clause.start : named[0].end - clause.start] if named else said


def _series(name: str, clause: Clause, catalog: Catalog) -> list[int]:
    """Rows of the films of all series of a name, best known first."""
    wanted, begun = key(name), fold(name)[:3]
    alike = [value for value in catalog.values("franchise") if begun in fold(value)]
    found = [value for value in alike if len(wanted) > 2 and wanted in (key(value), key(value.split(":")[0]))]
    found += [str(e.value) for e in clause.of("franchise")]
    return sorted({int(row) for value in found for row in catalog.rows("franchise", value)})
