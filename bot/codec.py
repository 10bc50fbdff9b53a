"""How do our frozen records become JSON, and records again?

A record is an object tagged with its class name; what equals its default is left out, so that files stay small and
records written before a field was added can still be read.
Like(films=("heat-1995",)) is {"kind": "Like", "films": ["heat-1995"]}.
"""

from __future__ import annotations

import json
from dataclasses import MISSING, Field, fields, is_dataclass
from functools import cache
from typing import Any

from bot.dialogue import acts, session
from recommender import movies, preferences, receipt

_SET, _DICT = "frozenset", "dict"


def encode(value: Any) -> Any:
    """Plain JSON values for a record, tuple, frozenset, dict or plain value; anything else raises ValueError."""
    if value is None or isinstance(value, bool | int | float | str):
        return value
    if isinstance(value, tuple | list):
        return [encode(item) for item in value]
    if isinstance(value, frozenset | set):
        return {"kind": _SET, "items": [encode(item) for item in sorted(value, key=repr)]}
    if isinstance(value, dict):
        return {"kind": _DICT, "items": [[encode(key), encode(item)] for key, item in value.items()]}
    if is_dataclass(value) and type(value).__name__ in _records():
        return _encode_record(value)
    raise ValueError(f"{type(value).__name__} has no JSON form: {value!r}")


def decode(data: Any) -> Any:
    """The value that was encoded. Fields and records inside it that are of a kind not known (any more) are passed
    over; what is damaged raises ValueError.
    """
    if isinstance(data, list):
        return tuple(decode(item) for item in data if _known(item))
    if not isinstance(data, dict):
        return data
    kind = data.get("kind")
    if kind == _SET:
        return frozenset(decode(_items(data)))
    if kind == _DICT:
        return {decode(key): decode(item) for key, item in _items(data)}
    return _decode_record(str(kind), data)


def dumps(value: Any) -> str:
    """`encode` as compact JSON text."""
    return json.dumps(encode(value), separators=(",", ":"))


def loads(text: str | bytes) -> Any:
    """`decode` of JSON text; text that is none raises ValueError."""
    try:
        return decode(json.loads(text))
    except (ValueError, TypeError, RecursionError) as error:
        raise ValueError(f"damaged record {text[:60]!r}: {error}") from error


def _encode_record(value: Any) -> dict[str, Any]:
    held = ((spec, getattr(value, spec.name)) for spec in fields(value))
    return {"kind": type(value).__name__} | {s.name: encode(item) for s, item in held if not _is_default(s, item)}


def _decode_record(kind: str, data: dict[str, Any]) -> Any:
    if kind not in _records():
        raise ValueError(f"unknown kind of record: {kind!r}")
    record = _records()[kind]
    known = {spec.name for spec in fields(record) if spec.name in data and _known(data[spec.name])}
    try:
        return record(**{name: decode(data[name]) for name in known})
    except TypeError as error:
        raise ValueError(f"damaged {kind}: {error}") from error


def _known(data: Any) -> bool:
    """False for a whole record whose class is gone or not here yet."""
    kind = data.get("kind") if isinstance(data, dict) else None
    return not isinstance(kind, str) or kind in (_SET, _DICT) or kind in _records()


def _items(data: dict[str, Any]) -> list[Any]:
    items = data.get("items")
    if not isinstance(items, list):
        raise ValueError(f"damaged {data['kind']}: its items are {items!r}")
    return items


def _is_default(spec: Field[Any], value: Any) -> bool:
    """Whether the value need not be written; 1, 1.0 and True are told apart."""
    default = spec.default_factory() if spec.default_factory is not MISSING else spec.default
    return default is not MISSING and type(value) is type(default) and bool(value == default)


@cache
def _records() -> dict[str, type[Any]]:
    """Every dataclass of ours that may be written, by its name."""
    rooms = (movies, preferences, receipt, acts, session)
    found = {thing for room in rooms for thing in vars(room).values() if isinstance(thing, type)}
    return {thing.__name__: thing for thing in found if is_dataclass(thing)}
