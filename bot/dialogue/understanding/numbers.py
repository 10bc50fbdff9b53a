"""Which years and running times does a text speak of?"""
# ruff: noqa: E501  (a pattern or a table reads best whole)

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from recommender.preferences import Span


@dataclass(frozen=True, slots=True)
class Range:
    """A span of years or minutes said between two offsets of a text; `kind` is year or runtime."""

    kind: str
    start: int
    end: int
    span: Span


_DECADES = {
    "twenties": 1920, "thirties": 1930, "forties": 1940, "fifties": 1950, "sixties": 1960, "seventies": 1970,
    "eighties": 1980, "nineties": 1990, "noughties": 2000, "aughts": 2000, "two thousands": 2000,
}  # fmt: skip
_NUMBERS = {
    "one": 1, "a": 1, "an": 1, "two": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8,
    "nine": 9, "ten": 10, "couple of": 2, "a couple of": 2, "few": 3, "twenty": 20, "fifteen": 15,
}  # fmt: skip

_YEAR = r"(?:(?:18|19|20)\d\d|['’`]\d\d|\b\d\d(?=\s*(?:-|to|and|or|$|[.,;!?])))"
_DECADE = (
    r"(?:(?P<part>early|mid|late)(?:\s*-\s*|\s+))?(?:the\s+)?(?:(?P<full>(?:18|19|20)\d0)\s?['’]?s\b"
    r"|['’`]?(?P<short>\d0)\s?['’]?s\b|(?:nineteen\s+)?(?P<word>" + "|".join(_DECADES) + r")\b)"
)
_BEFORE = r"(?:before|until|till|up to|pre|prior to|older than|earlier than|not after|no later than|not later than|by)"
_AFTER = r"(?:after|since|post|from|newer than|later than|more recent than|not before|no older than|not older than)"
_MINUTE = r"(?:minutes?|mins?|min\.?|m)\b"
_COUNT = r"(?:\d+(?:\.5|½)?|one|two|three|four|an?|a couple of|couple of)"
_LENGTH = (
    r"(?:(?P<half>half an hour)"
    r"|(?P<hours>" + _COUNT + r")(?P<more>\s+and\s+a\s+half)?\s*-?\s*(?:hours?|hrs?|h\b|hr\b)"
    r"(?:\s*(?P<plus>and\s+a\s+half)|\s*(?:and\s+)?(?P<rest>\d+)\s*(?:" + _MINUTE + r")?|(?P<tight>[0-5]\d)\b)?"
    r"|(?P<hm>\d)h(?P<mm>[0-5]?\d)"
    r"|(?P<minutes>\d{2,3})\s*-?\s*" + _MINUTE + ")"
)
_UNDER = r"(?:under|less than|shorter than|below|at most|max(?:imum)?(?: of)?|up to|no more than|not more than|within|no longer than|not longer than|not over|in under|only have|i have|i've got|i only have|just|we have|got|not exceeding|<)"
_OVER = r"(?:over|more than|longer than|at least|min(?:imum)?(?: of)?|no less than|no shorter than|not under|above|>)"
_ABOUT = r"(?:about|around|roughly|approximately|circa|like|some|or so|ish)"

_RECENT = re.compile(
    r"\b(?:recent(?:ly)?|new|newest|newer ones?|modern|contemporary|latest|brand new|this year|newly released|just came out|current)\b"
)
_OLD = re.compile(r"\b(?:old|oldies?|vintage|golden age|old school|old fashioned|classics?|old timey|retro)\b")
_NEAR = re.compile(
    r"\b(?:this|the\s+last|the\s+past|last|past|previous)\s+(?P<n>\d+|"
    + "|".join(_NUMBERS)
    + r")?\s*(?P<unit>century|decade|years?|millennium)\b"
    r"|\b(?P<cent>(?:20|21)(?:st|th)|twentieth|twenty[ -]first)\s+century\b"
)

_BETWEEN = re.compile(
    r"\b(?:between\s+|from\s+)?(?P<low>\d{1,3}(?:\.\d)?)\s*(?:minutes?|mins?|hours?|hrs?)?\s*(?:-|–|to|and)\s*"
    r"(?P<high>\d{1,3}(?:\.\d)?)\s*-?\s*(?P<unit>minutes?|mins?|min|hours?|hrs?)\b"
)


def ranges(text: str, newest: int) -> tuple[Range, ...]:
    """Years and running times of a folded text, in its order, none overlapping; `newest` is the year called now."""
    found: list[Range] = []
    for reader in (_lengths, _pairs, _bounds, _decades, _near, _single, _vague):
        for said in reader(text, newest):
            if all(said.end <= other.start or said.start >= other.end for other in found):
                found.append(said)
    return tuple(sorted(found, key=lambda said: said.start))


