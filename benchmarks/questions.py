"""How many turns does it take to find the film that somebody is thinking of, by asking and showing?

One hidden film out of all that ship, 15 turns; a turn asks one attribute (yes, no, don't know) or shows 10 films. At a
noise of 20 % one answer in ten is wrong and one in ten is "don't know". All players meet the same films and the same
luck, know the noise rate and take every refused film as certain. The main table draws the films evenly and nobody
knows better; in the second one films are drawn, and expected, by how well they are known.
"""

from __future__ import annotations

import argparse
import math
import sys
from collections.abc import Iterator, Sequence
from typing import Any

import numpy as np

from benchmarks.asking.attributes import Attributes, attributes, kinds
from benchmarks.asking.game import PAGE, TURNS, Floats, Played, begin, play
from benchmarks.asking.players import PLAYERS
from benchmarks.report import Report, arguments, finish, interval, measured, paired
from bot.dialogue.gain import Noise
from data.catalogue.films import load
from recommender.movies import Movie

NOISE = (0.0, 0.1, 0.2)
SEED = 2026
"""Of the published figures; the players were tuned on other seeds."""

MAIN = ("even", 0.1)
"""The table whose rows bear the players' bare names: any film may be hidden, one answer in ten is wrong or missing."""

_KNOWN = 2.0
"""In the second table a film of one more step of fame is so many times likelier."""


def run(given: Sequence[str]) -> Report:
    """Play all games and print the tables."""
    options = arguments("questions", given, extra=_options())
    movies = load().movies
    questions = attributes(movies)
    with measured() as clock:
        cases = [(pool, noise) for pool in options.pools for noise in options.noise]
        rows = [row for pool, noise in cases for row in _table(movies, questions, pool, noise=noise, games=options.n)]
    report = Report("questions", tuple(rows), clock.seconds, clock.peak_mb)
    return finish(report, options, note=_footnote(questions))


def _options() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(add_help=False)
    parser.add_argument("--n", type=int, default=300, help="hidden films per table")
    parser.add_argument("--noise", type=float, nargs="+", default=NOISE, help="share of wrong and missing answers")
    parser.add_argument("--pools", nargs="+", default=("even",), choices=("even", "fame"))
    return parser


def _table(
    movies: Sequence[Movie], questions: Attributes, pool: str, *, noise: float, games: int
) -> Iterator[dict[str, Any]]:
    """The rows of one table, each player's games and then ours against the best of the others."""
    prior = _prior(movies, pool)
    targets = np.random.default_rng(SEED).choice(len(movies), size=games, p=prior)
    played = {}
    condition = "" if (pool, noise) == MAIN else f" ({pool}, {noise:.0%})"
    for name in PLAYERS:
        print(f"{pool}, noise {noise:.0%}: {name}", file=sys.stderr)
        played[name] = _games(name, questions, prior, targets=targets, noise=Noise(noise / 2, noise / 2))
        yield {"system": name + condition, "n": games, **_figures(played[name])}
    yield {"system": f"ours - best other{condition}", "n": games, **_against(played)}


def _prior(movies: Sequence[Movie], pool: str) -> Floats:
    weights = np.array([_KNOWN ** (movie.fame if pool == "fame" else 0) for movie in movies])
    return weights / weights.sum()


def _games(name: str, questions: Attributes, prior: Floats, *, targets: np.ndarray, noise: Noise) -> list[Played]:
    return [
        play(PLAYERS[name], begin(questions, prior, noise), int(target), seed=SEED + number)
        for number, target in enumerate(targets)
    ]


def _figures(games: Sequence[Played]) -> dict[str, Any]:
    found = {f"SR@{turns}": interval([float(0 < game.turn <= turns) for game in games]) for turns in (5, 10, 15)}
    return {
        **found,
        "turns": interval([turns(game) for game in games]),
        "hDCG": interval([hdcg(game) for game in games]),
        "asked": float(np.mean([game.asked for game in games])),
        "ms/turn": 1000 * sum(game.seconds for game in games) / sum(game.moves for game in games),
    }


def _against(played: dict[str, list[Played]]) -> dict[str, Any]:
    """Ours minus the best of the others, figure by figure, over the same games."""
    ours = played["ours"]
    others = [games for name, games in played.items() if name != "ours"]
    most = max(others, key=lambda games: sum(game.turn > 0 for game in games))
    least = min(others, key=lambda games: sum(turns(game) for game in games))
    return {
        "SR@15": paired([float(game.turn > 0) for game in ours], [float(game.turn > 0) for game in most]),
        "turns": paired([turns(game) for game in ours], [turns(game) for game in least]),
    }


def turns(game: Played) -> float:
    """Turns played; a game that failed counts as all of them."""
    return float(game.turn or TURNS)


def hdcg(game: Played) -> float:
    """The two-level discounted gain: earlier turns first, within a turn earlier places."""
    if not game.turn:
        return 0.0
    late, next_late = 1 / math.log2(game.turn + 1), 1 / math.log2(game.turn + 2)
    return next_late + (late - next_late) / math.log2(game.place + 1)


def _footnote(questions: Attributes) -> str:
    said = ", ".join(f"{count} {kind}" for kind, count in kinds(questions).most_common(8))
    floor = math.log2(questions.films)
    return (
        f"{questions.films} films: {floor:.1f} yes-or-no answers to single one out, {floor - math.log2(PAGE):.1f} to "
        f"a page of {PAGE}. {len(questions.names)} questions: {said}, ..."
    )


if __name__ == "__main__":
    run(sys.argv[1:])
