"""How does a wait show, on a terminal and in a log?"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager


@contextmanager
def working(name: str, films: int) -> Iterator[Callable[[int], None] | None]:
    """A bar on the terminal, else one line; both on standard error. Yields what is to be told the films done."""
    if not sys.stderr.isatty():
        print(f"{name}: {films:,} films ...", file=sys.stderr, flush=True)
        yield None
        return
    from rich.progress import Progress

    from bot.frontends.terminal.drawing import canvas

    with Progress(console=canvas(sys.stderr), transient=True) as bar:
        task = bar.add_task(name, total=films)
        yield lambda done: bar.update(task, completed=done)
