"""Where does the index of the films lie, is it still good, and who builds it when it is not?"""

from __future__ import annotations

import os
import shutil
import sqlite3
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from hashlib import blake2b
from pathlib import Path
from typing import TypeVar

Opened = TypeVar("Opened")

UNUSABLE = (ValueError, KeyError, EOFError, OSError, sqlite3.DatabaseError)
"""What opening an index raises when it is missing, damaged or made by another version."""

_KEPT = 3


def fingerprint(files: Iterable[Path], *words: str) -> str:
    """Changes whenever one of the files does, by its size and time: nothing is read."""
    mark = blake2b("\n".join(words).encode(), digest_size=8)
    for path in sorted(files):
        facts = path.stat()
        mark.update(f"{path}|{facts.st_size}|{facts.st_mtime_ns}\n".encode())
    return mark.hexdigest()


def open_or_build(
    places: Iterable[Path], name: str, *, opening: Callable[[Path], Opened], build: Callable[[Path], None]
) -> Opened:
    """The index of that name from the first of the places that has it, else built in the first that takes it.

    Of several processes one builds and the others wait. OSError when no place can be written.
    """
    failures = []
    for place in places:
        folder = place / f"index-{name}"
        with suppress(*UNUSABLE):
            return opening(folder)
        try:
            return _build(folder, opening, build)
        except OSError as error:
            failures.append(f"{folder.parent}: {error.strerror or error}")
    raise OSError(f"the film index cannot be written anywhere: {'; '.join(failures)}")


def spare_place() -> Path:
    """A temporary folder of this user, for when the cache cannot be written."""
    user = os.getuid() if sys.platform != "win32" else os.getlogin()
    place = Path(tempfile.gettempdir()) / f"matinee-{user}"
    with suppress(OSError):
        place.mkdir(mode=0o700, exist_ok=True)
        if sys.platform == "win32" or place.stat().st_uid == user:
            return place
    return Path(tempfile.mkdtemp(prefix="matinee-"))


def _build(folder: Path, opening: Callable[[Path], Opened], build: Callable[[Path], None]) -> Opened:
    folder.parent.mkdir(parents=True, exist_ok=True)
    with _locked(folder.parent / "index.lock"):
        with suppress(*UNUSABLE):
            return opening(folder)
        _tidy(folder.parent)
        build(folder)
    return opening(folder)


def _tidy(place: Path) -> None:
    """Remove half-made folders, whose makers are dead since the lock is ours, and all but the newest indexes."""
    for half_made in place.glob(".index-*"):
        shutil.rmtree(half_made, ignore_errors=True)
    for old in sorted(place.glob("index-*/"), key=lambda path: path.stat().st_mtime)[: -_KEPT + 1]:
        shutil.rmtree(old, ignore_errors=True)


@contextmanager
def _locked(path: Path) -> Iterator[None]:
    """Hold a file that only one process can hold; the system lets go of it when the process dies."""
    with path.open("w") as held:
        if sys.platform != "win32":
            import fcntl

            fcntl.flock(held, fcntl.LOCK_EX)
        yield
