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

_BARS = np.array([0.1, 0.18, 0.25, 0.35, 0.5, 0.7])
"""Beliefs in a page from which on it is shown, tried one after the other."""

Levels: TypeAlias = Floats
"""(2, beliefs, levels): how many films stand on each level, and the belief in them together."""


@dataclass(frozen=True, slots=True)
class Foresight:
    """How the player looks ahead: what finding the film at all is worth, in turns, and how many of the most telling
    questions are weighed exactly."""

    success: float = 5.0
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
    kept = fit * _pair(1, 1 - noise.slip, fit)
    if not noise.slip:
        return kept
    moved = np.zeros_like(miss)
    moved[..., _STEPS:] = miss[..., :-_STEPS]
    moved[..., -1] += miss[..., -_STEPS:].sum(axis=-1)
    return kept + moved * _pair(1, noise.slip, miss)


def _worth(levels: Levels, turns: int, *, noise: Noise, success: float) -> Floats:
    """Turns saved from here on, by the better of two plans: even questions first and then pages, or both mixed."""
    ahead = [levels]
    for _ in range(turns - 1):
        half = ahead[-1] * _pair(0.5, 1, levels)
        ahead.append(_answered(half, half, noise))
    pages = _pages(np.stack(ahead, axis=1), turns, success)
    told = 1 - noise.unknown
    best = np.zeros((turns + 1, levels.shape[1]))
    for left in range(1, turns + 1):
        best = np.maximum(pages[: turns - left + 1, :, left - 1], told * best[1:] + (1 - told) * best[:-1])
    return np.maximum(best[0], _rolled(levels, turns, noise=noise, success=success))


def _pages(levels: Levels, turns: int, success: float) -> Floats:
    """Turns saved by nothing but pages with 1..turns turns left, (..., turns)."""
    films, belief = np.cumsum(levels, axis=-1)
    found = _reached(films, belief, PAGE * np.arange(1, turns + 1))
    return np.cumsum(found, axis=-1) + success * found


def _reached(films: Floats, belief: Floats, depth: NDArray[np.intp]) -> Floats:
    """Belief in the best `depth` films, (..., depths), between levels by proportion: all curves in one, end to end."""
    room = 1.0 + max(float(depth[-1]), float(films.max()))
    shift = room * np.arange(films[..., 0].size).reshape(films.shape[:-1])[..., None]
    start = np.zeros((*films.shape[:-1], 1))
    curves = np.concatenate([start, films], axis=-1) + shift
    heights = np.concatenate([start, belief], axis=-1)
    within = np.minimum(depth, films[..., -1:]) + shift
    return np.interp(within.ravel(), curves.ravel(), heights.ravel()).reshape(within.shape)


def _rolled(levels: Levels, turns: int, *, noise: Noise, success: float) -> Floats:
    """Turns saved if pages are mixed in as soon as one is believed in enough, by the best of `_BARS`."""
    now = np.repeat(levels[:, None], len(_BARS), axis=1)
    saved = np.zeros(now.shape[1:3])
    told = 0.5  # answers that are due: one is left out whenever the silent ones add up, starting half way
    for left in range(turns, 0, -1):
        page = _page(now)
        found, total = page[1].sum(axis=-1), np.maximum(now[1].sum(axis=-1), 1e-300)
        show = (found >= _BARS[:, None] * total) | (left == 1)
        saved += np.where(show, found * (left + success), 0)
        told += 1 - noise.unknown
        asked = now
        if told >= 1 - 1e-9:
            half = now * _pair(0.5, 1, now)
            asked, told = _answered(half, half, noise), told - 1
        now = np.where(show[..., None], now - page, asked)
    return saved.max(axis=0)


def _page(levels: Levels) -> Levels:
    """The best films of a page, level by level."""
    films = levels[0]
    before = np.cumsum(films, axis=-1) - films
    taken = np.clip(PAGE - before, 0, films)
    return np.stack([taken, levels[1] * taken / np.maximum(films, 1e-300)])


def _pair(films: float, belief: float, levels: Levels) -> Floats:
    """Factors for the films and the belief of levels of any shape."""
    return np.array([films, belief]).reshape(2, *[1] * (levels.ndim - 1))
