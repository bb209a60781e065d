"""The article as context: mentions of one name are decided together.

In the manner of Krishnan and Manning (2006, "An effective two-stage model for exploiting
non-local dependencies in named entity recognition"), but without a second model: what a first
pass made of the other mentions of a word in its article is added to the word's own scores.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from lavrov_corpus.ner.decoder import Keys
from lavrov_corpus.ner.runs import Reals

#: How much the other mentions of a name count, against the word's own scores.
STRENGTH = 1.2

#: The share of a label that is granted to each before the logarithm is taken.
FLOOR = 0.05

#: What is taken from "no entity": the first pass misses names more often than it invents them.
DOUBT = 1.0

#: How many mentions one counts for in which the word ends a person's full name.
FULL_NAME = 6.0


@dataclass(frozen=True, slots=True)
class Words:
    """The words of some articles in a row: each array has one element a word.

    `articles` numbers the article; `stems` are keys of folded stems; `capitals` tells whether
    the word has a capital first letter.
    """

    articles: npt.NDArray[np.intp]
    stems: Keys
    capitals: npt.NDArray[np.bool_]


def label_columns(tags: Sequence[str]) -> npt.NDArray[np.intp]:
    """Return for each tag the number of its label; `O` is 0, `B-X` and `I-X` are one."""
    labels = ["", *dict.fromkeys(tag[2:] for tag in tags if tag != "O")]
    return np.array([labels.index(tag[2:]) for tag in tags])


def context_scores(shares: Reals, words: Words, tags: Sequence[str]) -> Reals:
    """Return what the other mentions of a word's stem in its article add to its scores.

    `shares` holds the probability of each tag of each word in a first pass, of shape
    (words, tags); the result has the same shape, and zeros where there is no other mention.
    Words without a capital neither give nor take.
    """
    columns = label_columns(tags)
    chosen = np.flatnonzero(words.capitals)
    shares_of_chosen = shares[chosen]
    labels = np.stack(
        [shares_of_chosen[:, columns == label].sum(axis=1) for label in range(columns.max() + 1)],
        axis=1,
    )
    weights = 1.0 + FULL_NAME * shares_of_chosen[:, list(tags).index("I-PER")]
    names = words.articles[chosen].astype(np.int64) << 32 | words.stems[chosen]
    groups = np.unique(names, return_inverse=True)[1]
    votes = np.concatenate([labels * weights[:, None], weights[:, None]], axis=1)
    totals = np.zeros((len(chosen), votes.shape[1]))
    np.add.at(totals, groups, votes)
    others = totals[groups] - votes
    several = np.bincount(groups, minlength=1)[groups] > 1
    evidence = np.log(others[several, :-1] / others[several, -1:] + FLOOR)
    evidence[:, 0] -= DOUBT
    trust = STRENGTH * others[several, -1:] / (others[several, -1:] + 1.0)
    added = np.zeros_like(shares)
    added[chosen[several]] = (trust * evidence)[:, columns]
    return added
