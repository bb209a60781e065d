"""Runs the tagger inside a stanza pipeline without the work that only training needs.

stanza's own `NERProcessor.process` builds a Document with an object for each token and word,
maps a blank gold tag for each, computes the loss of those blank tags, reads the letters of a
word as often as it occurs, and decodes sentence by sentence; for a BiLSTM of the usual size
that takes longer than the network. Here the same network gets the same input, and the same
Viterbi search runs over a whole batch, so that the tags are the same ones.

Importing this module imports torch and stanza.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Any

import numpy as np
import numpy.typing as npt
import torch
from stanza.models.common.data import get_long_tensor
from stanza.models.common.utils import unsort
from stanza.models.common.vocab import PAD_ID, VOCAB_PREFIX_SIZE
from stanza.models.ner.trainer import fix_singleton_tags
from stanza.models.ner.utils import decode_from_bioes, merge_tags
from torch.nn.utils.rnn import PackedSequence, pack_sequence

from lavrov_corpus.ner.pieces import Singles
from lavrov_corpus.ner.stanza_certainty import PathShares
from lavrov_corpus.ner.stanza_states import SentenceWithStates

#: First word, last word (inclusive), stanza's label and the probability of a mention.
Span = tuple[int, int, str, float]

_NoSentences = tuple[None, None, None, None]

_CACHED_WORDS = 50_000


class SpanFinder:
    """Finds the mentions in sentences that are cut into words, all in one batch."""

    def __init__(self, pipeline: Any) -> None:
        processor = pipeline.processors["ner"]
        self._taggers = [_Tagger(trainer) for trainer in processor.trainers]

    def __call__(
        self, sentences: Sequence[Sequence[str]], states: Sequence[Singles] | None = None
    ) -> list[list[Span]]:
        """Return the mentions of each sentence, in order.

        `states` are those of the words of each sentence, where a tagger reads our network.
        """
        if states is None:
            worded = [list(words) for words in sentences]
        else:
            worded = [SentenceWithStates(*pair) for pair in zip(sentences, states, strict=True)]
        with torch.inference_mode():
            tagged = [tagger.tags(worded) for tagger in self._taggers]
        return [_spans(columns) for columns in zip(*tagged, strict=True)]


@dataclass(frozen=True, slots=True)
class _Tagged:
    """The BIOES tags that a tagger gave the words of a sentence; how probable they are."""

    names: list[str]
    path: list[int]
    row: int
    shares: PathShares

    def share(self, first: int, last: int) -> float:
        return self.shares.of(self.row, first, self.path[first : last + 1])


def _spans(columns: Sequence[_Tagged]) -> list[Span]:
    """Return the mentions of a sentence that one or several taggers have tagged."""
    # Where a package has several taggers, stanza lets the earlier ones win.
    merged = merge_tags(*(column.names for column in columns))
    spans = []
    for found in decode_from_bioes(merged):
        first, last = found["start"], found["end"]
        words = slice(first, last + 1)
        tagger = next((each for each in columns if each.names[words] == merged[words]), columns[0])
        spans.append((first, last, found["type"], tagger.share(first, last)))
    return spans


class _Tagger:
    """One of a processor's trainers, as stanza calls a loaded model."""

    def __init__(self, trainer: Any) -> None:
        self._vocabulary, self._model = trainer.vocab, trainer.model
        self._column = trainer.args["predict_tagset"]
        self._names = trainer.vocab["tag"].items(self._column)
        self._reads_sentences = bool(trainer.args.get("charlm"))
        lower = bool(trainer.args.get("char_lowercase"))
        self._letters = lru_cache(_CACHED_WORDS)(
            lambda word: self._vocabulary["char"].map(word.lower() if lower else word)
        )
        self._model.eval()
        self._model.crits = torch.nn.ModuleList(map(_Transitions, self._model.crits))
        if hasattr(self._model, "charmodel"):
            self._model.charmodel = _DistinctWords(self._model.charmodel)

    def tags(self, sentences: Sequence[list[str]]) -> list[_Tagged]:
        """Return the BIOES tags of each sentence."""
        order = sorted(range(len(sentences)), key=lambda place: -len(sentences[place]))
        ordered = [sentences[place] for place in order]
        lengths = [len(sentence) for sentence in ordered]
        blank = torch.zeros(len(ordered), lengths[0], len(self._vocabulary["tag"].lens()))
        letters, word_lengths, rows = self._words(ordered)
        chars, offsets, char_lengths, char_order = self._sentences(ordered)
        _, scores, transitions = self._model(
            ordered, letters, letters.eq(PAD_ID), blank.long(), rows, lengths, word_lengths,
            chars, offsets, char_lengths, char_order,
        )  # fmt: skip
        emitted, steps = scores[self._column].numpy(), transitions[self._column].numpy()
        paths = viterbi(emitted, steps, lengths)
        shares = PathShares(emitted, steps, lengths)
        # The first tags of a vocabulary are padding and the like; stanza takes them for O.
        paths = np.maximum(paths, VOCAB_PREFIX_SIZE)
        tagged = []
        for row, (path, length) in enumerate(zip(paths.tolist(), lengths, strict=True)):
            names = fix_singleton_tags([self._names[tag] for tag in path[:length]])
            tagged.append(_Tagged(names, path[:length], row, shares))
        return list(unsort(tagged, order))

    def _words(self, ordered: Sequence[Sequence[str]]) -> tuple[torch.Tensor, list[int], list[int]]:
        """Return the letters of the distinct words, their lengths, and the row of each word."""
        distinct = {word for sentence in ordered for word in sentence}
        by_length = sorted(distinct, key=lambda word: (-len(word), word))
        letters = get_long_tensor([self._letters(word) for word in by_length], len(by_length))
        row_of = {word: row for row, word in enumerate(by_length)}
        rows = [row_of[word] for sentence in ordered for word in sentence]
        return letters, [len(word) for word in by_length], rows

    def _sentences(
        self, ordered: Sequence[Sequence[str]]
    ) -> tuple[torch.Tensor, list[list[list[int]]], list[int], list[int]] | _NoSentences:
        """Return what a character LM reads: letters both ways, ends of words, lengths, order.

        stanza's character LMs read a line end, then the words with a space after each.
        """
        if not self._reads_sentences:
            return None, None, None, None
        vocabulary = self._vocabulary["char"]
        line_end, space = vocabulary.unit2id("\n"), vocabulary.unit2id(" ")
        read = [[self._letters(word) for word in words] for words in ordered]
        size = [sum(map(len, words)) + len(words) for words in read]
        order = sorted(range(len(read)), key=lambda place: -size[place])
        ahead = [_running(read[place], line_end, space) for place in order]
        back = [
            _running([word[::-1] for word in read[place][::-1]], line_end, space) for place in order
        ]
        chars = torch.stack(
            [
                get_long_tensor([letters for letters, _ in each], len(order), pad_id=space)
                for each in (ahead, back)
            ]
        )
        offsets = [[ends for _, ends in ahead], [ends[::-1] for _, ends in back]]
        return chars, offsets, [len(letters) for letters, _ in ahead], order


