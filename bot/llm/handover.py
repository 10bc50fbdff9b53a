"""What is a language model handed, to put an act of the bot into words?

The recommender picks and the catalogue knows; the model words. Training and serving build their prompts here, so they
cannot differ.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from bot.dialogue.acts import Answer, Ask, BotAct, Critique, Question, Recommend, UserAct
from bot.dialogue.phrases import facts_line
from bot.dialogue.wording import QUESTIONS
from recommender.movies import Recommendation

ASKED = {
    "era": "Ask whether an old film is welcome or it should be new.",
    "genre": "Ask what kind of film it should be.",
    "mood": "Ask what mood they are in.",
    "length": "Ask how much time they have.",
    "company": "Ask who is watching.",
    "language": "Ask whether subtitles are welcome.",
    "actor": "Ask whether there is anyone they would like to see.",
    "director": "Ask whether there is a director they like.",
    "fame": "Ask whether it should be well known or a discovery.",
}
"""What the model is told to ask, by slot."""

TOLD = {
    "recommend": "Recommend the first film of the list in a sentence and say why. Name no other film.",
    "critique": "Say that you heard the criticism, then recommend the first film of the list and say why.",
    "fact": "Answer the question with what is known, and nothing else.",
    "explain": "Explain the choice with what is known, and nothing else.",
}
"""What the model is told to do, by kind; asking has a line of its own for each slot."""

FILMS = 3
MESSAGES = 2


@dataclass(frozen=True, slots=True)
class Handover:
    """`titles` are the only films that may be named, as `Title (year)`; `films` their ids; `slot` what is to be
    asked, if anything."""

    kind: str
    instruction: str
    input: str
    titles: tuple[str, ...] = ()
    films: tuple[str, ...] = ()
    slot: str = ""


def handover(act: BotAct, heard: Sequence[UserAct], said: Sequence[str]) -> Handover | None:
    """The prompt for an act, after the user's messages `said`; None for acts that templates word as well."""
    talk = "\n".join(f"User: {message}" for message in said[-MESSAGES:])
    match act:
        case Recommend(films, relaxed=(), described=False, answer=None) if films:
            return _recommend(films[:FILMS], any(isinstance(one, Critique) for one in heard), talk)
        case Ask(slot) if slot in ASKED:
            return asking(slot, said)
        case Answer(text, films=films) if text:
            why = any(isinstance(one, Question) and one.relation in ("why", "why_not") for one in heard)
            kind = "explain" if why else "fact"
            return Handover(kind, TOLD[kind], f"{talk}\nKnown: {text}", films=films)
    return None


def asking(slot: str, said: Sequence[str]) -> Handover:
    """The prompt for a question on a slot."""
    talk = "\n".join(f"User: {message}" for message in said[-MESSAGES:])
    return Handover("ask", ASKED[slot], talk, slot=slot)


def nearest_slot(question: str) -> str:
    """The slot that a question of ours is on; "" when the words are no question we ask."""
    return next((slot for slot, text in QUESTIONS.items() if text.lower() in question.lower()), "")


def _recommend(films: Sequence[Recommendation], criticised: bool, talk: str) -> Handover:
    kind = "critique" if criticised else "recommend"
    lines = [f"{place}. {film.movie} · {facts_line(film.movie)} · {_why(film)}" for place, film in enumerate(films, 1)]
    return Handover(
        kind,
        TOLD[kind],
        "\n".join([talk, "Films:", *lines]),
        tuple(str(film.movie) for film in films),
        tuple(film.movie.id for film in films),
    )


def _why(film: Recommendation) -> str:
    return "; ".join(film.reasons[:2]) or "a good match"
