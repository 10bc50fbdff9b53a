"""How is the shipped token table made from a sentence transformer and the catalogue's own texts?

    python -m finetune.static_table --teacher FOLDER --work FOLDER --out recommender/assets

Every token of the teacher's vocabulary is read by the teacher alone; its vector, turned to the directions that matter
for the catalogue, is where the table starts. Then the table learns that the mean of a text's tokens should be the
teacher's vector of that text (`point`), to rank films as the teacher does (`rank`), to find a text's own film (`find`).
What the teacher says is kept in `--work`, so that only the first run is slow.
"""

from __future__ import annotations

import argparse
import json
import random
import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from hashlib import blake2b
from pathlib import Path
from typing import Any

import numpy as np

from recommender.wordpiece import WordPiece

DIMENSION = 256
SHARPNESS = 0.05
SMOOTH = 1e-4
"""Tokens more frequent than this fade, the most frequent most."""


@dataclass(frozen=True, slots=True)
class Film:
    """What the table learns from: short texts that say the film, apart by kind."""

    keywords: tuple[str, ...]
    sentences: tuple[str, ...]
    setting: str
    genres: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Recipe:
    """Weights of the three aims and the length of training."""

    point: float = 1.0
    rank: float = 1.0
    find: float = 0.3
    epochs: int = 8
    batch: int = 768
    rate: float = 1e-3


def main(argv: Sequence[str] | None = None) -> None:
    """Distil, train, and write the table."""
    options = _arguments(argv)
    options.work.mkdir(parents=True, exist_ok=True)
    films = read_films(options.films)
    texts = lessons(films)
    targets, whole = _kept(
        options.work, "texts", [text for text, _ in texts], lambda said: teach(options.teacher, said, films)
    )
    tokens, vectors = distil(options.teacher, films, options.work)
    turn = directions(np.concatenate([targets[::3], whole, _unit(vectors)[::2]]))
    start = weigh(tokens, (vectors - vectors.mean(axis=0)) @ turn)
    table = start
    if not options.untrained:
        table = train(start, tokens, (texts, films), (_unit(targets @ turn), _unit(whole @ turn)), recipe=Recipe())
    write(options.out, tokens, table, name=options.name)


def read_films(path: Path) -> list[Film]:
    """Synopses are cut into sentences; endings stay out."""
    lines = (json.loads(line) for line in path.read_text(encoding="utf-8").splitlines())
    return [
        Film(tuple(o["keywords"]), _sentences(o["synopsis"]), o["setting"] or "", tuple(o["genres"])) for o in lines
    ]


def lessons(films: Sequence[Film], seed: int = 0) -> list[tuple[str, int]]:
    """Short texts in the manner of requests, each with its film; shortest first: the teacher pads less."""
    chance = random.Random(seed)
    found: dict[str, int] = {}
    for place, film in enumerate(films):
        for text in (*film.keywords, film.setting, *film.sentences):
            found.setdefault(text.strip(), place)
    for place, film in enumerate(films):
        for _ in range(3):
            found.setdefault(_request(film, chance), place)
    return sorted(((text, place) for text, place in found.items() if text), key=lambda lesson: len(lesson[0]))


def teach(folder: str, texts: Sequence[str], films: Sequence[Film]) -> tuple[np.ndarray, np.ndarray]:
    """The teacher's vectors of all lessons and of all films."""
    from sentence_transformers import SentenceTransformer

    model = SentenceTransformer(folder, device="cpu")
    wholes = [f"{' '.join(f.sentences)} {', '.join(f.keywords)}. {f.setting}. {' '.join(f.genres)}" for f in films]
    short, whole = (model.encode(list(given), batch_size=128, normalize_embeddings=True) for given in (texts, wholes))
    return short, whole


def distil(folder: str, films: Sequence[Film], work: Path) -> tuple[list[str], np.ndarray]:
    """The teacher's ASCII tokens by frequency, then the catalogue's words that it has to cut; a vector for each."""
    from transformers import AutoModel, AutoTokenizer

    reader = AutoTokenizer.from_pretrained(folder)
    by_id = sorted(reader.get_vocab().items(), key=lambda pair: pair[1])
    tokens = [token for token, _ in by_id if token.isascii() and not token.startswith("[")]
    tokens += cut_words(films, tokens)
    model = AutoModel.from_pretrained(folder).eval()
    vectors = _kept(work, "tokens", tokens, lambda said: (_read_alone(reader, model, said),))[0]
    return tokens, vectors


