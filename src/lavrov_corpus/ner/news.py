"""The engine `news`: bundled taggers of PER, LOC and ORG for Turkish news."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib.resources.abc import Traversable
from typing import Protocol

import numpy as np
import numpy.typing as npt

from lavrov_corpus.document import Mention, SegmentedText
from lavrov_corpus.errors import ModelError
from lavrov_corpus.ner import DEFAULT_EFFORT, EFFORTS
from lavrov_corpus.ner.certainty import FIELD, NETWORK, probability
from lavrov_corpus.ner.context import Words, context_scores
from lavrov_corpus.ner.decoder import (
    LinearChain,
    Reals,
    Weights,
    best_paths,
    loose_runs,
    tag_shares,
)
from lavrov_corpus.ner.features import sentence_class
from lavrov_corpus.ner.model_file import NAME, read_model

#: Tokens that are tagged together, and tokens past which a sentence is cut for tagging.
_TOGETHER, _LONGEST = 40_000, 400

#: How unlikely the field's tag of a word may be before the network is asked for its sentence.
DOUBT = 0.15

#: How much the field still counts where the network was asked, in the mean of their logarithms.
FIELD_SHARE = 0.15

#: What keeps an `I-` from following what it does not continue, and the least share of a tag.
_BARRIER, _LEAST = -30.0, 1e-6

Run = tuple[int, int]  # rows of words, half-open
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
    owners: npt.NDArray[np.intp]
    firsts: list[int]
    starts: npt.NDArray[np.intp]
    numbers: npt.NDArray[np.intp]

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
        runs = [(start, stop) for start, stop in runs if path[start:stop].any()]
        shares = self._shares(scores, asked, runs)
        for start, stop in runs:
            number = int(sentences.numbers[start])
            text = int(sentences.owners[number])
            shift = sentences.firsts[number] - int(sentences.starts[number])
            tags = [self.tags[tag] for tag in path[start:stop].tolist()]
            for begin, end, label in spans_of(tags):
                first = texts[text].tokens[shift + start + begin]
                last = texts[text].tokens[shift + start + end - 1]
                share = self._share_of_span(shares, path, start + begin, start + end)
                score = round(probability(share, self.calibrations[asked[start]]), 3)
                found[text].append(Mention(first[0], last[1], first[2], label, score))
        return [tuple(mentions) for mentions in found]

    def _share_of_span(
        self, shares: Reals, path: npt.NDArray[np.intp], begin: int, stop: int
    ) -> float:
        """Return the probability of all tags of a span and of no more, as if independent."""
        inside = float(shares[np.arange(begin, stop), path[begin:stop]].prod())
        more = self.tags.index("I-" + self.tags[path[begin]][2:])
        return inside * (1 - float(shares[stop, more])) if stop < len(path) else inside

    def _scores(self, sentences: _Sentences) -> tuple[Reals, npt.NDArray[np.intp]]:
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

    def _path(
        self, scores: Reals, asked: npt.NDArray[np.intp], runs: Sequence[Run]
    ) -> npt.NDArray[np.intp]:
        """Return the number of the best tag of each word."""
        path = np.zeros(len(scores), np.intp)
        for chosen, transitions in self._by_kind(asked, runs):
            found = best_paths([scores[start:stop] for start, stop in chosen], transitions)
            for (start, stop), part in zip(chosen, found, strict=True):
                path[start:stop] = part
        return path

    def _shares(self, scores: Reals, asked: npt.NDArray[np.intp], runs: Sequence[Run]) -> Reals:
        """Return the probability of each tag of each word; outside of the runs it is 0 or 1."""
        shares = np.zeros_like(scores)
        shares[:, 0] = 1.0
        for chosen, transitions in self._by_kind(asked, runs):
            found = tag_shares([scores[start:stop] for start, stop in chosen], transitions)
            for (start, stop), part in zip(chosen, found, strict=True):
                shares[start:stop] = part
        return shares

    def _by_kind(
        self, asked: npt.NDArray[np.intp], runs: Sequence[Run]
    ) -> Iterator[tuple[list[Run], Reals]]:
        """Yield the runs that the field decides, and those of the network; with transitions."""
        for kind, transitions in ((0, self._transitions), (1, self._barriers)):
            chosen = [run for run in runs if asked[run[0]] == kind]
            if chosen:
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
    first, words = 0, list[str]()
    sentence = -1
    for index, (start, end, number) in enumerate(text.tokens):
        if number != sentence or len(words) == _LONGEST:
            if words:
                yield first, words
            first, words, sentence = index, [], number
        words.append(text.text[start:end])
    if words:
        yield first, words


def spans_of(tags: Sequence[str]) -> list[tuple[int, int, str]]:
    """Return `(first, past the last, label)` of the entities that IOB2 tags mark.

    An `I-` that continues nothing begins an entity.
    """
    spans: list[tuple[int, int, str]] = []
    for index, tag in enumerate(tags):
        kind, _, label = tag.partition("-")
        if kind == "I" and spans and spans[-1][1:] == (index, label):
            spans[-1] = (spans[-1][0], index + 1, label)
        elif kind != "O":
            spans.append((index, index + 1, label))
    return spans
