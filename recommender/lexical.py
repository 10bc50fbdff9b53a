"""Which films share words with a text, rare words counting more?"""

from __future__ import annotations

import math
import re
import unicodedata
from collections import Counter
from collections.abc import Sequence

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

_WORD = re.compile(r"[a-z0-9]+(?:'[a-z]+)?")


def terms(text: str) -> list[str]:
    """Stemmed words in order, stop words left out."""
    flat = "".join(c for c in unicodedata.normalize("NFD", text.lower()) if not unicodedata.combining(c))
    found = (word.split("'")[0] for word in _WORD.findall(flat.replace("\u2019", "'")))
    return [stem(word) for word in found if word and word not in STOP_WORDS]


def stem(word: str) -> str:
    """A light stem: plural, -ing and -ed only, never shorter than three letters."""
    word = _singular(word)
    for ending in ("ing", "ed"):
        root = word.removesuffix(ending)
        if root != word and len(root) >= 3 and re.search(r"[aeiouy]", root):
            return _close(root)
    return word.removesuffix("e") if len(word) > 3 else word


def bm25(texts: Sequence[str]) -> Postings:
    """Term -> film with the BM25 weight of the term in that film worked out, so a search is a sum."""
    counts = [Counter(terms(text)) for text in texts]
    lengths = [sum(count.values()) for count in counts]
    average = sum(lengths) / max(1, len(lengths)) or 1.0
    spread = Counter(term for count in counts for term in count)
    rarity = {term: math.log(1 + (len(texts) - n + 0.5) / (n + 0.5)) for term, n in spread.items()}
    weighed = [_weights(count, length / average, rarity) for count, length in zip(counts, lengths, strict=True)]
    return Postings.build(weighed)


def _weights(count: Counter[str], length: float, rarity: dict[str, float]) -> dict[str, float]:
    damp = SATURATION * (1 - LENGTH_WEIGHT + LENGTH_WEIGHT * length)
    return {term: rarity[term] * n * (SATURATION + 1) / (n + damp) for term, n in count.items()}


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
