"""What do the passages say to a question that no field answers? A chain: rewrite, retrieve, answer, verify, refine.

    "how does he get out of the prison?"  ->  passages of the film talked about  ->  an answer in their words, or none

Nothing that the passages do not say leaves; where nothing is left, what was found is said in our own words.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from contextlib import suppress
from dataclasses import dataclass, replace

from langchain_core.runnables import Runnable, RunnableLambda

from bot.dialogue.acts import Answer, Question
from bot.dialogue.session import Session
from bot.knowledge.asking import ENDING
from bot.knowledge.passages import SPOILERS, Passage, Passages, passages
from bot.llm.calling import Caller, Silent
from bot.llm.guard import Given, mend
from bot.llm.inert import inert
from bot.llm.prompts import ANSWERING, REFINING, REWRITING, facts

READ = 4
"""Passages that are read for one answer."""

_SENTENCES = re.compile(r"(?<=[.!?])\s+")

NEAR = 2.5
"""A film is retrieved, where none is named, only when it fits so many standard deviations better than most."""


UNKNOWN = Answer("That is not in my catalogue, or I did not understand what is asked.", known=False)


@dataclass(frozen=True, slots=True)
class Asked:
    """A question on its way through the chain."""

    question: Question
    session: Session
    text: str = ""
    read: tuple[Passage, ...] = ()
    said: str = ""


def retrieval(held: Passages, model: Caller) -> Runnable[Asked, Asked]:
    """The first half of the way: the question rewritten, the passages found."""
    rewrite: Runnable[Asked, Asked] = RunnableLambda(lambda asked: _rewritten(asked, model))
    retrieve: Runnable[Asked, Asked] = RunnableLambda(lambda asked: _retrieved(asked, held))
    return rewrite | retrieve


def chain(held: Passages, model: Caller) -> Runnable[Asked, Answer]:
    """The whole way of a question."""
    return retrieval(held, model) | RunnableLambda(lambda asked: _answered(asked, model)) | RunnableLambda(_told)


def sentences(question: Question, session: Session, held: Passages, *, model: Caller) -> Iterator[str]:
    """The answer as it is made, a verified sentence at a time; nothing where the passages have none."""
    asked = retrieval(held, model).invoke(Asked(question, session))
    given, rest = Given(texts=tuple(passage.text for passage in asked.read)), ""
    if not asked.read:
        return
    with suppress(Silent):
        for piece in model.stream((("system", ANSWERING), ("human", _task(asked)))):
            *done, rest = _SENTENCES.split(rest + piece)
            yield from filter(None, (mend(sentence, given) for sentence in done))
        yield from filter(None, (mend(rest, given),))


def answer(
    question: Question, session: Session, held: Passages, *, model: Caller, otherwise: Answer = UNKNOWN
) -> Answer:
    """The answer from the passages with its sources; `otherwise` where they have none."""
    found = chain(held, model).invoke(Asked(question, session))
    return found if found.known else otherwise


def _rewritten(asked: Asked, model: Caller) -> Asked:
    """The question on its own: only words that were said may be in it, so that nobody else's question is answered."""
    own = asked.question.text
    talk = [inert(turn.text, 300) for turn in asked.session.turns[-2:]]
    if not talk or asked.question.films:
        return replace(asked, text=own)
    try:
        said = model.ask((("system", REWRITING), ("human", facts({"conversation": talk, "last": own}))))
    except Silent:
        return replace(asked, text=own)
    return replace(asked, text=mend(said, Given((), (*talk, own))) or own)


def _retrieved(asked: Asked, held: Passages) -> Asked:
    """The passages to read: of the films named or talked about, else of the one film that fits clearly best."""
    spoilers = bool(ENDING.search(asked.question.text))
    named = asked.question.films or ((asked.session.focus,) if asked.session.focus else ())
    movies = [held.catalog.movie(film) for film in named if held.catalog.row(film) is not None]
    if movies:
        found = [passage for movie in movies[:2] for passage in passages(movie)]
        kept = [one for one in found if one.text and (spoilers or one.kind not in SPOILERS)]
        return replace(asked, read=tuple(kept[:READ]))
    near = [one for one in held.search(asked.text, READ, spoilers=spoilers) if one.score >= NEAR]
    return replace(asked, read=tuple(one.passage for one in near))


def _answered(asked: Asked, model: Caller) -> Asked:
    """A verified answer; what was not is asked for once more."""
    if not asked.read:
        return asked
    given = Given(texts=tuple(passage.text for passage in asked.read))
    for task in (ANSWERING, REFINING):
        try:
            said = model.ask((("system", task), ("human", _task(asked))))
        except Silent:
            return asked
        if "do not know" in said.lower():
            return asked
        if kept := mend(said, given):
            return replace(asked, said=kept)
    return asked


def _task(asked: Asked) -> str:
    return facts({"passages": [inert(passage.text) for passage in asked.read], "question": inert(asked.text)})


def _told(asked: Asked) -> Answer:
    films = tuple(dict.fromkeys(passage.film for passage in asked.read))
    sources = tuple(passage.source for passage in asked.read)
    if asked.said:
        return Answer(asked.said, sources, films)
    return UNKNOWN
