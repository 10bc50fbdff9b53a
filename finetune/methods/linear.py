"""How is a task learned in seconds on a CPU: hashed words and numbers under a linear model?

First a ridge regression learns every hint from the words (all genres of a film, its tone), then a logistic regression
learns the label from those guesses and the numbers. Both are linear, so one matrix of words by labels is what is kept;
using it needs NumPy alone.
"""

from __future__ import annotations

import json
import zlib
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np

from finetune.methods import words
from finetune.task import Answer, Example, Split, Task

RIDGE = 0.5
FOLDS = 4


@dataclass(frozen=True)
class Linear:
    """Scores of labels: words times `weights`, plus scaled numbers times `sides`, plus `bias`."""

    labels: tuple[str, ...]
    rarity: np.ndarray
    weights: np.ndarray
    centre: np.ndarray
    spread: np.ndarray
    sides: np.ndarray
    bias: np.ndarray

    def answer(self, examples: Sequence[Example]) -> list[Answer]:
        """The likeliest label of each example, with the probability of all."""
        if not examples:
            return []
        scores = _scaled(_numbers(examples), self.centre, self.spread) @ self.sides + self.bias
        if self.weights.any():
            scores = scores + words.rows([words.counts(one.input) for one in examples], self.rarity).times(self.weights)
        shares = np.exp(scores - scores.max(axis=1, keepdims=True))
        shares /= shares.sum(axis=1, keepdims=True)
        return [
            Answer(self.labels[int(row.argmax())], dict(zip(self.labels, row.tolist(), strict=True))) for row in shares
        ]

    def save(self, path: Path) -> None:
        """One .npz file, words in half precision."""
        arrays = {name: getattr(self, name) for name in ("centre", "spread", "sides", "bias")}
        np.savez_compressed(
            path,
            rarity=self.rarity.astype(np.float16),
            weights=self.weights.astype(np.float16),
            labels=np.array(json.dumps(self.labels)),
            **{name: array.astype(np.float32) for name, array in arrays.items()},
        )


def load(path: Path) -> Linear:
    """A model as `Linear.save` wrote it."""
    with np.load(path) as held:
        arrays = {name: held[name].astype(np.float32) for name in held.files if name != "labels"}
        return Linear(labels=tuple(json.loads(str(held["labels"]))), **arrays)


