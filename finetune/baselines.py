"""Which rows are trivial: what a method has to beat before it has shown anything?"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from finetune.task import Answer, Example, Split, labelled


@dataclass(frozen=True)
class Rule:
    """A model that is one function of an example."""

    say: Callable[[Example], Answer]

    def answer(self, examples: Sequence[Example]) -> list[Answer]:
        return [self.say(example) for example in examples]


def majority(split: Split) -> Rule:
    """Always the commonest answer of the training rows."""
    counts = Counter(example.output for example in labelled(split.train))
    common = min(counts, key=lambda label: (-counts[label], label))
    weights = {label: count / counts.total() for label, count in counts.items()}
    return Rule(lambda _: Answer(common, weights))


def binary(weight: Callable[[Example], float], *, labels: tuple[str, str], threshold: float = 0.5) -> Rule:
    """The second label where a number of the example reaches a threshold."""

    def say(example: Example) -> Answer:
        value = float(np.nan_to_num(weight(example)))
        return Answer(labels[value >= threshold], {labels[0]: 1 - value, labels[1]: value})

    return Rule(say)
