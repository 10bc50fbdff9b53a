"""What do the catalogue's fields answer, without a model?"""

from __future__ import annotations

import re
from collections.abc import Callable

from bot.dialogue.acts import Answer, Question
from bot.dialogue.phrases import COUNTRIES, GRADES, MORE, hours, listed
from recommender.catalog import Catalog
from recommender.movies import AXES, Movie
from recommender.preferences import Person, credited

MANY = 12
"""Films listed at most in one answer."""


def answer(question: Question, catalog: Catalog) -> Answer:
    """The answer from the fields of the films asked about; `known` is False where the catalogue has none."""
    if question.relation == "compare":
        return _compare(question, catalog)
    if question.relation in ("filmography", "count") and question.people:
        return _filmography(question, catalog)
    films = [catalog.movie(film) for film in question.films if catalog.row(film) is not None]
    if films and question.relation in ABOUT_FILM:
        return _joined([_one(ABOUT_FILM[question.relation], question, movie) for movie in films])
    return Answer(f"That is not in my catalogue{_about(question)}.", known=False)


def _one(tell: Callable[[Movie, Question], tuple[str, str]], question: Question, movie: Movie) -> Answer:
    """One film's answer; an empty text means that the field is unknown."""
    text, field = tell(movie, question)
    if not text:
        return Answer(f"My catalogue does not say that about {movie}.", films=(movie.id,), known=False)
    return Answer(text, (f"{movie.id}: {field}",), (movie.id,))


def _joined(answers: list[Answer]) -> Answer:
    return Answer(
        text=" ".join(answer.text for answer in answers),
        sources=tuple(source for answer in answers for source in answer.sources),
        films=tuple(film for answer in answers for film in answer.films),
        known=any(answer.known for answer in answers),
    )


def _about(question: Question) -> str:
    names = (*question.films, *question.people)
    return f" for {listed(names)}" if names else ""


def _director(movie: Movie, _: Question) -> tuple[str, str]:
    return _named(f"{listed(movie.directors)} directed {movie}.", movie.directors), "directors"


def _writer(movie: Movie, _: Question) -> tuple[str, str]:
    return _named(f"{listed(movie.writers)} wrote {movie}.", movie.writers), "writers"


def _cast(movie: Movie, question: Question) -> tuple[str, str]:
    for name in question.people:
        role = next((role for role in movie.cast if role.name == name), None)
        if role is None:
            return f"No, {name} is not in the cast that I have of {movie}.", "cast"
        return f"Yes, {name} {_plays(role.character)} in {movie}.", "cast"
    return _named(f"{movie} stars {listed(movie.actors[:6])}.", movie.actors), "cast"


def _plays(character: str | None) -> str:
    return f"plays {character}" if character else "acts"


def _character(movie: Movie, question: Question) -> tuple[str, str]:
    """Who plays a character named in the question, or whom a person plays."""
    asked = set(_words(question.text))
    for role in movie.cast:
        if role.name in question.people:
            return f"{role.name} {_plays(role.character)} in {movie}.", "cast"
    named = [role for role in movie.cast if role.character and asked & _telling(role.character)]
    best = max(named, key=lambda role: len(asked & _telling(role.character or "")), default=None)
    return (f"{best.name} plays {best.character} in {movie}." if best else ""), "cast"


def _telling(character: str) -> set[str]:
    return {word for word in _words(character) if word not in ("the", "a", "mr", "mrs", "dr", "young", "of")}


def _words(text: str) -> list[str]:
    return re.findall(r"[^\W_]+", text.lower())


def _year(movie: Movie, _: Question) -> tuple[str, str]:
    return f"{movie.title} came out in {movie.year}.", "year"


def _runtime(movie: Movie, _: Question) -> tuple[str, str]:
    return (f"{movie} runs {movie.runtime} minutes." if movie.runtime else ""), "runtime"


def _genre(movie: Movie, _: Question) -> tuple[str, str]:
    return f"{movie} is {listed(movie.genres)}.", "genres"


def _language(movie: Movie, _: Question) -> tuple[str, str]:
    return _named(f"{movie} is in {listed(movie.languages)}.", movie.languages), "languages"


def _country(movie: Movie, _: Question) -> tuple[str, str]:
    names = [COUNTRIES.get(code, code) for code in movie.countries]
    return _named(f"{movie} is from {listed(names)}.", movie.countries), "countries"


def _certificate(movie: Movie, _: Question) -> tuple[str, str]:
    rated = f"{movie} is rated {movie.certificate} in the US."
    return rated if movie.certificate else f"{movie} has no US rating that I know of.", "certificate"


def _plot(movie: Movie, _: Question) -> tuple[str, str]:
    return movie.synopsis, "synopsis"


def _ending(movie: Movie, _: Question) -> tuple[str, str]:
    return (f"Spoiler for {movie}: {movie.ending}" if movie.ending else ""), "ending"


def _keywords(movie: Movie, _: Question) -> tuple[str, str]:
    return _named(f"{movie}: {', '.join(movie.keywords)}.", movie.keywords), "keywords"


def _setting(movie: Movie, _: Question) -> tuple[str, str]:
    return (f"{movie} is set in {movie.setting}." if movie.setting else ""), "setting"


def _franchise(movie: Movie, _: Question) -> tuple[str, str]:
    belongs = f"{movie} belongs to {movie.franchise}."
    return belongs if movie.franchise else f"{movie} is not part of a series that I know of.", "franchise"


def _tone(movie: Movie, question: Question) -> tuple[str, str]:
    """How much of the axes named in the question a film has; of no axis named, its strongest ones."""
    asked = [axis for axis in AXES if axis in question.text or MORE[axis] in question.text.lower()]
    axes = asked or sorted(AXES, key=movie.feels, reverse=True)[:3]
    return f"{movie}: {', '.join(f'{GRADES[movie.feels(axis)]} {MORE[axis]}' for axis in axes)}.", "tone"


