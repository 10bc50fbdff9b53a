"""Which films and people does a text name, in whatever spelling?"""

from __future__ import annotations

import sqlite3
import threading
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path

from rapidfuzz.distance import OSA

from recommender.linking import Mention, link, ranked, slips
from recommender.movies import Movie
from recommender.naming import Alias, Figure, callings, duos, figures, listen, titles
from recommender.spelling import ARTICLES, key, words

FILE = "names.sqlite"

_SCHEMA = """
create table alias (key text, kind text, value text, trust real, weight real, plain int);
create table film (id text primary key, title text, year int, fame int, makers text);
create table person (name text primary key, acted int, directed int, wrote int, weight real, listed int);
create table word (word text primary key, uses int, named int, initial text, length int) without rowid;
create table part (word text, key text);
create table shown (folded text, text text, weight real);
"""
_INDEXES = """
create index alias_key on alias (key);
create index word_initial on word (initial, length);
create index part_word on part (word);
create index shown_folded on shown (folded);
"""


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

    @staticmethod
    def build(movies: Iterable[Movie], folder: Path) -> None:
        """Write the names of films into a folder, over what was there."""
        path = folder / FILE
        path.unlink(missing_ok=True)
        films = tuple(movies)
        with sqlite3.connect(path) as db:
            db.executescript(_SCHEMA)
            _fill(db, films)
            db.executescript(_INDEXES)
        db.close()

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


def _fill(db: sqlite3.Connection, films: tuple[Movie, ...]) -> None:
    people = figures(films)
    aliases = tuple(dict.fromkeys(_aliases(films, people)))
    rows = [(a.key, a.kind, a.value, a.trust, a.weight, a.plain) for a in aliases]
    db.executemany("insert into alias values (?,?,?,?,?,?)", rows)
    db.executemany("insert into film values (?,?,?,?,?)", [(m.id, m.title, m.year, m.fame, _makers(m)) for m in films])
    db.executemany(
        "insert into person values (?,?,?,?,?,?)",
        [(p.name, p.acted, p.directed, p.wrote, p.weight, p.listed) for p in people.values()],
    )
    db.executemany("insert or ignore into word values (?,?,?,?,?)", _words(films, people))
    db.executemany("insert into part values (?,?)", sorted(set(_parts(films, people))))
    db.executemany("insert into shown values (?,?,?)", _shown(films, people))


def _aliases(films: tuple[Movie, ...], people: dict[str, Figure]) -> Iterator[Alias]:
    language = listen(films)
    for place, movie in enumerate(films):
        weight = movie.fame - place / len(films)
        for name, trust in titles(movie, language).items():
            yield Alias(key(name), "film", movie.id, trust, weight, language.plain(name))
    for name, person, trust in callings(people.values()):
        if " " in name or trust < 1 or person.weight >= 20:
            sure = trust if " " in person.name else 0.75  # one name alone is more often something else
            yield Alias(key(name), "person", person.name, sure, person.weight, language.plain(name, often=3))
    for name, leader in duos(films):
        yield Alias(key(name), "person", leader, 0.95, people[leader].weight, 0)


def _makers(movie: Movie) -> str:
    return " ".join(word.folded for name in (*movie.directors, *movie.actors[:4]) for word in words(name))


def _words(films: tuple[Movie, ...], people: dict[str, Figure]) -> Iterator[tuple[str, int, int, str, int]]:
    """Words with their uses in prose and the number of names that have them."""
    named = Counter(word.folded for movie in films for word in words(movie.title))
    named.update(word.folded for person in people.values() if person.listed for word in words(person.name))
    counts = listen(films).counts
    counts.update(word.folded for movie in films for phrase in movie.keywords for word in words(phrase))
    for word in counts.keys() | named.keys():
        yield word, counts[word], named[word], word[:1], len(word)


def _parts(films: tuple[Movie, ...], people: dict[str, Figure]) -> Iterator[tuple[str, str]]:
    """Words of names with the keys of these names, for names with a slip in another word."""
    for name in (*(movie.title for movie in films), *(p.name for p in people.values() if p.listed and p.weight > 8)):
        found = [word.folded for word in words(name) if word.folded not in ARTICLES]
        yield from ((word, key(name)) for word in found if len(word) > 2)


def _shown(films: tuple[Movie, ...], people: dict[str, Figure]) -> Iterator[tuple[str, str, float]]:
    for place, movie in enumerate(films):
        parts = [word.folded for word in words(movie.title)]
        yield " ".join(parts), movie.title, movie.fame * 20 - place / len(films)
        if parts and parts[0] in ARTICLES:
            yield " ".join(parts[1:]), movie.title, movie.fame * 20 - place / len(films)
    for person in people.values():
        if person.listed:
            parts = [word.folded for word in words(person.name)]
            yield " ".join(parts), person.name, person.weight
            yield parts[-1], person.name, person.weight
