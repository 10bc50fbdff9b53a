"""How much speaks for a run of words being a name, and not just words?"""

from __future__ import annotations

import re
from collections.abc import Sequence

from recommender.movies import GENRES
from recommender.naming import SMALL
from recommender.spelling import ARTICLES, Word
from recommender.spots import Spot

LEAD = frozenset(
    "like likes liked love loved loves enjoyed hate hated hates watched watch watching seen saw movie film called "
    "titled named than directed wrote rewatched finished recommend recommended show movies films rewatch adore adored "
    "remake sequel prequel suggest suggested meets similar".split()
)
"""Words after which a film is likely to be named."""

_NAMED = frozenset("movie film called titled named movies films".split())
"""Words after which even the most ordinary word may be a title."""

PEOPLE = frozenset(
    "by starring stars with star featuring features feat actor actress director actors from directs directed w written "
    "writer mr ms cast casting cameo starred role plays".split()
)
"""Words after which a person is likely to be named."""

_AFTER_PEOPLE = frozenset("movie movies film films flick flicks plays played stars starred directed directs".split())
_SURE = frozenset("than watched rewatched directed called titled named finished saw wrote".split())
"""Words after which even a keyword of films is a title, if it is no pronoun."""

_ASKED = frozenset("in of about not have got is was does did has wrote had why or do vs are from".split())
"""Words after which a question names a film."""

JOINTS = frozenset("and or & , n plus meets vs nor".split())
_AFTER = frozenset(
    "and or but with meets is was are were has have had because for too so please plz thanks though yesterday really "
    "except minus without not less more if tonight out about on again only movie film by from in nor twice it i which "
    "last they he she who come came have do does already than yet n ok tho lol meets".split()
)
"""Words that may follow a title that is an ordinary word: a noun after it would make it an adjective."""

_BINDING = frozenset("by with and in of to or for from at on as is the a an no not like".split())
"""Words that no person's name begins with."""

ENJOYED = frozenset("like liked love loved seen saw watched enjoyed rewatched hated hate".split())
_TIMES = frozenset("monday tuesday wednesday thursday friday saturday sunday halloween".split())
"""Words for time that, alone or beside a word of `ENJOYED`, are rather a film's."""

_PROPOSED = re.compile(r"(?i)\W*(?:(?:but|and|ok|so|then|well)\W+)*(?:why not|(?:what|how) about)\s+(?:the\s+)?$")
"""What a film is proposed with, before the end of the sentence."""

_ALIKE = re.compile(r"(?i)\b(?:something|anything|movies?|films?|more|one)\s+(?:like|similar to)\s+(?:the\s+)?$")

_QUOTES = "\"“”„«»'‘’"


def fit(text: str, found: Sequence[Word], spot: Spot, *, films: set[int]) -> float:
    """How much speaks for a spot being this name: 0 or less says it is not."""
    trust = max(alias.trust for alias in spot.aliases)
    run = "".join(word.folded for word in found[spot.first : spot.last])
    if spot.last - spot.first > 1 and len(run) < 5 and spot.kind == "person":
        return 0.0
    before = preceding(found, spot.first)
    if spot.kind == "person":
        run_words = {word.folded for word in found[spot.first : spot.last]}
        if found[spot.first].folded in _BINDING or (len(run_words) > 1 and trust < 0.9 and run_words & SMALL):
            return 0.0
        before = found[spot.first - 1].folded if spot.first else ""
        return _person_fit(found, spot, before, trust=trust)
    alone = spot.first == 0 and spot.last == len(found)
    article = found[spot.first].folded in ARTICLES and spot.last - spot.first == 2
    if article and spot.plain and before not in LEAD and not alone:
        return 0.0 if found[spot.first].folded != "the" or spot.plain > 1 else _film_fit(text, found, spot, films=films)
    return _film_fit(text, found, spot, films=films) if spot.plain or trust < 0.8 else trust


def _person_fit(found: Sequence[Word], spot: Spot, before: str, *, trust: float) -> float:
    cued = before in PEOPLE or (before in JOINTS and spot.first > 1 and trust > 0.76)
    following = found[spot.last].folded if spot.last < len(found) else ""
    called = following in _AFTER_PEOPLE or found[spot.last - 1].text.endswith(("'s", "’s"))
    if found[spot.first].folded in ARTICLES:
        return 0.0
    if trust < 0.6:  # a little-known surname needs the plainest of cues, and nothing that could be its other half
        sure = before in ("by", "director", "starring", "directs") and (not following or following in _AFTER)
        return trust if sure and not spot.plain else 0.0
    if spot.plain:
        strong = cued or (called and trust < 1)
        return trust + 0.1 if strong and (trust >= 1 or before not in ("with", "from", "and", "or", ",")) else 0.0
    if trust < 0.9 and len(found) > 12 and spot.last - spot.first == 1 and not (cued or called):
        return 0.0  # in a long text a lone surname is as likely a character's
    return trust + (0.3 if cued or called else -0.05)


