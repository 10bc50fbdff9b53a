"""In which order do the films of a series come?"""

from __future__ import annotations

import re

from bot.dialogue.acts import Answer, Question
from bot.knowledge.asking import BEFORE, ORDER, counting, nth
from bot.knowledge.subjects import Subject
from recommender.catalog import Catalog
from recommender.movies import Movie


def ordered(series: str, catalog: Catalog) -> list[Movie]:
    """The films of a series as they came out."""
    films = [catalog.movie(int(row)) for row in catalog.rows("franchise", series)]
    return sorted(films, key=lambda movie: (movie.year, movie.title))


def neighbour(question: Question, about: Subject, catalog: Catalog) -> Answer | None:
    """The film before or after the one named; None when that is not asked."""
    films = about.of("film")
    if len(films) != 1 or about.of("person") or not ORDER.search(about.words):
        return None
    movie = catalog.movie(films[0])
    if not movie.franchise:
        return Answer(f"{movie} is not part of a series that I know of.", (f"{movie.id}: franchise",), (movie.id,))
    line = ordered(movie.franchise, catalog)
    earlier = bool(BEFORE.search(about.words)) and not re.search(r"\bsequel\b|\bfollow[- ]up\b", about.words, re.I)
    place = [one.id for one in line].index(movie.id) + (-1 if earlier else 1)
    way = "before" if earlier else "after"
    if not 0 <= place < len(line):
        return Answer(
            f"My catalogue has no {movie.franchise} film {way} {movie}.", (f"{movie.id}: franchise",), (movie.id,)
        )
    text = f"{line[place]} comes {way} {movie} in the series {movie.franchise}."
    return Answer(text, (f"{movie.id}: franchise", f"{line[place].id}: franchise, year"), (line[place].id,))


def placed(question: Question, about: Subject, catalog: Catalog) -> Answer | None:
    """The film in a place of a series ("the third Alien film"), or all in order; None when that is not asked."""
    series = about.of("franchise")
    wanted = nth(about.words)
    in_order = bool(re.search(r"\border\b|\bchronolog\w+", about.words, re.I))
    if len(series) != 1 or counting(about.words) or not (wanted or in_order) or about.of("person"):
        return None
    line = ordered(series[0], catalog)
    if in_order:
        sources = tuple(f"{movie.id}: franchise, year" for movie in line)
        return Answer(
            f"{series[0]}, as they came out: {', '.join(map(str, line))}.", sources, tuple(m.id for m in line)
        )
    if wanted is None or wanted >= len(line):
        return Answer(f"My catalogue has {len(line)} films of {series[0]}.", known=False)
    if re.search(r"\b(?:who|when|how long|what year|direct|wrote|star)", about.words, re.I):
        return None
    movie = line[wanted]
    return Answer(
        f"{movie} is number {wanted + 1} of the {series[0]} films that I have.",
        (f"{movie.id}: franchise, year",),
        (movie.id,),
    )
