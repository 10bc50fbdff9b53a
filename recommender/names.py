"""Which films and people does a text name, in whatever spelling?"""

from __future__ import annotations

import sqlite3
import threading
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from rapidfuzz.distance import OSA

from recommender.figures import Figure
from recommender.linking import Mention, link, ranked
from recommender.naming import Alias
from recommender.slips import slips
from recommender.spelling import ARTICLES, key, words

FILE = "names.sqlite"


@dataclass(frozen=True, slots=True)
class FilmNote:
    """What tells same-named films apart. `makers` are the folded names of directors and leads, joined by spaces."""

    id: str
    title: str
    year: int
    fame: int
    makers: str


class Names:
    """Films and people by the names that people type; one SQLite file held open, a connection for each thread."""

    def __init__(self, path: Path) -> None:
        self._path = path
        self._local = threading.local()
        self.film = lru_cache(maxsize=20_000)(self._film)
        self.alike = lru_cache(maxsize=5_000)(self._alike)
        self.known_for = lru_cache(maxsize=20_000)(self._known_for)

    @classmethod
    def open(cls, folder: Path) -> Names:
        """The names of a folder; FileNotFoundError when none were built there."""
        path = folder / FILE
        if not path.is_file():
            raise FileNotFoundError(path)
        return cls(path)

    def find(self, text: str) -> tuple[Mention, ...]:
        """Films and people named in a text, in its order, none overlapping."""
        return link(text, self)

    def films(self, title: str, year: int | None = None) -> tuple[str, ...]:
        """Ids of the films of that title, best known first; with a year only those of that year, give or take one."""
        found = self._valued(key(title), "film") or self._nearby(title, "film")
        if year is None:
            return found
        near = sorted(found, key=lambda film: abs(self.film(film).year - year))
        return tuple(film for film in near if abs(self.film(film).year - year) <= 1)

    def people(self, name: str) -> tuple[str, ...]:
        """Names of the people called so, best known first."""
        return self._valued(key(name), "person") or self._nearby(name, "person")

    def complete(self, prefix: str, limit: int = 10) -> tuple[str, ...]:
        """Titles and people that begin so, best known first."""
        start = " ".join(word.folded for word in words(prefix))
        if not start:
            return ()
        found = self._rows(
            "select text from shown where folded >= ? and folded < ? group by text order by max(weight) desc limit ?",
            (start, start + "\U0010ffff", limit),
        )
        return tuple(text for (text,) in found)

    def aliases(self, keys: Sequence[str]) -> list[Alias]:
        """Everything filed under any of the keys."""
        found: list[Alias] = []
        for start in range(0, len(keys), 400):
            some = keys[start : start + 400]
            marks = ",".join("?" * len(some))
            found += (Alias(*row) for row in self._rows(f"select * from alias where key in ({marks})", some))
        return found

    def known(self, folded: Sequence[str]) -> dict[str, tuple[int, int]]:
        """How often each word stands in the catalogue's prose, and in how many names; unknown words are left out."""
        some = folded[:900]
        marks = ",".join("?" * len(some))
        rows = self._rows(f"select word, uses, named from word where word in ({marks})", some)
        return {word: (uses, named) for word, uses, named in rows}

    def _alike(self, folded: str, most: int) -> tuple[str, ...]:
        """Words of names at most so many slips away, nearest and commonest first."""
        near = self._rows(
            "select word, named from word where initial = ? and length between ? and ? and named > 0",
            (folded[0], len(folded) - most, len(folded) + most),
        )
        scored = [(OSA.distance(folded, word, score_cutoff=most), -named, word) for word, named in near]
        return tuple(word for distance, _, word in sorted(scored) if distance <= most)[:6]

    def holding(self, folded: str) -> tuple[str, ...]:
        """Keys of the names that have a word in them."""
        return tuple(found for (found,) in self._rows("select key from part where word = ? limit 40", (folded,)))

    def _film(self, film: str) -> FilmNote:
        rows = self._rows("select * from film where id = ?", (film,))
        if not rows:
            raise KeyError(film)
        return FilmNote(*rows[0])

    def _known_for(self, name: str) -> Figure | None:
        """A person with their counts by role; None when nobody is called exactly so."""
        rows = self._rows("select * from person where name = ?", (name,))
        if not rows:
            return None
        name, acted, directed, wrote, weight, listed = rows[0]
        return Figure(name, acted, directed, wrote, weight, bool(listed))

    def _valued(self, wanted: str, kind: str) -> tuple[str, ...]:
        found = [alias for alias in self.aliases([wanted]) if alias.kind == kind] if wanted else []
        return ranked(found)

    def _nearby(self, name: str, kind: str) -> tuple[str, ...]:
        """Readings of a name with slips in it: of the keys that share a word with it, the nearest one's."""
        wanted, most = key(name), slips(key(name))
        if not wanted or not most:
            return ()
        parts = [word.folded for word in words(name) if word.folded not in ARTICLES]
        meant = {other for part in parts for other in (part, *self.alike(part, slips(part)))}
        keys = {found for word in meant for found in self.holding(word)}
        near = [(OSA.distance(wanted, found, score_cutoff=most), found) for found in keys]
        for _, found in sorted(pair for pair in near if pair[0] <= most):
            if values := self._valued(found, kind):
                return values
        return ()

    def _rows(self, query: str, values: Sequence[object]) -> list[tuple]:  # type: ignore[type-arg]
        db = getattr(self._local, "db", None)
        if db is None:
            db = self._local.db = sqlite3.connect(f"{self._path.resolve().as_uri()}?mode=ro", uri=True)
        return db.execute(query, values).fetchall()
