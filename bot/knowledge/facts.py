"""What does the catalogue answer to a question, without a model?"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from bot.dialogue.acts import Answer, Question
from bot.knowledge.asking import COMPARED, ENDING, PLOT, counting, deciding, superlative
from bot.knowledge.checking import check
from bot.knowledge.comparing import compare
from bot.knowledge.fields import ABOUT_FILM, joined, tell
from bot.knowledge.graph import FilmGraph, Test
from bot.knowledge.paths import Best, Both, Films, Follow, Kept, Named, Others, Path, find
from bot.knowledge.playing import played
from bot.knowledge.reading import read
from bot.knowledge.saying import say
from bot.knowledge.series import neighbour, placed
from bot.knowledge.subjects import Subject, subject
from recommender.catalog import Catalog

FIELD = {
    "director": "director", "writer": "writer", "actor": "cast", "year": "year", "runtime": "runtime",
    "genre": "genre", "language": "language", "country": "country", "certificate": "certificate", "tag": "keywords",
    "setting": "setting", "franchise": "franchise", "rating": "certificate", "votes": "about",
}  # fmt: skip
"""A relation of one film -> what `fields` calls it."""


def answer(question: Question, catalog: Catalog) -> Answer:
    """The answer from the films' fields and what follows from them; `known` is False where the catalogue has none."""
    if question.films:  # what points at a film of the list is no superlative: "who directed the first one?"
        question = replace(question, text=_POINTED.sub("it", question.text))
    about = subject(question, catalog)
    for read_as in _READINGS:
        if found := read_as(question, about, catalog):
            return _doubtful(found, about)
    return _plain(question, about, catalog)


_POINTED = re.compile(r"\b(?:the )?(?:first|second|third|fourth|fifth|last|1st|2nd|3rd) (?:one|two|film|movie)\b", re.I)


def _told(question: Question, about: Subject, catalog: Catalog) -> Answer | None:
    """What happens in a film, up to its end."""
    films = about.of("film")
    if not films or about.of("person"):
        return None
    for asked, relation in ((ENDING, "ending"), (PLOT, "plot")):
        if asked.search(about.words):
            return joined([tell(relation, catalog.movie(film), question) for film in films])
    return None


def _stranger(question: Question, about: Subject, catalog: Catalog) -> Answer | None:
    """A name that nobody here bears: a near one is offered, never taken for it."""
    if not about.strangers:
        return None
    name = about.strangers[0]
    near = [str(catalog.movie(film)) for film in catalog.names.films(name)[:1]] or list(catalog.names.people(name)[:1])
    hint = f" Did you mean {near[0]}?" if near else ""
    return Answer(f"“{name}” is not in my catalogue.{hint}", known=False)


def _unheld(question: Question, about: Subject, catalog: Catalog) -> Answer | None:
    """What no field of ours holds must not be answered from another one."""
    said = _UNHELD.search(re.sub(r"\bproduced\b", "made", about.words) if _PLACE.search(about.words) else about.words)
    return Answer(f"My catalogue does not hold that: {said[0].lower()}.", known=False) if said else None


_PLACE = re.compile(r"\b(?:where|countr\w+|nations?)\b", re.I)
_UNHELD = re.compile(
    r"\b(?:music|compos\w+|scor(?:e|ed)|soundtracks?|songs?|cinematograph\w+|camera(?:man|work)|edit(?:ed|or"
    r"|ing)|budget|gross(?:ed)?|box[- ]office"
    r"|cost|earn(?:ed)?|oscars?|awards?|nominat\w+|costumes?|producers?|produced|studios?|distribut\w+"
    r"|stream(?:ing|ed)?|netflix|imdb|rotten"
    r"|metacritic|born|died|married|wife|husband|age of|salary)\b", re.I,
)  # fmt: skip


def _compared(question: Question, about: Subject, catalog: Catalog) -> Answer | None:
    films = about.of("film") or (question.films if question.relation == "compare" else ())
    if len(films) == 1 and question.relation == "compare" and len(question.films) > 1:
        films = question.films
    if len(films) < 2 or about.of("person") or not COMPARED.search(about.words):
        return None
    return compare(about.text, [catalog.movie(film) for film in films if catalog.row(film) is not None])


