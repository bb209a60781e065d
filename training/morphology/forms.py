"""Word forms that news may have, guessed from those that are known.

A form is a stem and what follows it. How often a form will stand in other news is expected
to be how often its stem does, times the share of its ending among the endings of stems that
sound alike: enough to tell which forms are worth a place in the lexicon.
"""

from __future__ import annotations

import heapq
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping

from lavrov_corpus.morphology.scored import Scored
from lavrov_corpus.turkish import VOWELS

_SOFTENED = {"k": "ğ", "ç": "c", "p": "b", "t": "d"}
_VERBAL = frozenset({"VERB", "AUX"})
#: An ending must follow so many stems of its kind.
_LEAST_STEMS = 3
#: What is expected less often than this, in text as large as the known, is not looked at.
_LEAST = 0.02

_Kind = tuple[str, str, str, bool]


def expected_forms(
    counts: Mapping[str, int], readings: Mapping[str, tuple[Scored, ...]]
) -> dict[str, float]:
    """Return forms that are not among `counts`, with how often they are to be expected.

    `readings` holds the scored readings of the counted words, the best first.
    """
    stems: dict[_Kind, Counter[str]] = defaultdict(Counter)
    endings: dict[_Kind, dict[str, set[str]]] = defaultdict(lambda: defaultdict(set))
    mass: dict[_Kind, Counter[str]] = defaultdict(Counter)
    for word, times in counts.items():
        for stem, ending, kind in _cuts(word, readings.get(word, ())):
            stems[kind][stem] += times
            endings[kind][ending].add(stem)
            mass[kind][ending] += min(times, 20)
    expected: dict[str, float] = defaultdict(float)
    for kind, found in stems.items():
        total = sum(mass[kind].values())
        usual = [
            (n / total, ending)
            for ending, n in mass[kind].most_common()
            if len(endings[kind][ending]) >= _LEAST_STEMS
        ]
        for stem, times in found.items():
            for share, ending in usual:
                if share * times < _LEAST:
                    break
                expected[stem + ending] += share * times
    return {form: times for form, times in expected.items() if form not in counts}


def most_expected(expected: Mapping[str, float], number: int) -> list[str]:
    """Return so many of the forms, those expected most often."""
    return heapq.nsmallest(number, expected, key=lambda form: (-expected[form], form))


def _cuts(word: str, scored: tuple[Scored, ...]) -> Iterator[tuple[str, str, _Kind]]:
    """Yield the stem and ending of a word, with what kind of stem it is."""
    if not scored:
        return
    reading = scored[0].reading
    lemma = reading.lemma
    stem = word[: len(lemma)]
    softened = lemma[:-1] + _SOFTENED.get(lemma[-1:], "")
    if stem not in (lemma, softened) or len(lemma) < 2:
        return
    vowel = next((c for c in reversed(stem) if c in VOWELS), "")
    tag = "VERB" if reading.pos in _VERBAL else "NOUN"
    yield stem, word[len(stem) :], (tag, vowel, stem[-1], stem != lemma)
