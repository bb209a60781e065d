"""Static scores of the readings of any word; needed where the lexicon has no entry."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator, Mapping
from functools import cached_property

from lavrov_corpus.morphology import resources
from lavrov_corpus.morphology.analyzer import ZeyrekAnalyzer
from lavrov_corpus.morphology.candidates import Irregular, candidates
from lavrov_corpus.morphology.ranking import static_features
from lavrov_corpus.morphology.scored import Scored, keep_likely

#: So many keys are remembered; a large corpus asks for more than memory can hold.
_MOST_KNOWN = 100_000


class SortedNumbers(Mapping[str, int]):
    """A number for each key of a text of sorted lines `key TAB number`, found by bisection.

    To make a dictionary of them takes a quarter of a second, and a text asks for a few.
    """

    def __init__(self, text: str) -> None:
        self._lines = text.rstrip("\n").split("\n") if text else []
        self._known: dict[str, int | None] = {}

    def __getitem__(self, key: str) -> int:
        number = self._number(key)
        if number is None:
            raise KeyError(key)
        return number

    def get(self, key: str, default: int = 0) -> int:  # type: ignore[override]  # int alone
        """Return the number of a key, or `default`."""
        number = self._number(key)
        return default if number is None else number

    def __iter__(self) -> Iterator[str]:
        return (line.rpartition("\t")[0] for line in self._lines)

    def __len__(self) -> int:
        return len(self._lines)

    def _number(self, key: str) -> int | None:
        if key not in self._known:
            if len(self._known) >= _MOST_KNOWN:
                self._known.clear()
            self._known[key] = self._find(f"{key}\t")
        return self._known[key]

    def _find(self, beginning: str) -> int | None:
        place = bisect_left(self._lines, beginning)
        if place == len(self._lines) or not self._lines[place].startswith(beginning):
            return None
        return int(self._lines[place][len(beginning) :])


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
    def _weights(self) -> SortedNumbers:
        return SortedNumbers(resources.read(resources.RANKER).decode("utf-8"))

    @cached_property
    def _counts(self) -> SortedNumbers:
        return SortedNumbers(resources.read(resources.COUNTS).decode("utf-8"))

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
