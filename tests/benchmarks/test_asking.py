"""Is the game of the hidden film played by its rules, and do the players play it?"""

from __future__ import annotations

import math

import numpy as np
import pytest

from benchmarks.asking.attributes import Attributes, attributes
from benchmarks.asking.game import PAGE, TURNS, Move, Played, State, begin, hear, play, refuse
from benchmarks.asking.lookahead import Foresight, foresee
from benchmarks.asking.players import PLAYERS
from benchmarks.questions import hdcg, turns
from bot.dialogue.gain import Noise
from recommender.movies import Movie

MOVIES = tuple(
    Movie(f"film-{n}", f"Film {n}", 1960 + n // 5, genres=("comedy" if n % 2 else "drama",), runtime=80 + n % 41,
          keywords=tuple(f"word {bit}" for bit in range(9) if n >> bit & 1), fame=5 - n // 70)
    for n in range(300)
)  # fmt: skip


@pytest.fixture(scope="module")
def questions() -> Attributes:
    return attributes(MOVIES)


TRUE = Noise(0, 0)


def started(questions: Attributes, noise: Noise = TRUE) -> State:
    return begin(questions, np.full(len(MOVIES), 1 / len(MOVIES)), noise)


def test_questions_are_true_of_the_films_they_are_true_of(questions: Attributes) -> None:
    comedy = next(number for number, name in enumerate(questions.names) if name in ("genre comedy", "keyword word 0"))
    assert [bool(yes) for yes in questions.table[comedy]] == [n % 2 == 1 for n in range(300)]
    assert len(np.unique(questions.table, axis=0)) == len(questions.names)


def test_both_forms_of_the_questions_agree(questions: Attributes) -> None:
    weights = np.random.default_rng(1).random(len(MOVIES))
    assert questions.mass(weights) == pytest.approx(questions.table @ weights)
    worth = np.random.default_rng(2).random(len(questions.names))
    assert questions.shares(worth) == pytest.approx(worth @ questions.table)


@pytest.mark.parametrize("name", PLAYERS)
def test_every_player_keeps_the_rules(name: str, questions: Attributes) -> None:
    moves: list[Move] = []

    def watched(state: State, chance: np.random.Generator) -> Move:
        move = PLAYERS[name](state, chance)
        if isinstance(move, np.ndarray):
            assert len(set(move.tolist())) == PAGE
            assert state.left[move].all()
        else:
            assert state.free[move]
        moves.append(move)
        return move

    game = play(watched, started(questions, Noise(0.05, 0.05)), 123, seed=4)
    assert game.moves == len(moves) <= TURNS
    assert game.turn in (0, len(moves))


@pytest.mark.parametrize("target", [0, 57, 299])
def test_ours_finds_every_film_when_answers_are_true(target: int, questions: Attributes) -> None:
    assert 0 < play(PLAYERS["ours"], started(questions), target, seed=1).turn <= 8


def test_same_seed_same_game(questions: Attributes) -> None:
    games = [play(PLAYERS["ours"], started(questions, Noise(0.1, 0.1)), 9, seed=3) for _ in range(2)]
    assert (games[0].turn, games[0].place, games[0].asked) == (games[1].turn, games[1].place, games[1].asked)


def test_an_answer_moves_belief_to_what_fits_and_silence_moves_nothing(questions: Attributes) -> None:
    state = started(questions, Noise(0.1, 0))
    before = state.belief.copy()
    hear(state, 0, None)
    assert (state.belief == before).all()
    hear(state, 1, True)
    yes = questions.table[1]
    assert state.belief[yes].min() == pytest.approx(9 * state.belief[~yes].max())
    assert not state.free[:2].any()


def test_a_refused_film_is_never_believed_in_again(questions: Attributes) -> None:
    state = started(questions)
    refuse(state, np.arange(10))
    assert state.belief[:10].sum() == 0
    assert state.belief.sum() == pytest.approx(1)


@pytest.mark.parametrize("turns_left", [1, 2])
def test_when_time_is_up_films_are_shown(turns_left: int, questions: Attributes) -> None:
    state = started(questions)
    state.belief = np.where(np.arange(300) < 20, 0.05, 0)
    state.turns = turns_left
    assert isinstance(foresee(state, Foresight()), np.ndarray)


def test_while_all_is_open_a_question_comes_first(questions: Attributes) -> None:
    assert isinstance(foresee(started(questions), Foresight()), int)


def test_a_game_costs_its_turns_and_earlier_is_worth_more() -> None:
    lost, first, later = (Played(turn, place, 0.0, 15, 0) for turn, place in ((0, 0), (1, 1), (4, 2)))
    assert (turns(lost), turns(first), turns(later)) == (15, 1, 4)
    assert hdcg(first) == pytest.approx(1)
    assert hdcg(later) == pytest.approx(1 / math.log2(6) + (1 / math.log2(5) - 1 / math.log2(6)) / math.log2(3))
    assert hdcg(lost) == 0
