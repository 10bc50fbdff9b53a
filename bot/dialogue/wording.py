"""Which words does an act of the bot get, without a language model?"""

from __future__ import annotations

from collections.abc import Iterator

from bot.dialogue.acts import (
    Answer,
    Ask,
    BotAct,
    Clarify,
    Confirm,
    Critique,
    Dislike,
    Farewell,
    Like,
    More,
    NoMatch,
    Recommend,
    Seen,
    Skip,
    Tell,
    Unclear,
    Undo,
    UserAct,
    Welcome,
)
from bot.dialogue.phrases import facts_line, in_words, listed, sentence, titles
from bot.dialogue.session import Session
from recommender.catalog import Catalog
from recommender.movies import Recommendation
from recommender.preferences import Preferences

QUESTIONS = {
    "era": "Old or new?",
    "genre": "What kind of film?",
    "mood": "What are you in the mood for?",
    "length": "How much time do you have?",
    "company": "Who is watching?",
    "language": "Are subtitles welcome?",
    "actor": "Anyone you would like to see?",
    "director": "A director you like?",
    "fame": "Something well known, or a discovery?",
}
"""The question on each slot."""

EXAMPLES = ("funny heist under 100 minutes, not animated", "like Heat but funnier", "what was the film where …")

GIVEN_UP = {
    "genres": "the genre",
    "people": "the names",
    "languages": "the language",
    "countries": "the country",
    "franchises": "the series",
    "years": "the years",
    "runtime": "the length",
    "tone": "the mood",
    "not_genres": "a genre you did not want",
    "not_languages": "a language you did not want",
    "not_countries": "a country you did not want",
    "not_franchises": "a series you did not want",
    "not_keywords": "something you did not want",
}
"""What is said when a limit had to give."""

HELD = {
    "seen": "you have seen the rest",
    "unlike": "you turned down the rest",
    "not_people": "you blocked somebody in the rest",
    "certificate": "the rest is above the age rating",
}
"""Why nothing is left, by the promise that would have to be broken."""

CONFIRMED = {
    "picked": "Enjoy {films}! Tell me afterwards how you liked it.",
    "restarted": "A fresh start. What are you in the mood for?",
    "undone": "Taken back. What are you in the mood for?",
    "forgotten": "All that I knew about you is deleted.",
}


def speak(act: BotAct, session: Session, heard: tuple[UserAct, ...], catalog: Catalog) -> str:
    """The whole reply as plain text. `session` has heard the acts already."""
    return whole(lead(act, session, heard, catalog), act)


def whole(words: str, act: BotAct) -> str:
    """The words before the films, the films, and the question."""
    return "\n".join(part for part in (words, body(act), asked(act)) if part)


def lead(act: BotAct, session: Session, heard: tuple[UserAct, ...], catalog: Catalog) -> str:
    """The sentences before the films: what was understood, what gave way, what is answered."""
    match act:
        case Welcome():
            return f"Hello! Tell me what you feel like watching, for example: {listed(_quoted(EXAMPLES), 'or')}."
        case Recommend():
            return " ".join(_opening(act, session, heard, catalog))
        case Answer(text):
            return text
        case Ask():
            return acknowledged(heard, session, catalog)
        case Clarify(heard=words, choices=choices):
            return f"Which {words} do you mean?" if choices else _puzzled(words)
        case NoMatch(limits):
            why = listed([HELD[limit] for limit in limits])
            return f"Nothing fits: {why}." if why else "I found nothing like that. Tell me more about it?"
        case Confirm(what, films):
            return CONFIRMED[what].format(films=titles(films, catalog))
        case Farewell(film):
            return f"Enjoy {titles((film,), catalog)}!" if film else "Goodbye, and enjoy the film!"


def body(act: BotAct) -> str:
    """The films as numbered lines, each with one line of why."""
    films = act.films if isinstance(act, Recommend) else ()
    return "\n".join(f"{place}. {line(card)}" for place, card in enumerate(films, 1))


def line(card: Recommendation) -> str:
    why = "; ".join(card.reasons[:2])
    return f"{card.movie} · {facts_line(card.movie)}" + (f"\n   {why}" if why else "")


def asked(act: BotAct) -> str:
    """The question of an act with its numbered answers; empty when it asks nothing."""
    if isinstance(act, Clarify):
        return _choices(act)
    ask = act if isinstance(act, Ask) else getattr(act, "question", None)
    return f"{QUESTIONS[ask.slot]} {_choices(ask)} (or skip)" if isinstance(ask, Ask) else ""


def acknowledged(heard: tuple[UserAct, ...], session: Session, catalog: Catalog) -> str:
    """What was understood of the message, in one line; empty when there is nothing to say."""
    notes = [note for act in heard for note in _noted(act, session, catalog)]
    missed = [act.text for act in heard if isinstance(act, Unclear) and len(heard) > 1]
    return " ".join(
        filter(None, (sentence(", ".join(notes)), f"I did not understand “{'; '.join(missed)}”." if missed else ""))
    )


def _opening(act: Recommend, session: Session, heard: tuple[UserAct, ...], catalog: Catalog) -> Iterator[str]:
    if act.answer:
        yield act.answer.text
    if act.described:
        yield "Could it be this one?" if len(act.films) == 1 else "Could it be one of these?"
        return
    noted = acknowledged(heard, session, catalog)
    if noted:
        yield noted
    if act.relaxed:
        yield f"Nothing fits all of that, so I let go of {listed([GIVEN_UP[limit] for limit in act.relaxed])}:"
    elif not noted and not act.answer:
        yield "How about:"


def _noted(act: UserAct, session: Session, catalog: Catalog) -> Iterator[str]:
    match act:
        case Critique(wish, film):
            yield from in_words(wish, catalog)
            if film:
                yield f"starting from {catalog.movie(film)}"
        case Tell(wish, _, dropped):
            yield from in_words(wish, catalog)
            yield from (f"{GIVEN_UP[limit]} no longer matters" for limit in dropped if limit in GIVEN_UP)
        case Seen(films, liked):
            yield f"noted, you have seen {titles(films, catalog)}" + _LIKED[liked]
        case Like(films, people):
            yield f"you like {listed([*_names(films, catalog), *people])}"
        case Dislike(films, people):
            yield f"no more {listed([*_names(films, catalog), *people], 'or')}"
        case Skip():
            yield "no matter"
        case More(surprise):
            yield "something off the beaten track" if surprise else "some others"
        case Undo():
            now = in_words(session.wish, catalog)
            yield f"taken back; now: {', '.join(now)}" if now else "taken back"


_LIKED = {None: "", True: " and liked it", False: " and did not like it"}


def _quoted(words: tuple[str, ...]) -> list[str]:
    return [f"“{word}”" for word in words]


def _names(films: tuple[str, ...], catalog: Catalog) -> list[str]:
    return [str(catalog.movie(film)) for film in films]


def _choices(act: Ask | Clarify) -> str:
    return "  ".join(f"[{place}] {choice.label}" for place, choice in enumerate(act.choices, 1))


def _puzzled(words: str) -> str:
    short = words if len(words) <= 60 else words[:57] + "…"
    return f"I did not understand “{short}”. Try something like: {EXAMPLES[0]}."


def understood(preferences: Preferences, catalog: Catalog) -> str:
    """The state in one sentence, for `/state`."""
    phrases = in_words(preferences, catalog)
    return f"So far: {', '.join(phrases)}." if phrases else "Nothing so far: every film is welcome."