def _running(words: list[list[int]], first: int, space: int) -> tuple[list[int], list[int]]:
    """Return the letters of words in a row, and where the space after each of them is."""
    letters, ends = [first], []
    for word in words:
        letters += word
        ends.append(len(letters))
        letters.append(space)
    return letters, ends


class _Transitions(torch.nn.Module):
    """Stands in for stanza's CRFLoss: hands on the transitions, and computes no loss."""

    def __init__(self, crit: Any) -> None:
        super().__init__()
        self._transitions = crit._transitions

    def forward(self, *_: torch.Tensor) -> tuple[float, torch.Tensor]:
        return 0.0, self._transitions


class _DistinctWords(torch.nn.Module):
    """Stands before stanza's CharacterModel, which reads each word by itself, once for each
    word of the batch: here once for each distinct word.
    """

    def __init__(self, model: Any) -> None:
        super().__init__()
        self._model = model

    def forward(
        self,
        letters: torch.Tensor,
        mask: torch.Tensor,
        rows: list[int],
        lengths: list[int],
        word_lengths: list[int],
    ) -> PackedSequence:
        count = len(word_lengths)
        # As `count` sentences of one word each, whose packed form is one row a word.
        read = self._model(letters, mask, list(range(count)), [1] * count, word_lengths)
        return pack_sequence(read.data[rows].split(lengths))


def viterbi(
    scores: npt.NDArray[np.float32], transitions: npt.NDArray[np.float32], lengths: Sequence[int]
) -> npt.NDArray[np.intp]:
    """Return the best path of tags through each sentence of a batch (Viterbi, 1967).

    `scores` is batch x words x tags, the longest sentence first; `lengths` are in words;
    `transitions[i, j]` is the score of tag j after tag i. What stands beyond the length of a
    sentence in the result has no meaning. The sums are those of stanza's `viterbi_decode`,
    in the same order, so that ties fall the same way.
    """
    batch, longest, tags = scores.shape
    # How many sentences have a word at each place; they are the first ones of the batch.
    alive = np.searchsorted(-np.asarray(lengths), -np.arange(longest), side="left")
    best = scores[:, 0].copy()
    came_from = np.zeros((longest, batch, tags), dtype=np.intp)
    for place in range(1, longest):
        rows = alive[place]
        reached = best[:rows, :, None] + transitions
        came_from[place, :rows] = reached.argmax(1)
        best[:rows] = scores[:rows, place] + reached.max(1)
    paths = np.zeros((batch, longest), dtype=np.intp)
    paths[np.arange(batch), np.asarray(lengths) - 1] = best.argmax(1)
    for place in range(longest - 1, 0, -1):
        rows = np.arange(alive[place])
        paths[rows, place - 1] = came_from[place, rows, paths[rows, place]]
    return paths
