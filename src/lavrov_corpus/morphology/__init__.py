"""Lemma, UPOS and features of Turkish words.

The lemma is the form that the UD treebanks of Turkish use: the dictionary form of a noun,
the stem of a verb without the ending of the infinitive (`geldi` -> `gel`), the number
itself, the mark itself. Proper nouns and acronyms keep their capitals (`ABD'nin` -> `ABD`).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Protocol

from lavrov_corpus.document import Analysis, SegmentedText
from lavrov_corpus.morphology.lemmatizer import ContextLemmatizer
from lavrov_corpus.morphology.reading import Reading

__all__ = ["Lemmatizer", "Reading", "load_lemmatizer"]


class Lemmatizer(Protocol):
    """Whatever gives each token its lemma, UPOS and features."""

    @property
    def models(self) -> Mapping[str, str]:
        """Return the SHA-256 of each resource file by its name."""

    def readings(self, word: str) -> Sequence[tuple[Reading, int]]:
        """Return all readings of a word with their scores, the best without context first."""

    def lemmatize(self, text: SegmentedText) -> list[Analysis]:
        """Return one analysis per token of `text.tokens`, in order."""

    def learn(self, words: Mapping[str, str]) -> None:
        """Start afresh with what `learned` gave in other runs, and keep account from now on.

        `words` must come from a lemmatizer of the same version and `models`.
        """

    def hear(self, words: Mapping[str, str]) -> None:
        """Add what `learned` gave elsewhere in this run, on the same terms."""

    def learned(self) -> Mapping[str, str]:
        """Return the readings worked out since the last call, by word in small letters."""


def load_lemmatizer() -> Lemmatizer:
    """Return a lemmatizer; zeyrek starts only with the first word that needs it."""
    return ContextLemmatizer()