def _lengths(text: str, newest: int) -> Iterator[Range]:
    for said in _BETWEEN.finditer(text):
        scale = 60 if said["unit"][0] == "h" else 1
        low, high = (round(scale * float(said[end])) for end in ("low", "high"))
        if 10 <= low < high <= 600:
            yield Range("runtime", said.start(), said.end(), (low, high))
    pattern = rf"(?:\b(?P<sign>{_UNDER}|{_OVER}|{_ABOUT})\s+(?:an?\s+)?(?:{_ABOUT}\s+)?)?(?<![\d.])\b{_LENGTH}(?P<tail>\s+(?:or (?:less|under|shorter|so)|max(?:imum)?|tops|at most|or (?:more|longer)|minimum|plus|at least))?"
    for said in re.finditer(pattern, text):
        minutes = _minutes(said)
        if 10 <= minutes <= 600 and not re.search(r"\bages?\s+$", text[: said.start()]):
            yield Range("runtime", said.start(), said.end(), _bounded(minutes, said["sign"] or "", said["tail"] or ""))
    for said in re.finditer(
        r"\b(?:not|nothing|isn't|isnt) (?:too|that|very|so|super) long\b|\bshort(?:ish)?(?!\s*(?:story|stories|er))\b|\bquick\b",
        text,
    ):
        yield Range("runtime", said.start(), said.end(), (None, 120 if "long" in said[0] else 100))
    for said in re.finditer(r"\b(?:long|lengthy)\b(?=\s+(?:movie|one|film|epic|drama|night|flight))(?!\s+night)", text):
        yield Range("runtime", said.start(), said.end(), (140, None))


def _minutes(said: re.Match[str]) -> int:
    if said["half"]:
        return 30
    if said["minutes"]:
        return int(said["minutes"])
    if said["hm"]:
        return 60 * int(said["hm"]) + int(said["mm"])
    hours = said["hours"]
    count = float(hours.replace("½", ".5")) if hours[0].isdigit() else float(_NUMBERS.get(hours, 1))
    half = 30 if said["more"] or said["plus"] else 0
    return round(60 * count) + half + int(said["rest"] or said["tight"] or 0)


