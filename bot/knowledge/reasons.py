"""Why these films, why not that one, and what is understood: answered from the receipt and the limits."""

from __future__ import annotations

from bot.dialogue.acts import Answer, Question
from bot.dialogue.phrases import GRADES, MORE, hours, in_words, listed
from bot.dialogue.session import Session, constraints
from bot.dialogue.wording import understood
from recommender.catalog import Catalog
from recommender.movies import Movie
from recommender.preferences import Preferences, credited, violated
from recommender.recommend import Recommender, Shortlist

NAMES = {
    "seen": "you have seen it",
    "unlike": "you turned it down",
    "certificate": "it is above the age rating",
    "not_keywords": "it has what you did not want",
}
"""Limits whose reason needs no value of the film."""


def explain(question: Question, session: Session, shortlist: Shortlist, recommender: Recommender) -> Answer:
    """The answer to `why`, `why_not` and `state`."""
    if question.relation == "state":
        return Answer(understood(constraints(session), recommender.catalog), ("session: state",))
    if question.relation == "why":
        return _why(question, session, recommender)
    return _why_not(question, session, shortlist, recommender.catalog)


def _why(question: Question, session: Session, recommender: Recommender) -> Answer:
    films = question.films or ((session.focus,) if session.focus else session.last)
    if not films:
        return Answer("I have recommended nothing yet.", known=False)
    cards = [recommender.explain(film, session.wish, session.profile) for film in films]
    wishes = in_words(session.wish, recommender.catalog)
    asked = [f"You asked for: {', '.join(wishes)}."] if wishes else []
    why = [f"{card.movie}: {'; '.join(card.reasons) or 'the best fit that was left'}." for card in cards]
    return Answer(" ".join(asked + why), tuple(f"{film}: receipt" for film in films), films)


def _why_not(question: Question, session: Session, shortlist: Shortlist, catalog: Catalog) -> Answer:
    if not question.films:
        return Answer("Which film do you mean?", known=False)
    limits = constraints(session)
    movies = [catalog.movie(film) for film in question.films]
    text = " ".join(_reason(movie, limits, session, shortlist, catalog) for movie in movies)
    return Answer(text, tuple(f"{movie.id}: receipt" for movie in movies), question.films)


def _reason(movie: Movie, limits: Preferences, session: Session, shortlist: Shortlist, catalog: Catalog) -> str:
    broken = violated(movie, limits)
    if broken:
        return f"{movie}: {listed([_because(movie, limit, limits) for limit in broken])}."
    if movie.id in limits.wanted.films:
        return f"{movie}: you named it yourself, so you know it."
    if movie.id in session.shown:
        return f"{movie}: I have shown it to you already."
    row = catalog.row(movie.id)
    place = next((i for i, one in enumerate(shortlist.rows[(-shortlist.belief).argsort()], 1) if one == row), None)
    where = f"number {place} of {len(shortlist.rows)}" if place else "behind the others"
    return f"{movie} fits; it came {where}."


def _because(movie: Movie, limit: str, limits: Preferences) -> str:
    """One broken limit with the film's own value."""
    match limit:
        case "not_people":
            names = [person.name for person in limits.unwanted.people if credited(movie, person)]
            return f"{listed(names)} worked on it"
        case "people":
            return f"{listed([p.name for p in limits.wanted.people if not credited(movie, p)])} did not work on it"
        case "genres" | "not_genres":
            return f"it is {listed(movie.genres)}"
        case "years":
            return f"it is from {movie.year}"
        case "runtime":
            return f"it runs {hours(movie.runtime)}"
        case "languages" | "not_languages":
            return f"it is in {listed(movie.languages)}"
        case "countries" | "not_countries":
            return f"it is from {listed(movie.countries)}"
        case "franchises" | "not_franchises":
            return f"it belongs to {movie.franchise}" if movie.franchise else "it belongs to no series"
        case "tone":
            off = [m.axis for m in limits.tone if not m.low <= movie.feels(m.axis) <= m.high]
            return f"it is {listed([f'{GRADES[movie.feels(axis)]} {MORE[axis]}' for axis in off])}"
    return NAMES[limit]