def cut_words(films: Sequence[Film], tokens: Sequence[str], least: int = 3) -> list[str]:
    """Lower-case words that at least `least` films use and that the vocabulary holds only in pieces."""
    pieces = WordPiece({token: place for place, token in enumerate(tokens)})
    used = Counter(
        word
        for film in films
        for text in (" ".join(film.sentences), *film.keywords)
        for word in sorted(set(re.findall(r"\b[a-z]{4,}\b", text)))
    )
    return [word for word, count in used.most_common() if count >= least and len(pieces.ids(word)) > 1]


def directions(vectors: np.ndarray) -> np.ndarray:
    """The strongest `DIMENSION` singular directions, so that cosines hardly change."""
    turn: np.ndarray = np.linalg.svd(vectors.T @ vectors)[2][:DIMENSION].T
    return turn


def weigh(tokens: Sequence[str], vectors: np.ndarray) -> np.ndarray:
    """Fade frequent tokens, taking a token's place in the vocabulary for its rank (Zipf)."""
    shares = 1 / np.arange(2, len(tokens) + 2)
    fade = SMOOTH / (SMOOTH + shares / shares.sum())
    weighed: np.ndarray = vectors * fade[:, None]
    return (weighed / np.linalg.norm(weighed, axis=1).mean()).astype(np.float32)