def fit(task: Task, split: Split, folder: Path, *, words_too: bool = True, strength: float = 1.0) -> Linear:
    """Learn from the training and validation rows; `strength` is the logistic regression's C."""
    if not task.labels:
        raise ValueError(f"task {task.name!r} has no labels: a linear model cannot learn it")
    model = _fit((*split.train, *split.valid), task.labels, words_too=words_too, strength=strength)
    folder.mkdir(parents=True, exist_ok=True)
    model.save(folder / "linear.npz")
    settings = {"method": "linear", "task": task.name, "words": words_too, "strength": strength}
    (folder / "config.json").write_text(json.dumps(settings, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    return model


def fit_numbers(examples: Sequence[Example], labels: tuple[str, ...], columns: Sequence[int]) -> Linear:
    """A model of some of the numbers alone, every class weighing the same."""
    kept = [Example("", "", one.output, one.group, tuple(one.numbers[c] for c in columns)) for one in examples]
    model = _fit(kept, labels, words_too=False)
    width = max(len(one.numbers) for one in examples)
    sides = np.zeros((width, len(labels)), dtype=np.float32)
    centre, spread = np.zeros(width, dtype=np.float32), np.ones(width, dtype=np.float32)
    sides[list(columns)], centre[list(columns)], spread[list(columns)] = model.sides, model.centre, model.spread
    return Linear(labels, model.rarity, model.weights, centre, spread, sides, model.bias)


def _fit(examples: Sequence[Example], labels: tuple[str, ...], *, words_too: bool, strength: float = 1.0) -> Linear:
    known = [place for place, example in enumerate(examples) if example.output]
    numbers = _numbers([examples[place] for place in known])
    centre, spread = _scale(numbers)
    beside = _scaled(numbers, centre, spread)
    gold = np.array([labels.index(examples[place].output) for place in known])
    if not words_too:
        sides, bias = _logistic(beside, gold, len(labels), strength)
        none = np.zeros((words.SIZE, 1), dtype=np.float32)
        return Linear(labels, none[:, 0], np.repeat(none, len(labels), axis=1), centre, spread, sides, bias)
    counted = [words.counts(example.input) for example in examples]
    rarity = words.rarity(counted)
    rows = words.rows(counted, rarity)
    targets = (
        _hints(examples) if len(known) < len(examples) else np.hstack([np.eye(len(labels))[gold], _hints(examples)])
    )
    guesses, columns, means = _ridge(rows, targets, [example.group for example in examples])
    stacked, bias = _logistic(np.hstack([3 * guesses[known], beside]), gold, len(labels), strength)
    wide = targets.shape[1]
    folded = 3 * stacked[:wide]
    return Linear(labels, rarity, columns @ folded, centre, spread, stacked[wide:], bias + means @ folded)


def _ridge(rows: words.Rows, targets: np.ndarray, groups: Sequence[str]) -> tuple[np.ndarray, np.ndarray, np.ndarray]:
    """Guesses of every target from rows of other groups; then the weights of all rows, and the means to add."""
    kernel = _kernel(rows)
    fold = np.array([zlib.crc32(group.encode()) % FOLDS for group in groups])
    guesses = np.zeros_like(targets)
    for number in range(FOLDS):
        learn, ask = np.flatnonzero(fold != number), np.flatnonzero(fold == number)
        mean = targets[learn].mean(axis=0)
        guesses[ask] = kernel[np.ix_(ask, learn)] @ _solve(kernel[np.ix_(learn, learn)], targets[learn] - mean) + mean
    means = targets.mean(axis=0)
    shares = _solve(kernel, targets - means)
    owner = np.repeat(np.arange(len(rows)), np.diff(rows.starts))
    columns = np.zeros((words.SIZE, targets.shape[1]))
    for target in range(targets.shape[1]):
        columns[:, target] = np.bincount(rows.columns, rows.values * shares[owner, target], minlength=words.SIZE)
    return guesses, columns, means


def _kernel(rows: words.Rows) -> np.ndarray:
    from scipy.sparse import csr_matrix  # comes with scikit-learn; only learning needs it

    matrix = csr_matrix((rows.values, rows.columns, rows.starts), shape=(len(rows), words.SIZE))
    dense: np.ndarray = (matrix @ matrix.T).toarray()
    return dense


def _solve(kernel: np.ndarray, targets: np.ndarray) -> np.ndarray:
    from scipy.linalg import cho_factor, cho_solve

    ridged = kernel.astype(np.float32) + RIDGE * np.eye(len(kernel), dtype=np.float32)
    solved: np.ndarray = cho_solve(cho_factor(ridged, overwrite_a=True), targets.astype(np.float32))
    return solved


def _logistic(features: np.ndarray, gold: np.ndarray, classes: int, strength: float) -> tuple[np.ndarray, np.ndarray]:
    """Weights (features, classes) and biases; classes that never occur keep a bias that loses."""
    try:
        from sklearn.linear_model import LogisticRegression
    except ImportError as error:
        raise ImportError('learning a linear model needs scikit-learn: pip install "matinee[finetune]"') from error
    learned: Any = LogisticRegression(C=strength, class_weight="balanced", max_iter=1000).fit(features, gold)
    weights, bias = np.zeros((features.shape[1], classes)), np.full(classes, -1e4)
    if len(learned.classes_) == 2:
        weights[:, learned.classes_[1]] = learned.coef_[0]
        bias[learned.classes_] = 0, learned.intercept_[0]
    else:
        weights[:, learned.classes_] = learned.coef_.T
        bias[learned.classes_] = learned.intercept_
    return weights, bias


def _numbers(examples: Sequence[Example]) -> np.ndarray:
    return np.array([example.numbers for example in examples], dtype=np.float64).reshape(len(examples), -1)


def _hints(examples: Sequence[Example]) -> np.ndarray:
    return np.array([example.hints for example in examples], dtype=np.float64).reshape(len(examples), -1)


def _scale(numbers: np.ndarray) -> tuple[np.ndarray, np.ndarray]:
    known = np.where(np.isnan(numbers), np.nanmean(numbers, axis=0) if numbers.size else 0.0, numbers)
    return known.mean(axis=0), known.std(axis=0) + 1e-6


def _scaled(numbers: np.ndarray, centre: np.ndarray, spread: np.ndarray) -> np.ndarray:
    """Unknown numbers become the mean."""
    scaled: np.ndarray = np.nan_to_num((numbers - centre) / spread)
    return scaled
