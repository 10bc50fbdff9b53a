"""What did the user mean: which acts, in the order they were said?"""
# ruff: noqa: E501  (a pattern or a table reads best whole)

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from bot.dialogue.acts import (
    Accept,
    Bye,
    Critique,
    Describe,
    Greet,
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
from bot.dialogue.understanding.entities import Entity, entities, flatten
from bot.dialogue.understanding.nearly import Step, moved, spoken, steps
from bot.dialogue.understanding.pending import reply
from bot.dialogue.understanding.pointing import nth, pointed, talked_about
from bot.dialogue.understanding.scope import Clause, clauses, negated, plain
from bot.dialogue.understanding.short import short, trimmed
from bot.dialogue.understanding.wishes import wish_of
from recommender.catalog import Catalog
from recommender.movies import Movie
from recommender.naming import SMALL
from recommender.preferences import Facets, Preferences, merge
from recommender.spelling import words

LONGEST = 4000
"""Characters of a message that are read; what follows is left aside."""

_DROPPED = {
    "years": r"\b(?:any (?:year|decade|era|age|period)|(?:year|decade|era|age) (?:doesn't|does not) matter|(?:don't|do not) care (?:about )?(?:the |what |which |when )*(?:year|decade|era|old)|old or new|new or old|(?:forget|drop|ignore) the (?:year|decade|era)s?)\b",
    "runtime": r"\b(?:any (?:length|runtime|running time|duration)|(?:length|runtime|duration) (?:doesn't|does not) matter|(?:don't|do not) care (?:about )?(?:the |how )*(?:length|runtime|long)|(?:forget|drop|ignore) the (?:length|runtime|time limit)|can be (?:any length|longer|long))\b",
    "genres": r"\b(?:any genre|any kind of movie|genre (?:doesn't|does not) matter|(?:don't|do not) care (?:about )?(?:the |what |which )*genre|(?:forget|drop|ignore) the genres?)\b",
    "languages": r"\b(?:any language|language (?:doesn't|does not) matter|(?:don't|do not) care (?:about )?(?:the |what |which )*language|(?:forget|drop|ignore) the language|subtitles are (?:fine|ok)|(?:don't|do not) mind subtitles)\b",
    "countries": r"\b(?:any country|from anywhere|country (?:doesn't|does not) matter)\b",
    "people": r"\b(?:any (?:actor|director|actress|cast)|(?:actor|director|cast) (?:doesn't|does not) matter|(?:forget|drop|ignore) the (?:actor|director|cast))\b",
    "tone": r"\b(?:any mood|mood (?:doesn't|does not) matter|(?:forget|drop|ignore) the mood)\b",
    "certificate": r"\b(?:any rating|rating (?:doesn't|does not) matter|the kids (?:are|have gone) (?:in bed|asleep|to bed|out)|adults only|no kids (?:tonight|now)|(?:forget|drop|ignore) the (?:age )?rating)\b",
    "keywords": r"\b(?:(?:forget|drop|ignore) the (?:keywords?|topic|theme))\b",
}
_INSTEAD = re.compile(
    r"\binstead\b(?! of)|^(?:,? ?(?:no|well|ok|hm+|oh|um|yes|nah))* ?,? ?actually\b|\bchanged? my mind\b|\b(?:scratch|forget|never ?mind) (?:that|it)\b|\brather (?:have|see|watch)\b|\bmake (?:it|that) (?:a |an )?\b"
)
_WISHES = re.compile(
    r"\b(?:want|need|looking for|look for|find|recommend|suggest|show|give|mood for|feel like|fancy|something|anything|any|movies?|watch|got|have you|do you have|like|love|about|with|craving|after|interested in|prefer|how about|what about|please|good|set in|up for|into|involving|featuring|where|enjoy)\b"
)
_FORGOTTEN = re.compile(r"\b(?:remember|recall|forgot|forgotten|tip of my tongue|think of the)\b")
_IDLE = re.compile(
    r"\b(?:bored|staying in|movie night|tonight|this evening|weekend|evening|raining|rainy|snowing|tired|cold outside|day off|alone|date)\b"
)
"""Talk about the evening, with no wish in it but that there be a film."""

_ALIKE = re.compile(
    r"\b(?:like|similar to|along the lines of|in the vein of|same as|as good as|reminiscent of) (?:that|it|this|those|these|them|(?:the |number |#)?(?:first|second|third|last|fourth|\d)\b)|\b(?:similar(?: ones| movies| things| stuff)?|more like (?:that|it|this|those|these))\b(?! to)|\bsame (?:vibe|kind|sort|style)\b|\b(?:more|others?|anything) in (?:that|this) (?:vein|style|series)|\balong those lines\b|\bof (?:that|this) (?:kind|sort)\b"
)
_TOPIC = re.compile(
    r"\b(?:about|involving|featuring|with|where|in which|set (?:in|on|at|during)|that (?:has|have|features?|involves?|deals? with|takes? place)|on the subject of|revolving around)\s+(?P<topic>.+)$"
)


@dataclass(frozen=True, slots=True)
class _Reading:
    """A message under way: what it speaks of, and what is left to wish for at the end."""

    text: str
    session: Session
    catalog: Catalog
    found: tuple[Entity, ...]
    unwanted: frozenset[int]


@dataclass(frozen=True, slots=True)
class _Part:
    """What one clause said: acts, and the entities that are a wish, with the wish beyond them."""

    acts: tuple[UserAct, ...] = ()
    wished: tuple[Entity, ...] = ()
    extra: Preferences = Preferences()
    lasting: bool = False


def understand(text: str, session: Session, catalog: Catalog) -> tuple[UserAct, ...]:
    """The acts of a message, in the order they were said; never empty. What nobody understands is Unclear."""
    text = text[:LONGEST]
    found = _on_table(text, entities(text, catalog), session, catalog)
    whole = plain(text, 0, len(text), found)
    answered = reply(text, whole, session)
    if answered:
        return answered
    if not whole.strip(" ,?"):
        return (Unclear(text.strip()),)
    single = short(plain(text, 0, len(text), ()))
    if single is not None:
        return (_greeted(single, session),)
    if describes(whole) and not nth(whole, session) and not (_known_film(found) and not _FORGOTTEN.search(whole)):
        return (Describe(_described(text)),)
    reading = _Reading(text, session, catalog, found, negated(text, found))
    parts = _parts(reading)
    acts = _ordered(reading, parts, whole)
    return acts or (_unclear(reading, whole),)


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


def _parts(reading: _Reading) -> list[_Part]:
    parts: list[_Part] = []
    cut = clauses(reading.text, reading.found)
    for place, clause in enumerate(cut):
        after = cut[place + 1].words if place + 1 < len(cut) else ""
        parts.append(_part(reading, clause, parts, after))
    return parts


def _part(reading: _Reading, clause: Clause, before: list[_Part], after: str) -> _Part:
    """One clause: a set phrase, a question, news of what was seen, liked or picked, a move, or a wish."""
    session, catalog = reading.session, reading.catalog
    if _ALIKE.search(clause.words) and any(map(_films, before)):
        return _Part(
            (),
            tuple(e for e in clause.entities if e.kind != "film"),
            Preferences(wanted=Facets(films=_anchors(reading, clause, before))),
        )
    if not clause.entities and (act := _phrase(clause, session)):
        return _Part((act,))
    if asked := question_of(clause, session, catalog):
        return _Part((asked,))
    if said := feedback.rejected(clause, session, catalog):
        return _Part((said,))
    if told := _told(reading, clause, before, after):
        return told
    made = steps(clause)
    if made:
        return _criticised(reading, clause, before, made=made)
    if _ALIKE.search(clause.words) and (anchors := _anchors(reading, clause, before)):
        alike = Preferences(wanted=Facets(films=anchors))
        return _Part((), tuple(e for e in clause.entities if e.kind != "film"), alike)
    if taken := feedback.accepted(clause, session, catalog):
        return _Part((taken,))
    if asked := unknown_question(clause, session, catalog):
        return _Part((asked,))
    if feedback.unseen(clause):
        return _Part((Tell(Preferences()),)) if not clause.entities else _Part((), clause.of("genre", "tone"))
    if not clause.entities and (films := _named_place(clause, session)):
        return _Part((Question("about", films, text=clause.text.strip()),))
    if (
        re.match(r"(?:and |what about |how about )?(?:the|that) (?:[\w-]+ ){0,2}one\b", clause.words)
        and clause.entities
        and session.last
    ):
        if (films := pointed(clause, session, catalog)) and not clause.films and films != session.last:
            return _Part((Question("about", films, text=clause.text.strip()),))
    return _Part((), clause.entities, _topic(clause), feedback.lasting(clause))


def _phrase(clause: Clause, session: Session) -> UserAct | None:
    act = short(clause.words)
    if isinstance(act, Skip) and session.pending is None:
        return None
    if act is None and feedback.thanks(clause.words) and not session.last:
        return Bye()
    return act


def _told(reading: _Reading, clause: Clause, before: list[_Part], after: str) -> _Part | None:
    """What was seen, liked or disliked. Moods of a film praised are no wish; a genre beside it may be."""
    session, catalog = reading.session, reading.catalog
    verdict = None
    if not re.search("FILM|PERSON", after) and not re.search(
        r"\b(?:something|anything|want|more|less|show|any)\b", after
    ):
        verdict = feedback.opinion(after)
    if news := feedback.seen(clause, session, catalog, None):
        told = replace(news, liked=verdict) if news.liked is None else news
        return _Part((told,), clause.of("year", "runtime") if not clause.films else ())
    last = before[-1].acts[-1:] if before else ()
    if last and isinstance(last[0], Seen) and not clause.entities and feedback.opinion(clause.words) is not None:
        return (
            _Part()
            if not re.search(r"\b(?:first|second|third|last)\b", clause.words)
            else _Part(_split(clause, reading))
        )
    if act := feedback.liked(clause, session, catalog):
        wished = clause.of("genre", "year", "language", "country", "keyword") if isinstance(act, Like) else ()
        return _Part((act,), wished)
    return None


def _split(clause: Clause, reading: _Reading) -> tuple[UserAct, ...]:
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


def _criticised(reading: _Reading, clause: Clause, before: list[_Part], *, made: tuple[Step, ...]) -> _Part:
    """Moves from a film: against films named in the message they are part of the wish, else a Critique."""
    named = _anchors(reading, clause, before) if _fresh(clause, before) else ()
    rest = tuple(e for e in clause.entities if e.start not in spoken(clause, made) and not _of_move(e, clause))
    if named:
        anchors = _movies(reading.catalog, named)
        return _Part((), rest, merge(Preferences(wanted=Facets(films=named)), moved(made, anchors)))
    film, table = _table(reading, clause)
    if not table:
        return _Part((), rest, moved(made, ()))
    words_ = tuple(step.words for step in made)
    # films and people named beside a move belong to the wish that goes with it
    return _Part(
        (Critique(moved(made, _movies(reading.catalog, table)), film, words_),),
        tuple(e for e in rest if e.kind != "film"),
    )


def _fresh(clause: Clause, before: list[_Part]) -> bool:
    """Whether films were named in this message, here or before."""
    return bool(clause.films) or any(_films(part) for part in before)


def _films(part: _Part) -> tuple[str, ...]:
    praised = [act for act in part.acts if isinstance(act, Like) or (isinstance(act, Seen) and act.liked is not False)]
    liked = tuple(film for act in praised for film in act.films)
    named = tuple(str(e.value[0]) for e in part.wished if e.kind == "film" and isinstance(e.value, tuple))
    return (*liked, *named, *part.extra.wanted.films)


def _of_move(entity: Entity, clause: Clause) -> bool:
    """Whether a film is only what a move is measured against: "funnier than Heat"."""
    return entity.kind == "film"


def _anchors(reading: _Reading, clause: Clause, before: list[_Part]) -> tuple[str, ...]:
    """Films a clause starts from: named in it, earlier in the message, or pointed at."""
    wanted = tuple(e for e in clause.of("film") if e.start not in reading.unwanted)
    if wanted:
        return tuple(str(e.value[0]) for e in wanted if isinstance(e.value, tuple))
    for part in reversed(before):
        if films := _films(part):
            return films
    return nth(clause.words, reading.session) or pointed(clause, reading.session, reading.catalog)


def _table(reading: _Reading, clause: Clause) -> tuple[str | None, tuple[str, ...]]:
    """The film a critique is of, and the films to measure it against."""
    session = reading.session
    place = nth(clause.words, session) or (
        pointed(clause, session, reading.catalog) if clause.of("person", "year") else ()
    )
    if place:
        return (place[0] if len(place) == 1 else None), place
    if session.focus:
        return session.focus, (session.focus,)
    return None, session.wish.wanted.films or session.last


def _movies(catalog: Catalog, films: Sequence[str]) -> tuple[Movie, ...]:
    return tuple(catalog.movie(film) for film in films if catalog.row(film) is not None)


_EMPTY = SMALL | frozenset(
    "movie movies film films something anything someone somebody everything stuff kind sort really quite please tonight "
    "thanks story stories involving lots lot plenty thing things watch show bit main characters character set".split()
)


def _topic(clause: Clause) -> Preferences:
    """Free words that say what the film is about, where no entity covers them all."""
    said = _TOPIC.search(clause.words)
    if not said or re.search(r"\b(?:FILM|PERSON)\b", said["topic"]):
        return Preferences()
    told = [word for word in re.findall(r"[\w'-]+", said["topic"]) if word not in _EMPTY]
    covered = {
        w.folded for e in clause.entities for w in words(clause.text[e.start - clause.start : e.end - clause.start])
    }
    left = [word for word in told if not {w.folded for w in words(word)} <= covered]
    if not left or re.search(r"\b(?:my|me|us)\b", said["topic"]) or len(told) > 25 or "?" in said["topic"]:
        return Preferences()
    if re.search(r"\b(?:no|not|nothing|without|don't|isn't)\b", clause.words[: said.end()]):
        return Preferences()
    return Preferences(text=" ".join(told))


def _ordered(reading: _Reading, parts: Sequence[_Part], whole: str) -> tuple[UserAct, ...]:
    """Acts of all clauses in order; the wishes as one Tell where the first of them was said."""
    acts: list[UserAct] = []
    place: int | None = None
    for part in parts:
        if place is None and (part.wished or part.extra):
            place = len(acts)
        acts += part.acts
    tells = _tells(reading, parts, whole)
    at = len(acts) if place is None else place
    acts[at:at] = tells
    return _tidy(acts)


def _tells(reading: _Reading, parts: Sequence[_Part], whole: str) -> list[UserAct]:
    forever = tuple(e for part in parts if part.lasting for e in part.wished if e.start in reading.unwanted)
    now = tuple(e for part in parts for e in part.wished if e not in forever)
    wish = _capped(reading, now)
    for part in parts:
        wish = merge(wish, part.extra)
    dropped = tuple(limit for limit, pattern in _DROPPED.items() if re.search(pattern, whole))
    lasting = wish_of(reading.text, forever, reading.unwanted)
    tells: list[UserAct] = []
    if wish or dropped:
        tells.append(Tell(wish, bool(_INSTEAD.search(whole)), dropped))
    if lasting:
        tells.append(Tell(lasting, lasting=True))
    return tells


def _capped(reading: _Reading, now: tuple[Entity, ...]) -> Preferences:
    return wish_of(reading.text, now, reading.unwanted)


def _tidy(acts: list[UserAct]) -> tuple[UserAct, ...]:
    """Each act once; a greeting, a goodbye or a "more" beside what was meant is only talk."""
    kept: list[UserAct] = list(dict.fromkeys(acts))
    if len(kept) > 1:
        kept = [act for act in kept if not isinstance(act, Greet)] or kept[:1]
    if any(isinstance(act, Tell | Critique | More) for act in kept):
        if not isinstance(kept[-1], Bye | Accept):
            kept = [act for act in kept if not isinstance(act, Bye | Accept)]
    if any(isinstance(act, Bye) for act in kept):
        kept = [*(act for act in kept if not isinstance(act, Bye)), Bye()]
    return tuple(kept)


def _unclear(reading: _Reading, whole: str) -> UserAct:
    """A message without anything known in it: a wish in free words where it sounds like one."""
    if _WISHES.search(whole) and re.search(r"\b(?:movies?|watch|recommend\w*|suggest\w*|something|anything)\b", whole):
        left = _content(trimmed(whole))
        if left and re.search(r"\b(?:about|with|where|like|involving)\b", whole):
            return Tell(Preferences(text=left))
        return More() if reading.session.last else Tell(Preferences())
    return Tell(Preferences()) if _IDLE.search(whole) and not reading.session.last else Unclear(reading.text.strip())


def _content(said: str) -> str:
    left = re.sub(r"^.*?\b(?:about|with|where|like|involving)\b", "", said)
    return " ".join(word for word in re.findall(r"[\w'-]+", left) if word not in _EMPTY)
