"""Is what a question supposes true?"""

from __future__ import annotations

from collections.abc import Sequence

from bot.dialogue.acts import Answer
from bot.dialogue.phrases import COUNTRIES, listed
from bot.knowledge.graph import FilmGraph, of
from bot.knowledge.lexicon import items
from bot.knowledge.paths import Follow, Named, find
from bot.knowledge.saying import FIELDS, tested
from bot.knowledge.subjects import Subject
from recommender.catalog import Catalog
from recommender.movies import Movie

_DID = {"director": "directed", "writer": "wrote", "actor": "acts in"}
_ROLES = ("director", "writer", "actor")


def check(about: Subject, catalog: Catalog) -> Answer | None:
    """Yes or no, with what is the case; None when nothing that can be checked is supposed."""
    movies = [catalog.movie(film) for film in about.of("film") if catalog.row(film) is not None]
    people, series = about.of("person"), about.of("franchise")
    if len(movies) > 1 and not people:
        return _shared(movies, _role(about), catalog)
    if movies and people:
        return _credited(movies[0], people, _role(about))
    if movies and series:
        return _belongs(movies[0], series[0])
    if movies and about.tests:
        return _tested(movies[0], about, FilmGraph(catalog))
    if len(people) > 1:
        return _together(people, _role(about), FilmGraph(catalog))
    return None


def _role(about: Subject) -> str:
    """The first role that the words speak of; "" when they don't say."""
    place = 0
    for anchor in (*about.anchors, None):
        for item in items(about.text[place : anchor.start if anchor else len(about.text)]):
            if item.kind in ("work", "passive", "role") and item.name in _ROLES:
                return item.name
        place = anchor.end if anchor else place
    return ""


def _credited(movie: Movie, people: Sequence[str], role: str) -> Answer:
    roles = (role,) if role else _ROLES
    missing = [name for name in people if not any(name in of(movie, one) for one in roles)]
    source = (f"{movie.id}: {', '.join(FIELDS[one] for one in roles)}",)
    if not missing:
        done = [_DID[one] for one in roles if all(name in of(movie, one) for name in people)] or ["worked on"]
        return Answer(f"Yes, {listed(people)} {listed(done)} {movie}.", source, (movie.id,))
    if role:
        names = of(movie, role)[:6]
        return Answer(f"No. {movie}: {FIELDS[role]} {listed(names) or 'unknown'}.", source, (movie.id,))
    return Answer(f"No, my catalogue does not list {listed(missing)} for {movie}.", source, (movie.id,))


def _belongs(movie: Movie, series: str) -> Answer:
    source = (f"{movie.id}: franchise",)
    if movie.franchise == series:
        return Answer(f"Yes, {movie} belongs to {series}.", source, (movie.id,))
    return Answer(f"No, {movie} is not a {series} film.", source, (movie.id,))


def _tested(movie: Movie, about: Subject, graph: FilmGraph) -> Answer:
    failed = [test for test in about.tests if not graph.kept([movie.id], [test])]
    fields = list(dict.fromkeys(test[0] for test in (failed or about.tests)))
    facts = "; ".join(f"{FIELDS[field]} {_listed(movie, field)}" for field in fields)
    sources = tuple(f"{movie.id}: {FIELDS[field]}" for field in fields)
    word = f"No, {movie} is not {tested(failed)}" if failed else f"Yes, {movie} is {tested(about.tests)}"
    return Answer(f"{word}: {facts}.", sources, (movie.id,))


def _listed(movie: Movie, field: str) -> str:
    values = [COUNTRIES.get(value, value) for value in of(movie, field)] if field == "country" else of(movie, field)
    return listed(values) or "unknown"


def _together(people: Sequence[str], role: str, graph: FilmGraph) -> Answer:
    path = Follow(Named(tuple(people), "person", every=True), role or "any", True)
    films = [graph.catalog.movie(film) for film in find(path, graph)]
    if not films:
        return Answer(f"No, my catalogue has no film that {listed(people)} made together.")
    titles = listed([str(movie) for movie in films[:6]])
    return Answer(
        f"Yes: {titles}.", tuple(f"{movie.id}: people" for movie in films[:6]), tuple(m.id for m in films[:6])
    )


def _shared(movies: Sequence[Movie], role: str, catalog: Catalog) -> Answer | None:
    if not role:
        return None
    names = [name for name in of(movies[0], role) if all(name in of(movie, role) for movie in movies)]
    sources, films = tuple(f"{movie.id}: {FIELDS[role]}" for movie in movies), tuple(movie.id for movie in movies)
    if names:
        return Answer(f"Yes, {listed(names)}.", sources, films)
    each = "; ".join(f"{movie}: {listed(of(movie, role)[:4])}" for movie in movies)
    return Answer(f"No. {each}.", sources, films)
