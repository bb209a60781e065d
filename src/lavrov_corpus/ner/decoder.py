"""A linear-chain conditional random field (Lafferty et al. 2001), decoded with numpy.

All weights are integers, so that sums do not depend on their order and the tags of a
sentence are the same whatever stands beside it in a batch.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import numpy as np
import numpy.typing as npt

from lavrov_corpus.ner.features import EDGE, WINDOW, WordView, attribute_key, word_view

Integers = npt.NDArray[np.int32]
Keys = npt.NDArray[np.uint32]
Reals = npt.NDArray[np.float64]

#: Sentences that are decoded together, and the length past which one is cut for decoding.
BATCH, LONGEST = 512, 400

#: How far "no entity" must lie above all other tags of a word, in the exponent, to be sure.
SURE = 6.0

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
        self._rows = np.zeros((0, width, tags), np.int32)
        self._stems = np.zeros(0, np.uint32)
        self._shapes = np.zeros(0, np.uint32)
        self._capitals = np.zeros(0, np.bool_)
        self._learn([word_view(EDGE, "", self._lists)])

    def _learn(self, views: Sequence[WordView]) -> None:
        tags = len(self.weights.tags)
        groups = [group for view in views for group in view.attribute_keys()]
        keys = np.array([key for group in groups for key in group], np.uint32)
        starts = np.cumsum([0] + [len(group) for group in groups[:-1]])
        summed = np.add.reduceat(self._looked_up(keys), starts, axis=0, dtype=np.int32)
        self._rows = np.concatenate([self._rows, summed.reshape(len(views), -1, tags)])
        stems = np.array([attribute_key(view.stem) for view in views], np.uint32)
        shapes = np.array([attribute_key(view.shape) for view in views], np.uint32)
        self._stems = np.concatenate([self._stems, stems])
        self._shapes = np.concatenate([self._shapes, shapes])
        capitals = np.array([view.shape.startswith("A") for view in views])
        self._capitals = np.concatenate([self._capitals, capitals])

    def _looked_up(self, keys: Keys) -> Integers:
        """Return the weights of each key, zeros for one that the model does not have."""
        places = np.searchsorted(self.weights.keys, keys)
        places[places == len(self.weights.keys)] = 0
        found = self.weights.keys[places] == keys
        rows: Integers = np.where(found[:, None], self.weights.emissions[places], 0)
        return rows

    def _numbered(self, sentences: Sequence[tuple[Sequence[str], str]]) -> list[int]:
        """Return the numbers of the words' types, with edges around each sentence."""
        edges = [0] * WINDOW
        numbers = list(edges)
        fresh: list[WordView] = []
        count = len(self._rows)
        for words, kind in sentences:
            for index, word in enumerate(words):
                mark = kind + "1" if index == 0 else kind
                known = self._known.setdefault(mark, {})
                number = known.get(word)
                if number is None:
                    known[word] = number = count + len(fresh)
                    fresh.append(word_view(word, mark, self._lists))
                numbers.append(number)
            numbers += edges
        if fresh:
            self._learn(fresh)
        return numbers

    def read(self, sentences: Sequence[tuple[Sequence[str], str]]) -> Reading:
        """Return the scores of the tags of each word.

        A sentence is its words, at least one, and its class; see `features.sentence_class`.
        """
        if len(self._rows) > _KNOWN_WORDS:
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
            scores += self._looked_up(keys[places - 1])
        here = numbers[places]
        return Reading(scores, self._stems[here], self._capitals[here])


def loose_runs(scores: Reals, sentences: npt.NDArray[np.intp]) -> list[tuple[int, int]]:
    """Return the runs of words, half-open, that may hold an entity, with a word on each side.

    `scores` has the shape (words, tags), the tag of no entity first; `sentences` numbers the
    sentence of each word. The other words, most of a text, are no entity whatever stands
    beside them, so that nothing need be decoded there.
    """
    loose = scores[:, 0] - scores[:, 1:].max(axis=1) <= SURE
    same = sentences[1:] == sentences[:-1]
    kept = loose.copy()
    kept[:-1] |= loose[1:] & same
    kept[1:] |= loose[:-1] & same
    begins, ends = kept.copy(), kept.copy()
    begins[1:] &= ~(kept[:-1] & same)
    ends[:-1] &= ~(kept[1:] & same)
    return list(
        zip(np.flatnonzero(begins).tolist(), (np.flatnonzero(ends) + 1).tolist(), strict=True)
    )


