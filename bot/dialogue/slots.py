"""What can be asked about the films in view: the answers of each slot, what they mean and which films they fit?

A slot makes an Asking: its choices and a table (choices, films) of how likely somebody who wants that film picks that
choice. The last choice of every slot is "no matter"; it takes what the others leave of a film.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, TypeAlias

import numpy as np
from numpy.typing import NDArray

from bot.dialogue.acts import Choice
from recommender.movies import AXES, CERTIFICATES, GENRES, Movie
from recommender.preferences import Facets, Move, Person, Preferences

if TYPE_CHECKING:
    from recommender.catalog import Catalog

ANY = Choice("no matter")

ERAS = (("before 1980", (None, 1979)), ("the 80s or 90s", (1980, 1999)), ("the 2000s", (2000, 2009)),
        ("2010 or later", (2010, None)))  # fmt: skip
LENGTHS = (("short", (1, 95)), ("average", (96, 125)), ("long", (126, None)))
MOODS = {"funny": "funny", "tense": "tense", "romantic": "romantic", "thoughtful": "thoughtful", "scary": "scary",
         "feel_good": "heart-warming", "dark": "dark", "weird": "strange"}  # fmt: skip
_WITH = (("small children", "PG", (0.7, 0.5, 0, 0, 0)), ("teenagers", "PG-13", (0.1, 0.2, 0.5, 0, 0)))
"""Who is watching, the age cap that means, and how likely a film of each certificate is wanted for them."""

_OFFERED = 4
_TOLD_BY = 24
"""Best believed films whose cast is read for names worth asking about."""


@dataclass(frozen=True, slots=True)
class View:
    """The candidates: their rows in the catalogue, the belief in each, and the belief by row of the whole catalogue."""

    catalog: Catalog
    rows: NDArray[np.integer]
    belief: NDArray[np.floating]
    spread: NDArray[np.floating]

    def having(self, field: str, value: str) -> NDArray[np.floating]:
        """1.0 for each candidate that has a value, else 0.0."""
        has = np.zeros(len(self.spread), dtype=np.float32)
        has[self.catalog.rows(field, value)] = 1
        return has[self.rows]

    def mass(self, field: str, value: str) -> float:
        """Belief in the candidates that have a value."""
        return float(self.spread[self.catalog.rows(field, value)].sum())


@dataclass(frozen=True, slots=True)
class Asking:
    """The choices of one question and the table (choices, films) of how likely each is picked."""

    choices: tuple[Choice, ...]
    table: NDArray[np.floating]


Slot: TypeAlias = Callable[[View], Asking]


def view(catalog: Catalog, rows: NDArray[np.integer], belief: NDArray[np.floating]) -> View:
    """The candidates as the slots look at them."""
    spread = np.zeros(len(catalog))
    spread[rows] = belief
    return View(catalog, rows, belief, spread)


def era(seen: View) -> Asking:
    """Old or new?"""
    years = seen.catalog.columns.year[seen.rows]
    return _asking([(Choice(label, Preferences(years=span)), _in(years, span)) for label, span in ERAS], len(seen.rows))


def length(seen: View) -> Asking:
    """How much time is there? A film of unknown length is wanted by whoever doesn't mind."""
    minutes = seen.catalog.columns.runtime[seen.rows]
    fits = [_in(minutes, span) for _, span in LENGTHS]
    wishes = [Preferences(runtime=(None if low == 1 else low, high)) for _, (low, high) in LENGTHS]
    choices = [Choice(label, wish) for (label, _), wish in zip(LENGTHS, wishes, strict=True)]
    return _asking(list(zip(choices, fits, strict=True)), len(seen.rows))


def genre(seen: View) -> Asking:
    """Which of the genres that most belief is in, none of which nearly every candidate has?"""
    mass = {name: seen.mass("genre", name) for name in GENRES}
    top = sorted((name for name in GENRES if 0 < mass[name] < 0.9), key=lambda name: -mass[name])[:_OFFERED]
    wishes = [Choice(name, Preferences(wanted=Facets(genres=(name,)))) for name in top]
    return _asking([(choice, seen.having("genre", choice.label)) for choice in wishes], len(seen.rows))