def _checked(question: Question, about: Subject, catalog: Catalog) -> Answer | None:
    return check(about, catalog) if deciding(about.words) else None


def _followed(question: Question, about: Subject, catalog: Catalog) -> Answer | None:
    """Whatever is reached by steps from the names: films, people, years; counted, the longest of them, and so on."""
    if re.search(r"\b(?:not|never|without|except|excluding)\b|n't\b", about.words, re.I):
        return None
    graph = FilmGraph(catalog)
    first: Answer | None = None
    for path in _paths(about):
        narrowed = _narrowed(path, about)
        if _single(path):
            return _of_one(path, question, catalog)
        said = say(narrowed, find(narrowed, graph), graph, counted=counting(about.words))
        if said.known:
            return said
        first = first or said
    return first


def _paths(about: Subject) -> Sequence[Path]:
    if about.anchors:
        return [reading.path for reading in read(about.text, about.anchors)]
    asks = (
        superlative(about.words)
        or counting(about.words)
        or re.search(r"\b(?:which|what|any|list|name)\b", about.text, re.I)
    )
    return [Films()] if asks and (about.tests or superlative(about.words)) else []


def _single(path: Path) -> bool:
    return isinstance(path, Follow) and isinstance(path.source, Named) and path.source.kind == "film" and not path.back


def _of_one(path: Path, question: Question, catalog: Catalog) -> Answer | None:
    """One field of the films named."""
    if not isinstance(path, Follow) or not isinstance(path.source, Named):
        return None
    if path.source.every and path.kind == "person":
        graph = FilmGraph(catalog)
        return say(path, find(path, graph), graph)
    bare = replace(question, people=())
    return joined([tell(FIELD[path.relation], catalog.movie(film), bare) for film in path.source.names])


def _narrowed(path: Path, about: Subject) -> Path:
    """The path with its last films kept to the tests, and to the most or least of what was asked."""
    measure = superlative(about.words)
    if not about.tests and not measure:
        return path
    return _at_films(path, lambda films: _fewer(films, about.tests, measure))


def _at_films(path: Path, change: Callable[[Path], Path]) -> Path:
    if path.kind == "film" and not isinstance(path, Named):
        return change(path)
    match path:
        case Follow(source) | Others(source):
            return replace(path, source=_at_films(source, change))
        case Both(one, other):
            return Both(_at_films(one, change), other)
    return path


def _fewer(films: Path, tests: tuple[Test, ...], measure: tuple[str, bool] | None) -> Path:
    kept = Kept(films, tests) if tests else films
    return Best(kept, *measure) if measure else kept


def _plain(question: Question, about: Subject, catalog: Catalog) -> Answer:
    """What the relation and films of the question ask, where its words could not be read."""
    films = [film for film in question.films or about.of("film") if catalog.row(film) is not None]
    if question.relation == "compare" and len(films) > 1:
        return compare(question.text, [catalog.movie(film) for film in films])
    if films and question.relation in ABOUT_FILM:
        return joined([tell(question.relation, catalog.movie(film), question) for film in films])
    people = question.people or about.of("person")
    if people:
        graph = FilmGraph(catalog)
        path = Follow(Named(people, "person", every=len(people) > 1), "any", True)
        return say(path, find(path, graph), graph)
    return Answer("That is not in my catalogue, or I did not understand what is asked.", known=False)


def _doubtful(found: Answer, about: Subject) -> Answer:
    """The answer with what misspelt names were taken for."""
    if not about.doubt:
        return found
    taken = " ".join(f"Did you mean {meant}?" for _, meant in about.doubt)
    return replace(found, text=f"{taken} {found.text}")


_READINGS: tuple[Callable[[Question, Subject, Catalog], Answer | None], ...] = (
    played, _unheld, _stranger, _told, placed, neighbour, _compared, _checked, _followed,
)  # fmt: skip
"""Tried in this order: what is narrow first, what reads nearly anything last."""
