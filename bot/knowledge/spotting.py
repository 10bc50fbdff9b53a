"""Which names stand in a question: titles and people written out, series, and what nobody here is called?"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache

from bot.dialogue.understanding.marks import flatten
from bot.knowledge.reading import Anchor
from recommender.catalog import Catalog
from recommender.spelling import fold, key


def pronoun(said: str) -> bool:
    """Whether a word that is a title too is more likely to point."""
    return said in ("it", "this", "that", "her", "them", "she", "he", "you", "us", "who", "which", "one")


def met(one: Anchor, anchors: Sequence[Anchor]) -> bool:
    """Whether an anchor overlaps any of the others."""
    return any(one.start < other.end and other.start < one.end for other in anchors)


def series(text: str, catalog: Catalog) -> Iterator[tuple[tuple[int, int], str]]:
    """Series by name before a word for series or films: "the Alien films", "Bond movie", "the Godfather trilogy"."""
    folded = flatten(text)
    for said in _SERIES_WORDS.finditer(folded):
        before = folded[: said.start()].rstrip()
        named = [
            (form, name) for name in catalog.values("franchise") for form in _forms(name) if _ends_with(before, form)
        ]
        if named:
            form, name = max(named, key=lambda pair: len(pair[0]))
            yield (len(before) - len(form), len(before)), name
            return


_SERIES_WORDS = re.compile(
    r"\b(?:films?|movies?|series|franchise|saga|trilogy|installments?|entry|entries"
    r"|sequels?|pictures?)\b"
)


@lru_cache(maxsize=4096)
def _forms(name: str) -> tuple[str, ...]:
    """A series' name, without its article, and the one telling word of it that people use."""
    whole = flatten(name)
    bare = whole.removeprefix("the ").removesuffix(" trilogy")
    return (whole, bare, *_SHORT.get(name, ()))


_SHORT = {
    "James Bond": ("bond", "007"),
    "Marvel Cinematic Universe": ("mcu", "marvel"),
    "DC Extended Universe": ("dceu",),
}


def _ends_with(before: str, form: str) -> bool:
    return bool(form) and before.endswith(form) and not before[: -len(form)][-1:].isalnum()


_SMALL = (
    r"of|the|and|de|del|du|la|le|el|von|van|der|in|to|a|an|on|for|with|vs?\.?|is|from|at|by|or|but|as|nor|not"
    r"|up|into|my|your|his|her|&|-|–"
)
_RUN = re.compile(
    rf"(?<![\w])['’]?[A-Z0-9À-Ý][\w'’.&!-]*(?:[:,]?\s+(?:(?:{_SMALL})\s+){{0,3}}['’]?[A-Z0-9À-Ý][\w'’.!-]*)*"
)
"""A run of capitalised words, small ones between them."""


def exact(text: str, catalog: Catalog) -> list[Anchor]:
    """Titles and people written out with capitals, letter for letter: no reading can be surer."""
    found: list[Anchor] = []
    for run in (run for run in _RUN.finditer(text) if run[0].lower() not in _ORDINARY):
        for start, end in _windows(run):
            one = _exactly(text, start, end, catalog)
            if one and not met(one, found):
                found.append(one)
                break
    return found


def _windows(run: re.Match[str]) -> list[tuple[int, int]]:
    """The run, and shorter parts of it of two words at least; a leading question word is left off first."""
    words = [(word.start() + run.start(), word.end() + run.start()) for word in re.finditer(r"\S+", run[0])][:16]
    spans = [(words[i][0], words[j][1]) for i in range(len(words)) for j in range(len(words) - 1, i - 1, -1)
             if j > i or len(words) == 1 or (i == j == len(words) - 1 and i == 1)]  # fmt: skip
    return sorted(spans, key=lambda span: span[0] - span[1])[:12]


def _exactly(text: str, start: int, end: int, catalog: Catalog) -> Anchor | None:
    said = text[start:end].rstrip(",:")
    for ending in ("", "'s", "’s", "."):
        if not said.endswith(ending):
            continue
        name = said.removesuffix(ending)
        films = [film for film in catalog.names.films(name)[:8] if key(catalog.movie(film).title) == key(name)]
        films.sort(key=lambda film: catalog.movie(film).title.casefold() != name.casefold())
        if films:
            return Anchor(start, start + len(name), (("film", tuple(films[:1])),))
        people = [one for one in catalog.names.people(name)[:2] if key(one) == key(name)] if " " in name else []
        if people:
            return Anchor(start, start + len(name), (("person", tuple(people[:1])),))
    return None


def titled(text: str, anchors: Sequence[Anchor], catalog: Catalog) -> list[Anchor]:
    """A title that the words around give away where nothing else was named: what stands behind "in", "of", "is"."""
    if anchors:
        return []
    for said in re.finditer(
        r"[\"“«]([^\"”»]{1,80})[\"”»]|\b(?:in|of|for|direct(?:ed)?|wrote|about|is|was"
        r"|does|did|film|movie)\s+(?=(.+))",
        text,
        re.I,
    ):
        tail = said[1] or re.sub(_AFTER_TITLE, "", said[2].rstrip(" ?!."), flags=re.I)
        if not pronoun(tail) and (films := catalog.names.films(tail)):
            start = said.start(1) if said[1] else said.start(2)
            return [Anchor(start, start + len(tail), (("film", tuple(films[:1])),))]
    return []


_AFTER_TITLE = (
    r"\s+(?:(?:first |originally )?(?:released|come out|came out|made|set|filmed|shot|about|rated|directed"
    r"|written|end(?:s|ed)?|in|a|an|part"
    r"|run|last|take place|belong|from|star|have|play(?:ed)?|called|based|over|finish|conclude|fall)\b.*)$"
)


def surnames(text: str, anchors: Sequence[Anchor], catalog: Catalog) -> list[Anchor]:
    """People by a part of their name that was not taken for a name, where the best known bearer has that very word."""
    found = []
    for name in strangers(text, anchors):
        name = re.sub(r"['’]s$", "", name)
        people = [one for one in catalog.names.people(name) if set(fold(name).split()) <= set(fold(one).split())]
        if people:
            start = text.index(name)
            found.append(Anchor(start, start + len(name), (("person", tuple(people[:1])),)))
    return found


def strangers(text: str, anchors: Sequence[Anchor]) -> tuple[str, ...]:
    """Runs of capitalised words that nothing was made of: names of nobody here."""
    covered = bytearray(len(text))
    for anchor in anchors:
        covered[anchor.start : anchor.end] = b"\1" * (anchor.end - anchor.start)
    runs = re.finditer(
        r"(?<![.?!]\s)(?<!^)\b[A-Z][\w'’.-]+(?:\s+(?:of|the|and|de|von|van|in|to"
        r"|a)?\s*[A-Z0-9][\w'’.-]*)*",
        text,
    )
    return tuple(
        run[0] for run in runs if not any(covered[run.start() : run.end()]) and run[0].lower() not in _ORDINARY
    )


_ORDINARY = frozenset(("i", "i'm", "i've", "ok", "us", "usa", "uk", "american", "british", "mpaa", "dvd", "tv", "imdb"))
