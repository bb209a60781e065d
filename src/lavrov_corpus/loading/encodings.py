"""Which 8-bit encoding makes Turkish of some bytes.

The candidates differ only in the bytes from 0x80 on. Each candidate is scored by what those
bytes become between their neighbours: a letter of Turkish in the case of the letters
around it speaks for it, a letter that Turkish does not have, or a sign in the middle of a
word, speaks against it. A general detector calls most Turkish texts in cp1254 cp1250.
"""

from __future__ import annotations

from collections import Counter
from itertools import pairwise

from lavrov_corpus.turkish import VOWELS, tr_upper

#: In order of preference where the scores are equal.
CANDIDATES = ("cp1254", "cp857", "mac_turkish", "cp1250", "cp1252")

_SAMPLE = 1 << 18
_TURKISH_LOWER = frozenset("çğıöşü")
_TURKISH_UPPER = frozenset("ÇĞİÖŞÜ")
_CIRCUMFLEX = frozenset("âîûÂÎÛ")
_VOWELS = frozenset(VOWELS + tr_upper(VOWELS))
_MARKS = frozenset("\xa0«»°·’‘“”„–—…•€§©®´½²³")
_LETTER, _RARE_LETTER, _MARK = 1.0, 0.3, 0.2
_ALTERNATION = 0.2
_FOREIGN_LETTER, _MARK_IN_WORD, _WRONG_CASE, _SIGN = -0.7, -0.7, -0.5, -1.0


def best_turkish_encoding(data: bytes) -> str | None:
    """Return the candidate under which the bytes look most like Turkish, if any does."""
    sample = data[:_SAMPLE]
    windows = Counter(_windows(sample))
    if not windows:
        return None
    scores = {name: _score(windows, name) for name in CANDIDATES}
    best = max(CANDIDATES, key=scores.__getitem__)
    return best if scores[best] > 0 else None


def _windows(sample: bytes) -> list[bytes]:
    # Every window has three bytes, so that the middle one is the byte that is looked at.
    padded = b" " + sample + b" "
    return [padded[i : i + 3] for i, byte in enumerate(sample) if byte > 0x7F]


def _score(windows: Counter[bytes], name: str) -> float:
    total = 0.0
    for window, count in windows.items():
        before, character, after = (
            str(window[i : i + 1], name, errors="replace") for i in range(3)
        )
        total += count * _plausibility(before, character, after)
    return total


def _plausibility(before: str, character: str, after: str) -> float:
    in_word = before.isalpha() and after.isalpha()
    if character in _TURKISH_LOWER or character in _TURKISH_UPPER or character in _CIRCUMFLEX:
        value = _RARE_LETTER if character in _CIRCUMFLEX else _LETTER
        if character.isupper() and before.islower():
            value += 2 * _WRONG_CASE
        return value + _ALTERNATION * _alternates(before, character, after)
    if character.isalpha():
        return _FOREIGN_LETTER
    if character in _MARKS:
        return _MARK_IN_WORD if in_word and character not in "’‘´" else _MARK
    return _SIGN


def _alternates(before: str, character: str, after: str) -> int:
    """Return how far vowels and consonants take turns: 1, 0 or -1."""
    letters = [c in _VOWELS for c in (before, character, after) if c.isalpha()]
    pairs = list(pairwise(letters))
    same = sum(left == right for left, right in pairs)
    return 0 if not pairs else (1 if same == 0 else -1 if same == len(pairs) else 0)
