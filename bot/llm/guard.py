"""May a model's words leave? Only what is backed by what the turn was given.

A sentence stays when nothing in it is foreign: its films, people and characters are those given, in full or by surname;
its years and numbers are given, and belong to the film that it names; every other word is an everyday one of
`words.txt` or stands in a text that was given. So no title from elsewhere can be spelt, in whatever case or letters.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from bot.dialogue.phrases import COUNTRIES
from bot.llm.inert import commanding, inert
from recommender.lexical import stem
from recommender.movies import AXES, Movie

_WORDS = Path(__file__).parent / "words.txt"

_TOKEN = re.compile(r"\ue000\d+\ue001|\d+s?|[^\W\d_]+(?:['’][^\W\d_]+)*")
_MARK = re.compile(r"\ue000(\d+)\ue001")
_END = re.compile(r"(?<!\b[A-Z]\.)(?<!\b[A-Z][a-z]\.)(?<!\bBros\.)(?<=[.!?…])[\"”’)]*\s+|\n+")
_ODD = re.compile(r"[<>{}\[\]|\\@#$%^=_~`*/]|www\.")
_MADE = re.compile(
    r"\b(?:direct(?:ed|s|ing)|direction|wrote|written|writes|made) by ((?:\ue000\d+\ue001(?:,? (?:and )?)?)+)", re.I
)
_PLAYED = re.compile(r"\b(?:starring|stars|with|featuring|played by) ((?:\ue000\d+\ue001(?:,? (?:and )?)?)+)", re.I)
_DID = re.compile(r"(\ue000\d+\ue001)(?:'s)? (directs|directed|wrote|writes|stars|plays|starred|played)\b", re.I)
_TITLED = re.compile(r"(\ue000\d+\ue001)[\"”’]? \(?(?:from |of )?(\d{4})\b")
_TITLE_LIKE = re.compile(
    r"\W*[A-Z]\w*['’]?\w* (?:is|was|has|stars?|follows|tells|takes|by|offers|shows|brings|and)\b|\W*\w+ ?\("
)
_POINTERS = frozenset("it this that he she there here what which who they these those one each both everything".split())
"""Words that may begin a sentence as its subject: another one there could be a title."""

_PARTICLES = frozenset("de da di del la le van von der den du el al bin st".split())

_SIZES = {word: str(size) for size, word in enumerate(
    "zero one two three four five six seven eight nine ten eleven twelve".split()
)}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Given:
    """What a turn may speak of: films, by their fields, and texts, word for word; foreign commands do not count."""

    movies: tuple[Movie, ...] = ()
    texts: tuple[str, ...] = ()


def mend(said: str, given: Given) -> str:
    """The sentences of a model that are backed, in their order; empty when none is."""
    if not said.isprintable() and not said.replace("\n", " ").isprintable():
        return ""
    names = _names(given)
    masked, found = _mask(said, names)
    kept = [sentence for sentence in _END.split(masked) if sentence.strip() and _backed(sentence, found, given)]
    return " ".join(_MARK.sub(lambda mark: found[int(mark[1])], sentence).strip() for sentence in kept)


def sound(said: str, given: Given) -> bool:
    """Whether nothing would be taken out of it."""
    return mend(said, given).split() == said.split()


def _mask(said: str, names: frozenset[str]) -> tuple[str, list[str]]:
    """The text with each given name as a mark, longest first, and the names by the number of their mark."""
    found: list[str] = []
    if not names:
        return said, found

    def mark(match: re.Match[str]) -> str:
        found.append(match[0])
        return f"\ue000{len(found) - 1}\ue001"

    said = re.sub("[\ue000-\ue001]", "", said)
    longest = "|".join(re.escape(name) for name in sorted(names, key=len, reverse=True))
    return re.sub(rf"(?<!\w)(?:{longest})(?!\w)", mark, said), found


def _backed(sentence: str, found: list[str], given: Given) -> bool:
    words = _TOKEN.findall(sentence)
    if (len(words) < 2 and not _MARK.search(sentence)) or sentence.count("“") != sentence.count("”"):
        return False
    # a small letter or a figure first: the rest of a title with a full stop in it
    if _ODD.search(sentence) or sentence.lstrip("\"“‘'(")[:1].islower() or sentence[:1].isdigit():
        return False
    named = [found[int(number)] for number in _MARK.findall(sentence)]
    about = [movie for movie in given.movies if {movie.title, movie.original_title} & set(named)]
    movies = about or list(given.movies)
    return (
        _worded(sentence, given)
        and _numbered(sentence, movies, given)
        and _dated(sentence, found, given)
        and _credited(sentence, found, movies, given)
    )


def _worded(sentence: str, given: Given) -> bool:
    """Every word that is no name is an everyday word, written as one."""
    known = _vocabulary(given)
    like = _TITLE_LIKE.match(sentence)
    if like and (like[0].endswith("(") or sentence.split()[0].lower() not in _POINTERS):
        return False
    for place, token in enumerate(_TOKEN.findall(sentence)):
        if token[0] == "\ue000" or token[0].isdigit():
            continue
        plain = re.sub(r"n['’]t$|['’]\w+$", "", token)
        capital = not plain.islower() and plain not in ("I", "TV") and place > 0
        if capital or not _known(plain.lower(), known):
            return False
    return True


def _known(word: str, known: frozenset[str]) -> bool:
    return word in known or (word.isascii() and stem(word) in known)


def _numbered(sentence: str, movies: list[Movie], given: Given) -> bool:
    """Numbers, in figures or words, are those of the films spoken of, or of the texts."""
    sizes = {str(size) for size in range(2, len(given.movies) + 1)}
    known = {number for movie in movies for number in _numbers_of(movie)} | _numbers(" ".join(_clean(given)))
    bare = _MARK.sub(" ", sentence)
    spelt = {_SIZES[word] for word in re.findall(r"[a-z]+", bare.lower()) if word in _SIZES and word != "one"}
    return set(re.findall(r"\d+s?", bare)) <= known and spelt <= known | sizes


def _dated(sentence: str, found: list[str], given: Given) -> bool:
    """The year behind a title is that film's."""
    for mark, year in _TITLED.findall(sentence):
        years = {
            str(movie.year) for movie in given.movies if found[int(mark[1:-1])] in (movie.title, movie.original_title)
        }
        if years and year not in years:
            return False
    return True


