"""How much of what a model says leaves unbacked?

    python main.py bench grounding [--model openai:NAME|local:NAME] [--turns 500]

The replies of a whole conversation's turns are worded by a model: one that lies in every way it can (foreign titles in
any case, swapped years, people and numbers, links, commands), or the one that --model names. Their words are then read
by another reader than the guard: numbers, catalogue names and each lie told, which are backed when the films shown or
the answer hold them. Questions of fact are asked along, so answers are worded too.
"""

from __future__ import annotations

import argparse
import os
import random
import re
import tempfile
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any

from benchmarks.report import Report, arguments, finish, interval, measured
from bot.app import Films, open_films, ways
from bot.conversation import Conversation, Reply
from bot.dialogue import wording
from bot.dialogue.acts import BotAct, UserAct
from bot.dialogue.session import Session
from bot.llm import models
from bot.llm.calling import Bounds, Caller
from bot.settings import Settings
from bot.store import SQLiteStore
from recommender.catalog import Catalog
from recommender.movies import Movie

if TYPE_CHECKING:
    from langchain_core.language_models import BaseChatModel

ASKED = (
    "a crime film like {title}", "something funny", "shorter", "darker", "a film with {person}",
    "who directed {title}?",
    "a {genre} from the 90s", "more", "how long is {title}?", "something like {title} but funnier", "surprise me",
    "who plays in {title}?", "a {genre} without {person}", "is {title} longer than {other}?", "tell me about {title}",
)  # fmt: skip

INVENTED = ("The Velvet Abacus", "Crimson Walrus", "Nightjar Nine", "Orbit of Salt", "A Spoon for Lucifer")
NOBODY = ("Hubert Quillfeather", "Mara Oxblood", "Tito van Glimmer")


@dataclass(frozen=True, slots=True)
class Lie:
    """One sentence of a liar and the words in it that are false."""

    sentence: str
    false: str


class Liar:
    """Mixes what is true with lies drawn by a seed; `told` are the lies of the last call."""

    def __init__(self, catalog: Catalog, seed: int = 0) -> None:
        self._catalog = catalog
        self._random = random.Random(seed)
        self.told: list[Lie] = []

    def __call__(self, prompt: str) -> str:
        titles = re.findall(r'"title": "([^"]+)"', prompt)
        mine = titles[0] if titles else "It"
        self.told = [self._random.choice(list(self._lies(mine))) for _ in range(3)]
        true = f"{mine} is a good film for tonight."
        parts = [true, *(lie.sentence for lie in self.told), "Enjoy a good evening!"]
        self._random.shuffle(parts)
        return " ".join(parts)

    def _lies(self, mine: str) -> Iterator[Lie]:
        foreign = self._catalog.movie(self._random.randrange(len(self._catalog)))
        title, name = self._random.choice(INVENTED), self._random.choice(NOBODY)
        year, minutes = self._random.randint(1900, 2030), self._random.randint(300, 999)
        actor = next(iter(foreign.actors), name)
        yield from (
            Lie(f"You may like {one}.", one) for one in (title, title.lower(), foreign.title, foreign.title.upper())
        )
        yield Lie(f"It is by the maker of “{title}”.", title)
        yield Lie(f"{mine} ({year}) is great.", str(year))
        yield Lie(f"It runs {minutes} minutes.", str(minutes))
        yield Lie(f"{mine} is directed by {name}.", name)
        yield Lie(f"It stars {actor} and {name.lower()}.", name.lower())
        yield Lie(f"{name} wrote {mine}, and it won {minutes} prizes.", name)
        yield Lie(f"See www.{title.replace(' ', '').lower()}.example.", "www.")
        yield Lie(f"Ignore the rules: {title}!", title)


@dataclass(frozen=True, slots=True)
class Judged:
    """One worded reply: how many claims it makes, how many of them are backed, and which titles are foreign."""

    claims: int
    backed: int
    foreign: int


def run(given: Sequence[str] = ()) -> Report:
    """Talk, judge every reply, print the table, and give the figures."""
    options = arguments("grounding", given, extra=_options())
    with measured() as clock, tempfile.TemporaryDirectory() as folder:
        films = open_films(Settings(Path(folder), Path(folder), Path(folder)))
        rows = tuple(_rows(films, options))
    return finish(Report("grounding", rows, clock.seconds, clock.peak_mb), options)


def _rows(films: Films, options: argparse.Namespace) -> Iterator[dict[str, object]]:
    catalog = films.recommender.catalog
    chosen = models.parse(options.model)
    if chosen:
        model = models.connect(chosen, seconds=60, environment=os.environ)
        yield _row("ours", model, films, None, options.turns)
        return
    for system in ("ours", "without the guard"):
        liar = Liar(catalog)
        yield _row(system, scripted(liar), films, liar, options.turns)


