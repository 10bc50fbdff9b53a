"""How are systems compared that rank all films at a moment of a conversation?"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.moments import Moment, Talk, wish
from benchmarks.report import interval, paired
from benchmarks.shelf import Shelf
from recommender import clues, dialogues, likes, traits
from recommender.catalog import Catalog
from recommender.dialogues import Dialogues, Floats
from recommender.encoders import StaticEncoder
from recommender.learning import Case
from recommender.ranker import Ranker, matrix
from recommender.ranking import WEIGHTS, Films
from recommender.recommend import build

Values = dict[str, Floats]
System = Callable[[Values, Moment], Floats]
"""The clues of a moment -> one score per candidate."""

DEPTHS = (1, 5, 10, 20, 50)


@dataclass(frozen=True, slots=True)
class Stage:
    """All that moments are read with: the films, those of them that can be named, and past conversations."""

    shelf: Shelf
    films: Films
    talks: Sequence[Talk]
    past: Dialogues
    year: float
    ordered: bool = True

    @classmethod
    def over(cls, shelf: Shelf, films: Films, talks: Sequence[Talk], *, year: float, ordered: bool = True) -> Stage:
        past = dialogues.gather([talk.past for talk in talks], films.traits.content)
        return cls(shelf, films, talks, past, year, ordered)

    def clues(self, moment: Moment) -> Values:
        """What speaks for every candidate.

        A past conversation is judged without itself, what its people said elsewhere and, where the order is known,
        what came later; one that is not of the past comes a little later than all of it.
        """
        when = clues.Moment(self.year, now=len(self.talks) * 1.025)
        if moment.place >= 0:
            when = clues.Moment(self.year, self._before(moment.place), float(moment.place))
        found = clues.clues(wish(moment, self.shelf, self.films.catalog), self.films, self.past, when)
        return {name: values[: len(self.shelf.names)] for name, values in found.items()}

    def cases(self, moments: Iterable[Moment]) -> list[Case]:
        """Moments with new films as cases to learn from."""
        films = len(self.shelf.names)
        return [
            Case(
                matrix(self.clues(moment), clues.NAMES, films).astype(np.float16),
                moment.fresh,
                frozenset(moment.mentioned),
            )
            for moment in moments
            if moment.fresh
        ]

    def _before(self, place: int) -> Floats:
        own = self.talks[place].people
        apart = ((other, not talk.people & own) for other, talk in enumerate(self.talks))
        return np.array([free and (other < place or (other > place and not self.ordered)) for other, free in apart],
                        np.float32)  # fmt: skip


@dataclass(slots=True)
class Scores:
    """Ranks (0 is best) of the named films under each system, with their conversations and whether they are new."""

    ranks: dict[str, list[int]] = field(default_factory=dict)
    groups: list[str] = field(default_factory=list)
    new: list[bool] = field(default_factory=list)


def listen(stage: Stage, moments: Iterable[Moment], systems: Mapping[str, System], *, hide: bool = True) -> Scores:
    """Ask every system at every moment. Films already mentioned are ranked last where the named film is new, unless
    `hide` is off, as where repeats count and nobody may know which they are.
    """
    scores = Scores({name: [] for name in systems})
    for moment in moments:
        values = stage.clues(moment)
        for name, system in systems.items():
            given = np.array(system(values, moment), np.float32)
            scores.ranks[name] += (_rank(given, film, moment, hide=hide) for film in moment.named)
        scores.groups += [moment.dialogue] * len(moment.named)
        scores.new += [film not in moment.mentioned for film in moment.named]
    return scores


def _rank(scores: Floats, film: int, moment: Moment, *, hide: bool = True) -> int:
    """How many films stand above one; films of its own score that come before it in the list do."""
    own = scores[film]
    above = scores > own
    above[:film] |= scores[:film] == own
    if hide and film not in moment.mentioned:
        above[list(moment.mentioned)] = False
    return int(above.sum())


def table(
    scores: Scores, ours: Sequence[str], *, rivals: Sequence[str] = (), films: str = "new"
) -> list[dict[str, Any]]:
    """A row per system for new films and one for all, then the lead of the first of ours over each rival.

    Without rivals that is the best other row; `films`, "new" or "all", says which rows the lead is of.
    """
    which = {"new": np.array(scores.new), "all": np.ones(len(scores.new), bool)}
    rows = [_row(name, scores, chosen, kind) for kind, chosen in which.items() for name in scores.ranks]
    others = [name for name in scores.ranks if name not in ours]
    best = max(others, key=lambda name: float((np.array(scores.ranks[name])[which[films]] < 20).mean()))
    return [*rows, *(_lead(scores, ours[0], rival, which[films], films) for rival in rivals or (best,))]


def _lead(scores: Scores, ours: str, rival: str, which: np.ndarray, films: str) -> dict[str, Any]:
    groups = _groups(scores, which)
    lead = {
        f"R@{depth}": paired(_hits(scores, ours, which, depth), _hits(scores, rival, which, depth), groups=groups)
        for depth in DEPTHS
    }
    return {"system": f"{ours} minus {rival}", "films": films, "n": int(which.sum()), **lead}


def _row(name: str, scores: Scores, which: np.ndarray, films: str) -> dict[str, Any]:
    groups = _groups(scores, which)
    figures = {f"R@{depth}": interval(_hits(scores, name, which, depth), groups=groups) for depth in DEPTHS}
    return {"system": name, "films": films, "n": int(which.sum()), **figures}


def _hits(scores: Scores, name: str, which: np.ndarray, depth: int) -> list[float]:
    return (np.array(scores.ranks[name])[which] < depth).astype(float).tolist()


def _groups(scores: Scores, which: np.ndarray) -> list[int]:
    return np.unique(np.array(scores.groups)[which], return_inverse=True)[1].tolist()


def popularity(values: Values, moment: Moment) -> Floats:
    """How often each film was named in past conversations."""
    return values["popular"]


def copied(values: Values, moment: Moment) -> Floats:
    """What was mentioned, the latest first."""
    found = np.zeros(len(values["popular"]), np.float32)
    for place, film in enumerate(moment.mentioned, 1):
        found[film] = place
    return found


def alike(values: Values, moment: Moment) -> Floats:
    """The product's ranking with the weights that were set by hand, without past conversations."""
    parts = [values[name] for name in WEIGHTS if name in values]
    return np.asarray(np.sum(parts, axis=0), np.float32)


def together(values: Values, moment: Moment) -> Floats:
    """Films named beside those mentioned; the more popular first where nothing is known."""
    return values.get("together", np.float32(0)) + np.float32(1e-3) * values["popular"]


def learned(ranker: Ranker, *, trees: bool = True) -> System:
    """The ranker's scores, or those of its weights alone."""

    def rank(values: Values, moment: Moment) -> Floats:
        held = matrix(values, clues.NAMES, len(values["popular"]))
        return ranker.judge(held) if trees else ranker.linear(held)

    return rank


BASELINES: dict[str, System] = {
    "popularity": popularity,
    "copy of what was mentioned": copied,
    "item-kNN over conversations": together,
    "films alike, weights by hand": alike,
}
"""Systems that learn no weights."""


def open_films(shelf: Shelf, folder: Path) -> Films:
    """The shelf's films as the product holds them, derived anew in a folder."""
    encoder = StaticEncoder.load()
    build(shelf.movies, folder / "index", encoder)
    return Films(Catalog.open(folder / "index"), traits.load(folder / "index"), likes.load(folder / "index"), encoder)