def _film_fit(text: str, found: Sequence[Word], spot: Spot, *, films: set[int]) -> float:
    """A title made of ordinary words needs quotes, capitals, a year, the whole message or a telling neighbour."""
    start, end = found[spot.first].start, found[spot.last - 1].end
    if start and text[start - 1] in _QUOTES and text[end : end + 1] and text[end] in _QUOTES:
        return 1.2
    if re.match(r"\s*\(?(?:19|20)\d\d\b(?!\s*s)\)", text[end:]) or _capital(text, found, spot):
        return 1.1
    alone = spot.first == 0 and spot.last == len(found)
    if spot.first == 0 and spot.last == len(found) - 1 and re.fullmatch(r"(?:19|20)\d\d", found[-1].folded):
        return 1.0
    if alone and spot.last > 1 and max(alias.weight for alias in spot.aliases) >= 4:
        return 0.9
    famous = max(alias.weight for alias in spot.aliases) >= 3
    if alone and spot.plain == 2 and famous and found[0].folded in (_TIMES - {"halloween"}) | {"thing"}:
        return 0.9
    if alone:
        return 0.9 if spot.plain < 2 or (text.strip()[:1].isupper() and found[0].folded not in SMALL) else 0.0
    before = preceding(found, spot.first)
    last = spot.last == len(found) or bool(re.match(r"\s*[.,;:!?)\n-]", text[end:]))
    free = last or found[spot.last].folded in _AFTER
    named = (
        before in _NAMED and spot.first > 1 and found[spot.first - 2].folded in ("the", "movie", "film", "a", "called")
    )
    beside = _beside(text, found, spot, films=films)
    proposed = last and famous and bool(_PROPOSED.match(text[:start])) and found[spot.last - 1].folded not in SMALL
    if spot.plain == 2:
        genre = "".join(word.folded for word in found[spot.first : spot.last]) in GENRES
        sure = (before in _SURE or beside or proposed) and found[spot.last - 1].folded not in SMALL and not genre
        alike = famous and bool(_ALIKE.search(text[:start])) and found[spot.last - 1].folded not in SMALL and not genre
        day = famous and before in ENJOYED and found[spot.last - 1].folded in _TIMES
        return 0.8 if free and (named or sure or day or alike) else 0.0
    if proposed:
        return 0.8
    following = found[spot.last].folded if spot.last < len(found) else ""
    if following in ("meets",) or before == "meets":
        return 0.8
    if (
        free
        and before in _ASKED
        and re.match(
            r"\s*(?:and |but )?(?:who|what|when|where|why|how|is|was|do|does|did|which|tell|have|got)\b", text.lower()
        )
    ):
        return 0.8
    if spot.first == 0 and following in ("is", "was") and spot.last + 1 < len(found):
        return 0.7
    if free and before in ("are", "is", "include", "includes", "to") and re.search(r"(?i)favou?rite|similar to", text):
        return 0.8
    return 0.8 if free and (before in LEAD or beside or (before in ("of", "to", "about") and named)) else 0.0


def _beside(text: str, found: Sequence[Word], spot: Spot, *, films: set[int]) -> bool:
    """Whether a name stands in a row with a film: "The Godfather, heat and casino"."""
    before = found[spot.first - 1].folded if spot.first else ""
    if spot.first in films or (spot.first and before in JOINTS and films & {spot.first - 1, spot.first}):
        gap = text[found[spot.first - 1].end : found[spot.first].start] if spot.first else ""
        return before in JOINTS or "," in gap
    if spot.last >= len(found):
        return False
    gap = text[found[spot.last - 1].end : found[spot.last].start]
    return ("," in gap and spot.last in films) or (found[spot.last].folded in JOINTS and spot.last + 1 in films)


def _capital(text: str, found: Sequence[Word], spot: Spot) -> bool:
    """Whether the words of a name stand out by capitals: not by starting a sentence, nor in a text full of them."""
    run = [word for word in found[spot.first : spot.last] if word.folded not in ARTICLES] or [found[spot.first]]
    if not all(word.text[0].isupper() or word.text[0].isdigit() for word in run) or not run[0].text[0].isupper():
        return False
    if run[0].text == "I" or re.search(r"(?:^|[.!?:]\s*)[\"'“‘(]*$", text[: found[spot.first].start]):
        return False
    lower = sum(word.text[0].islower() for word in found)
    return lower >= 0.4 * len(found)


def preceding(found: Sequence[Word], first: int) -> str:
    """The word before a name, articles passed over."""
    place = first - 1
    while place > 0 and found[place].folded in ARTICLES:
        place -= 1
    return found[place].folded if place >= 0 else ""
