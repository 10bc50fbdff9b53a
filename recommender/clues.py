"""What speaks for each film at this moment of a conversation? Terms by name, for the ranker to weigh.

They are the ranking's own terms for all films mentioned and for the latest one, what past conversations say, and what
is known of a film before anything was said.
"""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from recommender import dialogues, ranking
from recommender.dialogues import Dialogues, Floats
from recommender.preferences import Preferences
from recommender.ranking import Films
from recommender.taste import Taste, taste

NAMES = (
    "popular", "offered", "lately", "of late", "together", "together last", "in like talks",
    "likes", "content", "cast", "director", "writer", "keywords", "genres", "tone", "era",
    "people", "meaning", "words", "named", "kind", "mood", "loved", "unlike",
    "last likes", "last content", "last cast", "last director", "last keywords", "last genres", "last tone",
    "nearest", "same series", "fame 0", "acclaim 0", "age", "new", "catalogued", "mentions", "mentions and popular",
)  # fmt: skip
"""The terms, in the order of the ranker's columns."""


@dataclass(frozen=True, slots=True)
class Moment:
    """When something is asked: the year, which past conversations may be known, and the place among them."""

    year: float
    live: Floats | None = None
    now: float = 0.0


def clues(wish: Preferences, films: Films, past: Dialogues, moment: Moment) -> dict[str, Floats]:
    """All terms of `NAMES` that say something; the films wanted are those mentioned, the latest last."""
    sought = taste(wish, Preferences(), films.catalog)
    found = ranking.terms(sought, films)
    rows = [row for row, _ in sought.anchors]
    found |= dialogues.terms(past, rows, films.traits.content, live=moment.live, now=moment.now)
    found |= _standing(films, moment.year)
    if rows:
        latest = ranking.terms(Taste(anchors=((rows[-1], 1.0),), fame=-1, acclaim=-1), films)
        found |= {f"last {name}": values for name, values in latest.items()}
        found["nearest"] = (films.traits.content @ films.traits.content[rows].T).max(1)
        found["same series"] = _series(films, rows)
    found["mentions"] = np.full(len(films.catalog), min(len(rows), 6), np.float32)
    found["mentions and popular"] = found["mentions"] * found["popular"]
    return found


def _standing(films: Films, year: float) -> dict[str, Floats]:
    """What is known of a film whatever is asked."""
    columns = films.catalog.columns
    age = (np.float32(year) - columns.year).astype(np.float32)
    return {
        "fame 0": columns.fame.astype(np.float32),
        "acclaim 0": columns.acclaim.astype(np.float32),
        "age": np.log1p(np.clip(age, 0, 100)),
        "new": np.asarray(np.clip(1 - age / 2, 0, 1), np.float32),
        "catalogued": np.asarray(columns.tone.any(axis=1), np.float32),
    }


def _series(films: Films, rows: list[int]) -> Floats:
    """How many of the mentioned films belong to the film's own series."""
    series = films.traits.kin[:, 0]
    own = series[rows]
    return (series[:, None] == own[own >= 0]).sum(1).astype(np.float32)
