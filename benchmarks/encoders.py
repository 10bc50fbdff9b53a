"""Which text encoder finds the films that people mean?

The requests in requests.jsonl were written for this project: moods and plots with 4 to 30 fitting films ("mood"), and
single films told from memory ("remembered"). Fitting films were gathered by knowledge, keywords and a look at what the
encoders found; they are incomplete and, for some sixty needs, topped up from what the transformer and the static table
found, which favours those two a little; so figures compare systems and are no absolute quality. Weights were chosen on
the dev half; figures are of the test half. Two phrasings of one need stay together in the split and in the bootstrap.
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from benchmarks.report import Report, arguments, finish, interval, measured
from data.catalogue.films import load
from recommender.encoders import Encoder, SentenceTransformerEncoder, StaticEncoder
from recommender.lexical import bm25, terms
from recommender.movies import Movie
from recommender.vectors import content_text, content_vectors

REQUESTS = Path(__file__).parent / "requests.jsonl"
RRF = 20
"""Reciprocal rank fusion adds 1 / (RRF + rank)."""

Search = Callable[[str], np.ndarray]
"""A text -> one score per film."""


@dataclass(frozen=True, slots=True)
class Request:
    """A text, the films that fit, and the need of which it is one phrasing."""

    text: str
    need: int
    split: str
    kind: str
    relevant: tuple[str, ...]


def run(argv: Sequence[str]) -> Report:
    """Compare the encoders; `--transformer FOLDER` adds one from disk, `--lsa` one that needs scikit-learn."""
    options = arguments("encoders", argv, extra=_options())
    with measured() as clock:
        movies = load().movies
        asked = read_requests(REQUESTS)
        systems = build_systems(movies, options)
        weight = choose_weight(systems, movies, [request for request in asked if request.split == "dev"])
        systems[f"fusion, static weight {weight:.2f}"] = blend(systems["bm25"], systems["static"], weight)
        systems["fusion, reciprocal ranks"] = by_ranks(systems["bm25"], systems["static"])
        test = [request for request in asked if request.split == options.split]
        rows = tuple(row for name, search in systems.items() for row in figures(name, search, movies, test))
    return finish(Report("encoders", rows, clock.seconds, clock.peak_mb), options)


def build_systems(movies: Sequence[Movie], options: argparse.Namespace) -> dict[str, Search]:
    """Every system that can run here, by name."""
    texts = [content_text(movie) for movie in movies]
    systems: dict[str, Search] = {"bm25": lexical(texts)}
    if options.lsa:
        systems["lsa 256"] = lsa(texts)
    if options.untrained:
        systems["static, untrained"] = nearest(movies, StaticEncoder.load(options.untrained))
    systems["static"] = nearest(movies, StaticEncoder.load())
    if options.transformer:
        systems[Path(options.transformer).name] = nearest(movies, SentenceTransformerEncoder(options.transformer))
    return systems


def lexical(texts: Sequence[str]) -> Search:
    """BM25 over the films' texts."""
    postings = bm25(texts)
    return lambda text: postings.scores(terms(text))


def nearest(movies: Sequence[Movie], encoder: Encoder) -> Search:
    """Cosine to the films' content vectors."""
    vectors = content_vectors(movies, encoder)
    return lambda text: vectors @ encoder.encode([text])[0]


def lsa(texts: Sequence[str]) -> Search:
    """Singular vectors of the catalogue's own words: the classic that knows no word from outside."""
    from sklearn.decomposition import TruncatedSVD
    from sklearn.feature_extraction.text import TfidfVectorizer

    words = TfidfVectorizer(analyzer=terms, sublinear_tf=True)
    counts = words.fit_transform(texts)
    fold = TruncatedSVD(256, random_state=0).fit(counts)
    vectors = fold.transform(counts)
    vectors /= np.maximum(np.linalg.norm(vectors, axis=1, keepdims=True), 1e-9)
    return lambda text: vectors @ fold.transform(words.transform([text]))[0]


