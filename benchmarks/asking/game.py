"""How does one game go: fifteen turns to find the film that somebody is thinking of?"""

from __future__ import annotations

import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from benchmarks.asking.attributes import Attributes
from bot.dialogue.gain import Noise, update

TURNS = 15
PAGE = 10

Floats: TypeAlias = NDArray[np.floating]
Rows: TypeAlias = NDArray[np.intp]


@dataclass(slots=True)
class State:
    """What a player may know: the belief in each film under the true noise, and the answers each film contradicts.

    `left` are the films not shown yet, `free` the questions not asked yet, `turns` those still to play.
    """

    questions: Attributes
    prior: Floats
    noise: Noise
    belief: Floats
    misses: NDArray[np.int64]
    left: NDArray[np.bool_]
    free: NDArray[np.bool_]
    turns: int = TURNS
    refused: list[int] = field(default_factory=list)


@dataclass(frozen=True, slots=True)
class Played:
    """One game: the turn and the place on the page where the film was shown (0, 0 when it never was)."""

    turn: int
    place: int
    seconds: float
    moves: int
    asked: int


Move: TypeAlias = int | Rows
"""A question by its number, or the films to show, best first."""

Player: TypeAlias = Callable[[State, np.random.Generator], Move]


def begin(questions: Attributes, prior: Floats, noise: Noise) -> State:
    """The state before the first turn."""
    films = questions.films
    return State(
        questions,
        prior,
        noise,
        prior.copy(),
        np.zeros(films, dtype=np.int64),
        np.ones(films, dtype=bool),
        np.ones(len(questions.names), dtype=bool),
    )


def play(player: Player, state: State, target: int, *, seed: int) -> Played:
    """One game; the user answers by `state.noise`, the same way to the same question at the same turn of a seed."""
    chance, luck = np.random.default_rng((seed, 1)), np.random.default_rng((seed, 2))
    spent, asked = 0.0, 0
    for turn in range(1, TURNS + 1):
        state.turns = TURNS - turn + 1
        started = time.process_time()
        move = player(state, chance)
        spent += time.process_time() - started
        draw = luck.random()
        if isinstance(move, np.ndarray):
            place = np.flatnonzero(move[:PAGE] == target)
            if len(place):
                return Played(turn, int(place[0]) + 1, spent, turn, asked)
            refuse(state, move[:PAGE])
        else:
            asked += 1
            hear(state, move, _reply(bool(state.questions.table[move, target]), state.noise, draw))
    return Played(0, 0, spent, TURNS, asked)


def hear(state: State, question: int, reply: bool | None) -> None:
    """Take in an answer; None is "don't know"."""
    state.free[question] = False
    if reply is None:
        return
    fits = state.questions.table[question] == reply
    state.misses += ~fits
    state.belief = update(state.belief, np.where(fits, 1 - state.noise.slip, state.noise.slip))


def refuse(state: State, shown: Rows) -> None:
    """Take in that none of these films is the one."""
    state.left[shown] = False
    state.refused.extend(shown.tolist())
    state.belief = update(state.belief, state.left.astype(float))


def _reply(truth: bool, noise: Noise, draw: float) -> bool | None:
    if draw < noise.unknown:
        return None
    return not truth if draw < noise.unknown + noise.wrong else truth
