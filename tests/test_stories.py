"""Whole conversations, as people have them: what is said, and what must hold of the reply."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from bot.conversation import Conversation, Reply
from recommender.movies import CERTIFICATES

Check = Callable[[Reply], bool]
Story = list[tuple[str, Check]]


def every(test: Callable[..., bool]) -> Check:
    """Films are shown, and each passes."""
    return lambda reply: bool(reply.cards) and all(test(card.movie) for card in reply.cards)


def says(*words: str) -> Check:
    return lambda reply: all(word.lower() in reply.text.lower() for word in words)


def understood(**limits: object) -> Check:
    return lambda reply: all(reply.limits[name] == value for name, value in limits.items())


def acts(name: str) -> Check:
    return lambda reply: type(reply.act).__name__ == name


def both(*checks: Check) -> Check:
    return lambda reply: all(check(reply) for check in checks)


def by(name: str) -> Callable[..., bool]:
    return lambda movie: name in (*movie.directors, *movie.writers, *movie.actors)


STORIES: dict[str, Story] = {
    "the first wish is enough": [
        (
            "funny heist under 100 minutes, not animated",
            every(lambda m: m.runtime <= 100 and "animation" not in m.genres and m.feels("funny") >= 2),
        ),
    ],
    "like a film, but": [
        (
            "something like Heat but funnier",
            both(every(lambda m: m.feels("funny") >= 1), understood(like=["heat-1995"])),
        ),
        ("shorter", every(lambda m: m.runtime < 170)),
        ("no horror", every(lambda m: "horror" not in m.genres)),
        ("something older", every(lambda m: m.year < 2020)),
        ("undo", acts("Recommend")),
        ("/state", says("like Heat (1995)", "no horror")),
    ],
    "kids tonight": [
        (
            "something for me and my kids tonight, 95 minutes",
            every(lambda m: m.runtime <= 95 and m.certificate in CERTIFICATES[:2]),
        ),
        ("not animated please", every(lambda m: "animation" not in m.genres and m.certificate in ("G", "PG"))),
    ],
    "questions between wishes": [
        ("a crime film by michael mann", every(by("Michael Mann"))),
        ("who directed Heat?", both(acts("Answer"), says("Michael Mann"))),
        ("is it longer than Casino?", says("178", "170")),
        ("how does it end?", says("Spoiler")),
        ("who directed the first one?", says("Michael Mann directed")),
        ("more", every(by("Michael Mann"))),
    ],
    "people, wanted and not": [
        ("anything with tom hanks from the 90s", every(lambda m: by("Tom Hanks")(m) and 1990 <= m.year <= 1999)),
        ("not him", every(lambda m: not by("Tom Hanks")(m))),
    ],
    "seen it": [
        ("I want a mind bending sci-fi film", every(lambda m: "sci-fi" in m.genres)),
        ("seen it", lambda reply: bool(reply.cards) and len(reply.limits["seen"]) >= 1),
        ("I've seen the second one", lambda reply: bool(reply.cards) and len(reply.limits["seen"]) >= 2),
        ("why?", both(acts("Answer"), says("you asked for"))),
    ],
    "a half-remembered film": [
        (
            "what was the film where a man loses his memory and tattoos clues on his body?",
            lambda reply: "memento-2000" in [card.movie.id for card in reply.cards],
        ),
    ],
    "why not": [
        ("a comedy under 100 minutes", every(lambda m: "comedy" in m.genres and m.runtime <= 100)),
        ("why not Heat?", both(acts("Answer"), says("170", "crime"))),
    ],
    "changed their mind": [
        ("a horror film", every(lambda m: "horror" in m.genres)),
        (
            "actually a romantic comedy instead",
            every(lambda m: {"comedy", "romance"} <= set(m.genres) and "horror" not in m.genres),
        ),
        ("start over", acts("Confirm")),
        ("/state", says("Nothing so far")),
    ],
    "nonsense does no harm": [
        ("asdkjh qwlekj", acts("Clarify")),
        ("comedy", every(lambda m: "comedy" in m.genres)),
        ("hello", lambda reply: bool(reply.text)),
        ("bye", acts("Farewell")),
    ],
    "the interview": [
        ("/interview", acts("Ask")),
        ("skip", acts("Ask")),
        ("1", lambda reply: bool(reply.text)),
        ("just show me something", acts("Recommend")),
    ],
}


@pytest.mark.parametrize("name", STORIES)
def test_story(name: str, conversation: Conversation) -> None:
    for said, holds in STORIES[name]:
        reply = conversation.reply(name, said)
        assert holds(reply), f"after {said!r}: {reply.act}\n{reply.text}\n{reply.limits}"
