"""Where can one word take the reading of a question from here?"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace

from bot.knowledge.lexicon import Item
from bot.knowledge.paths import Follow, Named, Others, Path

SKIPPED = 2.0
"""What it costs to leave a word out; prepositions cost next to nothing."""


@dataclass(frozen=True, slots=True)
class State:
    """How far a question is read: what is reached, of what kind, in what role when it is people, and at what cost.

    `fresh`: nothing but the name itself; `fellow`: "together with" was said, and a role is awaited.
    """

    path: Path
    kind: str
    start: Named
    role: str = ""
    fresh: bool = True
    fellow: bool = False
    cost: float = 0.0


def steps(state: State, item: Item, side: str) -> Iterator[State]:
    """Every state that an item on the `left` or `right` of the name can lead to, left out being one of them."""
    yield from _STEPS[item.kind](state, item.name, side)
    if item.kind != "person":
        yield dearer(state, 0.05 if item.kind == "loose" else SKIPPED)


def dearer(state: State, cost: float) -> State:
    return replace(state, cost=state.cost + cost)


def on(state: State, relation: str, cost: float = 0.0) -> State:
    """From films to what they have in a relation."""
    path = Follow(state.path, relation)
    role = relation if path.kind == "person" else ""
    return State(path, path.kind, state.start, role, fresh=False, cost=state.cost + cost)


def back(state: State, relation: str = "", cost: float = 0.0) -> State:
    """To the films of people or values; a film that the question started from is not among them."""
    relation = relation or state.role or ("any" if state.kind == "person" else state.kind)
    path: Path = Follow(state.path, relation, True)
    if state.start.kind == "film":
        path = Others(path, state.start)
    guess = 1.0 if relation == "any" else 0.0
    return State(path, "film", state.start, relation, fresh=False, cost=state.cost + cost + guess)


def fellows(state: State, role: str, cost: float = 0.0) -> State:
    """People who did the same work on the same films."""
    films = Follow(state.path, role, True)
    people = Others(Follow(films, role), state.start)
    return State(people, "person", state.start, role, fresh=False, cost=state.cost + cost)


def _film(state: State, _: str, side: str) -> Iterator[State]:
    if state.kind == "film" or state.fellow:
        yield state
    elif state.kind == "person" and state.fresh and side == "right" and not state.role:
        yield dearer(back(state), -0.65)
    elif state.kind == "person" or state.fresh:
        yield back(state)
    else:
        yield dearer(state, 0.3)


def _person(state: State, _: str, side: str) -> Iterator[State]:
    yield state


def _role(state: State, role: str, side: str) -> Iterator[State]:
    if state.kind == "film":
        yield on(state, role, 0.15 if side == "right" and state.fresh else 0.0)
    elif state.fellow:
        yield fellows(state, role)
    elif state.kind == "person":
        if state.role in ("", role):
            yield replace(state, role=role)
        if state.role != role:
            yield on(back(state, cost=0.3 if state.fresh else 0.6), role)
    elif state.fresh:
        yield on(back(state, cost=0.3), role)


def _work(state: State, role: str, side: str) -> Iterator[State]:
    if state.fellow:
        yield fellows(state, role if role != "any" else state.role or "actor")
    elif state.kind == "film":
        telling = side == "left" or role == "actor"
        yield on(state, "director" if role == "any" else role, 0.0 if telling else 1.0)
        if role == "any":
            yield dearer(state, 0.1 if side == "right" else 0.3)
    elif state.kind == "person":
        acting = role == "actor" or side == "right"
        yield back(state, "" if role == "any" else role, 0.0 if acting else 0.5)
        if side == "left" and state.role:
            yield on(back(state, cost=0.5), "director" if role == "any" else role)


def _passive(state: State, role: str, side: str) -> Iterator[State]:
    if side == "left" and state.kind == "person":
        yield back(state, "" if role == "any" else role)
    elif side == "right" and state.kind == "film":
        yield on(state, "director" if role == "any" else role)
    elif side == "right" and state.kind == "person":
        yield on(back(state, cost=0.5), "director" if role == "any" else role)


def _value(state: State, relation: str, side: str) -> Iterator[State]:
    if relation == "place":
        yield from _place(state)
    elif state.kind == "film":
        yield on(state, relation)
    elif state.kind == "person":
        yield on(back(state, cost=0.3 if state.fresh else 0.6), relation)
    elif state.fresh or state.kind == relation:
        yield state


def _place(state: State) -> Iterator[State]:
    """ "Where" is a country unless other words have said that it is a setting."""
    if state.kind in ("country", "setting"):
        yield state
    elif state.kind == "film":
        yield on(state, "country", 0.1)


def _as(state: State, role: str, side: str) -> Iterator[State]:
    if state.kind == "person":
        yield replace(state, role=role)


def _fellow(state: State, role: str, side: str) -> Iterator[State]:
    role = role if role not in ("", "any") else state.role
    if state.kind == "person":
        if role:
            yield fellows(state, role)
        else:
            yield replace(state, fellow=True)
            yield fellows(state, "actor", 1.0)
    elif state.kind == "film" and role not in ("", "any"):
        people = on(state, role)
        yield replace(people, path=Others(people.path, state.start)) if state.start.kind == "person" else people


def _loose(state: State, role: str, side: str) -> Iterator[State]:
    if state.kind == "person" and not state.fellow:
        yield back(state, state.role or ("" if role == "any" else role), 0.2 if side == "left" else 0.4)
    elif state.kind == "film" and state.fresh:
        yield on(state, "director" if role == "any" else role, 0.5)


_STEPS: dict[str, Callable[[State, str, str], Iterator[State]]] = {
    "film": _film, "person": _person, "role": _role, "work": _work, "passive": _passive, "value": _value,
    "fellow": _fellow, "loose": _loose, "as": _as,
}  # fmt: skip
