"""Words cut into the pieces that the network of the `news` engine knows, and their vectors.

The pieces and scores are those of XLM-R's unigram model (Kudo 2018, "Subword Regularization";
Conneau et al. 2020), as many as Turkish news needs.
"""

from __future__ import annotations

import math
import unicodedata
from collections.abc import Sequence

import numpy as np
import numpy.typing as npt

Numbers = npt.NDArray[np.intp]
Singles = npt.NDArray[np.float32]

#: The pieces that every vocabulary begins with: start, padding, end, and an unknown letter.
MARKS = ("<s>", "<pad>", "</s>", "<unk>")
START, END, UNKNOWN = 0, 2, 3

#: Sixteen bytes of two 4-bit numbers each, and what they are multiplied by: the format `Q4_0`.
BLOCK = np.dtype([("scale", "<f2"), ("nibbles", "u1", 16)])
_BLOCK_VALUES = 32

#: Types of words whose pieces are remembered.
_KNOWN_WORDS = 200_000

_WORD_BEGINS = "▁"


class Pieces:
    """Cuts a word into the pieces that are likeliest together; remembers each type of word."""

    def __init__(self, pieces: Sequence[str], scores: Sequence[float]) -> None:
        known = zip(pieces, scores, strict=True)
        self._scores = {
            piece: (number, score)
            for number, (piece, score) in enumerate(known)
            if number >= len(MARKS)
        }
        self._longest = max(map(len, pieces))
        self._unknown = min(scores) - 10.0
        self._known: dict[str, tuple[int, ...]] = {}

    def cut(self, word: str) -> tuple[int, ...]:
        """Return the numbers of a word's pieces, at least one; 3 stands for an unknown letter."""
        found = self._known.get(word)
        if found is None:
            if len(self._known) >= _KNOWN_WORDS:
                self._known.clear()
            # XLM-R's pieces are of NFKC text; what is stored is not touched.
            text = _WORD_BEGINS + unicodedata.normalize("NFKC", word).strip()
            self._known[word] = found = self._cut(text)
        return found

    def _cut(self, text: str) -> tuple[int, ...]:
        best: list[tuple[float, int, int]] = [(0.0, 0, UNKNOWN)]
        best += [(-math.inf, 0, UNKNOWN)] * len(text)
        for start in range(len(text)):
            before = best[start][0]
            for end in range(start + 1, min(len(text), start + self._longest) + 1):
                number, score = self._scores.get(text[start:end], (UNKNOWN, -math.inf))
                if end == start + 1 and score == -math.inf:
                    score = self._unknown
                if before + score > best[end][0]:
                    best[end] = (before + score, start, number)
        numbers, end = [], len(text)
        while end:
            numbers.append(best[end][2])
            end = best[end][1]
        return tuple(reversed(numbers))


def unpacked(blocks: npt.NDArray[np.void]) -> Singles:
    """Return the numbers in blocks of the format `Q4_0`, in a row for each row of blocks.

    `blocks` has the shape (rows, blocks) and the type `BLOCK`; the result (rows, 32 * blocks).
    """
    nibbles = blocks["nibbles"]
    halves = np.concatenate([nibbles & 15, nibbles >> 4], axis=-1).astype(np.float32)
    values = (halves - 8.0) * blocks["scale"].astype(np.float32)[..., None]
    rows: Singles = values.reshape(len(blocks), -1)
    return rows
