"""The states of our own network in the shape of a transformer that stanza's tagger reads.

stanza asks the tokenizer of a transformer for numbers of pieces and for the word that each
belongs to, and the model for the states of those numbers. Here a number is the row of a word
in a table of states, so that both do nothing but look up, and neither the weights of a second
network nor the library `transformers` are needed.

Importing this module imports torch.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from types import SimpleNamespace

import numpy as np
import torch

from lavrov_corpus.ner.encoder import STATE_WIDTH
from lavrov_corpus.ner.pieces import Numbers, Singles

#: The row of the marks that stand around a sentence, and beyond its end; stanza drops them.
_BLANK = 0


class SentenceWithStates(list[str]):
    """The words of a sentence, and their states, of shape (words, STATE_WIDTH)."""

    def __init__(self, words: Iterable[str], states: Singles) -> None:
        super().__init__(words)
        self.states = states


@dataclass(frozen=True, slots=True)
class Rows:
    """What a transformer's tokenizer returns for some sentences, padded to one length."""

    input_ids: list[list[int]]
    lengths: list[int]

    def __getitem__(self, name: str) -> list[list[int]]:
        if name == "input_ids":
            return self.input_ids
        width = len(self.input_ids[0])
        return [[1] * (n + 2) + [0] * (width - n - 2) for n in self.lengths]

    def word_ids(self, batch_index: int) -> list[int | None]:
        """Return the word that each number of a sentence stands for, None for a mark."""
        return [None, *range(self.lengths[batch_index]), None]


class StatesTokenizer:
    """Wears the interface of a transformer's tokenizer; gives each word the row of its state.

    `rows_of` puts the states of the words of some sentences in a table, from row 1 on, and
    returns their rows, an array a sentence.
    """

    model_max_length = 1 << 60

    def __init__(self, rows_of: Callable[[Sequence[Sequence[str]]], Sequence[Numbers]]) -> None:
        self._rows_of = rows_of

    def __call__(self, sentences: Sequence[Sequence[str]], **_: object) -> Rows:
        """Return the rows of the words of each sentence, between two marks."""
        found = self._rows_of(sentences)
        width = max(map(len, found)) + 2
        rows = np.full((len(found), width), _BLANK)
        for row, numbers in zip(rows, found, strict=True):
            row[1 : len(numbers) + 1] = numbers
        return Rows(rows.tolist(), [len(numbers) for numbers in found])


class StatesModel:
    """Wears the interface of a transformer: looks states up in the table that is current."""

    config = SimpleNamespace(hidden_size=STATE_WIDTH)
    _hf_peft_config_loaded = False

    def __init__(self) -> None:
        self.table: Singles = np.zeros((1, STATE_WIDTH), np.float32)

    def named_parameters(self) -> tuple[()]:
        """Return nothing: there is nothing that a tagger could train."""
        return ()

    def __call__(self, rows: torch.Tensor, **_: object) -> SimpleNamespace:
        """Return the states of rows of the table, as the only layer of a transformer."""
        states = torch.from_numpy(self.table[rows.numpy()].astype(np.float32, copy=False))
        return SimpleNamespace(hidden_states=(states,))


def transformer(
    read: Callable[[Sequence[Sequence[str]]], Sequence[Singles]],
) -> tuple[StatesModel, StatesTokenizer]:
    """Return a model and a tokenizer that look the states of words up as `read` gives them.

    What is a `SentenceWithStates` has been read already; any other sentence is read by itself.
    """
    model = StatesModel()

    def rows_of(sentences: Sequence[Sequence[str]]) -> Sequence[Numbers]:
        states = [
            each.states if isinstance(each, SentenceWithStates) else read([each])[0]
            for each in sentences
        ]
        blank = np.zeros((1, STATE_WIDTH), np.float32)
        model.table = np.concatenate([blank, *states])
        ends = np.cumsum([1, *map(len, states)])
        return [np.arange(first, end) for first, end in pairwise(ends.tolist())]

    return model, StatesTokenizer(rows_of)
