"""How are a benchmark's figures measured, written down and shown?"""

from __future__ import annotations

import argparse
import json
import resource
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

import numpy as np

RESAMPLES = 2000

Figure = list[float]
"""A value and the ends of its 95 % interval."""


@dataclass(frozen=True, slots=True)
class Report:
    """What a benchmark found. A row holds `system` and, by the metric's name, a number or a `Figure`."""

    benchmark: str
    rows: tuple[Mapping[str, Any], ...]
    seconds: float
    peak_mb: float

    def as_dict(self) -> dict[str, Any]:
        return {**asdict(self), "rows": [dict(row) for row in self.rows]}


@dataclass(slots=True)
class Clock:
    """Filled in when the measured block ends."""

    seconds: float = field(default=0.0)
    peak_mb: float = field(default=0.0)


@contextmanager
def measured() -> Iterator[Clock]:
    """Wall time of the block, and the most memory this process has ever held."""
    clock, start = Clock(), time.perf_counter()
    try:
        yield clock
    finally:
        clock.seconds, clock.peak_mb = time.perf_counter() - start, peak_mb()


def peak_mb() -> float:
    """The most memory this process has held, in MiB (macOS counts in bytes, Linux in KiB)."""
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    return peak / (2**20 if sys.platform == "darwin" else 2**10)


def interval(values: Sequence[float], *, groups: Sequence[int] | None = None, seed: int = 0) -> Figure:
    """The mean and its 95 % bootstrap interval; values of one group are drawn together, as they are not independent."""
    sums, counts = _grouped(values, groups)
    means = _resampled(sums, counts, seed)
    return [float(sums.sum() / counts.sum()), *(float(end) for end in np.percentile(means, [2.5, 97.5]))]


def paired(ours: Sequence[float], theirs: Sequence[float], *, groups: Sequence[int] | None = None) -> Figure:
    """Mean of ours minus theirs over the same cases with its interval; zero inside it means: no difference shown."""
    if len(ours) != len(theirs):
        raise ValueError(f"{len(ours)} and {len(theirs)} cases are not pairs")
    return interval([a - b for a, b in zip(ours, theirs, strict=True)], groups=groups)


def arguments(name: str, given: Sequence[str], *, extra: argparse.ArgumentParser | None = None) -> argparse.Namespace:
    """The options that all benchmarks share, with a benchmark's own in `extra` (built with `add_help=False`)."""
    parser = argparse.ArgumentParser(prog=f"bench {name}", parents=[extra] if extra else [])
    parser.add_argument("--out", type=Path, metavar="FILE.json", help="also write the figures here")
    return parser.parse_args(given)


def finish(report: Report, options: argparse.Namespace, *, note: str = "") -> Report:
    """Print the table and what is noted under it, and write the figures to `--out` when that was asked."""
    print(render(report.as_dict()))
    if note:
        print(note)
    if options.out:
        write_json(options.out, report.as_dict())
    return report


def write_json(path: Path, result: Mapping[str, Any]) -> None:
    """Write with sorted keys, so that two runs can be compared line by line."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(result, indent=1, sort_keys=True, ensure_ascii=False) + "\n", encoding="utf-8")


def render(result: Mapping[str, Any]) -> str:
    """A plain-text table: one line per row, intervals in brackets, then what it cost."""
    rows = [dict(row) for row in result["rows"]]
    heads = list(dict.fromkeys(head for row in rows for head in row))
    cells = [heads, *([_cell(row.get(head, "")) for head in heads] for row in rows)]
    widths = [max(len(line[column]) for line in cells) for column in range(len(heads))]
    lines = ["  ".join(cell.ljust(width) for cell, width in zip(line, widths, strict=True)).rstrip() for line in cells]
    cost = f"{result['benchmark']}: {result['seconds']:.1f} s, peak {result['peak_mb']:.0f} MB"
    return "\n".join([*lines, cost])


def _cell(value: Any) -> str:
    if isinstance(value, (list, tuple)) and len(value) == 3:
        return "{:.3f} [{:.3f}, {:.3f}]".format(*value)
    return f"{value:.3f}" if isinstance(value, float) else str(value)


def _grouped(values: Sequence[float], groups: Sequence[int] | None) -> tuple[np.ndarray, np.ndarray]:
    if not len(values):
        raise ValueError("no values to average: []")
    _, places = np.unique(range(len(values)) if groups is None else groups, return_inverse=True)
    return np.bincount(places, weights=values), np.bincount(places)


def _resampled(sums: np.ndarray, counts: np.ndarray, seed: int) -> np.ndarray:
    draws = np.random.default_rng(seed).integers(len(sums), size=(RESAMPLES, len(sums)))
    means: np.ndarray = sums[draws].sum(axis=1) / counts[draws].sum(axis=1)
    return means
