"""How are thousands of conversations made: one crowd, any number of workers, the same bytes?"""

from __future__ import annotations

import gc
import json
from collections import Counter, OrderedDict
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from bot.app import open_recommender
from bot.conversation import Conversation, Reply
from bot.dialogue.session import Session
from bot.settings import Settings
from finetune.simulator import speech
from finetune.simulator.person import Person
from finetune.simulator.personas import Persona, draw
from finetune.simulator.records import Record, records
from recommender.preferences import Preferences, limits
from recommender.recommend import Recommender, Shortlist

CHUNK = 50
"""Conversations handed to a worker at a time."""

REMEMBERED = 300
"""Shortlists kept by a worker: many people begin alike."""


@dataclass(frozen=True, slots=True)
class Plan:
    """What to simulate, and with which films."""

    count: int
    seed: int
    settings: Settings


@dataclass(frozen=True, slots=True)
class Talk:
    """One finished conversation, ready to be written."""

    transcript: dict[str, Any]
    records: tuple[Record, ...]


class Memory:
    """Sessions in memory, forgotten with the conversation; a SessionStore as far as talking needs one."""

    def __init__(self) -> None:
        self._sessions: dict[str, Session] = {}

    def load(self, session_id: str, user: str = "me") -> Session:
        return self._sessions.get(session_id) or Session(session_id, user)

    def save(self, session: Session) -> None:
        self._sessions[session.id] = session

    def sessions(self, user: str = "me") -> tuple[str, ...]:
        return tuple(self._sessions)

    def export(self, user: str = "me") -> dict[str, Any]:
        return {}

    def forget(self, user: str = "me") -> None:
        self._sessions.clear()


class Remembering:
    """The recommender, with its latest shortlists kept."""

    def __init__(self, recommender: Recommender) -> None:
        self._recommender = recommender
        self.catalog = recommender.catalog
        self._kept: OrderedDict[object, Shortlist] = OrderedDict()

    def __getattr__(self, name: str) -> Any:
        return getattr(self._recommender, name)

    def recommend(self, wish: Preferences, profile: Preferences = Preferences(), **options: Any) -> Shortlist:
        key = (wish, profile, tuple(sorted(options.items())))
        found = self._kept.pop(key, None) or self._recommender.recommend(wish, profile, **options)
        self._kept[key] = found
        if len(self._kept) > REMEMBERED:
            self._kept.popitem(last=False)
        return found


def talk(persona: Persona, conversation: Conversation) -> Talk:
    """One conversation from the first word to the last."""
    person = Person.wake(persona, conversation.recommender.catalog)
    turns, learned, said = [], [], []
    reply: Reply | None = None
    while (text := person.say(reply)) is not None:
        reply = conversation.reply(persona.id, text)
        said.append(text)
        turns.append(_turn(text, reply))
        learned += list(records(reply, said, persona=persona.id, side=persona.part))
    conversation.store.forget()
    return Talk(_transcript(persona, person.outcome, turns), tuple(learned))


