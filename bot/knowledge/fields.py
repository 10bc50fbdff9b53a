"""What does one field of one film say, in a sentence?"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence

from bot.dialogue.acts import Answer, Question
from bot.dialogue.phrases import COUNTRIES, GRADES, MORE, hours, listed
from recommender.movies import AXES, Movie


def tell(relation: str, movie: Movie, question: Question) -> Answer:
    """What a film's field says; `known` is False where the catalogue leaves it open."""
    return _one(ABOUT_FILM[relation], question, movie)


def _one(tell: Callable[[Movie, Question], tuple[str, str]], question: Question, movie: Movie) -> Answer:
    """One film's answer; an empty text means that the field is unknown."""
    text, field = tell(movie, question)
    if not text:
        return Answer(f"My catalogue does not say that about {movie}.", films=(movie.id,), known=False)
    return Answer(text, (f"{movie.id}: {field}",), (movie.id,))


def joined(answers: Sequence[Answer]) -> Answer:
    """Several answers as one."""
    return Answer(
        text=" ".join(answer.text for answer in answers),
        sources=tuple(source for answer in answers for source in answer.sources),
        films=tuple(film for answer in answers for film in answer.films),
        known=any(answer.known for answer in answers),
    )


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