def _bounded(minutes: int, sign: str, tail: str) -> Span:
    """A length alone is all the time there is; "about" leaves a sixth on either side."""
    if re.fullmatch(_OVER, sign) or re.search("more|longer|min|plus|least", tail):
        return minutes, None
    if (sign and re.fullmatch(_ABOUT, sign) and "less" not in tail) or "so" in tail.split():
        slack = max(10, minutes // 8)
        return minutes - slack, minutes + slack
    return None, minutes


def _pairs(text: str, newest: int) -> Iterator[Range]:
    pattern = rf"\b(?:between|from)?\s*(?:the\s+)?(?P<low>{_YEAR}|\d\d)(?P<ls>['’]?s)?\s*(?:-|–|to|and|until|till|through)\s*(?:the\s+)?(?P<high>{_YEAR}|\d\d)(?P<hs>['’]?s)?(?!\s*(?:min|hour|h\b|%|\d))"
    for said in re.finditer(pattern, text):
        full = len(said["low"]) == 4 or len(said["high"]) == 4
        if not (full or "between" in said[0] or "from" in said[0] or said["hs"] or said["low"][0] in "'’`"):
            continue
        low, high = _year(said["low"], newest), _year(said["high"], newest)
        if "and" in said[0] and "between" not in said[0] and not said["hs"]:
            continue
        if low <= high:
            start = said.start() + len(said[0]) - len(said[0].lstrip())
            yield Range("year", start, said.end(), (low, high + 9 if said["hs"] else high))


def _bounds(text: str, newest: int) -> Iterator[Range]:
    # a bare "from 1994" is that year; only "from 1994 on" leaves the end open
    for said in re.finditer(
        rf"\b(?P<sign>{_BEFORE}|{_AFTER})\s*-?\s*(?:the\s+)?(?:year\s+)?(?P<year>{_YEAR})(?P<s>\s?['’]?s\b)?(?P<on>\s*(?:on|onwards?|and later|or later|\+))?",
        text,
    ):
        year, sign = _year(said["year"], newest), said["sign"]
        start = said.start() + text[said.start() : said.end()].find(said["year"])
        if re.fullmatch(_BEFORE, sign):
            if sign == "by":
                continue
            through = sign in ("until", "till", "up to", "not after", "no later than", "not later than")
            yield Range("year", start, said.end("year"), (None, year if through else year - 1))
        elif sign != "from" or said["on"]:
            through = sign in ("since", "from", "not before", "no older than", "not older than")
            yield Range("year", start, said.end("year"), (year if through else year + (10 if said["s"] else 1), None))
    for said in re.finditer(rf"\b({_YEAR})\s*(?:or|and)\s+(?P<way>later|newer|after|up|earlier|older|before)\b", text):
        year = _year(said[1], newest)
        late = said["way"] in ("later", "newer", "after", "up")
        yield Range("year", said.start(), said.end(), (year, None) if late else (None, year))
    for said in re.finditer(
        rf"{_DECADE}\s*(?:or|and)\s+(?P<way>later|newer|after|up|onwards?|earlier|older|before)\b", text
    ):
        low, high = _decade(said)
        late = said["way"] not in ("earlier", "older", "before")
        yield Range("year", said.start(), said.end(), (low, None) if late else (None, high))
    for said in re.finditer(rf"\b(?P<sign>{_BEFORE}|{_AFTER})\s+{_DECADE}", text):
        low, high = _decade(said)
        if said["sign"] in ("from", "by"):
            continue
        span: Span = (
            (None, low - 1)
            if re.fullmatch(_BEFORE, said["sign"])
            else (low if said["sign"] == "since" else high + 1, None)
        )
        yield Range("year", said.start(), said.end(), span)


def _decades(text: str, newest: int) -> Iterator[Range]:
    for said in re.finditer(rf"(?<![\w])(?:{_DECADE})", text):
        if re.match(r"\s*(?:minutes|min\b|percent)", text[said.end() :]):
            continue
        if said["short"] and not re.search(r"s\b", said[0]):
            continue
        start = said.start() if said["part"] else max(said.start(name) for name in ("full", "short", "word"))
        yield Range("year", start, said.end(), _decade(said))


def _decade(said: re.Match[str]) -> tuple[int, int]:
    if said["full"]:
        low = int(said["full"])
    elif said["short"]:
        low = (2000 if int(said["short"]) < 20 else 1900) + int(said["short"])
    else:
        low = _DECADES[said["word"]]
    early, late = {"early": (0, 4), "mid": (3, 7), "late": (6, 9)}.get(said["part"] or "", (0, 9))
    return low + early, low + late


def _near(text: str, newest: int) -> Iterator[Range]:
    for said in _NEAR.finditer(text):
        if said["cent"]:
            new = said["cent"].startswith(("21", "twenty"))
            yield Range("year", said.start(), said.end(), (2000, None) if new else (1900, 1999))
        elif said["unit"] in ("century", "millennium"):
            yield Range("year", said.start(), said.end(), (2000, None))
        else:
            count = said["n"] or "one"
            number = int(count) if count.isdigit() else _NUMBERS[count]
            years = number * (10 if said["unit"] == "decade" else 1)
            if not (said["n"] is None and said["unit"] == "years"):
                yield Range("year", said.start(), said.end(), (newest - years, None))


def _single(text: str, newest: int) -> Iterator[Range]:
    for said in re.finditer(
        r"(?<![\d$#])\b((?:18[89]|19\d|20[0-4])\d)\b(?!\s*(?:people|dollars|times|min|films|movies with|ad\b))", text
    ):
        year = int(said[1])
        around = re.search(r"\b(?:around|about|circa|roughly)\s+(?:the\s+year\s+)?$", text[: said.start()])
        yield Range("year", said.start(), said.end(), (year - 2, year + 2) if around else (year, year))
    for said in re.finditer(r"(?<!\w)['’](\d\d)\b(?!\s?['’]?s)", text):
        year = _year(said[1], newest)
        yield Range("year", said.start(), said.end(), (year, year))


def _vague(text: str, newest: int) -> Iterator[Range]:
    for said in _RECENT.finditer(text):
        if not re.match(
            r"\s+(?:york|orleans|jersey|zealand|mexico|hampshire|year'?s?\s+eve|search|wave|to\b|in town|england)",
            text[said.end() :],
        ):
            if (
                said[0] == "new"
                and re.search(r"\b(?:something|anything|try)\s+$", text[: said.start()])
                and not re.search(r"\bmovie", text)
            ):
                yield Range("year", said.start(), said.end(), (newest - 6, None))
                continue
            yield Range("year", said.start(), said.end(), (newest - 6, None))
    for said in _OLD.finditer(text):
        if re.search(
            r"\b(?:year|years|month|months|how|cult|timeless|modern)[\s-]+$", text[: said.start()]
        ) or re.match(
            r"\s+(?:enough|man|woman|people|friend|lady|couple|guy|school comedy|ones? too)", text[said.end() :]
        ):
            continue
        yield Range("year", said.start(), said.end(), (None, 1979 if "classic" not in said[0] else 1989))


def _year(said: str, newest: int) -> int:
    digits = said.lstrip("'’`")
    if len(digits) == 4:
        return int(digits)
    return int(digits) + (2000 if int(digits) <= newest % 100 else 1900)
