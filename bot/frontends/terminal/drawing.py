"""What does a reply look like in a terminal?"""

from __future__ import annotations

import os
from collections.abc import Iterable, Mapping
from shutil import get_terminal_size
from typing import TYPE_CHECKING, TextIO

from rich.console import Console
from rich.text import Text

from recommender.movies import Movie, Recommendation

if TYPE_CHECKING:
    from bot.conversation import Reply


def canvas(out: TextIO, environment: Mapping[str, str] = os.environ) -> Console:
    """A console that prints no escapes at all under NO_COLOR and on a dumb terminal, not even bold."""
    plain = bool(environment.get("NO_COLOR")) or is_dumb(environment)
    width, height = get_terminal_size() if is_dumb(environment) else (None, None)  # rich takes 80 for a dumb one
    return Console(
        file=out, color_system=None if plain else "auto", width=width, height=height, highlight=False, markup=False,
        emoji=False, legacy_windows=False,
    )  # fmt: skip


def is_dumb(environment: Mapping[str, str] = os.environ) -> bool:
    """Whether the terminal can do nothing but print: no cursor to move, no line to edit."""
    return environment.get("TERM", "dumb").lower() in ("dumb", "unknown", "")


def draw(reply: Reply, console: Console) -> None:
    """The words, the films one by one, the question: each printed once, nothing is drawn over."""
    if not reply.cards and not reply.question:
        console.print(Text(reply.text))
    else:
        draw_list(reply.lead, reply.cards, reply.question, console)
    if reply.sources:
        console.print(Text(f"Source: {', '.join(reply.sources)}", style="dim"))
    console.print()


def draw_list(lead: str, cards: Iterable[Recommendation], question: str, console: Console) -> None:
    """Films as numbered cards between some words and a question; either may be empty."""
    if lead:
        console.print(Text(lead))
    for place, card in enumerate(cards, 1):
        console.print(_card(place, card))
    if question:
        console.print(Text(question, style="cyan"))


def draw_commands(commands: Mapping[str, str], console: Console) -> None:
    """Commands and what they do, one per line."""
    width = max(map(len, commands)) + 2
    for name, purpose in commands.items():
        console.print(Text.assemble((f"  {name:<{width}}", "bold"), purpose))
    console.print()


def facts(movie: Movie) -> str:
    """Runtime, age rating and genres, as far as they are known."""
    runtime = f"{movie.runtime} min" if movie.runtime else ""
    return " · ".join(filter(None, (runtime, movie.certificate or "", ", ".join(movie.genres))))


def _card(place: int, card: Recommendation) -> Text:
    head = Text.assemble((f" {place}. ", "cyan"), (str(card.movie), "bold"), "  ", (facts(card.movie), "dim"))
    return head.append(f"\n    {'; '.join(card.reasons[:2])}") if card.reasons else head
