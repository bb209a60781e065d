"""Whether a single period ends a sentence, by the words on both sides of it."""

from __future__ import annotations

import re

from lavrov_corpus.segmentation.rules import Rules

_LONGEST_WORD = 40
_BEFORE_WORD = "\"'“”‘’«‹„‚`([*-–—"
_INITIALS = re.compile(r"[^\W\d_](?:\.[^\W\d_])*+")
_ROMAN = re.compile(r"[IVXLC]{1,6}")
_NO_VOWEL = re.compile(r"[^\W\d_aeıioöuüâîûAEIİOÖUÜÂÎÛ]{2,}")


def period_ends(text: str, places: tuple[int, int, int], rules: Rules) -> bool:
    """Tell whether the period at `places[1]` ends the sentence that began at `places[0]`.

    `places[2]` is where the next word begins. All are code points of `text`.
    """
    begin, stop, following = places
    word = _word_before(text, begin, stop)
    if not word:
        return True
    if word[-1].isdigit():
        return _number_ends(word, begin < stop - len(word), text[following : following + 1])
    known = rules.abbreviations.get(word)
    if known is not None:
        return known in ("unit", "closing")
    if _INITIALS.fullmatch(word) or _ROMAN.fullmatch(word):
        return False
    return not (_NO_VOWEL.fullmatch(word) and not word.isupper())


def _number_ends(word: str, has_more: bool, head: str) -> bool:
    return has_more and (len(word) > 2 or not head.isupper())


def _word_before(text: str, begin: int, stop: int) -> str:
    """Return the word that ends at `stop`, "" if there is none since `begin`."""
    lowest = max(begin, stop - _LONGEST_WORD)
    word = text[max(text.rfind(" ", lowest, stop) + 1, lowest) : stop]
    if not word.isalnum():
        words = word.split()
        word = words[-1].lstrip(_BEFORE_WORD) if words and not word[-1].isspace() else ""
    return word
