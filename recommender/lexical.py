"""Which films share words with a text, rare words counting more?"""

from __future__ import annotations

import math
import re
import unicodedata
from collections import Counter
from collections.abc import Iterable
from functools import lru_cache

import numpy as np
from numpy.typing import NDArray

from recommender.gathering import Gathering
from recommender.index import Postings

_STOP = """
a about after all also am an and any are as at be because been before being but by can could did do does
doing down film films for from had has have having he her him his how i if in into is it its just like me
more most movie movies my no not of off on one or other our out over own really she so some something
somebody someone such than that the their them then there these they this to too up us very want was we were
what when where which who why will with would you your
"""
STOP_WORDS = frozenset(_STOP.split())
"""Words that tell no two films apart; `film` and `movie` are among them."""

SATURATION = 1.2
LENGTH_WEIGHT = 0.6
"""BM25's k1 and b."""

_ACCENTS = re.compile(r"[\u0300-\u036f]")
_WORD = re.compile(r"[a-z0-9]+(?:'[a-z]+)?")


def terms(text: str) -> list[str]:
    """Stemmed words in order, stop words left out."""
    flat = text.lower()
    if not flat.isascii():
        flat = unicodedata.normalize("NFD", flat.replace("\u2019", "'"))
        flat = _ACCENTS.sub("", flat)
    return [term for word in _WORD.findall(flat) if (term := _term(word))]


@lru_cache(maxsize=50_000)
def _term(word: str) -> str:
    """The stem of a word without what follows its apostrophe; empty for a stop word."""
    word = word.split("'")[0]
    return "" if word in STOP_WORDS else stem(word)


def stem(word: str) -> str:
    """A light stem: plural, -ing and -ed only, never shorter than three letters."""
    word = _singular(word)
    for ending in ("ing", "ed"):
        root = word.removesuffix(ending)
        if root != word and len(root) >= 3 and re.search(r"[aeiouy]", root):
            return _close(root)
    return word.removesuffix("e") if len(word) > 3 else word


def bm25(texts: Iterable[str]) -> Postings:
    """Term -> film with the BM25 weight of the term in that film worked out, so a search is a sum."""
    counts = Gathering()
    for text in texts:
        counts.add(Counter(terms(text)))
    return Postings.of(counts, _weights(counts))


def _weights(counts: Gathering) -> NDArray[np.float32]:
    """One per entry; worked out in place, as there are some seventy entries for every film."""
    columns, rows, times = counts.columns, counts.rows, counts.amounts.astype(np.float64)
    lengths = np.bincount(rows, weights=times, minlength=counts.size)
    average = lengths.sum() / max(1, counts.size) or 1.0
    damp = SATURATION * (1 - LENGTH_WEIGHT + LENGTH_WEIGHT * (lengths / average))
    spread = np.bincount(columns, minlength=len(counts.values)).tolist()
    rarity = np.array([math.log(1 + (counts.size - films + 0.5) / (films + 0.5)) for films in spread])
    weights = rarity[columns] if rarity.size else np.zeros(0)
    weights *= times
    weights *= SATURATION + 1
    times += damp[rows]
    weights /= times
    return weights.astype(np.float32)


def _singular(word: str) -> str:
    if word.endswith("ies") and len(word) > 4:
        return word[:-3] + "y"
    if word.endswith(("sses", "shes", "ches", "xes", "zes")):
        return word[:-2]
    if word.endswith("s") and not word.endswith(("ss", "us", "is")) and len(word) > 3:
        return word[:-1]
    return word


def _close(root: str) -> str:
    """`robb` becomes `rob`, as the bare word is; `l`, `s` and `z` are doubled by nature."""
    if len(root) > 3 and root[-1] == root[-2] and root[-1] not in "lsz":
        return root[:-1]
    return root.removesuffix("e") if len(root) > 3 else root
