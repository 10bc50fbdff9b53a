"""How much does an answer tell about the film that is wanted?

A question is a table of likelihoods: one row per answer, one column per film, each column adding up to 1. People
answer wrongly or not at all now and then, so no answer rules a film out for good.

>>> gain(np.full(4, 0.25), np.array([[1, 1, 0, 0], [0, 0, 1, 1]]), Noise(0, 0))
1.0
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

Table: TypeAlias = NDArray[np.floating]


@dataclass(frozen=True, slots=True)
class Noise:
    """How often an answer is wrong (any of the others, equally likely) and how often there is none."""

    wrong: float = 0.05
    unknown: float = 0.1

    def __post_init__(self) -> None:
        if not (min(self.wrong, self.unknown) >= 0 and self.wrong + self.unknown <= 1):
            raise ValueError(f"no rates of wrong and unknown answers: {self.wrong!r}, {self.unknown!r}")

    @property
    def slip(self) -> float:
        """How often an answer is wrong where there is one."""
        return self.wrong / (1 - self.unknown) if self.unknown < 1 else 0.0


def heard(truth: Table, noise: Noise) -> Table:
    """Likelihood of each answer where there is one, (answers, films), from the likelihood of the true answer."""
    others = max(1, len(truth) - 1)
    return (1 - noise.slip) * truth + noise.slip * (1 - truth) / others


def entropy(chances: Table) -> Table:
    """Bits of each column of chances."""
    return -np.sum(chances * np.log2(np.where(chances > 0, chances, 1)), axis=0)


def gain(belief: Table, truth: Table, noise: Noise) -> float:
    """Bits about the film expected from asking; never negative. No answer at all tells nothing."""
    likelihood = heard(truth, noise)
    told = entropy(likelihood @ belief) - entropy(likelihood) @ belief
    return max(0.0, float((1 - noise.unknown) * told))


def yes_no_gain(mass: Table, noise: Noise) -> Table:
    """`gain` of many yes-or-no questions at once, each given by the belief in the films where the answer is yes."""
    yes = np.clip(mass, 0, 1) * (1 - 2 * noise.slip) + noise.slip
    told = entropy(np.stack([yes, 1 - yes])) - entropy(np.array([noise.slip, 1 - noise.slip]))
    return np.maximum(0, (1 - noise.unknown) * told)


def update(belief: Table, likelihood: Table) -> Table:
    """The belief after an answer, given how likely that answer is for each film; an impossible one changes nothing."""
    weighed = belief * likelihood
    total = weighed.sum()
    return weighed / total if total > 0 else belief
