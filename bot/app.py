"""Which parts does the program run with? The only place that picks them."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, closing, nullcontext
from dataclasses import dataclass, replace
from functools import partial
from pathlib import Path
from typing import TypeAlias

import recommender
from bot.conversation import Conversation, Ways
from bot.dialogue.acts import Answer, Question
from bot.dialogue.session import Session
from bot.indexing import fingerprint, open_or_build, spare_place
from bot.knowledge import facts, passages
from bot.knowledge.passages import Passages
from bot.llm import models
from bot.llm import understanding as llm_understanding
from bot.llm import wording as llm_wording
from bot.llm.calling import Bounds, Caller
from bot.settings import Settings
from bot.store import SQLiteStore
from data.catalogue.films import SHIPPED, load
from recommender.catalog import Catalog
from recommender.encoders import StaticEncoder
from recommender.movies import Movie
from recommender.recommend import Recommender, build

Tick: TypeAlias = Callable[[int], None] | None
"""Told how many films are done."""

Working: TypeAlias = Callable[[str, int], AbstractContextManager[Tick]]
"""Shows the named work on so many films while the block runs."""


@dataclass(frozen=True, slots=True)
class Films:
    """All that is known about the films, held open."""

    recommender: Recommender
    passages: Passages


def _silently(name: str, films: int) -> AbstractContextManager[Tick]:
    return nullcontext()


def open_conversation(
    settings: Settings, *, working: Working = _silently, warn: Callable[[str], None] | None = None
) -> Conversation:
    """A conversation ready to reply; the first start builds the index of the films, which takes some seconds."""
    store = _open_store(settings, warn or _to_stderr)
    model = open_model(settings)
    films = open_films(settings, working=working)
    return Conversation(films.recommender, store, user=settings.user, ways=ways(films, model))


def open_model(settings: Settings) -> Caller | None:
    """The language model of the settings; None where there is none, ValueError when it cannot be had."""
    chosen = models.parse(settings.model)
    if chosen is None:
        return None
    seconds = settings.model_seconds
    return Caller(models.connect(chosen, seconds=seconds, environment=os.environ), Bounds(seconds))


def ways(films: Films, model: Caller | None = None) -> Ways:
    """How a turn is thought: by rules alone, or with a model in the three places where one may help."""
    plain = Ways(search=films.passages.describe)
    if model is None:
        return plain
    return replace(
        plain,
        understand=partial(llm_understanding.understand, model=model),
        speak=partial(llm_wording.speak, model=model),
        answer=partial(_answer, films=films, model=model),
        around=model.turn,
    )


def _answer(question: Question, session: Session, catalog: Catalog, *, films: Films, model: Caller) -> Answer:
    """The fields first, since they need nobody's words; what they do not hold is sought in the passages."""
    from bot.knowledge import rag

    known = facts.answer(question, catalog)
    return known if known.known else rag.answer(question, session, films.passages, model=model, otherwise=known)


def open_recommender(settings: Settings, *, working: Working = _silently) -> Recommender:
    """The films of the settings, indexed; built anew when they, the encoder or our code have changed."""
    return open_films(settings, working=working).recommender


def open_films(settings: Settings, *, working: Working = _silently) -> Films:
    """The recommender and the passages over the same films."""
    encoder = StaticEncoder.load()
    films = settings.films or SHIPPED
    code = (*Path(recommender.__file__).parent.glob("*.py"), Path(passages.__file__))

    def prepare(folder: Path) -> None:
        movies = _load(films)
        with working("Preparing the films, this once", len(movies)) as progress:
            build(movies, folder, encoder, progress=progress)
            with closing(Catalog.open(folder)) as catalog:
                passages.build(catalog, folder)

    def opening(folder: Path) -> Films:
        opened = Recommender.open(folder, encoder)
        return Films(opened, Passages.open(folder, opened.catalog, encoder))

    return open_or_build(
        _places(settings),
        fingerprint([films, *code], encoder.name),
        opening=opening,
        build=prepare,
    )


def _load(films: Path) -> tuple[Movie, ...]:
    loaded = load(films)
    if not loaded.movies:
        raise ValueError(f"{films} holds no films: {next(iter(loaded.problems), 'it is empty')}")
    return loaded.movies


def _places(settings: Settings) -> Iterator[Path]:
    """Where the index may lie, best first; the second is looked at only when the first is of no use."""
    yield settings.cache
    yield spare_place()


def _open_store(settings: Settings, warn: Callable[[str], None]) -> SQLiteStore:
    """The user's store; where nothing can be written, one that remembers nothing, with a warning."""
    if settings.incognito:
        return SQLiteStore(":memory:")
    try:
        return SQLiteStore(settings.store)
    except OSError as error:
        warn(f"nothing will be remembered: {settings.store}: {error.strerror or error}")
        return SQLiteStore(":memory:")


def _to_stderr(message: str) -> None:
    print(message, file=sys.stderr)
