"""What did the user mean: which acts, in the order they were said?"""
# ruff: noqa: E501  (a pattern or a table reads best whole)

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from bot.dialogue.acts import (
    Bye,
    Clarify,
    Critique,
    Describe,
    Like,
    More,
    Question,
    Seen,
    Skip,
    Tell,
    Unclear,
    UserAct,
)  # fmt: skip
from bot.dialogue.session import Session
from bot.dialogue.understanding import feedback
from bot.dialogue.understanding.asking import describes, question_of, unknown_question
from bot.dialogue.understanding.doubt import asked, doubts
from bot.dialogue.understanding.entities import entities
from bot.dialogue.understanding.leftover import topic, unclear, unusable
from bot.dialogue.understanding.marks import Entity, flatten
from bot.dialogue.understanding.nearly import Step, moved, spoken, steps
from bot.dialogue.understanding.parts import Part, Reading, films_of, ordered
from bot.dialogue.understanding.pending import reply
from bot.dialogue.understanding.people import kin
from bot.dialogue.understanding.pointing import nth, pointed, talked_about
from bot.dialogue.understanding.scope import Clause, clauses, negated, plain
from bot.dialogue.understanding.short import short
from bot.dialogue.understanding.starting import anchors, movies, named_here, on_table
from recommender.catalog import Catalog
from recommender.naming import SMALL
from recommender.preferences import Facets, Preferences, merge

LONGEST = 4000
"""Characters of a message that are read; what follows is left aside."""

_FORGOTTEN = re.compile(r"\b(?:remember|recall|forgot|forgotten|tip of my tongue|think of the)\b")

_ALIKE = re.compile(
    r"\b(?:like|similar to|along the lines of|in the vein of|same as|as good as|reminiscent of) (?:that|it|this|those|these|them|(?:the |number |#)?(?:first|second|third|last|fourth|\d)\b)|\b(?:similar(?: ones| movies| things| stuff)?|more like (?:that|it|this|those|these))\b(?! to)|\bsame (?:vibe|kind|sort|style)\b|\b(?:more|others?|anything) in (?:that|this) (?:vein|style|series)|\balong those lines\b|\bof (?:that|this) (?:kind|sort)\b"
)


def understand(text: str, session: Session, catalog: Catalog) -> tuple[UserAct, ...]:
    """The acts of a message, in the order they were said; never empty. What nobody understands is Unclear."""
    text = text[:LONGEST]
    found = _on_table(text, entities(text, catalog), session, catalog)
    whole = plain(text, 0, len(text), found)
    answered = reply(text, whole, session)
    if answered:
        return _settled(answered, session, catalog) or answered
    if not whole.strip(" ,?"):
        return (Unclear(text.strip()),)
    single = short(plain(text, 0, len(text), ()))
    if single is not None:
        return (_greeted(single, session),)
    if describes(whole) and not nth(whole, session) and not (_known_film(found) and not _FORGOTTEN.search(whole)):
        return (Describe(_described(text)),)
    reading = Reading(text, session, catalog, found, negated(text, found))
    parts = _parts(reading)
    acts = asked(ordered(reading, parts, whole), doubts(found, session, catalog), text)
    if all(isinstance(act, Unclear) and not act.films for act in acts):
        said = unclear(text, session, whole)
        return (said, *acts) if not isinstance(said, Unclear) else acts or (said,)
    return acts


def _settled(answered: tuple[UserAct, ...], session: Session, catalog: Catalog) -> tuple[UserAct, ...]:
    """What was said of a film in doubt, read again now that it is known which one; nothing when that is no help."""
    if not isinstance(session.pending, Clarify) or not session.turns or not isinstance(answered[0], Tell):
        return ()
    films = answered[0].wish.wanted.films
    doubted, said = session.turns[-1].text, session.pending.heard
    if len(films) != 1 or said not in doubted:
        return ()
    again = doubted.replace(said, str(catalog.movie(films[0])), 1)
    acts = understand(again, replace(session, pending=None), catalog)
    return () if any(isinstance(act, Unclear | Question) for act in acts) else acts


def _on_table(text: str, found: tuple[Entity, ...], session: Session, catalog: Catalog) -> tuple[Entity, ...]:
    """The entities, and the films shown last that are named by titles too ordinary to be heard otherwise."""
    flat = flatten(text)
    for film in dict.fromkeys((*session.last, *filter(None, (session.focus,)))):
        if catalog.row(film) is None or any(e.kind == "film" and film in e.value for e in found):  # type: ignore[operator]
            continue
        title = flatten(catalog.movie(film).title).removeprefix("the ")
        said = re.search(rf"(?<!\w)(?:the )?{re.escape(title)}(?!\w)", flat)
        if said and not set(re.findall(r"\w+", title)) <= SMALL:
            apart = [e for e in found if e.end <= said.start() or e.start >= said.end()]
            found = tuple(sorted([*apart, Entity("film", said.start(), said.end(), (film,))], key=lambda e: e.start))
    return found


def _greeted(act: UserAct, session: Session) -> UserAct:
    """ "Go back" and the like need something before; a skip without a question asks for other films."""
    return More() if isinstance(act, Skip) and session.pending is None and session.last and not session.asked else act


def _known_film(found: Sequence[Entity]) -> bool:
    return any(entity.kind == "film" for entity in found)


def _described(text: str) -> str:
    return re.sub(r"\s+", " ", text).strip()


def _parts(reading: Reading) -> list[Part]:
    parts: list[Part] = []
    cut = clauses(reading.text, reading.found)
    for place, clause in enumerate(cut):
        after = cut[place + 1].words if place + 1 < len(cut) else ""
        parts.append(_part(reading, clause, parts, after))
    return parts


