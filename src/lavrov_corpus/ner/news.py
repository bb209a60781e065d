"""The engine `news`: bundled taggers of PER, LOC and ORG for Turkish news."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.resources.abc import Traversable
from itertools import pairwise
from typing import Protocol

import numpy as np
import numpy.typing as npt

from lavrov_corpus.document import Mention, SegmentedText
from lavrov_corpus.errors import ModelError
from lavrov_corpus.ner import DEFAULT_EFFORT, EFFORTS
from lavrov_corpus.ner.certainty import FIELD, NETWORK, probability
from lavrov_corpus.ner.context import Words, context_scores
from lavrov_corpus.ner.decoder import LinearChain, Weights
from lavrov_corpus.ner.features import sentence_class
from lavrov_corpus.ner.model_file import NAME, read_model
from lavrov_corpus.ner.runs import (
    Numbers,
    Reals,
    best_paths,
    loose_runs,
    span_chances,
    spans_of,
    tag_shares,
)

#: Tokens that are tagged together, and tokens past which a sentence is cut for tagging.
_TOGETHER, _LONGEST = 40_000, 400

#: How unlikely the field's tag of a word may be before the network is asked for its sentence;
#: `python -m training.ner.doubt` prints what more of it saves and costs.
DOUBT = 0.15

#: How much the field still counts where the network was asked, in the mean of their logarithms.
FIELD_SHARE = 0.15

#: What keeps an `I-` from following what it does not continue, and the least share of a tag.
_BARRIER, _LEAST = -30.0, 1e-6

Piece = tuple[int, list[str]]  # the number of its first token in its text, and its words


class Network(Protocol):
    """Gives the probability of each tag of each word of sentences of one article."""

    @property
    def models(self) -> Mapping[str, str]:
        """The SHA-256, in hexadecimal, of each file in use, by its name."""

    def shares(self, sentences: Sequence[Sequence[str]]) -> list[Reals]:
        """Return arrays of the shape (words, tags), one a sentence."""


@dataclass(frozen=True, slots=True)
class _Sentences:
    """The sentences of some texts, their words in a row.

    `owners` numbers the text of each sentence, `firsts` is the number of its first token in
    that text, `starts` the row of its first word, and at the end the number of all words;
    `numbers` is the sentence of each word.
    """

    words: list[list[str]]
    owners: Numbers
    firsts: list[int]
    starts: Numbers
    numbers: Numbers

    @classmethod
    def of(cls, texts: Sequence[SegmentedText]) -> _Sentences:
        found = [(i, *piece) for i, text in enumerate(texts) for piece in _pieces(text)]
        words = [each for *_, each in found]
        lengths = [len(each) for each in words]
        return cls(
            words,
            np.array([i for i, *_ in found], np.intp),
            [first for _, first, _ in found],
            np.cumsum([0, *lengths]),
            np.repeat(np.arange(len(words)), lengths),
        )


class NewsTagger:
    """Finds persons, places and organisations.

    A conditional random field reads every sentence. With the effort `balanced` a network reads
    again those that the field is not sure of, with `best` all of them. In the end mentions of
    the same name in an article are decided together.

    `calibrations` are those of the field and of the network; see `certainty.probability`.
    """

    def __init__(
        self,
        weights: Weights,
        lists: Mapping[int, str],
        models: Mapping[str, str],
        network: Network | None = None,
        doubt: float = DOUBT,
    ) -> None:
        self._chain = LinearChain(weights, lists)
        self._transitions = weights.scaled(weights.transitions)
        self._barriers = np.array(
            [[_BARRIER * (b[0] == "I" and a[1:] != b[1:]) for b in self.tags] for a in self.tags]
        )
        self._models = dict(models) | (dict(network.models) if network else {})
        self._network = network
        self._doubt = doubt
        self.calibrations = (FIELD, NETWORK)

    @classmethod
    def load(cls, folder: Traversable | None = None, effort: str = DEFAULT_EFFORT) -> NewsTagger:
        """Load the bundled models, or those of another folder.

        Raises:
            ModelError: a model is missing or damaged, or there is no such effort.

        """
        if effort not in EFFORTS:
            raise ModelError(f"there is no effort {effort!r}", f"choose of: {', '.join(EFFORTS)}")
        weights, lists, digest = read_model(folder)
        network = None
        if effort != "fast":
            from lavrov_corpus.ner.encoder import Encoder  # noqa: PLC0415  # only when used

            network = Encoder.load(folder)
        doubt = DOUBT if effort == "balanced" else -1.0
        return cls(weights, lists, {NAME: digest}, network, doubt)

    @property
    def engine(self) -> str:
        """The name of the engine."""
        return "news"

    @property
    def models(self) -> Mapping[str, str]:
        """The SHA-256 of each model file, by its name."""
        return self._models

    @property
    def tags(self) -> Sequence[str]:
        """The IOB2 tags, in the order of the columns of `tag_chances`."""
        return self._chain.weights.tags

    def tag(self, texts: Sequence[SegmentedText]) -> list[tuple[Mention, ...]]:
        """Return the mentions of each text, sorted and without overlaps."""
        results: list[tuple[Mention, ...]] = []
        for batch in _batches(texts):
            results += self._tag_batch(batch)
        return results

    def tag_chances(self, text: SegmentedText) -> Reals:
        """Return the probability of each tag of each token, of shape (tokens, tags)."""
        sentences = _Sentences.of([text])
        if not sentences.words:
            return np.zeros((0, len(self.tags)))
        scores, asked = self._scores(sentences)
        return self._shares(scores, asked, loose_runs(scores, sentences.numbers))

    def _tag_batch(self, texts: Sequence[SegmentedText]) -> list[tuple[Mention, ...]]:
        sentences = _Sentences.of(texts)
        found: list[list[Mention]] = [[] for _ in texts]
        if not sentences.words:
            return [() for _ in texts]
        scores, asked = self._scores(sentences)
        runs = loose_runs(scores, sentences.numbers)
        path = self._path(scores, asked, runs)
        named = np.concatenate([[0], np.cumsum(path > 0)])
        runs = runs[named[runs[:, 1]] > named[runs[:, 0]]]
        shares = self._shares(scores, asked, runs)
        spans = spans_of(path, sentences.numbers, self.tags)
        chances = span_chances(shares, path, sentences.numbers, self.tags, spans)
        for (begin, end), chance in zip(spans.tolist(), chances.tolist(), strict=True):
            number = int(sentences.numbers[begin])
            text = int(sentences.owners[number])
            shift = sentences.firsts[number] - int(sentences.starts[number])
            tokens = texts[text].tokens
            first, last = tokens[shift + begin], tokens[shift + end - 1]
            score = round(probability(chance, self.calibrations[asked[begin]]), 3)
            label = self.tags[path[begin]][2:]
            found[text].append(Mention(first[0], last[1], first[2], label, score))
        return [tuple(mentions) for mentions in found]

    def _scores(self, sentences: _Sentences) -> tuple[Reals, Numbers]:
        """Return the scores of the tags of each word, and 1 where the network was asked, else 0.

        What the article adds is in them.
        """
        reading = self._chain.read([(words, sentence_class(words)) for words in sentences.words])
        local = self._chain.weights.scaled(reading.scores)
        asked = np.zeros(len(local), np.intp)
        shares = self._shares(local, asked, loose_runs(local, sentences.numbers))
        words = Words(sentences.owners[sentences.numbers], reading.stems, reading.capitals)
        added = context_scores(shares, words, self.tags)
        if self._network:
            doubtful = self._doubtful(local + added, sentences)
            asked = doubtful[sentences.numbers].astype(np.intp)
            if doubtful.any():
                both = (1 - FIELD_SHARE) * np.log(
                    np.concatenate(list(self._asked(sentences, doubtful))) + _LEAST
                ) + FIELD_SHARE * np.log(shares[asked == 1] + _LEAST)
                local[asked == 1] = both
                shares[asked == 1] = np.exp(both) / np.exp(both).sum(axis=1, keepdims=True)
                added = context_scores(shares, words, self.tags)
        return local + added, asked

    def _doubtful(self, scores: Reals, sentences: _Sentences) -> npt.NDArray[np.bool_]:
        """Return for each sentence whether some word's likeliest tag is not likely enough."""
        doubtful = np.full(len(sentences.words), self._doubt < 0)
        if self._doubt >= 0:
            nothing = np.zeros(len(scores), np.intp)
            shares = self._shares(scores, nothing, loose_runs(scores, sentences.numbers))
            doubtful[sentences.numbers[1 - shares.max(axis=1) > self._doubt]] = True
        return doubtful

    def _asked(self, sentences: _Sentences, doubtful: npt.NDArray[np.bool_]) -> Iterator[Reals]:
        """Yield what the network says of the doubtful sentences, text by text."""
        assert self._network
        numbers = np.flatnonzero(doubtful)
        owners = sentences.owners[numbers]
        for group in np.split(numbers, np.flatnonzero(np.diff(owners)) + 1):
            yield from self._network.shares([sentences.words[i] for i in group])

    def _path(self, scores: Reals, asked: Numbers, runs: Numbers) -> Numbers:
        """Return the number of the best tag of each word."""
        path = np.zeros(len(scores), np.intp)
        for chosen, transitions in self._by_kind(asked, runs):
            rows, tags = best_paths(scores, chosen, transitions)
            path[rows] = tags
        return path

    def _shares(self, scores: Reals, asked: Numbers, runs: Numbers) -> Reals:
        """Return the probability of each tag of each word; outside of the runs it is 0 or 1."""
        shares = np.zeros_like(scores)
        shares[:, 0] = 1.0
        for chosen, transitions in self._by_kind(asked, runs):
            rows, found = tag_shares(scores, chosen, transitions)
            shares[rows] = found
        return shares

    def _by_kind(self, asked: Numbers, runs: Numbers) -> Iterator[tuple[Numbers, Reals]]:
        """Yield the runs that the field decides, and those of the network; with transitions."""
        for kind, transitions in ((0, self._transitions), (1, self._barriers)):
            chosen = runs[asked[runs[:, 0]] == kind]
            if len(chosen):
                yield chosen, transitions


def _batches(texts: Sequence[SegmentedText]) -> Iterator[Sequence[SegmentedText]]:
    start = size = 0
    for index, text in enumerate(texts):
        if size and size + len(text.tokens) > _TOGETHER:
            yield texts[start:index]
            start, size = index, 0
        size += len(text.tokens)
    if texts:
        yield texts[start:]


def _pieces(text: SegmentedText) -> Iterator[Piece]:
    """Yield the sentences of a text, an overlong one in parts."""
    words = [text.text[start:end] for start, end, _ in text.tokens]
    sentences = np.array([number for _, _, number in text.tokens])
    edges = [0, *(np.flatnonzero(np.diff(sentences)) + 1).tolist(), len(words)]
    for first, last in pairwise(edges):
        for start in range(first, last, _LONGEST):
            yield start, words[start : min(start + _LONGEST, last)]
