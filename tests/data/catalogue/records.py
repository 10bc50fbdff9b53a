"""What does a good record look like, and which values spoil one?"""

from __future__ import annotations

from typing import Any

from recommender.movies import AXES

GOOD: dict[str, Any] = {
    "id": "the-lighthouse-keeper-1987",
    "title": "The Lighthouse Keeper",
    "original_title": "Fyrvokteren",
    "aliases": ["Keeper"],
    "year": 1987,
    "countries": ["NO"],
    "languages": ["Norwegian"],
    "runtime": 91,
    "certificate": None,
    "genres": ["drama", "mystery"],
    "directors": ["Ada Holm"],
    "writers": [],
    "cast": [{"name": "Per Lund", "character": "Nils"}, {"name": "Ida Vik", "character": None}],
    "franchise": "Keeper",
    "synopsis": "A keeper hears knocking from the sea.",
    "ending": "It was the bell.",
    "keywords": ["lighthouse", "storm"],
    "setting": "An island, 1911",
    "tone": dict.fromkeys(AXES, 1) | {"weird": 4},
    "like": [{"title": "Fog", "year": 1990, "id": "fog-1990"}, {"title": "Tide", "year": 1991}],
    "fame": 2,
    "acclaim": 4,
}
"""A record with every field there is."""

BAD: list[tuple[str, object]] = [
    ("id", "The Lighthouse"), ("id", ""), ("id", 5),
    ("title", "  "), ("title", None), ("original_title", None), ("franchise", 3),
    ("aliases", []), ("aliases", ["a", "a"]), ("aliases", "a"),
    ("year", "1987"), ("year", 1700), ("year", True), ("year", 1987.0), ("year", None),
    ("countries", ["Norway"]), ("countries", [None]), ("languages", [""]),
    ("runtime", 0), ("runtime", 1000), ("runtime", "91"),
    ("certificate", "PG13"), ("certificate", 18), ("certificate", ["R"]),
    ("genres", []), ("genres", ["drama", "drama"]), ("genres", ["whodunit"]), ("genres", {}), ("genres", [["drama"]]),
    ("directors", [{"name": "Ada"}]), ("writers", "Ada"),
    ("cast", ["Per Lund"]), ("cast", [{"character": "Nils"}]), ("cast", [{"name": "Per", "role": "x"}]),
    ("synopsis", ""), ("ending", 1), ("keywords", ["storm", "storm"]), ("setting", []),
    ("tone", [1] * 12), ("tone", GOOD["tone"] | {"dark": 5}), ("tone", GOOD["tone"] | {"dark": -1}),
    ("tone", GOOD["tone"] | {"dark": None}), ("tone", GOOD["tone"] | {"sweet": 1}), ("tone", {"dark": 1}),
    ("like", ["fog-1990"]), ("like", [{"title": "Fog"}]), ("like", [{"title": "Fog", "year": 1990, "id": None}]),
    ("fame", 0), ("fame", 6), ("acclaim", 3.5),
]  # fmt: skip
"""Values that each make the good record a bad one."""