def blend(first: Search, second: Search, weight: float) -> Search:
    """Both scores brought to one scale by their best film; `weight` is the second's share."""
    return lambda text: (1 - weight) * _scaled(first(text)) + weight * _scaled(second(text))


def by_ranks(first: Search, second: Search) -> Search:
    """Reciprocal rank fusion, which needs no weight."""
    return lambda text: 1.0 / (RRF + _ranks(first(text))) + 1.0 / (RRF + _ranks(second(text)))


def choose_weight(systems: dict[str, Search], movies: Sequence[Movie], dev: Sequence[Request]) -> float:
    """The share of the static encoder with the best nDCG@10 on the dev half."""
    pairs = [(_scaled(systems["bm25"](request.text)), _scaled(systems["static"](request.text))) for request in dev]
    places = {movie.id: place for place, movie in enumerate(movies)}
    wanted = [[places[film] for film in request.relevant] for request in dev]

    def quality(weight: float) -> float:
        mixed = ((1 - weight) * first + weight * second for first, second in pairs)
        return float(np.mean([judge(_ranks(s)[w])["nDCG@10"] for s, w in zip(mixed, wanted, strict=True)]))

    return max((step / 20 for step in range(21)), key=quality)


def figures(name: str, search: Search, movies: Sequence[Movie], test: Sequence[Request]) -> list[dict[str, Any]]:
    """One row per kind of request."""
    places = {movie.id: place for place, movie in enumerate(movies)}
    rows = []
    for kind in ("mood", "remembered"):
        chosen = [request for request in test if request.kind == kind]
        start = time.perf_counter()
        found = [_ranks(search(request.text)) for request in chosen]
        spent = (time.perf_counter() - start) * 1000 / len(chosen)
        pairs = zip(found, chosen, strict=True)
        judged = [judge(ranks[[places[film] for film in request.relevant]]) for ranks, request in pairs]
        needs = [request.need for request in chosen]
        metrics = {metric: interval([case[metric] for case in judged], groups=needs) for metric in judged[0]}
        rows.append({"system": name, "requests": kind, "n": len(chosen), **metrics, "ms": round(spent, 2)})
    return rows


def judge(ranks: np.ndarray) -> dict[str, float]:
    """Metrics of one request from the ranks (0 is best) of its fitting films; R@k is out of what k places can hold."""
    gains = 1 / np.log2(np.arange(2, 12))
    return {
        "R@10": float((ranks < 10).sum() / min(10, len(ranks))),
        "R@50": float((ranks < 50).sum() / min(50, len(ranks))),
        "MRR": float(1 / (1 + ranks.min())),
        "nDCG@10": float(gains[ranks[ranks < 10]].sum() / gains[: len(ranks)].sum()),
    }


def read_requests(path: Path) -> list[Request]:
    """The labelled requests in file order."""
    lines = (json.loads(line) for line in path.read_text(encoding="utf-8").splitlines())
    return [Request(o["request"], o["need"], o["split"], o["kind"], tuple(o["relevant"])) for o in lines]


def _options() -> argparse.ArgumentParser:
    parser = argparse.ArgumentParser(add_help=False)
    parser.add_argument("--split", choices=("dev", "test"), default="test", help="which half of the requests to report")
    parser.add_argument("--transformer", metavar="FOLDER", help="also measure a sentence-transformers model")
    parser.add_argument("--untrained", type=Path, metavar="FOLDER", help="also measure a table as it was distilled")
    parser.add_argument("--lsa", action="store_true", help="also measure LSA (needs scikit-learn)")
    return parser


def _ranks(scores: np.ndarray) -> np.ndarray:
    ranks = np.empty(len(scores), dtype=np.int64)
    ranks[np.argsort(-scores, kind="stable")] = np.arange(len(scores))
    return ranks


def _scaled(scores: np.ndarray) -> np.ndarray:
    top = scores.max()
    scaled: np.ndarray = scores / top if top > 0 else scores
    return scaled