def simulate(
    plan: Plan, folder: Path, *, workers: int = 2, engine: str = "local", tick: Callable[[], None] | None = None
) -> dict[str, Any]:
    """Write transcripts, Alpaca records, chats and the card to a folder; the card is returned.

    `engine` is `local` or `ray`; the bytes are the same whatever it is and however many workers there are.
    """
    folder.mkdir(parents=True, exist_ok=True)
    tally: Counter[str] = Counter()
    names = ("transcripts.jsonl", "alpaca.jsonl", "messages.jsonl")
    files = [(folder / name).open("w", encoding="utf-8", newline="\n") for name in names]
    overlap: dict[str, set[str]] = {}
    try:
        for done in _talks(plan, workers, engine):
            _write(done, files, tally)
            overlap.setdefault(done.transcript["part"], set()).add(done.transcript["target"])
            if tick:
                tick()
    finally:
        for file in files:
            file.close()
    card = _card(plan, tally, overlap)
    (folder / "card.json").write_text(json.dumps(card, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    return card


_worker: Conversation | None = None
"""The conversation of a worker process, opened once."""


def chunk(plan: Plan, start: int) -> list[Talk]:
    """Conversations `start` to `start + CHUNK`, in order; runs in a worker."""
    global _worker
    if _worker is None:
        _worker = open_light(plan.settings)
        gc.freeze()  # the films stay: looking through them for rubbish at every turn costs a tenth of the time
        gc.set_threshold(50_000, 20, 20)
    catalog = _worker.recommender.catalog
    return [talk(draw(plan.seed, number, catalog), _worker) for number in range(start, min(start + CHUNK, plan.count))]


def open_light(settings: Settings) -> Conversation:
    """The very conversation of the product, with sessions in memory and shortlists remembered."""
    remembering: Any = Remembering(open_recommender(settings))
    return Conversation(remembering, Memory())


def _talks(plan: Plan, workers: int, engine: str) -> Iterator[Talk]:
    starts = range(0, plan.count, CHUNK)
    open_recommender(plan.settings)  # builds the index once, before workers would all do so
    if engine == "ray":
        yield from _by_ray(plan, starts, workers)
    elif engine != "local":
        raise ValueError(f"{engine!r} is no engine; the engines are local and ray")
    elif workers == 1:
        for start in starts:
            yield from chunk(plan, start)
    else:
        with ProcessPoolExecutor(workers) as pool:
            for talks in pool.map(chunk, [plan] * len(starts), starts):
                yield from talks


def _by_ray(plan: Plan, starts: Iterable[int], workers: int) -> Iterator[Talk]:
    try:
        import ray
    except ImportError as error:
        raise ImportError('simulating on several machines needs Ray: pip install "matinee[ray]"') from error
    ray.init(num_cpus=workers, ignore_reinit_error=True, include_dashboard=False)
    remote = ray.remote(chunk)
    for waiting in [remote.remote(plan, start) for start in starts]:
        yield from ray.get(waiting)


def _turn(text: str, reply: Reply) -> dict[str, Any]:
    return {
        "user": text,
        "heard": [type(act).__name__ for act in reply.heard],
        "act": type(reply.act).__name__,
        "slot": getattr(getattr(reply.act, "question", None) or reply.act, "slot", None),
        "films": [card.movie.id for card in reply.cards],
        "bot": reply.text,
        "limits": {name: value for name, value in reply.limits.items() if value and value != [None, None]},
        "relaxed": list(reply.relaxed),
    }


def _transcript(persona: Persona, outcome: str, turns: list[dict[str, Any]]) -> dict[str, Any]:
    return {
        "id": persona.id,
        "part": persona.part,
        "target": persona.target,
        "manner": persona.manner,
        "patience": persona.patience,
        "wrong": persona.wrong,
        "unsure": persona.unsure,
        "taste": {name: value for name, value in limits(persona.taste).items() if value and value != [None, None]},
        "outcome": outcome,
        "turns": turns,
    }


def _write(done: Talk, files: list[Any], tally: Counter[str]) -> None:
    _line(files[0], done.transcript)
    for record in done.records:
        _line(files[1], record.alpaca())
        _line(files[2], record.messages())
    tally.update([f"outcome {done.transcript['outcome']}", f"part {done.transcript['part']}", "conversations"])
    tally.update({"turns": len(done.transcript["turns"]), "leaks": _leaks(done.transcript)})
    tally.update(f"act {turn['act']}" for turn in done.transcript["turns"])
    tally.update(f"record {record.kind} {record.part}" for record in done.records)


def _line(file: Any, value: object) -> None:
    file.write(json.dumps(value, ensure_ascii=False, separators=(",", ":")) + "\n")


def _leaks(transcript: dict[str, Any]) -> int:
    """Messages of the person in which the target's title stands, read off its id."""
    title = transcript["target"].rsplit("-", 1)[0].replace("-", " ")
    return sum(speech.gives_away(turn["user"], title) for turn in transcript["turns"])


def _card(plan: Plan, tally: Counter[str], overlap: dict[str, set[str]]) -> dict[str, Any]:
    sides = sorted(overlap)
    shared = {f"{a} and {b}": len(overlap[a] & overlap[b]) for a in sides for b in sides if a < b}
    return {"count": plan.count, "seed": plan.seed, "counts": dict(sorted(tally.items())), "shared targets": shared}
