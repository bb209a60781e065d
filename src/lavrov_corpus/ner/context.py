"""The article as context: mentions of one name are decided together."""

from __future__ import annotations

import numpy as np
import numpy.typing as npt

from lavrov_corpus.ner.decoder import Keys, Reals

#: How much the other mentions of a name count, and the share below which nothing is excluded.
STRENGTH, FLOOR = 1.0, 0.05


def label_columns(tags: tuple[str, ...]) -> npt.NDArray[np.intp]:
    """Return for each tag the number of its label; `O` is 0, `B-X` and `I-X` are one."""
    labels = ["O", *dict.fromkeys(tag[2:] for tag in tags if tag != "O")]
    return np.array([labels.index(tag[2:] or "O") for tag in tags])


def context_scores(
    shares: Reals, stems: Keys, articles: npt.NDArray[np.intp], capitals: npt.NDArray[np.bool_],
    columns: npt.NDArray[np.intp],
) -> Reals:  # fmt: skip
    """Return what the other mentions of a word's stem in its article add to its scores.

    `shares` holds the probability of each tag of each word, of shape (words, tags), in a
    first pass; `articles` the number of each word's article; `columns` comes from
    `label_columns`. Words without a capital neither give nor take. The result has the shape
    of `shares`; it is zero where there is no other mention.
    """
    labels = np.stack([shares[:, columns == c].sum(axis=1) for c in range(columns.max() + 1)], axis=1)
    added = np.zeros_like(shares)
    chosen = np.flatnonzero(capitals)
    names = articles[chosen].astype(np.int64) << 32 | stems[chosen]
    _, group, counts = np.unique(names, return_inverse=True, return_counts=True)
    sums = np.zeros((len(counts), labels.shape[1]))
    np.add.at(sums, group, labels[chosen])
    others = counts[group] - 1
    several = others > 0
    chosen, group, others = chosen[several], group[several], others[several]
    mean = (sums[group] - labels[chosen]) / others[:, None]
    weight = STRENGTH * others / (others + 1.0)
    added[chosen] = (weight[:, None] * np.log(mean + FLOOR))[:, columns]
    return added
