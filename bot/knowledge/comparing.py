"""How do two films compare?"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from bot.dialogue.acts import Answer
from bot.dialogue.phrases import MORE, hours, listed
from bot.knowledge.asking import deciding
from recommender.movies import AXES, Movie


def compare(text: str, films: Sequence[Movie]) -> Answer:
    """Two films on what the question's words compare; on everything plain when they don't say."""
    if len(films) < 2:
        return Answer("I need two films of my catalogue to compare.", known=False)
    one, other = films[:2]
    for measure in _MEASURES:
        if any(word in text.lower() for word in measure[0]):
            return _measured(one, other, measure, text.lower())
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
    said = ("Yes, " if word.split()[-1] in text or word in text else "No, ") if deciding(text) else ""
    return Answer(f"{said}{one} is {word} than {other}: {shown}.", sources, (one.id, other.id))


def _in_short(movie: Movie) -> str:
    return f"{movie}: {hours(movie.runtime)}, {', '.join(movie.genres)}, by {listed(movie.directors)}."