def _exists(movie: Movie, _: Question) -> tuple[str, str]:
    by = f", directed by {listed(movie.directors)}" if movie.directors else ""
    return f"Yes, I have {movie}{by}.", "title"


def _film(movie: Movie, _: Question) -> tuple[str, str]:
    facts = f"{movie} by {listed(movie.directors)}, {hours(movie.runtime)}, {', '.join(movie.genres)}"
    return f"{facts}, with {listed(movie.actors[:3])}. {movie.synopsis}", "synopsis"


def _named(sentence: str, names: tuple[str, ...]) -> str:
    return sentence if names else ""


ABOUT_FILM: dict[str, Callable[[Movie, Question], tuple[str, str]]] = {
    "director": _director, "writer": _writer, "cast": _cast, "character": _character, "year": _year,
    "runtime": _runtime, "genre": _genre, "language": _language, "country": _country, "certificate": _certificate,
    "plot": _plot, "ending": _ending, "keywords": _keywords, "setting": _setting, "franchise": _franchise,
    "tone": _tone, "exists": _exists, "about": _film,
}  # fmt: skip
"""What can be asked of one film: (movie, question) -> (text, field); an empty text where the field is unknown."""


def _filmography(question: Question, catalog: Catalog) -> Answer:
    role = _role(question.text)
    people = [Person(name, role) for name in question.people]
    films = [movie for movie in _films(people[0].name, catalog) if all(credited(movie, who) for who in people)]
    left = [movie for movie in films if movie.id not in question.films]
    names = listed(question.people)
    if not left:
        return Answer(f"My catalogue has no {'other ' if films else ''}film {_BY[role]} {names}.", known=False)
    newest = sorted(left, key=lambda movie: movie.year)
    shown = ", ".join(str(movie) for movie in newest[:MANY])
    more = f" and {len(left) - MANY} more" if len(left) > MANY else ""
    text = f"{len(left)} {'films' if len(left) > 1 else 'film'} {_BY[role]} {names}: {shown}{more}."
    sources = tuple(f"{movie.id}: {_FIELD[role]}" for movie in newest[:MANY])
    return Answer(text, sources, tuple(movie.id for movie in newest[:MANY]))


def _films(name: str, catalog: Catalog) -> list[Movie]:
    rows = {int(row) for role in ("actor", "director", "writer") for row in catalog.rows(role, name)}
    return [catalog.movie(row) for row in sorted(rows)]


def _role(text: str) -> str:
    """The role that a question's words speak of."""
    words = text.lower()
    for role, stems in _STEMS.items():
        if any(stem in words for stem in stems):
            return role
    return "any"


_STEMS = {
    "director": ("direct", "shot", "shoot", "made", "make", "filmmaker"),
    "writer": ("wrote", "writ", "screenplay", "script"),
    "actor": ("star", "act", "play", "appear", "cast"),
}
_BY = {"director": "directed by", "writer": "written by", "actor": "with", "any": "with or by"}
_FIELD = {"director": "directors", "writer": "writers", "actor": "cast", "any": "people"}


def _compare(question: Question, catalog: Catalog) -> Answer:
    """Two films on what the question's words compare; on everything plain when they don't say."""
    films = [catalog.movie(film) for film in question.films if catalog.row(film) is not None]
    if len(films) < 2:
        return Answer(f"I need two films of my catalogue to compare{_about(question)}.", known=False)
    one, other = films[:2]
    for measure in _MEASURES:
        if any(word in question.text.lower() for word in measure[0]):
            return _measured(one, other, measure, question.text.lower())
    text = f"{_in_short(one)} {_in_short(other)}"
    return Answer(text, (f"{one.id}: facts", f"{other.id}: facts"), (one.id, other.id))


Measure = tuple[tuple[str, ...], str, str, str, Callable[[Movie], int | None]]

_MEASURES: tuple[Measure, ...] = (
    (("longer", "shorter", "length", "long"), "runtime", "longer", "shorter", lambda movie: movie.runtime),
    (("newer", "older", "recent", "earlier", "later"), "year", "newer", "older", lambda movie: movie.year),
    (("better known", "famous", "popular"), "fame", "better known", "lesser known", lambda movie: movie.fame),
    (("better", "worse", "acclaimed"), "acclaim", "more acclaimed", "less acclaimed", lambda movie: movie.acclaim),
    *(
        ((MORE[axis][:4], axis), "tone", f"more {MORE[axis]}", f"less {MORE[axis]}", lambda m, a=axis: m.feels(a))
        for axis in AXES
    ),
)
"""Words that ask for it, the field, the word for more and for less, and the value."""


def _measured(one: Movie, other: Movie, measure: Measure, text: str) -> Answer:
    _, field, more, less, value = measure
    mine, theirs = value(one), value(other)
    sources = (f"{one.id}: {field}", f"{other.id}: {field}")
    if mine is None or theirs is None:
        return Answer(f"My catalogue lacks that for {one if mine is None else other}.", known=False)
    shown = f"{mine} against {theirs}{' minutes' if field == 'runtime' else ''}"
    if mine == theirs:
        return Answer(f"Neither: {one} and {other} are level, {shown}.", sources, (one.id, other.id))
    word = more if mine > theirs else less
    yes = "Yes" if word.split()[-1] in text or word in text else "No"
    return Answer(f"{yes}, {one} is {word} than {other}: {shown}.", sources, (one.id, other.id))


def _in_short(movie: Movie) -> str:
    return f"{movie}: {hours(movie.runtime)}, {', '.join(movie.genres)}, by {listed(movie.directors)}."
