"""From the tokens of a text to their lemmas."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import NamedTuple

from lavrov_corpus.document import Analysis, SegmentedText
from lavrov_corpus.morphology import resources
from lavrov_corpus.morphology.bundled import bundled_lexicon
from lavrov_corpus.morphology.context import ContextModel
from lavrov_corpus.morphology.options import (
    cased,
    inflected,
    respecting_circumflex,
    shape,
    with_capitals,
)
from lavrov_corpus.morphology.ranking import grammatical_class
from lavrov_corpus.morphology.reading import Reading
from lavrov_corpus.morphology.scored import Scored, as_text, from_text
from lavrov_corpus.morphology.static import StaticModel
from lavrov_corpus.morphology.words import (
    cut_at_apostrophe,
    is_latin,
    is_mark,
    is_number,
    mark_class,
    opens_clause,
)
from lavrov_corpus.turkish import is_capitalized, straight_apostrophes, tr_lower

# Words, of some two kilobytes each, after which those are let go that did not come again
# since as many before.
_MOST_WORDS = 40_000
# What is longer is no word: looking for suffixes in a line without spaces would take minutes.
_LONGEST_WORD = 60


class _Option(NamedTuple):
    analysis: Analysis
    score: int
    group: str


@dataclass(frozen=True, slots=True)
class _Word:
    """A word as it is written: what it may be, and what it tells of its neighbours."""

    inside: tuple[_Option, ...]
    first: tuple[_Option, ...]
    before: Mapping[str, int]
    after: Mapping[str, int]
    opens: bool


class ContextLemmatizer:
    """Chooses the reading of each token that its letters, capitals and neighbours speak for.

    `lexicon` can be left out: the results are the same, but each new word then takes a
    search through zeyrek's morphotactics.
    """

    def __init__(self, *, use_lexicon: bool = True) -> None:
        self._use_lexicon = use_lexicon
        self._context = ContextModel()
        self._static = StaticModel()
        self._words: dict[str, _Word] = {}
        self._words_before: dict[str, _Word] = {}
        self._kept: dict[str, str] = {}
        self._new: dict[str, str] | None = None

    def __reduce__(self) -> tuple[Callable[[bool], ContextLemmatizer], tuple[bool]]:
        return _make, (self._use_lexicon,)

    @property
    def models(self) -> Mapping[str, str]:
        """Return the SHA-256 of each resource file by its name."""
        return {f"morphology/{name}": digest for name, digest in resources.digests().items()}

    def lemmatize(self, text: SegmentedText) -> list[Analysis]:
        """Return one analysis per token of `text.tokens`, in order."""
        edge = self._word("")
        words = [self._word(text.text[start:end]) for start, end, _ in text.tokens]
        sentences = [sentence for _, _, sentence in text.tokens]
        analyses = []
        last = len(words) - 1
        for index, word in enumerate(words):
            starts = index == 0 or sentences[index - 1] != sentences[index]
            before = edge if starts else words[index - 1]
            options = word.first if before.opens else word.inside
            if len(options) == 1:
                analyses.append(options[0].analysis)
                continue
            ends = index == last or sentences[index + 1] != sentences[index]
            after = edge if ends else words[index + 1]
            analyses.append(_best(options, before.before, after.after))
        return analyses

    def learn(self, words: Mapping[str, str]) -> None:
        """Start afresh with what `learned` gave in other runs, and keep account from now on.

        `words` must come from a lemmatizer of the same version and `models`.
        """
        self._words.clear()
        self._words_before.clear()
        self._kept = dict(words)
        self._new = {}

    def hear(self, words: Mapping[str, str]) -> None:
        """Add what `learned` gave elsewhere; what is known already stays as it is."""
        for word, readings in words.items():
            self._kept.setdefault(word, readings)

    def learned(self) -> dict[str, str]:
        """Return the readings worked out since the last call, by word in small letters.

        It is empty as long as nobody called `learn`.
        """
        if not self._new:
            return {}
        found, self._new = self._new, {}
        return found

    def readings(self, word: str) -> tuple[tuple[Reading, int], ...]:
        """Return all readings of a word with their scores, the best without context first."""
        stem = cut_at_apostrophe(word)[0]
        if not stem.isalpha() or len(stem) > _LONGEST_WORD:
            return ()
        scored = self._static.all_readings(tr_lower(stem))
        return tuple((entry.reading, entry.score) for entry in scored)

    def _word(self, surface: str) -> _Word:
        word = self._words.get(surface)
        if word is None:
            if len(self._words) >= _MOST_WORDS:
                self._words_before, self._words = self._words, {}
            word = self._words_before.get(surface) or self._make_word(surface)
            self._words[surface] = word
        return word

    def _make_word(self, surface: str) -> _Word:
        stem, suffix = cut_at_apostrophe(surface)
        lowered = tr_lower(stem)
        inside = self._options(stem, suffix, first=False)
        return _Word(
            inside,
            self._options(stem, suffix, first=True) if is_capitalized(stem) else inside,
            self._context.before(lowered),
            self._context.after(lowered),
            opens_clause(surface),
        )

    def _options(self, stem: str, suffix: str, *, first: bool) -> tuple[_Option, ...]:
        if is_mark(stem):
            return (_Option(Analysis(stem, mark_class(stem) if stem else ""), 0, ""),)
        if is_number(stem):
            return (_Option(Analysis(stem, "NUM"), 0, ""),)
        lowered = tr_lower(stem)
        if not is_latin(stem):
            return (_Option(Analysis(stem, "X"), 0, ""),)
        if not stem.isalpha() or len(stem) > _LONGEST_WORD:
            tag = "PROPN" if is_capitalized(stem) or suffix else "NOUN"
            lemma = straight_apostrophes(stem) if tag == "PROPN" else lowered
            return (_Option(Analysis(lemma, tag), 0, ""),)
        form = shape(stem, suffix, first=first)
        scored = respecting_circumflex(self._scored(lowered), stem)
        best: dict[Analysis, _Option] = {}
        for entry in with_capitals(scored, form):
            reading = inflected(entry.reading, stem, suffix)
            group = grammatical_class(reading)
            score = entry.score + self._context.place(form, reading, group)
            lemma = cased(reading.lemma, reading.pos, stem)
            analysis = Analysis(lemma, reading.pos, reading.feats)
            if analysis not in best or best[analysis].score < score:
                best[analysis] = _Option(analysis, score, group)
        ranked = sorted(best.values(), key=lambda option: -option.score)
        return tuple(option for option in ranked if option.score >= ranked[0].score - 6000)

    def _scored(self, lowered: str) -> tuple[Scored, ...]:
        if self._use_lexicon:
            known = bundled_lexicon().get(lowered)
            if known is not None:
                return known
        if lowered in self._kept:
            # What stands in a database may have been written by anyone.
            with suppress(ValueError):
                return from_text(lowered, self._kept[lowered])
        found = self._static.readings(lowered)
        if self._new is not None:
            self._new[lowered] = self._kept[lowered] = as_text(lowered, found)
        return found


def _make(use_lexicon: bool) -> ContextLemmatizer:
    return ContextLemmatizer(use_lexicon=use_lexicon)


def _best(
    options: Sequence[_Option], before: Mapping[str, int], after: Mapping[str, int]
) -> Analysis:
    chosen, highest = options[0].analysis, -(10**9)
    left, right = before.get, after.get
    for analysis, alone, group in options:
        score = alone + left(group, 0) + right(group, 0)
        if score > highest:
            chosen, highest = analysis, score
    return chosen
