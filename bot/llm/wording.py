"""Which words does an act get from a model, and which must stay our own?"""

from __future__ import annotations

import re

from bot.dialogue import wording
from bot.dialogue.acts import Answer, BotAct, Recommend, Unclear, UserAct
from bot.dialogue.session import Session
from bot.llm.calling import Caller, Silent
from bot.llm.guard import Given, mend, sound
from bot.llm.inert import commanding, inert
from bot.llm.prompts import WORDING, facts
from recommender.catalog import Catalog
from recommender.movies import Movie

_TOLD = 8
"""So many names at most must be kept by a model that rewords an answer."""


def speak(act: BotAct, session: Session, heard: tuple[UserAct, ...], catalog: Catalog, *, model: Caller) -> str:
    """The words before the films: a model's where all of it is backed and nothing is lost, else our own."""
    own = wording.lead(act, session, heard, catalog)
    given = _given(act, catalog)
    if given is None:
        return own
    try:
        said = model.ask((("system", WORDING), ("human", _task(act, given, own))))
    except Silent:
        return own
    if isinstance(act, Answer):
        return _whole(said, own, given)
    worded = mend(said, given)
    must = own if isinstance(act, Recommend) and (act.relaxed or act.answer or _missed(heard)) else ""
    return " ".join(filter(None, (must, worded))) or own


def _given(act: BotAct, catalog: Catalog) -> Given | None:
    """What the act speaks of; None where the words are ours alone: nothing is said of a film, or a text is told."""
    if isinstance(act, Recommend) and act.films and not act.described:
        return Given(tuple(card.movie for card in act.films))
    if isinstance(act, Answer) and act.known and act.films:
        movies = tuple(catalog.movie(film) for film in act.films[:_TOLD] if catalog.row(film) is not None)
        given = Given(movies)
        return given if sound(act.text, given) else None
    return None


def _task(act: BotAct, given: Given, own: str) -> str:
    if isinstance(act, Answer):
        return facts({"task": "say this in other words, leaving nothing out", "answer": inert(own)})
    return facts({"task": "say why these films are worth a look", "films": [_film(movie) for movie in given.movies]})


def _film(movie: Movie) -> dict[str, object]:
    """Fields only, and no synopsis: what a text would say of a film is not needed to introduce it."""
    values = {
        "title": movie.title, "year": movie.year, "minutes": movie.runtime, "genres": movie.genres,
        "directors": movie.directors, "cast": movie.actors[:3], "about": movie.keywords[:4],
    }  # fmt: skip
    return {name: _harmless(value) for name, value in values.items()}


def _harmless(value: object) -> object:
    if isinstance(value, tuple):
        return [item for item in value if not commanding(item)]
    return inert(value, 120) if isinstance(value, str) else value


def _whole(said: str, own: str, given: Given) -> str:
    """A reworded answer that is sound and has every name and number of our own; else our own."""
    telling = re.findall(r"\d+|(?<!^)\b[^\W\d_a-z]\w+", own)
    kept = sound(said, given) and all(re.search(rf"(?<!\w){re.escape(word)}(?!\w)", said) for word in telling)
    negated = bool(re.search(r"\b(?:no|not)\b|n't", own, re.I)) == bool(re.search(r"\b(?:no|not)\b|n't", said, re.I))
    return said if kept and negated else own


def _missed(heard: tuple[UserAct, ...]) -> bool:
    return any(isinstance(act, Unclear) for act in heard)