def batches(lengths: Sequence[int]) -> Iterator[list[int]]:
    """Yield the numbers of the sentences in batches, long sentences first."""
    order = sorted(range(len(lengths)), key=lambda i: -lengths[i])
    for start in range(0, len(order), BATCH):
        yield order[start : start + BATCH]


def best_paths(scores: Sequence[Reals], transitions: Reals) -> list[npt.NDArray[np.intp]]:
    """Return the best sequence of tags of each sentence (Viterbi 1967).

    Each of `scores` has the shape (words, tags); no sentence is empty.
    """
    paths: list[npt.NDArray[np.intp]] = [np.zeros(0, np.intp)] * len(scores)
    for batch in batches([len(s) for s in scores]):
        padded, active = _padded([scores[i] for i in batch])
        for number, path in zip(batch, _batch_paths(padded, active, transitions), strict=True):
            paths[number] = path[: len(scores[number])]
    return paths


def _padded(scores: Sequence[Reals]) -> tuple[Reals, list[int]]:
    """Stack sentences, the longest first, and count those that reach each place."""
    lengths = np.array([len(s) for s in scores])
    padded = np.zeros((lengths[0], len(scores), scores[0].shape[1]))
    for column, sentence in enumerate(scores):
        padded[: len(sentence), column] = sentence
    active = [int((lengths > place).sum()) for place in range(lengths[0])]
    return padded, active


def _batch_paths(padded: Reals, active: list[int], transitions: Reals) -> npt.NDArray[np.intp]:
    total = padded[0].copy()
    back = np.zeros(padded.shape, np.intp)
    back[:] = np.arange(padded.shape[2])
    for place in range(1, len(padded)):
        count = active[place]
        options = total[:count, :, None] + transitions
        back[place, :count] = options.argmax(axis=1)
        total[:count] = options.max(axis=1) + padded[place, :count]
    paths = np.zeros((padded.shape[1], len(padded)), np.intp)
    paths[:, -1] = total.argmax(axis=1)
    everyone = np.arange(padded.shape[1])
    for place in range(len(padded) - 1, 0, -1):
        paths[:, place - 1] = back[place, everyone, paths[:, place]]
    return paths


def tag_shares(scores: Sequence[Reals], transitions: Reals) -> list[Reals]:
    """Return the probability of each tag of each word (forward-backward; Rabiner 1989).

    Shapes as in `best_paths`; each row of a result sums to 1.
    """
    shares: list[Reals] = [np.zeros((0, 0))] * len(scores)
    for batch in batches([len(s) for s in scores]):
        padded, active = _padded([scores[i] for i in batch])
        filled = _batch_shares(padded, active, np.exp(transitions))
        for column, number in enumerate(batch):
            shares[number] = filled[: len(scores[number]), column]
    return shares


def _batch_shares(padded: Reals, active: list[int], factors: Reals) -> Reals:
    local = np.exp(padded - padded.max(axis=2, keepdims=True))
    forward = local / local.sum(axis=2, keepdims=True)
    backward = np.ones_like(local)
    for place, count in _steps(active):
        step = (forward[place - 1, :count, :, None] * factors).sum(axis=1) * local[place, :count]
        forward[place, :count] = step / step.sum(axis=1, keepdims=True)
    for place, count in reversed(list(_steps(active))):
        ahead = local[place, :count] * backward[place, :count]
        step = (factors * ahead[:, None, :]).sum(axis=2)
        backward[place - 1, :count] = step / step.sum(axis=1, keepdims=True)
    product = forward * backward
    shares: Reals = product / product.sum(axis=2, keepdims=True)
    return shares


def _steps(active: list[int]) -> Iterator[tuple[int, int]]:
    """Yield each place but the first with the number of sentences that reach it."""
    for place, (_, count) in enumerate(pairwise(active), start=1):
        yield place, count
