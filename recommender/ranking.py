"""How well does every film answer a taste? Weighted terms that add up to a score."""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass

import numpy as np

from recommender import lexical
from recommender.catalog import Catalog
from recommender.encoders import Encoder
from recommender.likes import Likes
from recommender.limits import credited_to
from recommender.movies import AXES, Movie
from recommender.taste import Taste, tone_of
from recommender.traits import Traits, direction

WEIGHTS = {
    "likes": 1.6,
    "content": 1.8,
    "cast": 0.8,
    "director": 0.35,
    "writer": 0.15,
    "keywords": 0.7,
    "genres": 0.3,
    "tone": 0.5,
    "era": 0.25,
    "people": 0.5,
    "meaning": 1.6,
    "words": 0.5,
    "named": 0.8,
    "kind": 0.35,
    "origin": 0.3,
    "mood": 0.3,
    "unlike": 0.6,
    "fame": 0.1,
    "acclaim": 0.16,
    "loved": 0.2,
    "wished": 0.5,
}
"""What each term counts: up to "era" likeness to the anchors, then likeness to what was said, then the prior.

The first group was chosen by finding a film again from one that names it in its `like` list, that pair left out of the
graph; words, meaning and prior on the dev half of benchmarks/requests.jsonl; the rest by reading lists.
"""

_CREW = {"actor": "cast", "director": "director", "writer": "writer", "keyword": "keywords", "genre": "genres"}

_WEAK = 4.0
"""A best BM25 score of this counts half as much as a very high one: words that nearly every film has say little."""

_GENERATION = 12.0
"""Years after which half of the likeness of two films' eras is gone."""


@dataclass(frozen=True, slots=True)
class Films:
    """All that films are compared by, held open."""

    catalog: Catalog
    traits: Traits
    likes: Likes
    encoder: Encoder


Term = tuple[str, np.ndarray]


def terms(taste: Taste, films: Films) -> dict[str, np.ndarray]:
    """Each term's weighted part of every film's score, by name; terms that say nothing are left out."""
    parts = (_alike, _crew, _near, _said, _prior)
    found: dict[str, np.ndarray] = {}
    for part in parts:
        for name, values in part(taste, films):
            found[name] = found.get(name, np.float32(0)) + np.float32(WEIGHTS[name]) * values
    return found


def total(found: dict[str, np.ndarray], films: int) -> np.ndarray:
    """The sum of all terms."""
    score = np.zeros(films, np.float32)
    for values in found.values():
        score += values
    return score


def mean(found: Collection[dict[str, np.ndarray]]) -> dict[str, np.ndarray]:
    """The mean of several people's terms; somebody who lacks one has 0 of it."""
    names = dict.fromkeys(name for own in found for name in own)
    return {
        name: np.asarray(np.sum([own[name] for own in found if name in own], axis=0) / np.float32(len(found)))
        for name in names
    }


def _alike(taste: Taste, films: Films) -> Iterator[Term]:
    """Which films do people who love the anchors look for next, and which are near in era?"""
    if not taste.anchors:
        return
    near = np.zeros(len(films.catalog), np.float32)
    for row, weight in taste.anchors:
        near += np.float32(weight) * films.likes.around(row)
    yield "likes", near
    rows, weights = zip(*taste.anchors, strict=True)
    year = np.average(films.catalog.columns.year[list(rows)], weights=weights)
    gap = np.abs(films.catalog.columns.year - np.float32(year)) / np.float32(_GENERATION)
    yield "era", np.asarray(sum(weights) / (1 + gap), np.float32)


def _crew(taste: Taste, films: Films) -> Iterator[Term]:
    """People, keywords and genres shared with the anchors: cosines, a few values at a time."""
    if not taste.anchors:
        return
    for field, name in _CREW.items():
        shared = np.zeros(len(films.catalog), np.float32)
        for value, strength in _strengths(taste.anchors, field, films.catalog).items():
            rows, weights = films.catalog.weighed(field, value)
            shared[rows] += np.float32(strength) * weights
        yield name, shared


