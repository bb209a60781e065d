"""The runs of words that may hold an entity, and their tags: decoding with numpy.

All runs of a batch go forward and backward together, place by place, the longest first; a
place holds one column for each run that reaches it, so that nothing is padded. Each column is
summed in the same order whatever stands beside it.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

import numpy as np
import numpy.typing as npt

Reals = npt.NDArray[np.float64]
Numbers = npt.NDArray[np.intp]

#: How far "no entity" must lie above all other tags of a word, in the exponent, to be sure.
SURE = 6.0


def loose_runs(scores: Reals, sentences: Numbers) -> Numbers:
    """Return the runs of words, half-open, that may hold an entity, with a word on each side.

    `scores` has the shape (words, tags), the tag of no entity first; `sentences` numbers the
    sentence of each word; the result has the shape (runs, 2). The other words, most of a text,
    are no entity whatever stands beside them, so that nothing need be decoded there.
    """
    loose = scores[:, 0] - scores[:, 1:].max(axis=1) <= SURE
    same = sentences[1:] == sentences[:-1]
    kept = loose.copy()
    kept[:-1] |= loose[1:] & same
    kept[1:] |= loose[:-1] & same
    begins, ends = kept.copy(), kept.copy()
    begins[1:] &= ~(kept[:-1] & same)
    ends[:-1] &= ~(kept[1:] & same)
    return np.stack([np.flatnonzero(begins), np.flatnonzero(ends) + 1], axis=1)


class _Places:
    """The words of some runs, place by place: `rows` are those of all first words, then of all
    second ones, and so on; `bounds` says where each place begins in `rows`, and the last ends.
    """

    def __init__(self, runs: Numbers) -> None:
        lengths = runs[:, 1] - runs[:, 0]
        order = np.argsort(-lengths, kind="stable")
        self.starts, self.lengths = runs[order, 0], lengths[order]
        # How many runs reach each place.
        reached = np.searchsorted(-self.lengths, -np.arange(self.lengths[0]), side="left")
        places = np.arange(len(reached)).repeat(reached)
        ends = reached.cumsum()
        self.bounds = [0, *ends.tolist()]
        columns = np.arange(self.bounds[-1]) - (ends - reached).repeat(reached)
        self.rows: Numbers = self.starts[columns] + places

    def steps(self) -> Iterator[tuple[slice, slice]]:
        """Yield each place but the first as a slice of `rows`, after the words before it."""
        for (before, first), (_, last) in pairwise(pairwise(self.bounds)):
            yield slice(before, before + last - first), slice(first, last)


def best_paths(scores: Reals, runs: Numbers, transitions: Reals) -> tuple[Numbers, Numbers]:
    """Return the rows of the words in the runs, and the best tag of each (Viterbi 1967).

    `scores` has the shape (words, tags), `runs` (runs, 2) as `loose_runs` gives them, none
    of them empty, at least one; `transitions` (tags, tags), from row to column.
    """
    places = _Places(runs)
    total = np.ascontiguousarray(scores[places.rows].T)
    back = np.zeros(total.shape, np.intp)
    factors = transitions[:, :, None]
    for before, here in places.steps():
        options = total[:, None, before] + factors
        back[:, here] = options.argmax(axis=0)
        total[:, here] += options.max(axis=0)
    best: Numbers = total.argmax(axis=0)
    for before, here in reversed(list(places.steps())):
        best[before] = back[best[here], np.arange(here.start, here.stop)]
    return places.rows, best


def tag_shares(scores: Reals, runs: Numbers, transitions: Reals) -> tuple[Numbers, Reals]:
    """Return the rows of the words in the runs, and the probability of each of their tags.

    By the forward-backward algorithm (Rabiner 1989). Arguments as in `best_paths`; the
    probabilities have the shape (rows, tags), and each row sums to 1.
    """
    places = _Places(runs)
    local = np.ascontiguousarray(scores[places.rows].T)
    local = np.exp(local - local.max(axis=0))
    forward = local / local.sum(axis=0)
    backward = np.ones_like(local)
    factors = np.exp(transitions)
    onward, back = factors[:, :, None], np.ascontiguousarray(factors.T)[:, :, None]
    steps = list(places.steps())
    for before, here in steps:
        step = (forward[:, None, before] * onward).sum(axis=0) * local[:, here]
        forward[:, here] = step / step.sum(axis=0)
    for before, here in reversed(steps):
        ahead = local[:, here] * backward[:, here]
        step = (ahead[:, None] * back).sum(axis=0)
        backward[:, before] = step / step.sum(axis=0)
    product = forward * backward
    shares: Reals = (product / product.sum(axis=0)).T
    return places.rows, shares


def spans_of(path: Numbers, sentences: Numbers, tags: Sequence[str]) -> Numbers:
    """Return the entities that a path marks: first row and the one past the last, of each.

    `path` holds the number of each word's tag among the IOB2 `tags`, `sentences` that of its
    sentence; the result has the shape (entities, 2). An `I-` that continues nothing begins
    an entity.
    """
    kinds = [tag[2:] for tag in tags]
    labels = np.array([kinds.index(kind) for kind in kinds])[path]
    inner = np.array([tag.startswith("I") for tag in tags])[path]
    more = np.zeros(len(path) + 1, np.bool_)
    more[1:-1] = inner[1:] & (labels[1:] == labels[:-1]) & (sentences[1:] == sentences[:-1])
    begins = np.flatnonzero((path > 0) & ~more[:-1])
    stops = np.flatnonzero(~more)
    return np.stack([begins, stops[np.searchsorted(stops, begins, side="right")]], axis=1)


def span_chances(
    shares: Reals, path: Numbers, sentences: Numbers, tags: Sequence[str], spans: Numbers
) -> Reals:
    """Return the probability of all tags of each span and of no more, as if independent.

    `shares` has the shape (words, tags); the other arguments are as in `spans_of`, and what
    it gives.
    """
    if not len(spans):
        return np.zeros(0)
    begins, ends = spans.T
    chosen = np.append(shares[np.arange(len(path)), path], 1.0)
    inside = np.multiply.reduceat(chosen, spans.ravel())[::2]
    more = np.array([tags.index("I" + tag[1:]) if tag != "O" else 0 for tag in tags])
    past = np.minimum(ends, len(path) - 1)
    goes_on = (ends < len(path)) & (sentences[past] == sentences[begins])
    chances: Reals = inside * (1 - goes_on * shares[past, more[path[begins]]])
    return chances
