"""Is a film nearly right, and which way should the next one move: funnier, shorter, less violent?"""
# ruff: noqa: E501  (a pattern or a table reads best whole)

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from bot.dialogue.understanding.scope import Clause
from recommender.critique import critique
from recommender.movies import Movie
from recommender.preferences import Preferences, merge


@dataclass(frozen=True, slots=True)
class Step:
    """One move: along a tone axis or limit, up (1) or down (-1), how far; and the words it was said in."""

    what: str
    direction: int
    strength: int
    words: str


_COMPARATIVES = {
    "funnier": "funny", "darker": "dark", "grittier": "dark", "scarier": "scary", "creepier": "scary",
    "spookier": "scary", "tenser": "tense", "sadder": "sad", "weirder": "weird", "stranger": "weird",
    "crazier": "weird", "bloodier": "violent", "gorier": "violent", "sexier": "sexual", "steamier": "sexual",
    "smarter": "thoughtful", "deeper": "thoughtful", "happier": "feel_good", "cosier": "feel_good",
    "cozier": "feel_good", "sweeter": "feel_good", "warmer": "feel_good", "slower": "-action",
    "faster": "action", "dumber": "-thoughtful", "sillier": "funny", "lighter": "-dark", "milder": "-violent",
    "tamer": "-violent", "gentler": "-violent", "goofier": "funny", "nicer": "feel_good", "edgier": "dark",
}  # fmt: skip
"""Comparatives of one word -> the tone axis they move along; a minus moves down."""
_AXIS_WORDS = {
    "funny": "funny comedy humour humor laughs comedic hilarious silly goofy jokes humorous",
    "dark": "dark bleak grim gritty depressing heavy edgy disturbing grown-up",
    "scary": "scary horror frightening creepy scares spooky terrifying",
    "romantic": "romantic romance love soppy mushy cheesy-love",
    "tense": "tense suspense suspenseful gripping exciting thrilling intense thrills tension",
    "action": "action fast-paced explosions fights chases pace action-packed fast",
    "thoughtful": "thoughtful intelligent clever cerebral smart thought-provoking deep complex complicated philosophical serious slow-burn intellectual confusing",
    "feel_good": "feel-good cheerful uplifting cosy cozy happy heartwarming warm fun hopeful wholesome sweet inspiring optimistic upbeat charming",
    "sad": "sad tragic emotional tearjerker heartbreaking moving sentimental",
    "weird": "weird strange odd surreal bizarre trippy quirky experimental offbeat artsy arty out-there",
    "violent": "violent violence bloody gore gory blood brutal killing graphic",
    "sexual": "sexual sexy sex nudity steamy erotic raunchy explicit",
}
_AXIS = {word: axis for axis, words in _AXIS_WORDS.items() for word in words.split()}
_LIMIT_WORDS = {
    "recent": ("years", 1), "modern": ("years", 1), "contemporary": ("years", 1), "new": ("years", 1), "up-to-date": ("years", 1),
    "classic": ("years", -1), "vintage": ("years", -1), "old": ("years", -1), "old-fashioned": ("years", -1), "retro": ("years", -1), "dated": ("years", -1),
    "long": ("runtime", 1), "lengthy": ("runtime", 1), "short": ("runtime", -1),
    "famous": ("fame", 1), "popular": ("fame", 1), "mainstream": ("fame", 1), "well-known": ("fame", 1), "known": ("fame", 1), "commercial": ("fame", 1),
    "obscure": ("fame", -1), "unknown": ("fame", -1), "niche": ("fame", -1), "indie": ("fame", -1), "original": ("fame", -1), "obvious": ("fame", 1), "underground": ("fame", -1),
    "acclaimed": ("acclaim", 1), "trashy": ("acclaim", -1), "light": ("dark", -1), "lighthearted": ("dark", -1), "light-hearted": ("dark", -1), "slow": ("action", -1), "quiet": ("action", -1), "boring": ("action", -1), "predictable": ("weird", -1),
    "mature": ("dark", 1), "childish": ("thoughtful", -1), "dumb": ("thoughtful", -1), "stupid": ("thoughtful", -1), "silly": ("funny", 1), "cheesy": ("acclaim", -1), "gentle": ("violent", -1), "normal": ("weird", -1), "realistic": ("weird", -1), "conventional": ("weird", -1),
}  # fmt: skip
_LIMIT_COMPARATIVES = {
    "shorter": ("runtime", -1), "quicker": ("runtime", -1), "longer": ("runtime", 1), "older": ("years", -1),
    "newer": ("years", 1), "younger": ("years", 1), "earlier": ("years", -1), "later": ("years", 1), "better": ("acclaim", 1),
}  # fmt: skip
_GRADE = r"(?P<grade>much|way|a lot|lots|far|a bit|bit|a little|slightly|a tad|somewhat|even|rather|significantly|quite a bit|a touch) "
_WORD = r"(?P<word>[a-z]+(?:-[a-z]+)?)"
_MORE = re.compile(
    rf"\b(?:{_GRADE})?(?:"
    rf"(?P<way>more|less|fewer|lesser|not (?:so|as|that|quite so)|too|a lot less|with less|with more) (?:of (?:a |an )?)?(?:much )?(?:well |up to |feel |fast |light |old )?{_WORD}"
    rf"|(?P<single>{'|'.join([*_COMPARATIVES, *_LIMIT_COMPARATIVES])})\b)"
)
_COMPOUNDS = {
    "well known": "well-known",
    "feel good": "feel-good",
    "fast paced": "fast-paced",
    "light hearted": "light-hearted",
    "slow paced": "slow",
    "old fashioned": "old-fashioned",
    "thought provoking": "thought-provoking",
    "action packed": "action-packed",
}


