"""Reads the states of the bundled network for all sentences that a tagger learns from.

The network stays as it is, so each sentence is read once, and training only looks them up.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from pathlib import Path

import numpy as np

from lavrov_corpus.ner.encoder import STATE_WIDTH, Encoder
from lavrov_corpus.ner.pieces import Numbers
from lavrov_corpus.ner.stanza_states import StatesModel, StatesTokenizer
from lavrov_corpus.turkish import straight_apostrophes

#: Articles whose states were read are kept on disk in parts of so many sentences.
_PART = 2000

Words = tuple[str, ...]


def spelled(words: Iterable[str]) -> Words:
    """Return the words in the spelling that the tagger is given."""
    return tuple(map(straight_apostrophes, words))


class StoredStates:
    """The states of sentences, read once and kept in a folder at half precision."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._encoder: Encoder | None = None
        self._tables: list[np.ndarray] = [np.zeros((1, STATE_WIDTH), np.float16)]
        self._first_row: dict[Words, int] = {}
        self._rows = 1
        folder.mkdir(parents=True, exist_ok=True)

    def add(self, name: str, articles: Sequence[Sequence[Words]]) -> None:
        """Read articles, whose sentences are seen together; what is on disk is not read again."""
        for number, part in enumerate(_parts(articles)):
            sentences = [words for article in part for words in article]
            digest = hashlib.sha256(repr(part).encode()).hexdigest()[:16]
            path = self._folder / f"{digest}.npy"
            if not path.exists():
                self._write(part, path)
                print(f"{name}: part {number}, {len(sentences)} sentences", flush=True)
            self._tables.append(np.load(path))
            for words in sentences:
                self._first_row[words] = self._rows
                self._rows += len(words)

    def _write(self, articles: Sequence[Sequence[Words]], path: Path) -> None:
        self._encoder = self._encoder or Encoder.load()
        states = [rows for article in articles for rows in self._encoder.states(article)]
        with path.with_suffix(".part").open("wb") as file:
            np.save(file, np.concatenate(states).astype(np.float16))
        path.with_suffix(".part").replace(path)

    def transformer(self) -> tuple[StatesModel, StatesTokenizer]:
        """Return what stanza takes for a transformer and its tokenizer."""
        model = StatesModel()
        model.table = np.concatenate(self._tables)
        return model, StatesTokenizer(self._rows_of)

    def _rows_of(self, sentences: Sequence[Sequence[str]]) -> list[Numbers]:
        firsts = [self._first_row[tuple(words)] for words in sentences]
        return [
            np.arange(first, first + len(words))
            for first, words in zip(firsts, sentences, strict=True)
        ]


def _parts(articles: Sequence[Sequence[Words]]) -> Iterable[Sequence[Sequence[Words]]]:
    part: list[Sequence[Words]] = []
    size = 0
    for article in articles:
        part.append(article)
        size += len(article)
        if size >= _PART:
            yield part
            part, size = [], 0
    if part:
        yield part
