"""What must each field of a film's record look like?"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any

from recommender.movies import AXES, CERTIFICATES, GENRES

Rule = Callable[[Any], str]
"""Takes a field's value as JSON gives it; says what is wrong with it, or "" when nothing is."""

_GENRES, _CERTIFICATES, _AXES = frozenset(GENRES), frozenset(CERTIFICATES), frozenset(AXES)
_SLUG = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_COUNTRY = re.compile(r"[A-Z]{2}")


def _text(value: Any) -> str:
    return "" if type(value) is str and value.strip() else "not a text with something in it"


def _text_or_null(value: Any) -> str:
    return "" if value is None else _text(value)


def _slug(value: Any) -> str:
    return "" if type(value) is str and _SLUG.fullmatch(value) else "not lower-case words joined by hyphens"


def _certificate(value: Any) -> str:
    known = value is None or (type(value) is str and value in _CERTIFICATES)
    return "" if known else f"not null or one of {', '.join(CERTIFICATES)}"


def _whole(low: int, high: int) -> Rule:
    """A whole number from `low` to `high`; true and false are not numbers here."""

    def rule(value: Any) -> str:
        return "" if type(value) is int and low <= value <= high else f"not a whole number from {low} to {high}"

    return rule


def _whole_or_null(low: int, high: int) -> Rule:
    number = _whole(low, high)
    return lambda value: "" if value is None else number(value)


def _listed(value: Any, fits: Callable[[Any], bool], *, what: str, least: int, most: int) -> str:
    if type(value) is not list or not least <= len(value) <= most:
        return f"not a list of {least} to {most}"
    return next((f"{entry!r} is not {what}" for entry in value if not fits(entry)), "")


def _texts(least: int, most: int) -> Rule:
    """A list of texts without a repeated one."""

    def rule(value: Any) -> str:
        wrong = _listed(value, lambda entry: not _text(entry), what="a text", least=least, most=most)
        return wrong or ("" if len(set(value)) == len(value) else "says one thing twice")

    return rule


def _genres(value: Any) -> str:
    names = _texts(1, 5)(value)
    return names or next((f"{name!r} is no known genre" for name in value if name not in _GENRES), "")


def _countries(value: Any) -> str:
    names = _texts(0, 20)(value)
    return names or next((f"{name!r} is not a two-letter code" for name in value if not _COUNTRY.fullmatch(name)), "")


def _is_role(entry: Any) -> bool:
    known = type(entry) is dict and entry.keys() <= {"name", "character"}
    return known and not _text(entry.get("name")) and not _text_or_null(entry.get("character"))


def _cast(value: Any) -> str:
    return _listed(value, _is_role, what="a name and perhaps a character", least=0, most=20)


def _is_pointer(entry: Any) -> bool:
    known = type(entry) is dict and entry.keys() <= {"title", "year", "id"}
    named = known and not _text(entry.get("title")) and not YEAR(entry.get("year"))
    return named and ("id" not in entry or not _slug(entry["id"]))


def _like(value: Any) -> str:
    return _listed(value, _is_pointer, what="a title, a year and perhaps an id", least=0, most=10)


def _tone(value: Any) -> str:
    if type(value) is not dict:
        return "not an object of axes"
    missing, unknown = sorted(_AXES - value.keys()), sorted(value.keys() - _AXES)
    if missing or unknown:
        return f"missing axes: {missing}, unknown axes: {unknown}"
    return next((f"{axis}: {wrong}" for axis, level in value.items() if (wrong := LEVEL(level))), "")


YEAR = _whole(1880, 2100)
LEVEL = _whole(0, 4)
_STARS = _whole(1, 5)

REQUIRED: dict[str, Rule] = {
    "id": _slug,
    "title": _text,
    "year": YEAR,
    "countries": _countries,
    "languages": _texts(0, 20),
    "runtime": _whole_or_null(1, 900),
    "certificate": _certificate,
    "genres": _genres,
    "directors": _texts(0, 30),
    "writers": _texts(0, 30),
    "cast": _cast,
    "synopsis": _text,
    "ending": _text,
    "keywords": _texts(0, 30),
    "setting": _text,
    "tone": _tone,
    "like": _like,
    "fame": _STARS,
    "acclaim": _STARS,
}
"""The fields every record has, in the file's order, each with its rule."""

OPTIONAL: dict[str, Rule] = {
    "original_title": _text,
    "aliases": _texts(1, 20),
    "franchise": _text,
}
"""The fields a record may leave out."""