def steps(clause: Clause) -> tuple[Step, ...]:
    """The moves that a clause asks for, in its order."""
    said = clause.words
    for spaced, joined in _COMPOUNDS.items():
        said = said.replace(spaced, joined)
    found = []
    for match in _MORE.finditer(said):
        step = _step(match, said)
        if step:
            found.append(step)
    return tuple(found)


def _step(match: re.Match[str], said: str) -> Step | None:
    grade = match["grade"] or ""
    strength = (
        1
        if not grade
        or grade in ("a bit", "bit", "a little", "slightly", "a tad", "somewhat", "even", "rather", "a touch")
        else 2
    )
    if single := match["single"]:
        if re.search(r"(?:\d|\d['’]?s|ties) (?:or|and) $", said[: match.start()]):  # "the 90s or later" is no critique
            return None
        if re.match(r" than (?:FILM )?(?:\d|an? hour|two|three|one)", said[match.end() :]) or (
            re.search(r"\b(?:no|not|or|any|FILM) $", said[: match.start()])
            and single in ("older", "younger", "later", "earlier", "longer", "shorter")
        ):
            return None
        if single in _LIMIT_COMPARATIVES:
            return Step(*_LIMIT_COMPARATIVES[single], strength, single)
        axis = _COMPARATIVES[single]
        return Step(axis.lstrip("-"), -1 if axis[0] == "-" else 1, strength, single)
    way, word = match["way"], match["word"]
    sign = 1 if way in ("more", "with more") else -1
    if way == "too":
        strength = 1
    negated = re.search(
        r"\b(?:not|isn't|don't|nothing|never|no|wasn't|without|anything)\b[\w ]{0,14}$", said[: match.start()]
    )
    if way == "too" and negated:
        return None
    words = f"{grade + ' ' if grade else ''}{way} {word}"
    if word in _AXIS:
        return Step(_AXIS[word], sign, strength, words)
    if word in _LIMIT_WORDS:
        what, direction = _LIMIT_WORDS[word]
        return Step(what, direction * sign, strength, words)
    return None


def moved(made: Sequence[Step], anchors: Sequence[Movie]) -> Preferences:
    """All the moves as one wish, worked out against the anchors."""
    wish = Preferences()
    for step in made:
        wish = merge(wish, critique(step.what, step.direction, step.strength, anchors))
    return wish


def spoken(clause: Clause, made: Sequence[Step]) -> frozenset[int]:
    """Offsets of the entities that are part of a move ("violent" in "less violent") and not wished for by themselves."""
    flat = clause.text.lower().replace("-", " ").replace("’", "'")
    hit: set[int] = set()
    for step in made:
        tail = re.escape(step.words.split()[-1].replace("-", " "))
        for said in re.finditer(
            rf"\b(?:more|less|fewer|lesser|too|so|as|that)\s+(?:of\s+an?\s+|much\s+)?{tail}\b|\b{tail}\b", flat
        ):
            start, end = clause.start + said.start(), clause.start + said.end()
            hit |= {
                e.start for e in clause.entities if e.kind not in ("film", "person") and e.start < end and start < e.end
            }
    return frozenset(hit)
