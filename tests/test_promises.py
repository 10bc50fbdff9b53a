"""The promises, over random conversations: they hold after every message, whatever was said before."""

from __future__ import annotations

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from bot.conversation import Conversation, Reply
from bot.dialogue.session import constraints
from bot.store import SQLiteStore
from recommender.movies import GENRES
from recommender.preferences import PROMISES, allowed, violated
from recommender.recommend import Recommender

TITLES = (
    "Heat",
    "Alien",
    "The Matrix",
    "Amélie",
    "Up",
    "Dune",
    "Pulp Fiction",
    "Toy Story",
    "Se7en",
    "Parasite",
    "Cats",
)
PEOPLE = ("Tom Hanks", "Al Pacino", "Michael Mann", "Meryl Streep", "Bill Murray", "Akira Kurosawa", "Adam Sandler")

genre = st.sampled_from(GENRES)
title = st.sampled_from(TITLES)
person = st.sampled_from(PEOPLE)
number = st.integers(60, 200)
year = st.integers(1920, 2024)
place = st.sampled_from(("it", "the first one", "the second one", "them all", "the last two"))
mood = st.sampled_from(("funny", "dark", "scary", "romantic", "tense", "thoughtful", "sad", "weird", "violent"))

message = st.one_of(
    st.builds("something {} and {}".format, mood, genre),
    st.builds("no {}".format, genre),
    st.builds("not {}".format, mood),
    st.builds("anything but {}".format, genre),
    st.builds("like {} but less {}".format, title, mood),
    st.builds("like {} and {}".format, title, title),
    st.builds("with {}".format, person),
    st.builds("never show me {}".format, person),
    st.builds("under {} minutes".format, number),
    st.builds("between {} and {}".format, year, year),
    st.builds("before {}".format, year),
    st.builds("I've seen {}".format, st.one_of(title, place)),
    st.builds("I hated {}".format, st.one_of(title, place)),
    st.builds("I love {}".format, st.one_of(title, person)),
    st.builds("not {}".format, st.one_of(title, person, place)),
    st.builds("{} but {}".format, place, st.sampled_from(("funnier", "shorter", "less violent", "older"))),
    st.sampled_from((
        "for my kids", "pg-13 at most", "more", "surprise me", "undo", "skip", "2", "yes", "no", "why?", "in french",
        "not in english", "hidden gem", "funnier", "shorter", "something older", "/interview", "start over",
        "who directed it?", "how does it end?", "what was the film where a shark attacks swimmers",
    )),
    st.text(max_size=40),
)  # fmt: skip


@given(st.lists(message, min_size=1, max_size=7))
@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
def test_no_promise_is_broken(recommender: Recommender, said: list[str]) -> None:
    store = SQLiteStore(":memory:")
    talk = Conversation(recommender, store)
    for text in said:
        reply = talk.reply("s", text)
        limits = constraints(store.load("s"))
        for card in reply.cards if not getattr(reply.act, "described", False) else ():
            broken = set(violated(card.movie, limits))
            assert not broken & PROMISES, (text, card.movie, broken)
            assert broken <= set(reply.relaxed), (text, card.movie, broken, reply.relaxed)
            assert allowed(card.movie.certificate, limits.certificate)
            assert card.movie.id not in limits.wanted.films
        check_receipt(reply, recommender)
    store.close()


def check_receipt(reply: Reply, recommender: Recommender) -> None:
    """Every film is the catalogue's own, is named in the words, and its terms add up to its score."""
    for card in reply.cards:
        assert recommender.catalog.movie(card.movie.id) == card.movie
        assert str(card.movie) in reply.text
        assert abs(sum(card.terms.values()) - card.score) < 1e-4
    assert reply.text
    if reply.receipt and reply.receipt.checks:
        left = [check.left for check in reply.receipt.checks]
        assert left == sorted(left, reverse=True) and left[0] <= reply.receipt.films


@given(
    st.lists(st.sampled_from(TITLES), min_size=1, max_size=3, unique=True),
    st.sampled_from(("more", "comedy", "like Heat")),
)
@settings(max_examples=20, deadline=None)
def test_what_was_seen_in_one_conversation_stays_away_in_the_next(
    recommender: Recommender, seen: list[str], said: str
) -> None:
    talk = Conversation(recommender, SQLiteStore(":memory:"))
    for name in seen:
        talk.reply("first", f"/seen {name}")
    marked = set(talk.state("first")["seen"])  # type: ignore[call-overload]
    assert len(marked) == len(seen)
    for _ in range(4):
        assert not marked & {card.movie.id for card in talk.reply("second", said).cards}