def _credited(sentence: str, found: list[str], movies: list[Movie], given: Given) -> bool:
    """People are named with films that they made, as what they were there; who stands in a text was told of there."""
    told = " ".join(_clean(given))
    people = {name for movie in given.movies for name in _people(movie)}
    free = {name for name in people if name in told}

    def among(marks: str, allowed: set[str]) -> bool:
        named = {found[int(number)] for number in _MARK.findall(marks)} & people
        return named <= allowed | free

    made = {part for movie in movies for name in (*movie.directors, *movie.writers) for part in _called(name)}
    cast = {part for movie in movies for name in movie.actors for part in _called(name)}
    if not among(sentence, made | cast):
        return False
    did = all(among(mark, made if verb[0] in "dw" else cast) for mark, verb in _DID.findall(sentence.lower()))
    return (
        did
        and all(among(m[0], made) for m in _MADE.finditer(sentence))
        and all(
            among(m[0], cast | made if m[0].lower().startswith("with") else cast) for m in _PLAYED.finditer(sentence)
        )
    )


def _names(given: Given) -> frozenset[str]:
    """All that may be named, in its own spelling."""
    names = {name for movie in given.movies for name in _named(movie)}
    names.update(run for text in _clean(given) for run in _runs(text))
    return frozenset(name for name in names if name.strip())


def _named(movie: Movie) -> Iterator[str]:
    yield from (movie.title, movie.original_title or "", movie.franchise or "", *movie.languages, *movie.keywords)
    yield from (COUNTRIES.get(code, code).removeprefix("the ") for code in movie.countries)
    yield movie.certificate or ""
    yield from _people(movie)
    yield from (role.character or "" for role in movie.cast)


def _people(movie: Movie) -> Iterator[str]:
    for name in (*movie.directors, *movie.writers, *movie.actors):
        yield from _called(name)


def _called(name: str) -> tuple[str, ...]:
    """A person in full and by surname; what does not look like a name is not taken apart."""
    parts = name.split()
    plain = 1 < len(parts) <= 4 and all(part[:1].isupper() or part in _PARTICLES for part in parts)
    if not plain or len(parts[-1]) < 3 or commanding(name):
        return (name,)
    long = [parts[-2:]] if parts[-2].lower() in _PARTICLES else []
    return (name, parts[-1], *(" ".join(one) for one in long))


def _runs(text: str) -> Iterable[str]:
    """Capitalised words that stand together in a text, as names do."""
    return re.findall(r"[^\W\d_a-z][\w'’.-]*\w(?: (?:(?:of|the|and|de|von|van|la) )*[^\W\d_a-z][\w'’.-]*\w)*", text)


def _numbers_of(movie: Movie) -> set[str]:
    decade = movie.year // 10 * 10
    found = {str(movie.year), f"{decade}s", f"{decade % 100:02d}s", *_numbers(movie.certificate or "")}
    if movie.runtime:
        found |= {str(movie.runtime), str(movie.runtime // 60), str(movie.runtime % 60)}
    return found


def _numbers(text: str) -> set[str]:
    words = {_SIZES[word] for word in re.findall(r"[a-z]+", text.lower()) if word in _SIZES}
    return set(re.findall(r"\d+s?", text)) | words


def _vocabulary(given: Given) -> frozenset[str]:
    told = " ".join((*_clean(given), *(genre for movie in given.movies for genre in movie.genres)))
    own = set(re.findall(r"[^\W\d_]+", told.lower()))
    return everyday() | own | {stem(word) for word in own if word.isascii()}


def _clean(given: Given) -> tuple[str, ...]:
    return tuple(inert(text) for text in given.texts)


@cache
def everyday() -> frozenset[str]:
    """Words that name nothing, with their stems, read once."""
    words = set(re.findall(r"[a-z]+", _WORDS.read_text(encoding="utf-8")))
    words |= {part for axis in AXES for part in axis.split("_")} | set(_SIZES)
    return frozenset(words | {stem(word) for word in words})
