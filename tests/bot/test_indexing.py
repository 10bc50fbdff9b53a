"""An index is built once, whole or not at all, wherever there is room."""

from __future__ import annotations

import subprocess
import sys
import time
from pathlib import Path

import pytest

from bot.indexing import fingerprint, open_or_build, spare_place

BUILDER = """
import sys, time
from pathlib import Path
from bot.indexing import open_or_build
def build(folder):
    print("built", flush=True)
    time.sleep(0.3)
    folder.mkdir()
    (folder / "index").write_text("whole")
def opening(folder):
    return (folder / "index").read_text()
assert open_or_build([Path(sys.argv[1])], "x", opening=opening, build=build) == "whole"
"""


def opening(folder: Path) -> str:
    text = (folder / "index").read_text()
    if text != "whole":
        raise ValueError(f"damaged index {text!r}")
    return text


class Builder:
    def __init__(self) -> None:
        self.built: list[Path] = []

    def __call__(self, folder: Path) -> None:
        self.built.append(folder)
        folder.mkdir(exist_ok=True)
        (folder / "index").write_text("whole")


def test_it_is_built_once_and_again_when_damaged(tmp_path: Path) -> None:
    build = Builder()
    for _ in range(3):
        assert open_or_build([tmp_path], "x", opening=opening, build=build) == "whole"
    assert len(build.built) == 1
    (tmp_path / "index-x" / "index").write_text("who")
    assert open_or_build([tmp_path], "x", opening=opening, build=build) == "whole" and len(build.built) == 2


def test_a_place_that_cannot_be_written_is_passed_over(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    build = Builder()
    assert open_or_build([tmp_path / "file", tmp_path / "b"], "x", opening=opening, build=build) == "whole"
    assert build.built == [tmp_path / "b" / "index-x"]
    with pytest.raises(OSError, match="cannot be written anywhere"):
        open_or_build([tmp_path / "file"], "x", opening=opening, build=build)


def test_two_processes_build_it_once(tmp_path: Path) -> None:
    command = [sys.executable, "-c", BUILDER, str(tmp_path)]
    root = Path(__file__).parents[2]
    both = [subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=root) for _ in range(2)]
    said = [one.communicate(timeout=60)[0] for one in both]
    assert [one.returncode for one in both] == [0, 0] and sorted(said) == ["", "built\n"]


def test_old_and_half_made_ones_are_cleared_away(tmp_path: Path) -> None:
    (tmp_path / ".index-x.new-1").mkdir()
    for number in range(6):
        open_or_build([tmp_path], str(number), opening=opening, build=Builder())
        time.sleep(0.01)
    assert {path.name for path in tmp_path.iterdir()} == {"index.lock", "index-3", "index-4", "index-5"}


def test_the_fingerprint_follows_the_files_and_words(tmp_path: Path) -> None:
    film = tmp_path / "films.jsonl"
    film.write_text("one")
    first = fingerprint([film], "encoder")
    assert fingerprint([film], "encoder") == first != fingerprint([film], "other")
    film.write_text("three")
    assert fingerprint([film], "encoder") != first


def test_the_spare_place_can_be_written_and_is_found_again() -> None:
    place = spare_place()
    assert place.is_dir() and spare_place() == place
