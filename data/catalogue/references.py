"""What do other film lists say about a film?"""

from __future__ import annotations

import csv
import gzip
import json
import re
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

_TITLE_YEAR = re.compile(r"(?P<title>.*\S)\s*\((?P<year>\d{4})\)$")
_ARTICLE = re.compile(r"(?P<rest>.+), (?P<article>The|A|An|Der|Die|Das|Le|La|Les|Il|El|Los|L')$")
_AKA = re.compile(r"\s*\([^()]*\)$")


@dataclass(frozen=True, slots=True)
class Reference:
    """A film as another list has it; what that list doesn't say is empty."""

    source: str
    title: str
    year: int
    directors: tuple[str, ...] = ()
    cast: tuple[str, ...] = ()
    runtime: int | None = None
    countries: tuple[str, ...] = ()
    certificate: str | None = None


Reader = Callable[[Path], Iterator[Reference]]


def wikipedia_directors(path: Path) -> Iterator[Reference]:
    """US films to 2016, one JSON object a line; several people are one text with commas."""
    for film in _json_lines(path):
        yield Reference(
            "wikipedia-2016", film["title"], film["year"],
            directors=_split(film["director"] or ""), cast=_split(film["cast"] or ""),
        )  # fmt: skip


def wikipedia_cast(path: Path) -> Iterator[Reference]:
    """US films to 2023, one JSON object a line."""
    for film in _json_lines(path):
        yield Reference("wikipedia-2023", film["title"], film["year"], cast=tuple(film["cast"]))


def cmu(path: Path) -> Iterator[Reference]:
    """Films of the world to 2012, tab-separated: ids, title, date, revenue, runtime, ..."""
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            title, date, _, runtime = line.split("\t")[2:6]
            if date[:4].isdigit():
                minutes = round(float(runtime)) if runtime else None
                yield Reference("cmu", title, int(date[:4]), runtime=minutes)


def redial(path: Path) -> Iterator[Reference]:
    """Films named in ReDial, one JSON object by id; films without a year in their name are passed over."""
    for film in json.loads(gzip.decompress(path.read_bytes())).values():
        if named := _TITLE_YEAR.match(film["name"]):
            yield Reference(
                "redial", named["title"], int(named["year"]),
                directors=tuple(film["director"]), cast=tuple(film["star"]),
            )  # fmt: skip


def metaqa(path: Path) -> Iterator[Reference]:
    """A film graph, `title|relation|object` a line; a title with two years is two films mixed up: passed over.

    Its tags are viewers' tags, where a lone "r" stands for the US rating.
    """
    films: dict[str, dict[str, list[str]]] = defaultdict(lambda: defaultdict(list))
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        for line in lines:
            title, relation, value = line.rstrip("\n").split("|", 2)
            films[title][relation].append(value)
    for title, film in films.items():
        if len(years := film["release_year"]) == 1:
            yield Reference(
                "metaqa", title, int(years[0]),
                directors=tuple(film["directed_by"]), cast=tuple(film["starred_actors"]),
                certificate="R" if "r" in film["has_tags"] else None,
            )  # fmt: skip


def tmdb(path: Path) -> Iterator[Reference]:
    """The TMDB 5000 table."""
    with gzip.open(path, "rt", encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            if row["release_date"]:
                countries = tuple(country["iso_3166_1"] for country in json.loads(row["production_countries"]))
                minutes = round(float(row["runtime"] or 0)) or None
                year = int(row["release_date"][:4])
                yield Reference("tmdb5000", row["title"], year, runtime=minutes, countries=countries)


def movielens(path: Path) -> Iterator[Reference]:
    """Titles and years, with the article behind a comma and other names in brackets."""
    with gzip.open(path, "rt", encoding="utf-8", newline="") as lines:
        for row in csv.DictReader(lines):
            if named := _TITLE_YEAR.match(row["title"].strip()):
                title = _AKA.sub("", named["title"])
                turned = _ARTICLE.match(title)
                title = f"{turned['article']} {turned['rest']}" if turned else title
                yield Reference("movielens", title, int(named["year"]))


READERS: dict[str, Reader] = {
    "wikipedia/films_2016_directors.jsonl.gz": wikipedia_directors,
    "wikipedia/films_2023.jsonl.gz": wikipedia_cast,
    "cmu/movie.metadata.tsv.gz": cmu,
    "redial/id2info.json.gz": redial,
    "metaqa/kb.txt.gz": metaqa,
    "tmdb5000/train.csv.gz": tmdb,
    "movielens-latest-small/movies.csv.gz": movielens,
}
"""Each known list by its path under the folder of reference data."""


def _json_lines(path: Path) -> Iterator[Any]:
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        yield from map(json.loads, lines)


def _split(names: str) -> tuple[str, ...]:
    """Names of "A, B and C (director)"."""
    parts = re.split(r",|;|&|\band\b", re.sub(r"\([^)]*\)|\bdirectors?:?", "", names))
    return tuple(part.strip() for part in parts if part.strip())