def _strengths(anchors: tuple[tuple[int, float], ...], field: str, catalog: Catalog) -> dict[str, float]:
    """How much each value of a field weighs in the anchors together, so that each is looked up among all films once."""
    found: dict[str, float] = {}
    for row, weight in anchors:
        for value in _values(catalog.movie(row), field):
            rows, weights = catalog.weighed(field, value)
            own = float(weights[rows.searchsorted(row)])
            found[value] = found.get(value, 0.0) + weight * own
    return found


def _near(taste: Taste, films: Films) -> Iterator[Term]:
    """Content, tone and words: one product of all films with all that is looked for."""
    traits = films.traits
    wanted: list[tuple[str, np.ndarray]] = []
    if taste.anchors:
        rows, weights = zip(*taste.anchors, strict=True)
        middle = np.average(traits.content[list(rows)], axis=0, weights=weights)
        wanted.append(("content", direction(middle) * np.float32(sum(weights))))
        tone = direction(tone_of(taste.anchors, taste.moves, films.catalog) - traits.middle)
        yield "tone", traits.tone @ (tone * np.float32(sum(weights)))
    words = ", ".join((taste.text, *taste.keywords)).strip(", ")
    if words:
        wanted.append(("meaning", films.encoder.encode([words])[0]))
        scores = traits.words.scores(lexical.terms(words))
        yield "words", np.asarray(scores / (scores.max(initial=0) + np.float32(_WEAK)))
    if taste.avoided:
        wanted.append(("unlike", -direction(traits.content[list(taste.avoided)].mean(0))))
    if wanted:
        products = traits.content @ np.stack([vector for _, vector in wanted], axis=1).astype(np.float32)
        yield from ((name, products[:, column]) for column, (name, _) in enumerate(wanted))


def _said(taste: Taste, films: Films) -> Iterator[Term]:
    """Keywords by name, genres by prominence, people by billing, moves by how far they go."""
    catalog = films.catalog
    yield from _named("named", [("keyword", value) for value in taste.keywords], catalog, scale=_flat)
    yield from _named("kind", [("genre", value) for value in taste.genres], catalog, scale=_own)
    yield from _named("origin", [*taste.origins], catalog, scale=_own)
    if taste.liked:
        there = np.zeros(len(catalog), np.float32)
        for person, weight in taste.liked:
            there[credited_to(person, catalog)] += np.float32(weight * 0.5)
            rows, weights = catalog.weighed("actor", person.name)
            there[rows] += np.float32(weight) * weights
        yield "people", np.minimum(there, 1)
    if taste.moves:
        tone = catalog.columns.tone
        steps = (np.float32(move.delta / 8) * tone[:, AXES.index(move.axis)] for move in taste.moves)
        yield "mood", np.asarray(np.sum(list(steps), axis=0, dtype=np.float32))


def _prior(taste: Taste, films: Films) -> Iterator[Term]:
    """What speaks for a film before anything is known: it is known, praised and loved; less so when told otherwise."""
    columns = films.catalog.columns
    fame = (columns.fame - np.float32(3)) / 2
    acclaim = (columns.acclaim - np.float32(3)) / 2
    if taste.acclaim >= 0:
        yield "acclaim", acclaim
    if taste.fame >= 0:
        yield "fame", fame
        yield "loved", np.log1p(films.likes.loved.astype(np.float32)) / np.float32(4)
    if taste.fame or taste.acclaim:
        yield "wished", np.float32(taste.fame) * fame + np.float32(taste.acclaim) * acclaim


def _named(
    term: str, keys: list[tuple[str, str]], catalog: Catalog, *, scale: Callable[[np.ndarray], np.ndarray]
) -> Iterator[Term]:
    """The mean, over the values asked for, of each film's weight for the value."""
    if not keys:
        return
    found = np.zeros(len(catalog), np.float32)
    for field, value in keys:
        rows, weights = catalog.weighed(field, value)
        found[rows] += scale(weights)
    yield term, found / np.float32(len(keys))


def _flat(weights: np.ndarray) -> np.ndarray:
    return np.ones(len(weights), np.float32)


def _own(weights: np.ndarray) -> np.ndarray:
    return weights


def _values(movie: Movie, field: str) -> tuple[str, ...]:
    values: tuple[str, ...] = getattr(movie, f"{field}s")
    return tuple(dict.fromkeys(values))
