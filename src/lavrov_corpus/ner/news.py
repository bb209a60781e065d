"""The engine `news`: a bundled statistical tagger of PER, LOC and ORG for Turkish news."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from importlib.resources.abc import Traversable

import numpy as np
import numpy.typing as npt

from lavrov_corpus.document import Mention, SegmentedText
from lavrov_corpus.ner.context import Words, context_scores
from lavrov_corpus.ner.decoder import LinearChain, Reals, Weights, best_paths, tag_shares
from lavrov_corpus.ner.features import sentence_class
from lavrov_corpus.ner.model_file import NAME, read_model

#: Tokens that are tagged together, and tokens past which a sentence is cut for tagging.
_TOGETHER, _LONGEST = 40_000, 400

Piece = tuple[int, list[str]]  # the number of its first token in its text, and its words


class NewsTagger:
    """Finds persons, places and organisations with a conditional random field.

    The first pass sees a sentence; the second also what the first made of the other mentions
    of the same names in the article.
    """

    def __init__(
        self, weights: Weights, lists: Mapping[int, str], models: Mapping[str, str]
    ) -> None:
        self._chain = LinearChain(weights, lists)
        self._transitions = weights.scaled(weights.transitions)
        self._models = dict(models)

    @classmethod
    def load(cls, folder: Traversable | None = None) -> NewsTagger:
        """Load the bundled model, or the one of another folder.

        Raises:
            ModelError: the model is missing or damaged.

        """
        weights, lists, digest = read_model(folder)
        return cls(weights, lists, {NAME: digest})

    @property
    def engine(self) -> str:
        """The name of the engine."""
        return "news"

    @property
    def models(self) -> Mapping[str, str]:
        """The SHA-256 of the model file, by its name."""
        return self._models

    def tag(self, texts: Sequence[SegmentedText]) -> list[tuple[Mention, ...]]:
        """Return the mentions of each text, sorted and without overlaps."""
        results: list[tuple[Mention, ...]] = []
        for batch in _batches(texts):
            results += self._tag_batch(batch)
        return results

    def certainty(self, text: SegmentedText) -> list[float]:
        """Return for each token of a text the probability of its likeliest tag, 0 to 1."""
        pieces = [words for _, words in _pieces(text)]
        if not pieces:
            return []
        scores = self._scores(pieces, np.zeros(len(text.tokens), np.intp))
        shares = np.concatenate(tag_shares(scores, self._transitions))
        likeliest: list[float] = shares.max(axis=1).tolist()
        return likeliest

    def _tag_batch(self, texts: Sequence[SegmentedText]) -> list[tuple[Mention, ...]]:
        pieces = [list(_pieces(text)) for text in texts]
        sentences = [words for each in pieces for _, words in each]
        if not sentences:
            return [() for _ in texts]
        owners = [i for i, each in enumerate(pieces) for _, words in each for _ in words]
        paths = best_paths(self._scores(sentences, np.array(owners)), self._transitions)
        tags = self._chain.weights.tags
        found = iter([[tags[number] for number in path] for path in paths])
        return [
            tuple(_mentions(text, [(first, next(found)) for first, _ in each]))
            for text, each in zip(texts, pieces, strict=True)
        ]

    def _scores(
        self, sentences: Sequence[Sequence[str]], owners: npt.NDArray[np.intp]
    ) -> list[Reals]:
        """Return the scores of each sentence with those that its article adds.

        `owners` numbers the article of each word of all sentences in a row.
        """
        reading = self._chain.read([(words, sentence_class(words)) for words in sentences])
        ends = np.cumsum([len(words) for words in sentences])[:-1]
        scores = self._chain.weights.scaled(reading.scores)
        shares = np.concatenate(tag_shares(np.split(scores, ends), self._transitions))
        words = Words(owners, reading.stems, reading.capitals)
        return np.split(scores + context_scores(shares, words, self._chain.weights.tags), ends)


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


def _mentions(
    text: SegmentedText, tagged: Sequence[tuple[int, Sequence[str]]]
) -> Iterator[Mention]:
    for first, tags in tagged:
        for begin, stop, label in spans_of(tags):
            start, _, sentence = text.tokens[first + begin]
            yield Mention(start, text.tokens[first + stop - 1][1], sentence, label)


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
