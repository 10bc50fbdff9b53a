"""How good are answers: figures with 95 % intervals."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Sequence

import numpy as np

Figure = tuple[float, float, float]
"""A value and the ends of its 95 % bootstrap interval."""

RESAMPLES = 1000


def accuracy(right: np.ndarray) -> float:
    return float(np.mean(right))


def recalls(gold: np.ndarray, said: np.ndarray, classes: int) -> np.ndarray:
    """Share found of each class that occurs; `said` is -1 where no label was read."""
    return np.array([np.mean(said[gold == label] == label) for label in range(classes) if np.any(gold == label)])


def balanced_accuracy(gold: np.ndarray, said: np.ndarray, classes: int) -> float:
    return float(recalls(gold, said, classes).mean())


def macro_f1(gold: np.ndarray, said: np.ndarray, classes: int) -> float:
    """Mean F1 over the classes that occur in `gold`."""
    scores = []
    for label in range(classes):
        if not np.any(gold == label):
            continue
        hits = np.sum((gold == label) & (said == label))
        scores.append(2 * hits / (np.sum(gold == label) + np.sum(said == label)))
    return float(np.mean(scores))


def auc(gold: np.ndarray, weights: np.ndarray) -> float:
    """Chance that a liked item outweighs a disliked one, ties counted half; NaN when there is only one kind."""
    positive = int(np.sum(gold == 1))
    negative = len(gold) - positive
    if not positive or not negative:
        return float("nan")
    ranks = _ranks(weights)
    return float((ranks[gold == 1].sum() - positive * (positive + 1) / 2) / (positive * negative))


def user_auc(gold: np.ndarray, weights: np.ndarray, users: np.ndarray) -> float:
    """Mean AUC within each user who has both kinds."""
    order = np.argsort(users, kind="stable")
    cuts = np.flatnonzero(np.diff(users[order])) + 1
    each = [auc(gold[rows], weights[rows]) for rows in np.split(order, cuts)]
    return float(np.nanmean(each)) if not np.all(np.isnan(each)) else float("nan")


def figure(
    measure: Callable[..., float], *columns: np.ndarray, groups: Sequence[Hashable] | None = None, seed: int = 0
) -> Figure:
    """`measure(*columns)` and its interval; rows of one group are drawn together, as they are not independent."""
    if not len(columns[0]):
        raise ValueError("nothing to measure: 0 rows")
    rows = _groups(groups, len(columns[0]))
    draws = np.random.default_rng(seed).integers(len(rows), size=(RESAMPLES, len(rows)))
    values = []
    for draw in draws:
        chosen = np.concatenate([rows[place] for place in draw]) if groups is not None else draw
        values.append(measure(*(column[chosen] for column in columns)))
    low, high = np.nanpercentile(values, [2.5, 97.5])
    return measure(*columns), float(low), float(high)


def user_figure(gold: np.ndarray, weights: np.ndarray, users: np.ndarray) -> Figure:
    """`user_auc` and its interval over users."""
    each = np.array([auc(gold[users == user], weights[users == user]) for user in np.unique(users)])
    return figure(accuracy, each[~np.isnan(each)])


def _ranks(values: np.ndarray) -> np.ndarray:
    """Ranks from 1, the mean rank among ties."""
    _, places, counts = np.unique(values, return_inverse=True, return_counts=True)
    ends = np.cumsum(counts)
    ranks: np.ndarray = ((ends - counts + 1 + ends) / 2)[places]
    return ranks


def _groups(groups: Sequence[Hashable] | None, count: int) -> list[np.ndarray]:
    if groups is None:
        return [np.array([row]) for row in range(count)]
    by_name: dict[Hashable, list[int]] = {}
    for row, group in enumerate(groups):
        by_name.setdefault(group, []).append(row)
    return [np.array(rows) for rows in by_name.values()]
