"""How is a film written as one compact text, and read back?"""

from __future__ import annotations

import json
from dataclasses import fields
from typing import Any

from recommender.movies import Movie, Role

FIELDS = tuple(field.name for field in fields(Movie))
"""The order of the values; a folder written with another order is of another format."""

_CAST = FIELDS.index("cast")


def pack(movie: Movie) -> str:
    """The film's values in the order of `FIELDS`, as a JSON list."""
    values = [getattr(movie, name) for name in FIELDS]
    values[_CAST] = [(role.name, role.character) for role in movie.cast]
    return json.dumps(values, ensure_ascii=False, separators=(",", ":"))


def unpack(text: str) -> Movie:
    """The film that `pack` wrote."""
    values: list[Any] = json.loads(text)
    values[_CAST] = [Role(name, character) for name, character in values[_CAST]]
    plain: Any = (tuple(value) if isinstance(value, list) else value for value in values)
    return Movie(*plain)
