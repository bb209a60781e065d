"""Static scores of the readings of any word; needed where the lexicon has no entry."""

from __future__ import annotations

import re
from functools import cached_property

from lavrov_corpus.morphology import resources
from lavrov_corpus.morphology.analyzer import ZeyrekAnalyzer
from lavrov_corpus.morphology.candidates import Irregular, candidates
from lavrov_corpus.morphology.ranking import static_features
from lavrov_corpus.morphology.reading import Reading
from lavrov_corpus.morphology.scored import Scored, keep_likely

_NUMBERED_LINE = re.compile(r"^(.*)\t(-?\d+)$", re.MULTILINE)


class StaticModel:
    """Reads words through zeyrek and scores what it finds."""

    def __init__(self) -> None:
        self._analyzer = ZeyrekAnalyzer()

    def all_readings(self, word: str) -> tuple[Scored, ...]:
        """Return every reading of a word in small letters, the best first."""
        scored = [
            Scored(reading, self._score(word, reading))
            for reading in candidates(word, self._analyzer, self._irregular)
        ]
        return tuple(sorted(scored, key=lambda entry: -entry.score))

    def readings(self, word: str) -> tuple[Scored, ...]:
        """Return the readings of a word in small letters that are worth ranking in context."""
        return keep_likely(self.all_readings(word))

    def _score(self, word: str, reading: Reading) -> int:
        weights = self._weights
        return sum(weights.get(name, 0) for name in static_features(word, reading, self._counts))

    @cached_property
    def _weights(self) -> dict[str, int]:
        return _integers(resources.RANKER)

    @cached_property
    def _counts(self) -> dict[str, int]:
        return _integers(resources.COUNTS)

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


def _integers(name: str) -> dict[str, int]:
    text = resources.read(name).decode("utf-8")
    return {key: int(value) for key, value in _NUMBERED_LINE.findall(text)}
