"""Static scores of the readings of any word; needed where the lexicon has no entry."""

from __future__ import annotations

from functools import cached_property

from lavrov_corpus.morphology import resources
from lavrov_corpus.morphology.analyzer import ZeyrekAnalyzer
from lavrov_corpus.morphology.candidates import Irregular, candidates
from lavrov_corpus.morphology.packed import PackedNumbers, PackedTable
from lavrov_corpus.morphology.ranking import static_features
from lavrov_corpus.morphology.scored import Scored, keep_likely


class StaticModel:
    """Reads words through zeyrek and scores what it finds."""

    def __init__(self) -> None:
        self._analyzer = ZeyrekAnalyzer()

    def all_readings(self, word: str) -> tuple[Scored, ...]:
        """Return every reading of a word in small letters, the best first."""
        readings = candidates(word, self._analyzer, self._irregular)
        features = static_features(word, readings, self._counts)
        weights = self._weights
        scored = [
            Scored(reading, sum(weights.get(name, 0) for name in names))
            for reading, names in zip(readings, features, strict=True)
        ]
        return tuple(sorted(scored, key=lambda entry: -entry.score))

    def readings(self, word: str) -> tuple[Scored, ...]:
        """Return the readings of a word in small letters that are worth ranking in context."""
        return keep_likely(self.all_readings(word))

    @cached_property
    def _weights(self) -> PackedNumbers:
        return PackedNumbers(PackedTable(resources.read(resources.RANKER)))

    @cached_property
    def _counts(self) -> PackedNumbers:
        return PackedNumbers(PackedTable(resources.read(resources.COUNTS)))

    @cached_property
    def _irregular(self) -> Irregular:
        return parse_irregular(resources.read(resources.IRREGULAR).decode("utf-8"))


def parse_irregular(text: str) -> Irregular:
    """Return what the lines `word TAB lemma TAB upos TAB feats` and `lemma TAB lemma` say."""
    words: dict[str, tuple[tuple[str, str, str], ...]] = {}
    lemmas: dict[str, str] = {}
    for line in text.splitlines():
        fields = line.split("\t")
        if len(fields) == 2:
            lemmas[fields[0]] = fields[1]
        else:
            word, lemma, pos, feats = fields
            words[word] = (*words.get(word, ()), (lemma, pos, feats))
    return Irregular(words, lemmas)
