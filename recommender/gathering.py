"""Which rows carry which values? Gathered one row at a time, in flat arrays that stay small for many films."""

from __future__ import annotations

from array import array
from collections.abc import Mapping

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float32]
Rows = NDArray[np.int32]


class Gathering:
    """Entries of value, row and amount in the order they were added; values are numbered as they are first met."""

    def __init__(self) -> None:
        self.size = 0
        self._numbers: dict[str, int] = {}
        self._columns = array("i")
        self._amounts = array("f")
        self._lengths = array("i")

    def add(self, amounts: Mapping[str, float]) -> None:
        """The values of the next row with an amount for each."""
        numbers = self._numbers
        self._columns.extend([numbers.setdefault(value, len(numbers)) for value in amounts])
        self._amounts.extend(amounts.values())
        self._lengths.append(len(amounts))
        self.size += 1

    @property
    def values(self) -> list[str]:
        """Every value by its number."""
        return list(self._numbers)

    @property
    def columns(self) -> Rows:
        """The number of the value, one per entry."""
        return np.array(self._columns, np.int32)

    @property
    def rows(self) -> Rows:
        """The row, one per entry, rising."""
        return np.repeat(np.arange(self.size, dtype=np.int32), np.array(self._lengths, np.int32))

    @property
    def amounts(self) -> Floats:
        """The amount, one per entry."""
        return np.array(self._amounts, np.float32)


def group(columns: Rows, count: int) -> tuple[NDArray[np.int64], NDArray[np.int64]]:
    """Where entries go so that equal columns stand together, and the `count + 1` places where each column begins."""
    starts = np.zeros(count + 1, np.int64)
    np.cumsum(np.bincount(columns, minlength=count), out=starts[1:])
    return np.argsort(columns, kind="stable"), starts
