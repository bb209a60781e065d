"""Where in a sentence the words of a query stand."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from lavrov_corpus.queries.language import WORD_COLUMNS, Pattern
from lavrov_corpus.store import Store, word_spans

Span = tuple[int, int]


class Matcher:
    """Finds the words that patterns match among the numbers of the terms of a sentence."""

    def __init__(self, store: Store, patterns: Iterable[Pattern]) -> None:
        self._store = store
        self._ways = [
            (column, self._steps(pattern))
            for pattern in patterns
            for column in pattern.columns
            if column in WORD_COLUMNS
        ]

    def places(self, forms: Sequence[int], lemmas: Sequence[int]) -> list[Span]:
        """Return the first and the last word of each match, in order; none inside another."""
        found: list[Span] = []
        for column, steps in self._ways:
            numbers = forms if column == "form" else lemmas
            length = len(steps)
            found += (
                (i, i + length - 1)
                for i in range(len(numbers) - length + 1)
                if numbers[i] in steps[0]
                and all(numbers[i + k] in steps[k] for k in range(1, length))
            )
        apart: list[Span] = []
        for first, last in sorted(set(found), key=lambda place: (place[0], -place[1])):
            if not apart or first > apart[-1][1]:
                apart.append((first, last))
        return apart

    def spans(self, text: str, forms: Sequence[int], lemmas: Sequence[int]) -> list[Span]:
        """Return the spans of the matches in the text of the sentence, in code points of it."""
        places = self.places(forms, lemmas)
        if not places:
            return []
        words = list(word_spans(text, self._store.index.terms(forms)))
        return [(words[first][0], words[last][1]) for first, last in places]

    def _steps(self, pattern: Pattern) -> list[frozenset[int]]:
        *others, last = pattern.terms
        numbers = self._store.index.numbers
        return [*(numbers(term) for term in others), numbers(last, prefix=pattern.any_end)]