def _part(reading: Reading, clause: Clause, before: list[Part], after: str) -> Part:
    """One clause: a set phrase, a question, news of what was seen, liked or picked, a move, or a wish."""
    session, catalog = reading.session, reading.catalog
    if _ALIKE.search(clause.words) and any(map(films_of, before)):
        return Part(
            (),
            tuple(e for e in clause.entities if e.kind != "film"),
            Preferences(wanted=Facets(films=anchors(reading, clause, before))),
        )
    if not clause.entities and (act := _phrase(clause, session)):
        return Part((act,))
    if asked := question_of(clause, session, catalog):
        return Part((asked,))
    if said := feedback.rejected(clause, session, catalog):
        return Part((said,))
    if told := _told(reading, clause, before, after):
        return told
    made = steps(clause)
    if made:
        return _criticised(reading, clause, before, made=made)
    if _ALIKE.search(clause.words) and (films := anchors(reading, clause, before)):
        alike = Preferences(wanted=Facets(films=films))
        return Part((), tuple(e for e in clause.entities if e.kind != "film"), alike)
    if taken := feedback.accepted(clause, session, catalog):
        return Part((taken,))
    if asked := unknown_question(clause, session, catalog):
        return Part((asked,))
    if feedback.unseen(clause):
        return Part((Tell(Preferences()),)) if not clause.entities else Part((), clause.of("genre", "tone"))
    if not clause.entities and (films := _named_place(clause, session)):
        return Part((Question("about", films, text=clause.text.strip()),))
    if (
        re.match(r"(?:and |what about |how about )?(?:the|that) (?:[\w-]+ ){0,2}one\b", clause.words)
        and clause.entities
        and session.last
    ):
        if (films := pointed(clause, session, catalog)) and not clause.films and films != session.last:
            return Part((Question("about", films, text=clause.text.strip()),))
    left = unusable(clause)
    at = clause.start + clause.text.find(left)
    wished = tuple(e for e in clause.entities if not (left and at <= e.start < at + len(left)))
    extra = merge(topic(clause), kin(clause, catalog, reading.unwanted))
    return Part((Unclear(left),) if left else (), wished, extra, feedback.lasting(clause))


def _phrase(clause: Clause, session: Session) -> UserAct | None:
    act = short(clause.words)
    if isinstance(act, Skip) and session.pending is None:
        return None
    if act is None and feedback.thanks(clause.words) and not session.last:
        return Bye()
    return act


def _told(reading: Reading, clause: Clause, before: list[Part], after: str) -> Part | None:
    """What was seen, liked or disliked. Moods of a film praised are no wish; a genre beside it may be."""
    session, catalog = reading.session, reading.catalog
    verdict = None
    if not re.search("FILM|PERSON", after) and not re.search(
        r"\b(?:something|anything|want|more|less|show|any)\b", after
    ):
        verdict = feedback.opinion(after)
    if news := feedback.seen(clause, session, catalog, None):
        told = replace(news, liked=verdict) if news.liked is None else news
        return Part((told,), clause.of("year", "runtime") if not clause.films else ())
    last = before[-1].acts[-1:] if before else ()
    if last and isinstance(last[0], Seen) and not clause.entities and feedback.opinion(clause.words) is not None:
        return (
            Part() if not re.search(r"\b(?:first|second|third|last)\b", clause.words) else Part(_split(clause, reading))
        )
    if act := feedback.liked(clause, session, catalog):
        wished = clause.of("genre", "year", "language", "country", "keyword") if isinstance(act, Like) else ()
        return Part((act,), wished)
    return None


def _split(clause: Clause, reading: Reading) -> tuple[UserAct, ...]:
    films = nth(clause.words, reading.session)
    return (Seen(films, feedback.opinion(clause.words)),) if films else ()


def _named_place(clause: Clause, session: Session) -> tuple[str, ...]:
    """ "The second one" alone: tell about it."""
    films = nth(clause.words, session)
    if re.fullmatch(r"(?:(?:that|this)(?: one)?|[1-9])\W*", clause.words):
        place = int(clause.words[0]) - 1 if clause.words[0].isdigit() else -1
        return session.last[place : place + 1] if place >= 0 else talked_about(session)
    bare = re.sub(
        r"\b(?:the|one|movie|number|that|this|how about|what about|ok|hm+|and|first|second|third|fourth|last|\d|1st|2nd|3rd|#\d|two|three)\b|[ ,?]",
        "",
        clause.words,
    )
    return films if films and not bare else ()


def _criticised(reading: Reading, clause: Clause, before: list[Part], *, made: tuple[Step, ...]) -> Part:
    """Moves from a film: against films named in the message they are part of the wish, else a Critique."""
    named = anchors(reading, clause, before) if named_here(clause, before) else ()
    rest = tuple(e for e in clause.entities if e.start not in spoken(clause, made) and not _of_move(e, clause))
    if named:
        start = movies(reading.catalog, named)
        return Part((), rest, merge(Preferences(wanted=Facets(films=named)), moved(made, start)))
    film, table = on_table(reading, clause)
    if not table:
        return Part((), rest, moved(made, ()))
    words_ = tuple(step.words for step in made)
    # films and people named beside a move belong to the wish that goes with it
    return Part(
        (Critique(moved(made, movies(reading.catalog, table)), film, words_),),
        tuple(e for e in rest if e.kind != "film"),
    )


def _of_move(entity: Entity, clause: Clause) -> bool:
    """Whether a film is only what a move is measured against: "funnier than Heat"."""
    return entity.kind == "film"
