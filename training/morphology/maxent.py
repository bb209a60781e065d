"""A conditional log-linear model over the readings of each word, fitted with AdaGrad.

Duchi, Hazan and Singer 2011, "Adaptive subgradient methods".
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from training.morphology.gold import Instance

_EPOCHS, _BATCH, _RATE, _SEED = 10, 512, 0.03, 20
#: A feature is learnt if it has so many instances; one of the neighbours needs more.
_LEAST, _LEAST_AROUND = 1, 3


@dataclass(frozen=True)
class _Rows:
    """Feature numbers of all readings: `starts[i]` is where reading i begins in `numbers`."""

    numbers: NDArray[np.int64]
    starts: NDArray[np.int64]
    firsts: NDArray[np.int64]
    right: NDArray[np.bool_]
    weights: NDArray[np.float64]


def fit(instances: Sequence[Instance]) -> dict[str, int]:
    """Return the weight of each feature in thousandths, without those that round to 0."""
    vocabulary = _vocabulary(instances)
    rows = _rows(instances, vocabulary)
    weights = np.zeros(len(vocabulary))
    squares = np.full(len(vocabulary), 1e-8)
    generator = np.random.default_rng(_SEED)
    order = np.arange(len(instances))
    total = np.zeros(len(vocabulary))
    for epoch in range(_EPOCHS):
        generator.shuffle(order)
        for start in range(0, len(order), _BATCH):
            numbers, slopes = _gradient(rows, np.sort(order[start : start + _BATCH]), weights)
            squares[numbers] += slopes**2
            weights[numbers] -= _RATE * slopes / np.sqrt(squares[numbers])
        if epoch >= _EPOCHS // 2:
            total += weights
    # Averaging the later passes does better on held-out folds than the last one alone.
    rounded = np.rint(total / (_EPOCHS - _EPOCHS // 2) * 1000).astype(int)
    return {name: int(rounded[n]) for name, n in vocabulary.items() if rounded[n]}


def _vocabulary(instances: Sequence[Instance]) -> dict[str, int]:
    counts: Counter[str] = Counter()
    for instance in instances:
        counts.update({name for reading in instance.features for name in reading})
    kept = (name for name, n in counts.items() if n >= (_LEAST_AROUND if "\t" in name else _LEAST))
    return {name: number for number, name in enumerate(sorted(kept))}


def _rows(instances: Sequence[Instance], vocabulary: dict[str, int]) -> _Rows:
    numbers: list[int] = []
    starts, firsts = [0], [0]
    right: list[bool] = []
    for instance in instances:
        for names in instance.features:
            numbers += [vocabulary[name] for name in names if name in vocabulary]
            starts.append(len(numbers))
        firsts.append(len(starts) - 1)
        right += instance.right
    weights = np.array([instance.weight for instance in instances])
    return _Rows(np.array(numbers), np.array(starts), np.array(firsts), np.array(right), weights)


def _gradient(
    rows: _Rows, words: NDArray[np.int64], weights: NDArray[np.float64]
) -> tuple[NDArray[np.int64], NDArray[np.float64]]:
    """Return the features of these words and the slope of the loss along each."""
    counts = rows.firsts[words + 1] - rows.firsts[words]
    heads = np.concatenate([[0], np.cumsum(counts)[:-1]])
    readings = np.repeat(rows.firsts[words] - heads, counts) + np.arange(counts.sum())
    sizes = rows.starts[readings + 1] - rows.starts[readings]
    offsets = np.concatenate([[0], np.cumsum(sizes)[:-1]])
    places = np.repeat(rows.starts[readings] - offsets, sizes) + np.arange(sizes.sum())
    names = rows.numbers[places]
    owner = np.repeat(np.arange(len(readings)), sizes)
    scores = np.bincount(owner, weights[names], len(readings))
    of_word = np.repeat(np.arange(len(words)), counts)
    powers = np.exp(scores - np.maximum.reduceat(scores, heads)[of_word])
    expected = powers / np.add.reduceat(powers, heads)[of_word]
    allowed = powers * rows.right[readings]
    wanted = allowed / np.add.reduceat(allowed, heads)[of_word]
    found, inverse = np.unique(names, return_inverse=True)
    slopes = (expected - wanted) * rows.weights[words][of_word]
    return found, np.bincount(inverse, slopes[owner]) / len(words)
