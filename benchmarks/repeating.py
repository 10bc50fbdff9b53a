"""Which film is named next where a film may be named again? The odds of a repeat, learned from past conversations."""

from __future__ import annotations

from collections.abc import Iterable

import numpy as np

from benchmarks.conversing import System, Values
from benchmarks.moments import Moment
from recommender.dialogues import Floats

PLACES = 6
"""Mentions from the latest backwards whose odds are told apart; earlier ones share those of the last."""


def odds(moments: Iterable[Moment]) -> Floats:
    """How likely the film mentioned last is to be the one named next, the one before it, and so on (PLACES,)."""
    again, chances = np.zeros(PLACES), np.zeros(PLACES)
    for moment in moments:
        backwards = moment.mentioned[::-1]
        for film in moment.named:
            np.add.at(chances, [min(place, PLACES - 1) for place in range(len(backwards))], 1)
            if film in backwards:
                again[min(backwards.index(film), PLACES - 1)] += 1
    return np.asarray((again + 0.01) / (chances + 1), np.float32)


def with_repeats(system: System, odds: Floats) -> System:
    """A system whose scores are logs of odds, mixed with the odds that a film already mentioned is named again."""

    def rank(values: Values, moment: Moment) -> Floats:
        scores = system(values, moment).copy()
        backwards = list(moment.mentioned[::-1])
        again = odds[[min(place, PLACES - 1) for place in range(len(backwards))]]
        scores[backwards] = -np.inf
        found = np.exp(scores - scores.max())
        found *= max(1 - float(again.sum()), 0.05) / found.sum()
        found[backwards] = again
        return np.asarray(found, np.float32)

    return rank
