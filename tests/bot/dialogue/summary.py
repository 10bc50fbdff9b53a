"""How are acts written in a table of tests: one short line for all that an act says?"""

from __future__ import annotations

from collections.abc import Iterable

from bot.dialogue.acts import (
    Accept,
    Critique,
    Describe,
    Dislike,
    Like,
    More,
    Question,
    Seen,
    Tell,
    Unclear,
    UserAct,
)  # fmt: skip
from recommender.preferences import Facets, Preferences


def summary(acts: Iterable[UserAct]) -> str:
    """All acts in their order, divided by " | "."""
    return " | ".join(map(_one, acts))


def _one(act: UserAct) -> str:
    match act:
        case Tell(wish, instead, dropped, lasting):
            marks = ["instead"] * instead + ["lasting"] * lasting + [f"drop:{limit}" for limit in dropped]
            return _line("tell", *_wish(wish), *marks)
        case Critique(wish, film, words):
            return _line("critique", film or "list", *(word.replace(" ", "_") for word in words))
        case Like(films, people):
            return _line("like", *films, *map(_name, people))
        case Dislike(films, people):
            return _line("dislike", *films, *map(_name, people))
        case Seen(films, liked):
            return _line("seen", *films, *({True: ["liked"], False: ["hated"], None: []}[liked]))
        case Accept(film):
            return _line("accept", *([film] if film else []))
        case More(surprise):
            return "surprise" if surprise else "more"
        case Question(relation, films, people, _):
            return _line(f"{relation}?", *films, *map(_name, people))
        case Describe(_):
            return "describe"
        case Unclear(_, films):
            return _line("unclear", *films)
    return type(act).__name__.lower()


def _line(*parts: str) -> str:
    return " ".join(part for part in parts if part)


def _wish(wish: Preferences) -> list[str]:
    spans = [
        f"{name}={low or ''}..{high or ''}"
        for name, (low, high) in (("years", wish.years), ("runtime", wish.runtime))
        if (low, high) != (None, None)
    ]
    moves = [f"{m.axis}{m.delta:+d}[{m.low}-{m.high}]" for m in wish.tone]
    signs = [f"{name}{value:+d}" for name, value in (("fame", wish.fame), ("acclaim", wish.acclaim)) if value]
    cap = [f"cap={wish.certificate}"] if wish.certificate else []
    either = ["either=" + "/".join(sorted(map(_name, group))) for group in wish.wanted.either]
    text = [f"text={_name(wish.text)}"] if wish.text else []
    return [*_facets(wish.wanted, ""), *either, *_facets(wish.unwanted, "-"), *spans, *cap, *moves, *signs, *text]


def _facets(facets: Facets, sign: str) -> list[str]:
    named = [f"{sign}{_name(p.name)}" + (f":{p.role}" if p.role != "any" else "") for p in facets.people]
    lists = ("genres", "languages", "countries", "franchises")
    values = [f"{sign}{_name(value)}" for field in lists for value in getattr(facets, field)]
    keywords = [f"{sign}#{_name(word)}" for word in facets.keywords]
    return [*values, *named, *keywords, *(f"{sign}~{film}" for film in facets.films)]


def _name(words: str) -> str:
    return words.replace(" ", "_")
