"""How long does a person wait: for the first prompt, for a reply, and with a hundred thousand films?"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from importlib.util import find_spec
from itertools import islice
from pathlib import Path
from random import Random
from typing import Any

import numpy as np

from benchmarks.generate import generate
from benchmarks.report import Report, arguments, finish, measured
from bot.app import open_conversation
from bot.conversation import Conversation
from bot.settings import Settings
from recommender.catalog import Catalog
from recommender.movies import AXES, Movie
from recommender.records import FIELDS

ROOT = Path(__file__).resolve().parent.parent

PROMPT = b"> "
"""What the terminal shows when it is ready."""

CORE = ("numpy", "rapidfuzz", "rich", "prompt_toolkit", "platformdirs", "pygments", "markdown_it", "mdurl", "wcwidth")
"""What is installed for the core; the program's own folders come on top."""

_MIB = 2**20

_ASKED = (
    "something like {film}", "like {film} but funnier", "{film} but less violent", "shorter", "something older", "more",
    "no horror", "a {genre} from the 90s", "{genre} and {other} under 110 minutes", "{person} films", "not {person}",
    "who directed {film}?", "how long is {film}?", "I've seen {film}", "surprise me", "start over", "undo", "why?",
    "{keyword} and {keyword2}", "a film about {keyword}, not too long", "I loved {film} and {film2}",
    "something for me and my kids tonight, 95 minutes", "the second one but less dark",
    "what was the film where {keyword}",
)  # fmt: skip


def run(given: Sequence[str]) -> Report:
    """Measure and print the table."""
    extra = argparse.ArgumentParser(add_help=False)
    extra.add_argument("--starts", type=int, default=7, help="starts measured (0: none)")
    extra.add_argument("--turns", type=int, default=2000, help="turns measured on the films that ship")
    extra.add_argument("--films", type=int, default=100_000, help="generated films of the large catalogue (0: none)")
    options = arguments("speed", given, extra=extra)
    with tempfile.TemporaryDirectory() as place, measured() as clock:
        rows = list(_rows(Path(place), options))
    return finish(Report("speed", tuple(rows), clock.seconds, clock.peak_mb), options)


