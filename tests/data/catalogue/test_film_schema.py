"""Does the published schema say what the loader holds, and does the shipped file keep to it?"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from typing import Any

import pytest

from data.catalogue.films import SHIPPED, parse
from data.catalogue.rules import OPTIONAL, REQUIRED
from tests.data.catalogue.records import BAD, GOOD

SCHEMA: dict[str, Any] = json.loads(SHIPPED.with_name("schema.json").read_text(encoding="utf-8"))
TYPES: dict[str, type] = {
    "object": dict, "array": list, "string": str, "integer": int, "null": type(None),
}  # fmt: skip
CHECKED = {"type", "enum", "minimum", "maximum", "minLength", "pattern", "items", "minItems", "maxItems",
           "uniqueItems", "properties", "required", "additionalProperties"}  # fmt: skip


def breaches(value: Any, schema: dict[str, Any], where: str = "") -> Iterator[str]:
    """Where a value breaks the schema, for the keywords of `CHECKED` only."""
    kinds = schema.get("type", [])
    kinds = [kinds] if isinstance(kinds, str) else kinds
    if kinds and type(value) not in {TYPES[kind] for kind in kinds}:
        yield f"{where}: type"
    elif "enum" in schema and value not in schema["enum"]:
        yield f"{where}: enum"
    elif isinstance(value, str) and not re.search(schema.get("pattern", ""), value):
        yield f"{where}: pattern"
    elif isinstance(value, int) and not schema["minimum"] <= value <= schema["maximum"]:
        yield f"{where}: range"
    elif isinstance(value, list):
        if not schema["minItems"] <= len(value) <= schema["maxItems"]:
            yield f"{where}: length"
        if schema.get("uniqueItems") and len({json.dumps(item) for item in value}) < len(value):
            yield f"{where}: unique"
        for item in value:
            yield from breaches(item, schema["items"], f"{where}[]")
    elif isinstance(value, dict):
        yield from (f"{where}.{name}: missing" for name in schema["required"] if name not in value)
        for name, inner in value.items():
            known = schema["properties"].get(name)
            yield from [f"{where}.{name}: unknown"] if known is None else breaches(inner, known, f"{where}.{name}")


def keywords(schema: dict[str, Any]) -> Iterator[str]:
    yield from schema.keys() - {"$schema", "title", "description"}
    for inner in [*schema.get("properties", {}).values(), *([schema["items"]] if "items" in schema else [])]:
        yield from keywords(inner)


def test_the_check_above_knows_every_keyword_of_the_schema() -> None:
    assert set(keywords(SCHEMA)) <= CHECKED


def test_schema_and_loader_name_the_same_fields() -> None:
    assert set(SCHEMA["properties"]) == REQUIRED.keys() | OPTIONAL.keys()
    assert set(SCHEMA["required"]) == REQUIRED.keys()


def test_every_field_is_described() -> None:
    assert all(field["description"] for field in SCHEMA["properties"].values())


def test_the_shipped_films_keep_to_the_schema() -> None:
    with SHIPPED.open(encoding="utf-8") as lines:
        assert [breach for text in lines for breach in breaches(json.loads(text), SCHEMA)] == []


@pytest.mark.parametrize(("name", "value"), BAD)
def test_schema_and_loader_refuse_the_same_values(name: str, value: object) -> None:
    record = GOOD | {name: value}
    assert list(breaches(record, SCHEMA))
    assert isinstance(parse(1, json.dumps(record)), list)
