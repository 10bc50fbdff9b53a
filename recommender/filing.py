"""How do films become the file of names that Names opens?"""

from __future__ import annotations

import sqlite3
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from contextlib import closing
from itertools import chain
from pathlib import Path

from recommender.figures import Figure, Figures, callings, duos
from recommender.movies import Movie
from recommender.names import FILE
from recommender.naming import Language, Listening, titles
from recommender.spelling import ARTICLES, folded, key

_TABLES = """
pragma journal_mode = off;
pragma synchronous = off;
create table alias (key text, kind text, value text, trust real, weight real, plain int);
create table film (id text primary key, title text, year int, fame int, makers text);
create table person (name text primary key, acted int, directed int, wrote int, weight real, listed int);
create table word (word text primary key, uses int, named int, initial text, length int) without rowid;
create table part (word text, key text, primary key (word, key)) without rowid;
create table shown (folded text, text text, weight real);
"""
_INDEXES = """
create index alias_key on alias (key);
create index word_initial on word (initial, length);
create index shown_folded on shown (folded);
"""


def write(movies: Iterable[Movie], folder: Path) -> None:
    """Write the names of films into a folder, over what was there; the films are read once."""
    path = folder / FILE
    path.unlink(missing_ok=True)
    with closing(sqlite3.connect(path)) as db:
        db.executescript(_TABLES)
        _fill(db, movies)
        db.commit()
        db.executescript(_INDEXES)


def _fill(db: sqlite3.Connection, movies: Iterable[Movie]) -> None:
    heard, met, films = Listening(), Figures(), []
    for movie in movies:
        heard.add(movie)
        met.add(movie)
        note = (movie.id, movie.title, movie.year, movie.fame, _makers(movie))
        db.execute("insert into film values (?,?,?,?,?)", note)
        films.append(_called(movie))
    people = met.known()
    db.executemany("insert into person values (?,?,?,?,?,?)", map(_person, people.values()))
    db.executemany("insert into alias values (?,?,?,?,?,?)", _aliases(films, people, heard.language()))
    db.executemany("insert into word values (?,?,?,?,?)", _words(films, people, heard))
    db.executemany("insert or ignore into part values (?,?)", _parts(films, people))
    db.executemany("insert into shown values (?,?,?)", _shown(films, people))


def _called(movie: Movie) -> Movie:
    """Only what its names are made from: the rest of many films would fill the memory."""
    return Movie(
        movie.id, movie.title, movie.year, (),
        original_title=movie.original_title, directors=movie.directors, fame=movie.fame, aliases=movie.aliases,
    )  # fmt: skip


def _person(figure: Figure) -> tuple[object, ...]:
    return figure.name, figure.acted, figure.directed, figure.wrote, figure.weight, figure.listed


def _aliases(films: Sequence[Movie], people: dict[str, Figure], language: Language) -> Iterator[tuple[object, ...]]:
    """The table's lines in the order of `Alias`; a name that is found in two ways is filed once."""
    for place, movie in enumerate(films):
        weight = movie.fame - place / len(films)
        named = titles(movie, language).items()
        yield from dict.fromkeys(
            (key(name), "film", movie.id, trust, weight, language.plain(name)) for name, trust in named
        )
    yield from dict.fromkeys(chain(_persons(people, language), _duos(films, people)))


def _persons(people: dict[str, Figure], language: Language) -> Iterator[tuple[object, ...]]:
    for name, person, trust in callings(people.values()):
        if " " in name or trust < 1 or person.weight >= 20:
            sure = trust if " " in person.name else 0.75  # one name alone is more often something else
            yield key(name), "person", person.name, sure, person.weight, language.plain(name, often=3)


def _duos(films: Sequence[Movie], people: dict[str, Figure]) -> Iterator[tuple[object, ...]]:
    for name, leader in duos(films):
        yield key(name), "person", leader, 0.95, people[leader].weight, 0


def _makers(movie: Movie) -> str:
    return " ".join(word for name in (*movie.directors, *movie.actors[:4]) for word in folded(name))


def _words(
    films: Sequence[Movie], people: dict[str, Figure], heard: Listening
) -> Iterator[tuple[str, int, int, str, int]]:
    """Words with their uses in prose and keywords, and the number of names that have them."""
    named = Counter(word for movie in films for word in folded(movie.title))
    named.update(word for person in people.values() if person.listed for word in folded(person.name))
    uses = heard.counts() + heard.tagged
    for word in sorted(uses.keys() | named.keys()):
        yield word, uses[word], named[word], word[:1], len(word)


def _parts(films: Sequence[Movie], people: dict[str, Figure]) -> Iterator[tuple[str, str]]:
    """Words of names with the keys of these names, for names with a slip in another word."""
    for name in (*(movie.title for movie in films), *(p.name for p in people.values() if p.listed and p.weight > 8)):
        yield from ((word, key(name)) for word in folded(name) if word not in ARTICLES and len(word) > 2)


def _shown(films: Sequence[Movie], people: dict[str, Figure]) -> Iterator[tuple[str, str, float]]:
    for place, movie in enumerate(films):
        parts = folded(movie.title)
        yield " ".join(parts), movie.title, movie.fame * 20 - place / len(films)
        if parts and parts[0] in ARTICLES:
            yield " ".join(parts[1:]), movie.title, movie.fame * 20 - place / len(films)
    for person in people.values():
        if person.listed:
            parts = folded(person.name)
            yield " ".join(parts), person.name, person.weight
            yield parts[-1], person.name, person.weight
