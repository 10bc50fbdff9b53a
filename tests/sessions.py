"""Random sessions for the tests of what is written down."""

from __future__ import annotations

from dataclasses import replace

from hypothesis import strategies as st

from bot.dialogue.acts import Ask, Choice, Clarify
from bot.dialogue.session import Session, Turn
from tests.strategies import FILMS, acts, few, preferences

words = st.text(max_size=20)
choices = st.lists(st.builds(Choice, words, st.none() | preferences, few(FILMS)), max_size=3).map(tuple)
pending = st.one_of(st.none(), st.builds(Ask, words, choices), st.builds(Clarify, words, choices))

states = st.builds(
    Session, id=st.sampled_from(("one", "two")), user=st.sampled_from(("me", "you")), wish=preferences,
    last=few(FILMS), focus=st.none() | st.sampled_from(FILMS), asked=few(FILMS), pending=pending,
    interview=few(FILMS),
)  # fmt: skip

turns = st.builds(
    Turn, text=words, acts=st.lists(acts, max_size=2).map(tuple), act=words, films=few(FILMS), spoken=words,
    before=st.none() | states, added=preferences, removed=preferences,
)  # fmt: skip


@st.composite
def sessions(draw: st.DrawFn) -> Session:
    """A whole session: state, profile, films shown and turns."""
    told = tuple(draw(st.lists(turns, max_size=3)))
    shown = tuple(draw(st.lists(st.sampled_from(FILMS), max_size=5)))
    return replace(draw(states), profile=draw(preferences), shown=shown, turns=told)
