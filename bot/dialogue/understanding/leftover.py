"""What do words say that name nothing known: a topic in free words, or nothing that can be used?"""
# ruff: noqa: E501  (a pattern or a table reads best whole)

from __future__ import annotations

import re

from bot.dialogue.acts import More, Tell, Unclear, UserAct
from bot.dialogue.session import Session
from bot.dialogue.understanding.marks import flatten
from bot.dialogue.understanding.scope import Clause
from bot.dialogue.understanding.short import trimmed
from recommender.naming import SMALL
from recommender.preferences import Preferences
from recommender.spelling import words

_WISHES = re.compile(
    r"\b(?:want|need|looking for|look for|find|recommend|suggest|show|give|mood for|feel like|fancy|something|anything|any|movies?|watch|got|have you|do you have|like|love|about|with|craving|after|interested in|prefer|how about|what about|please|good|set in|up for|into|involving|featuring|where|enjoy)\b"
)
_IDLE = re.compile(
    r"\b(?:bored|staying in|movie night|tonight|this evening|weekend|evening|raining|rainy|snowing|tired|cold outside|day off|alone|date)\b"
)
"""Talk about the evening, with no wish in it but that there be a film."""

_TOPIC = re.compile(
    r"\b(?:about|involving|featuring|with|where|in which|set (?:in|on|at|during)|that (?:has|have|features?|involves?|deals? with|takes? place)|on the subject of|revolving around)\s+(?P<topic>.+)$"
)

_UNUSABLE = re.compile(
    r"\b(?:directed|written|shot|filmed|produced|narrated|scored|composed|starring|made(?! (?:me|us|my|for|it)\b)) "
    r"(?:(?:only|mostly|entirely|all) )?(?:(?:by|on|in|with|at) )?(?!(?:by |in )?(?:him|her|them|it|that|this|the same|who|whom|you|anyone|anybody)\b)[\w'-]+(?: (?!(?:and|but|with|about|from|that|which|for|where|in|under|over)\b)[\w'-]+){0,3}"
)
_ELSEWHERE = re.compile(
    r"\b(?:streaming |available |that's |that are |currently )*on (?:netflix|hulu|amazon(?: prime)?|prime(?: video)?|hbo(?: max)?|disney plus|apple tv|youtube|tv|dvd|blu-?ray|cable)\b"
    r"|\b(?:now )?(?:playing )?in (?:theaters?|theatres?|cinemas?|imax|4k|hd|3d)\b"
    r"|\b(?:with an? |rated |over |above |at least )?(?:[\w.]+ ){0,3}(?:on|by) (?:imdb|rotten tomatoes|metacritic|letterboxd)\b|\b(?:with )?(?:an? )?(?:imdb|rotten tomatoes|metacritic|letterboxd) (?:score|rating)(?: (?:of|over|above|at least))?(?: [\d.%]+)?"
)
"""What people ask for that no film's record can tell, and what other sites know."""

_EMPTY = SMALL | frozenset(
    "movie movies film films something anything someone somebody everything stuff kind sort really quite please tonight "
    "thanks story stories involving lots lot plenty thing things watch show bit main characters character set".split()
)


def topic(clause: Clause) -> Preferences:
    """Free words that say what the film is about, where no entity covers them all."""
    said = _TOPIC.search(clause.words.replace(flatten(unusable(clause)) or "\n", ""))
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


def unusable(clause: Clause) -> str:
    """Words of a wish that nothing in the catalogue can answer, to be said so: "directed by women"."""
    flat = flatten(clause.text)
    if said := _ELSEWHERE.search(flat):
        return clause.text[said.start() : said.end()].strip()
    said = _UNUSABLE.search(flat)
    if not said or re.search(r"\b(?:FILM|it|he|she|they)\b", clause.words):
        return ""
    start, end = clause.start + said.start(), clause.start + said.end()
    known = any(e.start < end and start < e.end for e in clause.entities)
    return "" if known else clause.text[said.start() : said.end()].strip()


def unclear(text: str, session: Session, whole: str) -> UserAct:
    """A message without anything known in it: a wish in free words where it sounds like one."""
    if _WISHES.search(whole) and re.search(r"\b(?:movies?|watch|recommend\w*|suggest\w*|something|anything)\b", whole):
        left = _content(trimmed(whole))
        if left and re.search(r"\b(?:about|with|where|like|involving)\b", whole):
            return Tell(Preferences(text=left))
        return More() if session.last else Tell(Preferences())
    return Tell(Preferences()) if _IDLE.search(whole) and not session.last else Unclear(text.strip())


def _content(said: str) -> str:
    left = re.sub(r"^.*?\b(?:about|with|where|like|involving)\b", "", said)
    return " ".join(word for word in re.findall(r"[\w'-]+", left) if word not in _EMPTY)
