"""How probable a piece of a path of tags is, by the forward-backward algorithm (Rabiner, 1989).

A mention of a tagger with BIOES tags has its edges in its tags, so that the probability of its
tags, whatever stands before and after them, is that of the mention.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

import numpy as np
import numpy.typing as npt

Reals = npt.NDArray[np.float64]


class PathShares:
    """The probabilities of pieces of paths through the sentences of a batch.

    `scores` is batch x words x tags, the longest sentence first; `lengths` are in words;
    `transitions[i, j]` is the score of tag j after tag i.
    """

    def __init__(
        self,
        scores: npt.NDArray[np.float32],
        transitions: npt.NDArray[np.float32],
        lengths: Sequence[int],
    ) -> None:
        scores = scores.astype(np.float64)
        self._local: Reals = np.exp(scores - scores.max(axis=2, keepdims=True))
        self._factors: Reals = np.exp(transitions.astype(np.float64))
        # Each place is scaled to a sum of one, which no length of a sentence can break.
        self._forward, self._backward = self._local.copy(), np.ones_like(self._local)
        self._scales: Reals = np.ones(scores.shape[:2])
        self._run(np.asarray(lengths))

    def _run(self, lengths: npt.NDArray[np.intp]) -> None:
        longest = self._local.shape[1]
        # How many sentences have a word at each place; they are the first ones of the batch.
        alive = np.searchsorted(-lengths, -np.arange(longest), side="left")
        for place in range(longest):
            rows = alive[place]
            step = self._local[:rows, place]
            if place:
                step = (self._forward[:rows, place - 1] @ self._factors) * step
            self._scales[:rows, place] = step.sum(axis=1)
            self._forward[:rows, place] = step / self._scales[:rows, place, None]
        for place in range(longest - 1, 0, -1):
            rows = alive[place]
            ahead = self._local[:rows, place] * self._backward[:rows, place]
            self._backward[:rows, place - 1] = (
                ahead @ self._factors.T / self._scales[:rows, place, None]
            )

    def of(self, row: int, first: int, tags: Sequence[int]) -> float:
        """Return the probability of tags from word `first` on in the sentence of that row."""
        last = first + len(tags) - 1
        share = self._forward[row, first, tags[0]] * self._backward[row, last, tags[-1]]
        for place, (before, tag) in enumerate(pairwise(tags), first + 1):
            share *= self._factors[before, tag] * self._local[row, place, tag]
            share /= self._scales[row, place]
        return min(1.0, float(share))