def train(start: np.ndarray, tokens: Sequence[str], taught: Any, targets: Any, *, recipe: Recipe) -> np.ndarray:
    """Improve the table on the lessons; the learning rate falls in a line to zero."""
    import torch

    torch.manual_seed(0)
    chance = np.random.default_rng(0)
    (texts, films), (aims, wholes) = taught, (torch.from_numpy(part.astype(np.float32)) for part in targets)
    pieces = WordPiece({token: place for place, token in enumerate(tokens)})
    ids = [pieces.ids(text) for text, _ in texts]
    owners = np.array([place for _, place in texts])
    parts = [_parts(film, pieces) for film in films]
    bag = torch.nn.EmbeddingBag.from_pretrained(torch.from_numpy(start.copy()), freeze=False, mode="mean")
    spoken = np.flatnonzero([bool(found) for found in ids])
    steps = recipe.epochs * (len(spoken) // recipe.batch)
    walk = torch.optim.Adam(bag.parameters(), lr=recipe.rate)
    fall = torch.optim.lr_scheduler.LambdaLR(walk, lambda step: min(1.0, (step + 1) / 50) * (1 - step / steps))
    for step in range(steps):
        if step % (len(spoken) // recipe.batch) == 0:
            chance.shuffle(spoken)
            at = 0
        batch, at = spoken[at : at + recipe.batch], at + recipe.batch
        said = _embed(bag, [ids[place] for place in batch])
        about = _embed(bag, [_document(parts[place], chance) for place in owners[batch]])
        loss = _loss(said, about, (aims[batch], wholes[owners[batch]]), torch.from_numpy(owners[batch]), recipe=recipe)
        walk.zero_grad()
        loss.backward()
        walk.step()
        fall.step()
    trained: np.ndarray = bag.weight.detach().numpy()
    return trained


def write(folder: Path, tokens: Sequence[str], table: np.ndarray, *, name: str) -> None:
    """Eight bits per number and one scale per row."""
    folder.mkdir(parents=True, exist_ok=True)
    scales = np.maximum(np.abs(table).max(axis=1), 1e-6) / 127
    np.save(folder / "table.npy", np.round(table / scales[:, None]).astype(np.int8))
    np.save(folder / "scales.npy", scales.astype(np.float16))
    (folder / "vocabulary.txt").write_text("\n".join(tokens), encoding="utf-8")
    (folder / "name.txt").write_text(name + "\n", encoding="utf-8")


def _loss(said: Any, about: Any, aims: Any, owners: Any, *, recipe: Recipe) -> Any:
    import torch
    from torch.nn import functional

    point = (1 - (said * aims[0]).sum(dim=1)).mean()
    twins = (owners[:, None] == owners[None, :]) & ~torch.eye(len(owners), dtype=torch.bool)
    ours = (said @ about.T / SHARPNESS).masked_fill(twins, -1e4)
    theirs = (aims[0] @ aims[1].T / SHARPNESS).masked_fill(twins, -1e4)
    find = functional.cross_entropy(ours, torch.arange(len(owners)))
    rank = functional.kl_div(ours.log_softmax(dim=1), theirs.softmax(dim=1), reduction="batchmean")
    return recipe.point * point + recipe.find * find + recipe.rank * rank


def _embed(bag: Any, lists: Sequence[Sequence[int]]) -> Any:
    import torch
    from torch.nn import functional

    offsets = np.cumsum([0, *(len(found) for found in lists[:-1])])
    flat = np.concatenate([np.asarray(found, dtype=np.int64) for found in lists])
    return functional.normalize(bag(torch.from_numpy(flat), torch.from_numpy(offsets)), dim=1)


def _parts(film: Film, pieces: WordPiece) -> tuple[list[int], list[int], list[int]]:
    told = [piece for sentence in film.sentences for piece in pieces.ids(sentence)]
    keys = [piece for keyword in film.keywords for piece in pieces.ids(keyword)]
    return told, keys, pieces.ids(f"{film.setting} {' '.join(film.genres)}")


def _document(parts: tuple[list[int], list[int], list[int]], chance: np.random.Generator) -> list[int]:
    """Now the synopsis, now the keywords, now both: so a keyword also learns to find the film that never says it."""
    told, keys, rest = parts
    draw = chance.random()
    chosen = told if draw < 0.45 else keys if draw < 0.8 else told + keys
    return (chosen + rest if chance.random() < 0.5 else chosen) or [0]


def _request(film: Film, chance: random.Random) -> str:
    count = chance.choice((2, 2, 3, 4))
    chosen = chance.sample(film.keywords, min(count, len(film.keywords)))
    form = chance.choice(
        ("{keys}", "a {genres} film about {keys}", "{genres} with {keys}", "{keys} in {place}", "{keys}")
    )
    keys = (" and " if chance.random() < 0.5 else ", ").join(chosen)
    genres = " ".join(film.genres[: chance.choice((1, 2))])
    return form.format(keys=keys, genres=genres, place=film.setting).strip()


def _read_alone(reader: Any, model: Any, tokens: Sequence[str]) -> np.ndarray:
    import torch

    known = reader.get_vocab()
    given = [[known[token]] if token in known else reader.encode(token, add_special_tokens=False) for token in tokens]
    given = [[reader.cls_token_id, *ids, reader.sep_token_id] for ids in given]
    found = []
    with torch.inference_mode():
        for at in range(0, len(given), 256):
            batch = reader.pad({"input_ids": given[at : at + 256]}, return_tensors="pt")
            mask = batch["attention_mask"][:, :, None]
            found.append((model(**batch).last_hidden_state * mask).sum(1) / mask.sum(1))
    return np.concatenate([vectors.numpy() for vectors in found])


def _kept(work: Path, name: str, read: Sequence[str], make: Any) -> list[np.ndarray]:
    """What was made of texts once and is read from then on, as long as the texts are the same."""
    mark = blake2b("\n".join(read).encode(), digest_size=6).hexdigest()
    path = work / f"{name}-{mark}.npz"
    if not path.exists():
        np.savez(path, *make(list(read)))
    with np.load(path) as stored:
        return [stored[key].astype(np.float32) for key in stored.files]


def _sentences(text: str) -> tuple[str, ...]:
    return tuple(re.split(r"(?<=[.!?])\s+", text.strip()))


def _unit(rows: np.ndarray) -> np.ndarray:
    scaled: np.ndarray = rows / np.linalg.norm(rows, axis=1, keepdims=True)
    return scaled


def _arguments(argv: Sequence[str] | None) -> argparse.Namespace:
    here = Path(__file__).parent.parent
    parser = argparse.ArgumentParser(prog="static_table")
    parser.add_argument("--teacher", required=True, help="folder of all-MiniLM-L6-v2")
    parser.add_argument("--films", type=Path, default=here / "data" / "catalogue" / "films.jsonl")
    parser.add_argument("--work", type=Path, required=True, help="what the teacher says is kept here")
    parser.add_argument("--out", type=Path, default=here / "recommender" / "assets")
    parser.add_argument("--name", default="matinee-static-1")
    parser.add_argument("--untrained", action="store_true", help="write the table as it was distilled")
    return parser.parse_args(argv)


if __name__ == "__main__":
    main()
