"""Is a folder of derived files whole, and made for this program? And how is one replaced without a half-made moment?"""

from __future__ import annotations

import json
import os
import shutil
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path

FORMAT = 1
"""Raised whenever an older folder can no longer be read."""

_MANIFEST = "manifest.json"


@contextmanager
def replacing(folder: Path) -> Iterator[Path]:
    """A new empty folder that takes the place of `folder` when the block ends well, and vanishes when it fails."""
    fresh = folder.with_name(f".{folder.name}.new-{os.getpid()}")
    shutil.rmtree(fresh, ignore_errors=True)
    fresh.mkdir(parents=True)
    try:
        yield fresh
        _swap(fresh, folder)
    finally:
        shutil.rmtree(fresh, ignore_errors=True)


def seal(folder: Path, facts: Mapping[str, object]) -> None:
    """Write the manifest: the format, the facts, and the size of every file, by which damage is found later."""
    files = sorted(path for path in folder.rglob("*") if path.is_file())
    sizes = {path.relative_to(folder).as_posix(): path.stat().st_size for path in files}
    manifest = {"format": FORMAT, **facts, "files": sizes}
    (folder / _MANIFEST).write_text(json.dumps(manifest, indent=1), encoding="utf-8")


def inspect(folder: Path, facts: Mapping[str, object]) -> dict[str, object]:
    """The manifest of a whole folder that agrees with `facts`; anything else is a ValueError saying what is wrong."""
    try:
        manifest = json.loads((folder / _MANIFEST).read_text(encoding="utf-8"))
    except (OSError, ValueError) as error:
        raise ValueError(f"{str(folder)!r} holds no readable index: {error}") from error
    if not isinstance(manifest, dict) or not isinstance(manifest.get("files"), dict):
        raise ValueError(f"{str(folder)!r} holds a manifest without a list of files")
    for name, value in {"format": FORMAT, **facts}.items():
        if manifest.get(name) != value:
            raise ValueError(f"{str(folder)!r} was made with {name} {manifest.get(name)!r}, not {value!r}")
    for name, size in manifest["files"].items():
        path = folder / name
        if not path.is_file() or path.stat().st_size != size:
            raise ValueError(f"{str(path)!r} is missing or damaged")
    return manifest


def _swap(fresh: Path, folder: Path) -> None:
    old = folder.with_name(f".{folder.name}.old-{os.getpid()}")
    if folder.exists():
        folder.rename(old)
    fresh.rename(folder)
    shutil.rmtree(old, ignore_errors=True)
