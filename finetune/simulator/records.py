"""How does a turn of a conversation become something to learn from?"""

from __future__ import annotations

import zlib
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass

from bot.conversation import Reply
from bot.dialogue.acts import Critique, Recommend
from bot.dialogue.phrases import listed
from bot.dialogue.wording import QUESTIONS
from bot.llm.handover import Handover, asking, handover
from finetune.simulator.personas import part
from recommender.movies import Recommendation

FIRST = (
    "{film} should suit you: {why}.",
    "I would go for {film}: {why}.",
    "How about {film}? It fits because: {why}.",
    "{film} is my pick: {why}.",
)
HEARD = ("Understood, {words}. ", "Right, {words}. ")


@dataclass(frozen=True, slots=True)
class Record:
    """One Alpaca record; `titles` may be named, `slot` is what is to be asked, `part` its side of the split."""

    kind: str
    instruction: str
    input: str
    output: str
    titles: tuple[str, ...]
    slot: str
    part: str
    persona: str

    def alpaca(self) -> dict[str, object]:
        return asdict(self) | {"titles": list(self.titles)}

    def messages(self) -> dict[str, object]:
        """The same as a chat."""
        roles = (("system", self.instruction), ("user", self.input), ("assistant", self.output))
        return {"messages": [{"role": role, "content": content} for role, content in roles], "part": self.part}


def records(reply: Reply, said: Sequence[str], *, persona: str, side: str) -> Iterator[Record]:
    """What one reply teaches: to word its act, and to ask the question that came along."""
    handed = handover(reply.act, reply.heard, said)
    if handed:
        yield from _record(handed, _worded(handed, reply), persona=persona, side=side)
    question = getattr(reply.act, "question", None)
    if question and question.slot in QUESTIONS:
        yield from _record(asking(question.slot, said), QUESTIONS[question.slot], persona=persona, side=side)


def _record(handed: Handover, output: str, *, persona: str, side: str) -> Iterator[Record]:
    kept = _side(handed.films, side)
    if kept and output:
        yield Record(handed.kind, handed.instruction, handed.input, output, handed.titles, handed.slot, kept, persona)


def _side(films: Sequence[str], side: str) -> str:
    """A record learns only from films to learn from, and is judged only by a film kept for that; "" is for neither."""
    if not films:
        return side
    sides = [part(film) for film in films]
    if side == "train":
        return "train" if set(sides) == {"train"} else ""
    return side if sides[0] == side else ""


def _worded(handed: Handover, reply: Reply) -> str:
    """The words to learn: for films one of several sentences, picked by the prompt; for facts the answer itself."""
    if handed.kind in ("fact", "explain"):
        return reply.answer
    if handed.kind == "ask":
        return QUESTIONS[handed.slot]
    assert isinstance(reply.act, Recommend)
    dice = zlib.crc32(handed.input.encode())
    return _heard(reply, dice) + FIRST[dice % len(FIRST)].format(film=handed.titles[0], why=_why(reply.act.films[0]))


def _heard(reply: Reply, dice: int) -> str:
    words = [word for act in reply.heard if isinstance(act, Critique) for word in act.words]
    return HEARD[dice // 7 % len(HEARD)].format(words=listed(words)) if words else ""


def _why(film: Recommendation) -> str:
    return "; ".join(film.reasons[:2]) or "a good match"
