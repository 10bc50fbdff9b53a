"""What had been said when a film was named: the moments of recorded conversations that are scored?"""

from __future__ import annotations

import gzip
import json
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from benchmarks.shelf import Shelf, dated
from bot.dialogue.understanding.entities import entities
from recommender.catalog import Catalog
from recommender.dialogues import Past
from recommender.preferences import Facets, Person, Preferences

_MARK = re.compile(r"@(\d+)")
_TITLE = re.compile(r"(?:[A-Z0-9][\w'’:&.,!-]*\s+(?:(?:of|the|a|an|and|in|to|for|on|with|is|from)\s+)*){1,9}\(\d{4}\)")
_LATEST = 400
"""Characters of what was said that count: what was asked long ago has been answered."""


@dataclass(frozen=True, slots=True)
class Moment:
    """Before a recommending turn: what was said, candidates `mentioned` (latest last), and those `named` next.

    `people` are the ids of the two who talk, where known; `place` the conversation's place in their order.
    """

    dialogue: str
    said: str
    mentioned: tuple[int, ...]
    named: tuple[int, ...]
    place: int = -1

    @property
    def fresh(self) -> tuple[int, ...]:
        """What is named for the first time: only this shows that something was recommended."""
        return tuple(film for film in self.named if film not in self.mentioned)


@dataclass(frozen=True, slots=True)
class Talk:
    """A recorded conversation: who took part, its films, and its moments."""

    people: frozenset[int]
    past: Past
    moments: tuple[Moment, ...]


def lines(path: Path) -> list[Any]:
    """The values of a JSON Lines file, gzipped or plain; FileNotFoundError says what was looked for."""
    return [json.loads(line) for line in text(path).splitlines()]


def text(path: Path) -> str:
    """The text of `path`, or of the same name without its `.gz`."""
    for found in (path, path.with_suffix("")):
        if found.is_file():
            content = found.read_bytes()
            return (gzip.decompress(content) if found.suffix == ".gz" else content).decode("utf-8")
    raise FileNotFoundError(f"{str(path)!r} is missing; --data names the folder that holds {path.parent.name}/")


def talks(path: Path, shelf: Shelf) -> list[Talk]:
    """ReDial's raw conversations in the order they took place; films are marked by number in their texts."""
    records = sorted(lines(path), key=lambda record: int(record["conversationId"]))
    return [_talk(record, place, shelf) for place, record in enumerate(records)]


def _talk(record: Mapping[str, Any], place: int, shelf: Shelf) -> Talk:
    names = record["movieMentions"] or {}
    mentioned: list[int] = []
    offered: list[int] = []
    said: list[str] = []
    moments = []
    for message in record["messages"]:
        marks = (names.get(mark) for mark in _MARK.findall(message["text"]))
        found = [shelf.find(*dated(name)) for name in marks if name]
        films = tuple(dict.fromkeys(film for film in found if film is not None))
        if message["senderWorkerId"] == record["respondentWorkerId"] and films:
            moments.append(Moment(record["conversationId"], "\n".join(said), tuple(mentioned), films, place))
            offered += films
        mentioned += (film for film in films if film not in mentioned)
        said.append(_MARK.sub("", message["text"]))
    people = frozenset({record["respondentWorkerId"], record["initiatorWorkerId"]})
    return Talk(people, Past(tuple(mentioned), tuple(dict.fromkeys(offered))), tuple(moments))


def rows(records: Iterable[Mapping[str, Any]], ids: Sequence[int], titles: Sequence[str]) -> Iterator[Moment]:
    """The rows of He et al. (CIKM'23): recommending turns, films by number, `titles` in the order of `ids`."""
    places = {film: place for place, film in enumerate(ids)}
    for record in records:
        if record["is_user"] == 0 and record["rec"]:
            said = "\n".join(record["context"])
            before = [places[film] for film in record["prev_entity"] if film in places]
            before.sort(key=lambda film: (said.rfind(titles[film]), film))
            named = tuple(places[film] for film in record["rec"])
            yield Moment(record["dialog_id"], _TITLE.sub(" ", said), tuple(before), named)


def turns(records: Iterable[Mapping[str, Any]], places: Mapping[str, int]) -> Iterator[Moment]:
    """The rows of iEvaLM (Wang et al., EMNLP'23): films by name, those said before in the order they came up."""
    for record in records:
        before = dict.fromkeys(places[name] for name in record["entity"] if name in places)
        said = _TITLE.sub(" ", "\n".join(record["context"]))
        named = tuple(places[name] for name in record["rec"])
        yield Moment(record["dialog_id"], said, tuple(before), named)


def wish(moment: Moment, shelf: Shelf, catalog: Catalog) -> Preferences:
    """What the product understands of a moment: films as they are marked, the rest by its own reading."""
    said = moment.said[-_LATEST:]
    found = entities(said, catalog)
    genres = [value for entity in found if entity.kind == "genre" for value in _values(entity.value)]
    people = [entity.value for entity in found if entity.kind == "person" and isinstance(entity.value, Person)]
    films = tuple(shelf.movies[film].id for film in moment.mentioned)
    facets = Facets(genres=tuple(dict.fromkeys(genres)), people=tuple(dict.fromkeys(people)), films=films)
    return Preferences(wanted=facets, text=said)


def _values(value: object) -> Iterator[str]:
    for part in value if isinstance(value, tuple) else (value,):
        if isinstance(part, str) and not part.startswith("#"):
            yield part
