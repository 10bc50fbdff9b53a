"""How does a wait show, on a terminal and in a log?"""

from __future__ import annotations

import sys
from contextlib import AbstractContextManager, nullcontext


def working(message: str) -> AbstractContextManager[object]:
    """A turning wheel on the terminal, else one line; both on standard error."""
    if sys.stderr is not None and sys.stderr.isatty():
        from bot.frontends.terminal.drawing import canvas

        return canvas(sys.stderr).status(message)
    print(f"{message} ...", file=sys.stderr, flush=True)
    return nullcontext()
