"""Does a clause ask which films of one name or series there are?"""
# ruff: noqa: E501  (a pattern or a table reads best whole)

from __future__ import annotations

import re

from bot.dialogue.understanding.scope import Clause
from recommender.catalog import Catalog
from recommender.spelling import key

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
    named = clause.of("film")
    titled = tuple(str(film) for e in named if isinstance(e.value, tuple) for film in e.value)
    name = (
        key(said["name"])
        if not named
        else key(clause.text[named[0].start - clause.start : named[0].end - clause.start])
    )
    series = [
        value
        for value in catalog.values("franchise")
        if len(name) > 2 and name in (key(value), key(value.split(":")[0]))
    ]
    series += [str(e.value) for e in clause.of("franchise")]
    rows = sorted({int(row) for value in series for row in catalog.rows("franchise", value)})
    films = [catalog.movie(row) for row in rows] + [catalog.movie(film) for film in titled]
    known = list(dict.fromkeys(films))[:_MANY]
    return tuple(movie.id for movie in sorted(known, key=lambda movie: movie.year))
