"""What should somebody watch? Preferences in, a short list that can be checked out."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from pathlib import Path
from types import MappingProxyType

import numpy as np

from recommender import cataloguing, likes, rated, traits
from recommender import folder as derived
from recommender.catalog import Catalog
from recommender.encoders import Encoder
from recommender.groups import GroupList, choose, reason, together
from recommender.limits import masks
from recommender.movies import Movie, Recommendation
from recommender.preferences import Facets, Preferences
from recommender.ranking import Films, mean, terms, total
from recommender.reasons import matched, reasons
from recommender.receipt import Receipt
from recommender.records import FIELDS
from recommender.relaxing import Field, sift
from recommender.taste import Taste, binding, taste
from recommender.variety import best, varied, wild

TEMPERATURE = 0.12
"""The step in score that makes a film e times likelier, as a share of how far the best stands above the middle."""

WILDCARD = "a wildcard: unlike the others, and it still fits"
"""The first reason of a film that was put in for a change."""

_OFFBEAT = 0.8
"""What a surprise pays for being little known, at most."""


@dataclass(frozen=True, slots=True)
class Shortlist:
    """The films, best first and varied; `relaxed` names every limit that any of them breaks.

    `rows` are all candidates left, `belief` how probable each is to be what is wanted, adding up to 1.
    """

    films: tuple[Recommendation, ...]
    relaxed: tuple[str, ...]
    receipt: Receipt
    rows: np.ndarray
    belief: np.ndarray


def build(
    movies: Iterable[Movie], folder: Path, encoder: Encoder, *, progress: Callable[[int], None] | None = None
) -> None:
    """Derive all that a Recommender opens; the folder is replaced whole, or left as it was when that fails."""
    with derived.replacing(folder) as fresh:
        facts = cataloguing.write(movies, fresh)
        catalog = Catalog.open(fresh)
        try:
            likes.write(catalog, fresh)
            traits.write(catalog, fresh, encoder, progress=progress)
        finally:
            catalog.close()
        derived.seal(fresh, {**_expected(encoder), **facts})


class Recommender:
    """Films and all they are compared by, held open; safe to ask from several threads."""

    def __init__(self, films: Films) -> None:
        self.catalog = films.catalog
        self._films = films

    @classmethod
    def open(cls, folder: Path, encoder: Encoder) -> Recommender:
        """Open what `build` wrote; ValueError when it is damaged or was built by another format or encoder."""
        derived.inspect(folder, _expected(encoder))
        return cls(Films(Catalog.open(folder), traits.load(folder), likes.load(folder), encoder))

    def recommend(
        self,
        wish: Preferences,
        profile: Preferences = Preferences(),
        *,
        count: int = 3,
        shown: frozenset[str] = frozenset(),
        surprise: bool = False,
        wildcard: bool = False,
    ) -> Shortlist:
        """The films for a wish and a remembered taste; never one that is named in them or already `shown`.

        With `wildcard` the last place goes to a film unlike the others that keeps all limits too and says what it is;
        there is none where a limit had to give or where no other film is left.
        """
        held = binding(wish, profile)
        field = self._sift(held, shown | {*wish.wanted.films, *profile.wanted.films})
        sought = taste(wish, profile, self.catalog)
        found = terms(sought, self._films)
        if surprise:
            found["surprise"] = _offbeat(self.catalog)
        scores = total(found, len(self.catalog))[field.rows] - field.costs
        top = best(scores)
        rows, traits = field.rows[top], self._films.traits
        chosen = varied(rows, scores[top], traits, count=count)
        welcome = wildcard and len(chosen) > 1 and not field.relaxed
        odd = wild(rows, scores[top], traits, chosen=chosen) if welcome else None
        listed = [self._listed(int(top[place]), field, found) for place in _ending(chosen, odd)]
        films = [self._explained(*film, held, sought) for film in listed]
        known = self._forecast(films if odd is None else [*films[:-1], _labelled(films[-1])], profile)
        return Shortlist(known, field.relaxed, self._receipt(field, known), field.rows, believe(scores))

    def forecast(
        self, films: Sequence[str], profile: Preferences, ratings: Mapping[str, float] = MappingProxyType({})
    ) -> tuple[tuple[float, float, float], ...]:
        """What a person would give each film, 0.5 to 5 stars, with the ends of the interval that holds 80 of 100.

        Nothing where fewer than two films are rated, liked or turned down; KeyError for a film that is not there.
        """
        if rated.told(profile, ratings) < rated.ENOUGH:
            return ()
        rows = np.array([self.catalog.row(self.catalog.movie(film).id) for film in films], np.int64)
        found = rated.forecast(rated.evidence(profile, ratings, self._films), self._sketch, rows)
        ends = zip(found.rating.tolist(), found.low.tolist(), found.high.tolist(), strict=True)
        return tuple((rating, low, high) for rating, low, high in ends)

    def for_group(
        self,
        people: Mapping[str, Preferences],
        wish: Preferences = Preferences(),
        *,
        rule: str = "least misery",
        count: int = 3,
        past: Sequence[Mapping[str, float]] = (),
    ) -> GroupList:
        """The films for people with tastes of their own and one wish in common, by one of the `groups.RULES`.

        What any of them must not see is never shown, even where the wish asks for it. A film's terms are the mean of
        everybody's, its first reasons say what it means for each. ValueError for an unknown rule or nobody.
        """
        everybody = (wish, *people.values())
        held = replace(together(everybody), wanted=wish.wanted, tone=wish.tone, text=wish.text)
        field = self._sift(held, {film for person in everybody for film in person.wanted.films})
        found = {name: terms(taste(wish, person, self.catalog), self._films) for name, person in people.items()}
        scores = {name: total(own, len(self.catalog))[field.rows] - field.costs for name, own in found.items()}
        chosen = choose(scores, rule, count=count, past=past)
        shared, sought = mean(found.values()), taste(wish, Preferences(), self.catalog)
        films = []
        for film in chosen:
            one = self._explained(*self._listed(film.row, field, shared), held, sought)
            films.append(replace(one, reasons=(*(reason(film, name) for name in people), *one.reasons)))
        told = self._receipt(field, films)
        return GroupList(tuple(films), field.relaxed, told, tuple(film.satisfaction for film in chosen))

    def explain(self, film: str, wish: Preferences, profile: Preferences = Preferences()) -> Recommendation:
        """One film as it answers a wish: its reasons and terms; KeyError when there is no such film."""
        movie = self.catalog.movie(film)
        sought = taste(wish, profile, self.catalog)
        parts = _parts(terms(sought, self._films), self.catalog.row(movie.id) or 0)
        return self._explained(self.catalog.row(movie.id) or 0, parts, binding(wish, profile), sought)

    def similar(self, film: str, count: int = 5) -> tuple[Recommendation, ...]:
        """Films like one film, whatever was wished; KeyError when there is no such film."""
        self.catalog.movie(film)
        return self.recommend(Preferences(wanted=Facets(films=(film,))), count=count).films

    def search(self, text: str, count: int = 5) -> tuple[Recommendation, ...]:
        """The films that a half-remembered description fits best; their reasons are the words that matched."""
        found = terms(Taste(text=text), self._films)
        scores = total(found, len(self.catalog))
        films = []
        for row in best(scores)[:count].tolist():
            movie, parts = self.catalog.movie(row), _parts(found, row)
            films.append(Recommendation(movie, sum(parts.values()), matched(movie, text), parts))
        return tuple(films)

    @cached_property
    def _sketch(self) -> rated.Sketch:
        return rated.sketch(self._films)

    def _forecast(self, films: Sequence[Recommendation], profile: Preferences) -> tuple[Recommendation, ...]:
        """The films with what the person would give them, where enough is known of them."""
        found = self.forecast([film.movie.id for film in films], profile)
        return tuple(replace(film, forecast=one) for film, one in zip(films, found or [None] * len(films), strict=True))

    def _sift(self, held: Preferences, hidden: Iterable[str]) -> Field:
        limits = dict(masks(held, self.catalog))
        rows = self.catalog.placed(hidden)
        if len(rows):
            seen = limits.pop("seen", np.ones(len(self.catalog), bool))
            seen[rows] = False
            limits = {"seen": seen, **limits}
        return sift(held, self.catalog, limits)

    def _listed(self, place: int, field: Field, found: dict[str, np.ndarray]) -> tuple[int, dict[str, float]]:
        row = int(field.rows[place])
        parts = _parts(found, row)
        return row, parts | ({"limits": -float(field.costs[place])} if field.costs[place] else {})

    def _explained(self, row: int, parts: dict[str, float], held: Preferences, sought: Taste) -> Recommendation:
        movie = self.catalog.movie(row)
        anchors = [self.catalog.movie(anchor) for anchor, _ in sought.anchors]
        why = reasons(movie, held, anchors, [person for person, _ in sought.liked])
        return Recommendation(movie, sum(parts.values()), why, parts)

    def _receipt(self, field: Field, films: Sequence[Recommendation]) -> Receipt:
        terms = {film.movie.id: film.terms for film in films}
        forecasts = {film.movie.id: film.forecast for film in films if film.forecast}
        return Receipt(len(self.catalog), field.checks, field.relaxed, terms, forecasts)


def believe(scores: np.ndarray) -> np.ndarray:
    """How probable each candidate is to be the one wanted: a softmax of the scores."""
    if not len(scores):
        return np.zeros(0, np.float32)
    step = TEMPERATURE * max(1.0, float(scores.max() - scores.mean()))
    odds = np.exp((scores - scores.max()) / np.float32(step))
    return np.asarray(odds / odds.sum(dtype=np.float64))


def _ending(chosen: list[int], odd: int | None) -> list[int]:
    """The places of a list, the last one given to a wildcard if there is any."""
    return chosen if odd is None else [*chosen[:-1], odd]


def _labelled(film: Recommendation) -> Recommendation:
    return replace(film, reasons=(WILDCARD, *film.reasons))


def _parts(found: dict[str, np.ndarray], row: int) -> dict[str, float]:
    parts = {name: float(values[row]) for name, values in found.items()}
    return {name: value for name, value in parts.items() if value}


def _offbeat(catalog: Catalog) -> np.ndarray:
    return np.asarray(np.float32(_OFFBEAT / 2) * (3 - catalog.columns.fame.astype(np.float32)))


def _expected(encoder: Encoder) -> dict[str, object]:
    return {"encoder": encoder.name, "dimension": encoder.dimension, "fields": list(FIELDS)}
