"""Who plays: the rules that never learn and never ask, the published rules, and ours."""

from __future__ import annotations

from functools import partial

import numpy as np

from benchmarks.asking.game import PAGE, Floats, Move, Player, Rows, State
from benchmarks.asking.lookahead import Foresight, foresee
from bot.dialogue.gain import entropy, yes_no_gain


def popularity(state: State, chance: np.random.Generator) -> Move:
    """Shows the best known films not shown yet: rows are in that order."""
    return np.flatnonzero(state.left)[:PAGE]


def greedy(state: State, chance: np.random.Generator, *, pull: float = 5.0) -> Move:
    """Never asks: shows the best films, those least like the refused ones first."""
    if not state.refused:
        return _top(state.prior)
    questions = state.questions
    common = questions.table[:, state.refused].mean(axis=1)
    alike = questions.shares(common) / np.sqrt(questions.shares(np.ones(len(common))))
    score = np.log(state.prior) - pull * alike / alike.max()
    return _top(np.where(state.left, score, -np.inf))


def random(state: State, chance: np.random.Generator) -> Move:
    """Asks anything; shows by the probability rule, best belief first."""
    if _show_now(state, 2 ** float(entropy(state.belief)), chance):
        return _top(state.belief)
    return int(chance.choice(np.flatnonzero(state.free)))


def max_entropy(state: State, chance: np.random.Generator, *, slack: int) -> Move:
    """Asks what splits the remaining films most evenly; a film remains with `slack` more misses than the best one."""
    fewest = state.misses[state.left].min()
    kept = state.left & (state.misses <= fewest + slack)
    if _show_now(state, int(kept.sum()), chance):
        return _top(np.where(state.left, state.prior * 1e-6 - state.misses, -np.inf))
    return _most_even(state, kept / kept.sum())


def weighted_entropy(state: State, chance: np.random.Generator) -> Move:
    """As max entropy, with every film weighed by the belief under the true noise."""
    if _show_now(state, 2 ** float(entropy(state.belief)), chance):
        return _top(state.belief)
    return _most_even(state, state.belief)


def ours(state: State, chance: np.random.Generator, *, sight: Foresight) -> Move:
    """Weighs questions and pages by the turns they are expected to save."""
    return foresee(state, sight)


PLAYERS: dict[str, Player] = {
    "random": random,
    "popularity only": popularity,
    "abs-greedy": greedy,
    "max entropy, hard filter": partial(max_entropy, slack=0),
    "max entropy, soft filter": partial(max_entropy, slack=1),
    "weighted entropy": weighted_entropy,
    "ours": partial(ours, sight=Foresight()),
}


def _show_now(state: State, remaining: float, chance: np.random.Generator) -> bool:
    """The published rule: show with a chance of page / remaining films, and always on the last turn."""
    return state.turns == 1 or chance.random() < PAGE / remaining


def _most_even(state: State, weights: Floats) -> int:
    gains = yes_no_gain(state.questions.mass(weights), state.noise)
    return int(np.argmax(np.where(state.free, gains, -1)))


def _top(score: Floats) -> Rows:
    return np.argsort(-score, kind="stable")[:PAGE]
