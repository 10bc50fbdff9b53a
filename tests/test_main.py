"""The program as it is started: what goes in, what comes out on which stream, and with which code it ends."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Callable
from itertools import islice
from pathlib import Path
from typing import Any

import pytest

pytest.importorskip("recommender.recommend")
pytest.importorskip("bot.conversation")

from data.catalogue.films import SHIPPED
from main import COMMANDS

ROOT = Path(__file__).parents[1]
Run = Callable[..., "subprocess.CompletedProcess[bytes]"]


@pytest.fixture(scope="module")
def films(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The first films of the catalogue, in a file of their own."""
    path: Path = tmp_path_factory.mktemp("films") / "films.jsonl"
    with SHIPPED.open(encoding="utf-8") as lines:
        path.write_text("".join(islice(lines, 400)), encoding="utf-8")
    return path


@pytest.fixture(scope="module")
def cache(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("cache")


@pytest.fixture
def environment(tmp_path: Path, films: Path, cache: Path) -> dict[str, str]:
    folders = {"MATINEE_DATA": str(tmp_path), "MATINEE_STATE": str(tmp_path), "MATINEE_CACHE": str(cache)}
    return dict(os.environ) | folders | {"MATINEE_FILMS": str(films), "OMP_NUM_THREADS": "1"}


@pytest.fixture
def run(environment: dict[str, str]) -> Run:
    def start(*words: str, typed: bytes = b"", **more: str) -> subprocess.CompletedProcess[bytes]:
        command = [sys.executable, str(ROOT / "main.py"), *words]
        return subprocess.run(command, input=typed, capture_output=True, env=environment | more, timeout=120)

    return start


def objects(done: subprocess.CompletedProcess[bytes]) -> list[dict[str, Any]]:
    assert done.returncode == 0, done.stderr.decode()
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_json_lines_keep_the_conversation(run: Run) -> None:
    first, second = objects(run("--json", typed=b"a crime film\nunder 100 minutes\n"))
    assert second["limits"]["genres"] == ["crime"] and second["limits"]["runtime"][1] in (99, 100)
    assert first["session"] == second["session"] and first["elapsed_ms"] > 0
    (third,) = objects(run("--json", "--session", first["session"], typed=b"more\n"))
    (again,) = objects(run("--json", "-c", "more"))
    assert third["limits"]["genres"] == again["limits"]["genres"] == ["crime"] and again["session"] == first["session"]
    assert not {film["id"] for film in second["films"]} & {film["id"] for film in third["films"]}


def test_lines_that_are_none_do_no_harm(run: Run) -> None:
    replies = objects(run("--json", typed=b"\n\x00\n\xff\n" + b"x" * 200_000 + b"\nsomething funny\n"))
    assert ["error" in reply for reply in replies] == [True] * 4 + [False]
    assert all(reply.keys() | {"error"} == replies[-1].keys() | {"error"} for reply in replies)


def test_understand_takes_each_line_alone(run: Run) -> None:
    first, second, bad = objects(run("understand", typed=b"a crime film\nsomething funny\n\x00\n"))
    assert first["limits"]["genres"] == ["crime"] and second["limits"]["genres"] != ["crime"]
    assert first["acts"][0]["kind"] == "Tell" and "error" in bad


def test_words_and_pipes_get_plain_text(run: Run) -> None:
    for done in (run("a", "crime", "film"), run("ask", "a crime film"), run(typed=b"a crime film\n")):
        assert done.returncode == 0 and done.stdout.strip() and b"\x1b" not in done.stdout
        assert b"1. " in done.stdout and done.stderr.count(b"\n") <= 1


def test_incognito_leaves_nothing(run: Run, tmp_path: Path) -> None:
    assert run("--incognito", "a crime film").returncode == 0 and not list(tmp_path.glob("*.sqlite3*"))


@pytest.mark.parametrize(
    "words", [("--nonsense",), ("bench", "nonsense"), ("completion", "tcsh"), ("--session", "a\tb")]
)
def test_wrong_usage_ends_with_2_and_says_why(run: Run, words: tuple[str, ...]) -> None:
    done = run(*words)
    assert done.returncode == 2 and done.stderr and not done.stdout


def test_help_names_the_commands_and_paths_the_folders(run: Run, tmp_path: Path) -> None:
    assert all(name in run("--help").stdout.decode() for name in COMMANDS)
    assert str(tmp_path / "matinee.sqlite3") in run("paths").stdout.decode()
    assert run("bench").stdout.startswith(b"The benchmarks are")


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_shell_completion(run: Run, shell: str) -> None:
    assert b"--incognito" in run("completion", shell).stdout


def test_bash_takes_the_completion(run: Run, tmp_path: Path) -> None:
    (tmp_path / "script").write_bytes(run("completion", "bash").stdout)
    ask = f"source {tmp_path / 'script'}; COMP_WORDS=(matinee und); COMP_CWORD=1; _matinee; echo $COMPREPLY"
    assert subprocess.check_output(["bash", "-c", ask]) == b"understand\n"


def test_a_damaged_store_is_named_and_not_touched(run: Run, tmp_path: Path) -> None:
    (tmp_path / "matinee.sqlite3").write_bytes(b"no database" * 1000)
    done = run("--json", typed=b"funny\n")
    assert done.returncode == 1 and b"matinee.sqlite3" in done.stderr and not done.stdout
    assert (tmp_path / "matinee.sqlite3").read_bytes() == b"no database" * 1000


def test_folders_that_cannot_be_written_cost_only_the_memory(run: Run, films: Path, tmp_path: Path) -> None:
    nowhere = str(films / "below a file")
    done = run("a crime film", MATINEE_DATA=nowhere, MATINEE_CACHE=nowhere, TMPDIR=str(tmp_path))
    assert done.returncode == 0 and b"1. " in done.stdout and b"nothing will be remembered" in done.stderr


def test_a_reader_that_leaves_is_no_error(environment: dict[str, str]) -> None:
    process = subprocess.Popen(
        [sys.executable, str(ROOT / "main.py"), "--json"], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        stderr=subprocess.PIPE, env=environment,
    )  # fmt: skip
    assert process.stdin and process.stdout and process.stderr
    process.stdin.write(b"a crime film\n")
    process.stdin.flush()
    assert process.stdout.readline()
    process.stdout.close()
    process.stdin.write(b"more\n" * 5)
    process.stdin.close()
    assert process.wait(60) == 0 and b"Traceback" not in process.stderr.read()


def test_ctrl_c_ends_with_130(environment: dict[str, str]) -> None:
    process = subprocess.Popen(
        [sys.executable, str(ROOT / "main.py"), "--json"], stdin=subprocess.PIPE, stdout=subprocess.PIPE,
        stderr=subprocess.PIPE, env=environment,
    )  # fmt: skip
    assert process.stdin and process.stdout and process.stderr
    process.stdin.write(b"a crime film\n")
    process.stdin.flush()
    assert json.loads(process.stdout.readline())
    process.send_signal(signal.SIGINT)
    assert process.wait(60) == 130 and b"Traceback" not in process.stderr.read()


def test_an_acknowledged_turn_outlives_a_kill(environment: dict[str, str], run: Run) -> None:
    process = subprocess.Popen(
        [sys.executable, str(ROOT / "main.py"), "--json", "--session", "k"], stdin=subprocess.PIPE,
        stdout=subprocess.PIPE, env=environment,
    )  # fmt: skip
    assert process.stdin and process.stdout
    process.stdin.write(b"a crime film\n")
    process.stdin.flush()
    process.stdout.readline()
    process.kill()
    process.wait(10)
    (reply,) = objects(run("--json", "--session", "k", "more"))
    assert reply["limits"]["genres"] == ["crime"]


def test_two_first_starts_at_once_share_one_index(environment: dict[str, str], tmp_path: Path) -> None:
    known = environment | {"MATINEE_CACHE": str(tmp_path / "cache")}
    command = [sys.executable, str(ROOT / "main.py"), "a crime film"]
    both = [subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=known) for _ in range(2)]
    said = [one.communicate(timeout=120) for one in both]
    assert all(one.returncode == 0 for one in both), said
    assert sum(b"Preparing" in errors for _, errors in said) == 1


def test_a_damaged_index_is_built_again(environment: dict[str, str], run: Run, tmp_path: Path) -> None:
    cache = {"MATINEE_CACHE": str(tmp_path / "cache")}
    assert run("a crime film", **cache).returncode == 0
    for path in (tmp_path / "cache").rglob("*.sqlite"):
        path.write_bytes(path.read_bytes()[:100])
    time.sleep(0.01)
    done = run("a crime film", **cache)
    assert done.returncode == 0 and b"1. " in done.stdout and b"Preparing" in done.stderr
