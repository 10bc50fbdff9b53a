"""Why this film? Short true phrases, best first, built from facts; never from the ending."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from recommender.lexical import terms
from recommender.movies import AXES, Movie
from recommender.preferences import Person, Preferences

ADJECTIVES = {"feel_good": "feel-good", "action": "action-packed", "sexual": "steamy"}
"""How an axis is said of a film, where that is not the axis' own name."""

_MOST = 4
"""So many reasons are given at most."""

_NOTICED = 2

_LONG = 30
"""A title of so many letters is named without what follows its colon."""


def reasons(movie: Movie, wish: Preferences, anchors: Sequence[Movie], liked: Sequence[Person] = ()) -> tuple[str, ...]:
    """What links a film to a wish, to the films it should be like and to people liked; never empty."""
    found = dict.fromkeys((*_asked(movie, wish, liked), *_linked(movie, anchors), *_strong(movie, wish)))
    if len(found) < 2:
        found |= dict.fromkeys((*_own(movie), *_weak(movie, wish)))
    return tuple(found)[:_MOST]


def matched(movie: Movie, text: str) -> tuple[str, ...]:
    """The words of a description that the film's own texts have too, in the order said; the ending is left out."""
    own = _stems(movie.title, movie.synopsis, movie.setting, *movie.keywords, *movie.actors)
    own |= _stems(*(role.character for role in movie.cast))
    return tuple(dict.fromkeys(word for word in re.findall(r"\w+", text.lower()) if own.intersection(terms(word))))


def telling(movie: Movie, keywords: Sequence[str]) -> tuple[str, ...]:
    """The keywords that give nothing away: none of their words comes only with the ending."""
    if not keywords:
        return ()
    late = _stems(movie.ending) - _stems(movie.synopsis)
    return tuple(keyword for keyword in keywords if not late & _stems(keyword))


def _asked(movie: Movie, wish: Preferences, liked: Sequence[Person]) -> Iterator[str]:
    keywords = [keyword for keyword in wish.wanted.keywords if keyword in movie.keywords]
    if keywords:
        yield ", ".join(keywords[:3])
    for name in dict.fromkeys(person.name for person in (*wish.wanted.people, *liked)):
        yield from _part(movie, name)


def _part(movie: Movie, name: str) -> Iterator[str]:
    """What somebody did for the film, if anything."""
    if name in movie.directors:
        yield f"directed by {name}"
    elif name in movie.writers:
        yield f"written by {name}"
    role = next((role for role in movie.cast if role.name == name), None)
    if role:
        yield f"{name} plays {role.character}" if role.character else f"with {name}"


def _linked(movie: Movie, anchors: Sequence[Movie]) -> Iterator[str]:
    for anchor in anchors:
        short = anchor.title if len(anchor.title) < _LONG else anchor.title.split(": ")[0]
        same = [name for name in anchor.directors if name in movie.directors]
        if same:
            yield f"like {short}: also by {same[0]}"
        if movie.id in anchor.like:
            yield f"people who love {short} look for it next"
        elif anchor.id in movie.like:
            yield f"people who love it look for {short} next"
        shared = telling(movie, [keyword for keyword in anchor.keywords if keyword in movie.keywords])
        if shared:
            yield f"like {short}: {', '.join(shared[:3])}"
        cast = [name for name in anchor.actors if name in movie.actors]
        if cast:
            yield f"like {short}: with {' and '.join(cast[:2])}"


def _strong(movie: Movie, wish: Preferences) -> Iterator[str]:
    """The tone asked for that the film has; kind, length and year stand on the card."""
    strong = [move.axis for move in wish.tone if move.delta > 0 and movie.feels(move.axis) >= _NOTICED]
    if strong:
        yield " and ".join(map(_said, strong[:3]))


def _weak(movie: Movie, wish: Preferences) -> Iterator[str]:
    weak = [move.axis for move in wish.tone if move.delta < 0 and movie.feels(move.axis) < _NOTICED]
    if weak:
        yield "hardly " + " or ".join(map(_said, weak[:2]))


def _own(movie: Movie) -> Iterator[str]:
    """What can be said of the film whatever was wished: how it feels and what it is about."""
    axes = sorted((axis for axis in AXES if movie.feels(axis) >= _NOTICED), key=movie.feels, reverse=True)
    feel = " and ".join(map(_said, axes[:2])) or movie.genres[0]
    about = telling(movie, movie.keywords)[:2]
    yield f"{feel}: {', '.join(about)}" if about else feel


def _said(axis: str) -> str:
    return ADJECTIVES.get(axis, axis)


def _stems(*texts: str | None) -> set[str]:
    return {term for text in texts if text for term in terms(text)}
