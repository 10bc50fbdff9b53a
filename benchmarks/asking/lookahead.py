"""When is a question worth more than a page of films, and which question?

Films are counted by level, a level being a step of log belief: the films of one level are as good as each other. A
question that splits every level in half moves half of its films down by as many levels as one wrong answer costs; that
is how later questions are foreseen, while the next one is weighed by the films it really splits.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from benchmarks.asking.game import PAGE, Floats, Move, State
from bot.dialogue.gain import Noise, yes_no_gain

LEVELS = 48
_STEPS = 3
"""Levels that one wrong answer costs."""

Levels: TypeAlias = Floats
"""(2, beliefs, levels): how many films stand on each level, and the belief in them together."""


@dataclass(frozen=True, slots=True)
class Foresight:
    """How the player looks ahead: what finding the film at all is worth, in turns, and how many of the most telling
    questions are weighed exactly."""

    success: float = 10.0
    wide: int = 24


def foresee(state: State, sight: Foresight) -> Move:
    """The page or the question after which most turns are expected to be saved."""
    page = np.argsort(-state.belief, kind="stable")[:PAGE]
    if state.turns == 1:
        return page
    level = _level(state.belief, state.noise)
    best = np.unique(np.concatenate([_telling(state, state.belief, sight), _telling(state, state.belief**2, sight)]))
    asking = _ask(best, level, state, success=sight.success)
    showing = _show(page, level, state, success=sight.success)
    return page if showing >= asking.max() else int(best[int(asking.argmax())])


def _telling(state: State, weights: Floats, sight: Foresight) -> NDArray[np.intp]:
    """The questions that tell most about films so weighed."""
    gains = yes_no_gain(state.questions.mass(weights / weights.sum()), state.noise)
    return np.argsort(np.where(state.free, -gains, 1), kind="stable")[: sight.wide]


def _show(page: NDArray[np.intp], level: NDArray[np.intp], state: State, *, success: float) -> float:
    found = float(state.belief[page].sum())
    rest = state.belief.copy()
    rest[page] = 0
    later = _worth(_count(level, rest)[:, None], state.turns - 1, noise=state.noise, success=success)
    return found * (state.turns + success) + float(later[0])


def _ask(best: NDArray[np.intp], level: NDArray[np.intp], state: State, *, success: float) -> Floats:
    """Expected worth after each question: over yes, no and no answer, each weighed by how likely it is."""
    now = _count(level, state.belief)
    yes = np.stack([_count(level[rows], state.belief[rows]) for rows in state.questions.table[best]], axis=1)
    no = now[:, None] - yes
    after = np.concatenate([_answered(yes, no, state.noise), _answered(no, yes, state.noise), now[:, None]], axis=1)
    worth = _worth(after, state.turns - 1, noise=state.noise, success=success)
    silent, told = worth[-1], 1 - state.noise.unknown
    return told * worth[:-1].reshape(2, -1).sum(axis=0) + (1 - told) * silent


def _level(belief: Floats, noise: Noise) -> NDArray[np.intp]:
    """Level of each film: 0 is the best film's, the last one holds all that is far below."""
    cost = np.log((1 - noise.slip) / noise.slip) if noise.slip else 1.0
    below = np.log(belief.max()) - np.log(np.maximum(belief, 1e-300))
    return np.minimum(np.rint(below / cost * _STEPS), LEVELS - 1).astype(np.intp)


def _count(level: NDArray[np.intp], belief: Floats) -> Levels:
    films = np.bincount(level, weights=belief > 0, minlength=LEVELS)
    return np.stack([films, np.bincount(level, weights=belief, minlength=LEVELS)])


def _answered(fit: Levels, miss: Levels, noise: Noise) -> Levels:
    """The levels after an answer that one part fits and the other contradicts."""
    kept = fit * np.array([1, 1 - noise.slip])[:, None, None]
    if not noise.slip:
        return kept
    moved = np.zeros_like(miss)
    moved[..., _STEPS:] = miss[..., :-_STEPS]
    moved[..., -1] += miss[..., -_STEPS:].sum(axis=-1)
    return kept + moved * np.array([1, noise.slip])[:, None, None]


def _worth(levels: Levels, turns: int, *, noise: Noise, success: float) -> Floats:
    """Turns saved from here on if the right number of even questions comes first and pages fill the rest."""
    pages = []
    for asked in range(turns):
        pages.append(_pages(levels, turns - asked, success))
        half = levels * np.array([0.5, 1])[:, None, None]
        levels = _answered(half, half, noise)
    told = 1 - noise.unknown
    best = [np.zeros(levels.shape[1])] * (turns + 1)
    for left in range(1, turns + 1):
        best = [
            np.maximum(pages[asked][:, left], told * best[asked + 1] + (1 - told) * best[asked])
            for asked in range(turns - left + 1)
        ]
    return best[0]


def _pages(levels: Levels, turns: int, success: float) -> Floats:
    """Turns saved by nothing but pages, (beliefs, turns left 0..turns)."""
    films, belief = np.cumsum(levels, axis=2)
    depth = PAGE * np.arange(1, turns + 1)
    found = np.stack([np.interp(depth, [0, *f], [0, *b]) for f, b in zip(films, belief, strict=True)])
    saved = np.cumsum(found, axis=1) + success * found
    return np.concatenate([np.zeros((len(saved), 1)), saved], axis=1)