def _rows(place: Path, options: argparse.Namespace) -> Iterator[dict[str, Any]]:
    settings = _settings(place)
    yield _timed("turn", _turns(open_conversation(settings), options.turns))
    if options.starts:
        waits, memory = zip(*(_start(settings) for _ in range(options.starts)), strict=True)
        yield _timed("start", waits)
        yield {"system": "memory of the chat process", "mb": round(statistics.median(memory), 1), "n": len(memory)}
    yield {"system": "installed core", "mb": round(installed() / _MIB, 1), "n": len(CORE)}
    if options.films:
        large = _settings(place / "large", _write(options.films, place / "large.jsonl"))
        started = time.perf_counter()
        conversation = open_conversation(large)
        yield {"system": f"building {options.films} films", "seconds": round(time.perf_counter() - started, 1), "n": 1}
        yield _timed(f"turn {options.films // 1000}k", _turns(conversation, max(1, options.turns // 4)))


def messages(catalog: Catalog, seed: int = 0) -> Iterator[str]:
    """Endless varied messages that name films, people, genres and keywords of a catalogue, known ones more often."""
    chance = Random(seed)
    people, keywords, genres = (list(catalog.values(field)) for field in ("actor", "keyword", "genre"))
    while True:
        films = [catalog.movie(int(len(catalog) * chance.random() ** 2)).title for _ in range(2)]
        yield chance.choice(_ASKED).format(
            film=films[0], film2=films[1], person=chance.choice(people), genre=chance.choice(genres),
            other=chance.choice(genres), keyword=chance.choice(keywords), keyword2=chance.choice(keywords),
        )  # fmt: skip


def installed() -> int:
    """Bytes on the disk of the program and of what its core needs."""
    homes = [Path(spec.origin).parent for name in CORE if (spec := find_spec(name)) and spec.origin]
    libraries = [home.with_name(f"{home.name}.libs") for home in homes]
    own = [ROOT / name for name in ("bot", "recommender", "data", "main.py")]
    return sum(_size(path) for path in (*homes, *libraries, *own) if path.exists())


def _turns(conversation: Conversation, turns: int) -> list[float]:
    """Milliseconds of each turn, in conversations of eight; the first of them warms up and is not counted."""
    waits = []
    for number, text in enumerate(islice(messages(conversation.recommender.catalog), turns + 8)):
        started = time.perf_counter()
        conversation.reply(f"speed-{number // 8}", text)
        waits.append((time.perf_counter() - started) * 1000)
    return waits[8:]


def _start(settings: Settings) -> tuple[float, float]:
    """Milliseconds until a whole new process in a terminal of its own shows its prompt, and the MiB it then holds."""
    import pty  # not on every system, and nothing else here needs it

    controller, terminal = pty.openpty()
    started = time.perf_counter()
    command, environment = [sys.executable, "main.py"], _environment(settings)
    process = subprocess.Popen(command, cwd=ROOT, env=environment, stdin=terminal, stdout=terminal, stderr=terminal)
    os.close(terminal)
    try:
        _await_prompt(lambda: os.read(controller, 4096), controller)
        return (time.perf_counter() - started) * 1000, _held(process.pid)
    finally:
        process.kill()
        process.wait()
        os.close(controller)


def _await_prompt(read: Callable[[], bytes], terminal: int) -> None:
    """Read until the prompt stands; where the program asks where the cursor is, answer as a terminal does."""
    shown = b""
    while PROMPT not in shown:
        shown += read()
        if b"\x1b[6n" in shown:
            os.write(terminal, b"\x1b[1;1R")
            shown = shown.replace(b"\x1b[6n", b"")


def _held(process: int) -> float:
    """The most MiB that a process has held in memory (0 where the system does not tell)."""
    status = Path(f"/proc/{process}/status")
    lines = status.read_text().splitlines() if status.exists() else []
    return next((int(line.split()[1]) / 1024 for line in lines if line.startswith("VmHWM")), 0.0)


def _timed(system: str, waits: Sequence[float]) -> dict[str, Any]:
    """Median, 99th percentile and the spread between the quartiles."""
    low, middle, high, late = np.percentile(waits, [25, 50, 75, 99])
    figures = {"median_ms": middle, "p99_ms": late, "spread_ms": high - low}
    return {"system": system, **{name: round(float(value), 2) for name, value in figures.items()}, "n": len(waits)}


def _settings(place: Path, films: Path | None = None) -> Settings:
    return Settings(data=place / "data", cache=place / "cache", state=place / "state", films=films)


def _environment(settings: Settings) -> dict[str, str]:
    own = {f"MATINEE_{name.upper()}": str(getattr(settings, name)) for name in ("data", "cache", "state")}
    return {**os.environ, **own, "TERM": "xterm-256color"}


def _write(films: int, path: Path) -> Path:
    """Generated films in the form of the catalogue that ships."""
    with path.open("w", encoding="utf-8") as lines:
        for movie in generate(films):
            lines.write(json.dumps(_record(movie)) + "\n")
    return path


def _record(movie: Movie) -> dict[str, Any]:
    record = {name: getattr(movie, name) for name in FIELDS}
    record["cast"] = [{"name": role.name, "character": role.character} for role in movie.cast]
    record["tone"] = dict(zip(AXES, movie.tone, strict=True))
    record["like"] = [{"title": film, "year": movie.year, "id": film} for film in movie.like]
    return {name: value for name, value in record.items() if value not in (None, "", ())}


def _size(path: Path) -> int:
    return path.stat().st_size if path.is_file() else sum(_size(inner) for inner in path.iterdir())