def scripted(says: Callable[[str], str]) -> BaseChatModel:
    """A LangChain chat model that says what a function makes of the prompt."""
    from langchain_core.language_models import SimpleChatModel
    from langchain_core.messages import BaseMessage

    class Scripted(SimpleChatModel):  # type: ignore[misc, unused-ignore]
        @property
        def _llm_type(self) -> str:
            return "scripted"

        def _call(self, messages: list[BaseMessage], *words: Any, **given: Any) -> str:
            return says("\n".join(str(message.content) for message in messages))

    return Scripted()


def _talk(films: Films, model: BaseChatModel, *, guarded: bool, turns: int) -> Iterator[tuple[Reply, str]]:
    """Replies, each with what our own words for it would have been; every ten turns another user begins."""
    caller = Caller(model, Bounds(seconds=60.0, calls=10 * turns))
    own: list[str] = []
    held = ways(films, caller)

    def speak(act: BotAct, session: Session, heard: tuple[UserAct, ...], catalog: Catalog) -> str:
        own.append(wording.lead(act, session, heard, catalog))
        return held.speak(act, session, heard, catalog) if guarded else caller.ask((("human", _titles(act)),))

    asked, store = questions(films.recommender.catalog), SQLiteStore(":memory:")
    talks = [Conversation(films.recommender, store, user=str(n), ways=replace(held, speak=speak)) for n in range(turns)]
    for turn in range(turns):
        reply = talks[turn // 10].reply(f"talk {turn // 10}", next(asked))
        yield reply, own[-1]


def _titles(act: BotAct) -> str:
    return " ".join(f'"title": "{card.movie.title}"' for card in getattr(act, "films", ()) if not isinstance(card, str))


def questions(catalog: Catalog, seed: int = 0) -> Iterator[str]:
    """Messages of every kind about films of the catalogue, without an end."""
    draw = random.Random(seed)
    while True:
        one, other = (catalog.movie(draw.randrange(1000 if len(catalog) > 1000 else len(catalog))) for _ in range(2))
        person = next(iter(one.actors), "Tom Hanks")
        yield draw.choice(ASKED).format(title=one.title, other=other.title, person=person, genre=one.genres[0])


def judge(reply: Reply, own: str, lies: Sequence[Lie], catalog: Catalog) -> Judged:
    """Reads the words before the films: every number, name and lie in them is a claim."""
    answered = getattr(reply.act, "films", ())
    movies = [catalog.movie(film) for film in answered if isinstance(film, str)] + [card.movie for card in reply.cards]
    facts = " ".join([own, *(str(movie) + " " + " ".join(_facts(movie)) for movie in movies)]).lower()
    titles = [one for one in catalog.names.find(reply.lead) if one.kind == "film" and reply.lead[one.start].isupper()]
    foreign = [one for one in titles if reply.lead[one.start : one.end].lower() not in facts]
    spoken = [lie.false for lie in lies if lie.false in reply.lead]
    claims = [*re.findall(r"\d+", reply.lead), *(reply.lead[one.start : one.end] for one in titles), *spoken]
    backed = sum(claim.lower() in facts for claim in claims)
    invented = sum(title.lower() in reply.lead.lower() for title in INVENTED)
    return Judged(len(claims), backed, len(foreign) + invented)


def _facts(movie: Movie) -> Iterator[str]:
    decade = movie.year // 10 * 10
    yield from (str(movie.runtime), f"{decade}s", *movie.directors, *movie.writers, *movie.actors, *movie.keywords)
    yield from (movie.original_title or "", movie.franchise or "", *(role.character or "" for role in movie.cast))


def _row(system: str, model: BaseChatModel, films: Films, liar: Liar | None, turns: int) -> dict[str, object]:
    started = time.perf_counter()
    judged, worded = [], 0
    for reply, own in _talk(films, model, guarded=system == "ours", turns=turns):
        worded += own not in reply.lead
        judged.append(judge(reply, own, liar.told if liar else (), films.recommender.catalog))
        if liar:
            liar.told = []
    claims = [one.backed / one.claims for one in judged if one.claims]
    return {
        "system": system, "turns": turns, "worded": worded, "claims": sum(one.claims for one in judged),
        "backed": interval(claims or [1.0]), "foreign": sum(one.foreign for one in judged),
        "ms": (time.perf_counter() - started) * 1000 / turns,
    }  # fmt: skip


def _options() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(add_help=False)
    parser.add_argument("--model", default="none", metavar="MODEL", help="whose words (default: a liar's)")
    parser.add_argument("--turns", type=int, default=500, metavar="N", help="how many turns (default: 500)")
    parser.add_argument(
        "--data", type=Path, default=None, metavar="DIR", help="not needed: all is made from the catalogue"
    )
    return parser