def mood(seen: View) -> Asking:
    """How should it feel? Offered are the tones that candidates differ most in."""
    axes = [AXES.index(axis) for axis in MOODS]
    tone = np.maximum(seen.catalog.columns.tone[seen.rows][:, axes].T.astype(np.float32) - 1, 0)
    share = (tone > 0) @ seen.belief
    top = np.argsort(-np.minimum(share, 0.5) + 0.5 * np.maximum(share - 0.7, 0), kind="stable")[:_OFFERED]
    names = list(MOODS)
    fits = [(Choice(MOODS[names[i]], Preferences(tone=(Move(names[i], 2, low=2),))), tone[i]) for i in top if share[i]]
    return _asking(fits, len(seen.rows))


def company(seen: View) -> Asking:
    """Who is watching? Grown-ups alone set no limit."""
    grade = np.minimum(seen.catalog.columns.certificate[seen.rows].astype(int), len(CERTIFICATES))
    fits = [
        (Choice(label, Preferences(certificate=cap)), np.array([*likely, 0], dtype=np.float32)[grade])
        for label, cap, likely in _WITH
    ]
    return _asking(fits, len(seen.rows), other="only grown-ups")


def language(seen: View) -> Asking:
    """In English or in another language?"""
    english = seen.having("language", "English")
    spoken = Facets(languages=("English",))
    choices = (Choice("English", Preferences(wanted=spoken)), Choice("another language", Preferences(unwanted=spoken)))
    return _asking([(choices[0], english), (choices[1], 1 - english)], len(seen.rows))


def fame(seen: View) -> Asking:
    """Something everybody knows, or a find?"""
    known = seen.catalog.columns.fame[seen.rows]
    famous = (known >= 4) + 0.3 * (known == 3)
    hidden = (known <= 2) + 0.3 * (known == 3)
    choices = (Choice("well known", Preferences(fame=1)), Choice("a hidden gem", Preferences(fame=-1)))
    return _asking([(choices[0], famous), (choices[1], hidden)], len(seen.rows))


def actor(seen: View) -> Asking:
    """Somebody to see in it?"""
    return _people(seen, "actor", [name for movie in _best(seen) for name in movie.actors[:4]])


def director(seen: View) -> Asking:
    """Somebody to have made it?"""
    return _people(seen, "director", [name for movie in _best(seen) for name in movie.directors])


SLOTS: dict[str, Slot] = {
    "era": era, "genre": genre, "mood": mood, "length": length, "company": company, "language": language,
    "actor": actor, "director": director, "fame": fame,
}  # fmt: skip
"""Every slot, in the order of the interview."""


def _best(seen: View) -> list[Movie]:
    few = min(_TOLD_BY, len(seen.rows))
    top = np.argpartition(-seen.belief, few - 1)[:few] if few else np.empty(0, dtype=int)
    return [seen.catalog.movie(int(row)) for row in sorted(seen.rows[top])]


def _people(seen: View, role: str, names: Sequence[str]) -> Asking:
    """The names that most belief is in, none of which nearly every candidate has."""
    often = [name for name, _ in Counter(names).most_common(3 * _OFFERED)]
    mass = {name: seen.mass(role, name) for name in often}
    top = sorted((name for name in often if mass[name] < 0.9), key=lambda name: -mass[name])[:_OFFERED]
    wishes = [Choice(name, Preferences(wanted=Facets(people=(Person(name, role),)))) for name in top]
    return _asking([(choice, seen.having(role, choice.label)) for choice in wishes], len(seen.rows))


def _in(values: NDArray[np.integer], span: tuple[int | None, int | None]) -> NDArray[np.floating]:
    low, high = span
    return ((values >= (low or 0)) & (values <= (high or 9999))).astype(np.float32)


def _asking(fits: Sequence[tuple[Choice, NDArray[np.floating]]], films: int, *, other: str = ANY.label) -> Asking:
    """A film that fits several choices is spread over them; what is left of it goes to the last choice."""
    fitted = [fit for fit in fits if fit[1].any()]
    rows = np.zeros((len(fitted) + 1, films))
    for place, (_, fit) in enumerate(fitted):
        rows[place] = fit
    total = rows.sum(axis=0)
    rows /= np.maximum(total, 1)
    rows[-1] = 1 - np.minimum(total, 1)
    return Asking((*(choice for choice, _ in fitted), Choice(other)), rows)
