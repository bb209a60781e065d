"""A linear-chain conditional random field (Lafferty et al. 2001), decoded with numpy.

All weights are integers, so that sums do not depend on their order and the tags of a
sentence are the same whatever stands beside it in a batch.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from lavrov_corpus.ner.features import EDGE, WINDOW, WordView, attribute_key, word_view

Integers = npt.NDArray[np.int32]
Keys = npt.NDArray[np.uint32]
Reals = npt.NDArray[np.float64]

_KNOWN_WORDS = 100_000
_LEFT, _RIGHT = np.uint32(0x9E3779B1), np.uint32(0x85EBCA77)
_BEFORE, _AFTER, _SHAPES = np.uint32(1), np.uint32(2), np.uint32(3)


def _joined(first: Keys, second: Keys, kind: np.uint32) -> Keys:
    mixed: Keys = (first * _LEFT) ^ (second * _RIGHT + kind)
    return mixed ^ (mixed >> np.uint32(15))


def conjunction_keys(stems: Keys, shapes: Keys) -> tuple[Keys, Keys, Keys]:
    """Return the keys of the conjunctions of each word but the first and the last.

    They are: its stem with the one before, its stem with the one after, and the shapes of
    all three. `stems` and `shapes` are the keys of words in a row, of shape (words,).
    """
    shape_pairs = _joined(shapes[:-2], shapes[1:-1], _SHAPES)
    return (
        _joined(stems[:-2], stems[1:-1], _BEFORE),
        _joined(stems[1:-1], stems[2:], _AFTER),
        _joined(shape_pairs, shapes[2:], _SHAPES),
    )


@dataclass(frozen=True, slots=True)
class Weights:
    """A trained field: `keys` ascend; row i of `emissions` holds the weights of `keys[i]`.

    `emissions` has the shape (attributes, tags), `transitions` (tags, tags), from row to
    column. A weight counts `scale` in the exponent.
    """

    tags: tuple[str, ...]
    keys: Keys
    emissions: npt.NDArray[np.int8] | Integers
    transitions: Integers
    scale: float

    def scaled(self, counts: Integers) -> Reals:
        """Return weights or sums of weights as they stand in the exponent."""
        scaled: Reals = counts.astype(np.float64) * self.scale
        return scaled


@dataclass(frozen=True, slots=True)
class Reading:
    """What a field sees in some sentences, their words in a row.

    `scores` has the shape (words, tags), in units of the field's scale; `stems` holds the
    key of each folded stem, `capitals` whether the word has a capital first letter.
    """

    scores: Integers
    stems: Keys
    capitals: npt.NDArray[np.bool_]


class LinearChain:
    """Scores and decodes sentences; remembers the scores of each type of word."""

    def __init__(self, weights: Weights, lists: Mapping[int, str]) -> None:
        self.weights = weights
        self._lists = lists
        self._forget()

    def _forget(self) -> None:
        width, tags = 2 * WINDOW + 1, len(self.weights.tags)
        self._known: dict[str, dict[str, int]] = {}
        self._count = 0
        self._rows = np.zeros((0, width, tags), np.int32)
        self._stems = np.zeros(0, np.uint32)
        self._shapes = np.zeros(0, np.uint32)
        self._capitals = np.zeros(0, np.bool_)
        self._learn([word_view(EDGE, "", self._lists)])

    def _learn(self, views: Sequence[WordView]) -> None:
        first, self._count = self._count, self._count + len(views)
        if self._count > len(self._stems):
            # Twice as many as are needed: to copy all with each batch would take its time.
            self._rows, self._stems, self._shapes, self._capitals = (
                np.resize(array, (2 * self._count, *array.shape[1:]))
                for array in (self._rows, self._stems, self._shapes, self._capitals)
            )
        fresh = slice(first, self._count)
        groups = [group for view in views for group in view.attribute_keys()]
        keys = np.array([key for group in groups for key in group], np.uint32)
        starts = np.cumsum([0] + [len(group) for group in groups[:-1]])
        summed = np.add.reduceat(self._looked_up(keys), starts, axis=0, dtype=np.int32)
        self._rows[fresh] = summed.reshape(len(views), *self._rows.shape[1:])
        self._stems[fresh] = [attribute_key(view.stem) for view in views]
        self._shapes[fresh] = [attribute_key(view.shape) for view in views]
        self._capitals[fresh] = [view.shape.startswith("A") for view in views]

    def _places(self, keys: Keys) -> tuple[npt.NDArray[np.intp], npt.NDArray[np.intp]]:
        """Return which of the keys the model has, and the rows of their weights."""
        places = np.searchsorted(self.weights.keys, keys)
        places[places == len(self.weights.keys)] = 0
        known = np.flatnonzero(self.weights.keys[places] == keys)
        return known, places[known]

    def _looked_up(self, keys: Keys) -> Integers:
        """Return the weights of each key, zeros for one that the model does not have."""
        rows = np.zeros((len(keys), len(self.weights.tags)), np.int32)
        known, places = self._places(keys)
        rows[known] = self.weights.emissions[places]
        return rows

    def _numbered(self, sentences: Sequence[tuple[Sequence[str], str]]) -> list[int]:
        """Return the numbers of the words' types, with edges around each sentence."""
        edges = [0] * WINDOW
        numbers = list(edges)
        fresh: list[WordView] = []
        count = self._count
        for words, kind in sentences:
            for mark, part in ((kind + "1", words[:1]), (kind, words[1:])):
                known = self._known.setdefault(mark, {})
                for word in part:
                    if word not in known:
                        known[word] = count + len(fresh)
                        fresh.append(word_view(word, mark, self._lists))
                numbers += map(known.__getitem__, part)
            numbers += edges
        if fresh:
            self._learn(fresh)
        return numbers

    def read(self, sentences: Sequence[tuple[Sequence[str], str]]) -> Reading:
        """Return the scores of the tags of each word.

        A sentence is its words, at least one, and its class; see `features.sentence_class`.
        """
        if self._count > _KNOWN_WORDS:
            self._forget()
        numbers = np.array(self._numbered(sentences))
        lengths = np.array([len(words) for words, _ in sentences])
        firsts = WINDOW + np.cumsum(lengths + WINDOW) - lengths - WINDOW
        places = np.repeat(firsts - np.cumsum(lengths) + lengths, lengths) + np.arange(
            lengths.sum()
        )
        scores = np.zeros((len(places), len(self.weights.tags)), np.int32)
        for distance in range(2 * WINDOW + 1):
            scores += self._rows[numbers[places + distance - WINDOW], distance]
        for keys in conjunction_keys(self._stems[numbers], self._shapes[numbers]):
            rows, found = self._places(keys[places - 1])
            scores[rows] += self.weights.emissions[found]
        here = numbers[places]
        return Reading(scores, self._stems[here], self._capitals[here])
