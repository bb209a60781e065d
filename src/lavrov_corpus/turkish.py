"""Turkish letters, case and apostrophes; every function here keeps the length of its text.

Keeping the length is what lets offsets found in a folded text be used on the text itself.
Python's own case methods cannot be used for that: `"İ".lower()` has two code points, and
they take `I` for the capital of `i`.
"""

from __future__ import annotations

import re

LOWER = "abcçdefgğhıijklmnoöprsştuüvyz"
UPPER = "ABCÇDEFGĞHIİJKLMNOÖPRSŞTUÜVYZ"
VOWELS = "aeıioöuüâîû"

#: Every mark that stands for an apostrophe between letters in Turkish print.
APOSTROPHES = "'’‘ʼ´`′＇‛"

_TO_PLAIN_APOSTROPHE = str.maketrans(dict.fromkeys(APOSTROPHES, "'"))
# What is folded in small letters. Most words have none of it; to replace the few signs one
# after the other costs less than to translate each letter.
_FOLDED = dict(zip("âêîôû", "aeiou", strict=True)) | dict.fromkeys(APOSTROPHES[1:], "'")
_TO_FOLD = re.compile(f"[{''.join(_FOLDED)}]")

# The letters that only foreign names have stand where the Latin alphabet has them.
_RANKS = {ord(c): 0x61 + rank for rank, c in enumerate("abcçdefgğhıijklmnoöpqrsştuüvwxyz")}


def _each(text: str, upper: bool) -> str:
    changed = (c.upper() if upper else c.lower() for c in text)
    return "".join(new if len(new) == 1 else old for old, new in zip(text, changed, strict=True))


def tr_lower(text: str) -> str:
    """Return the text in small letters, `I` as `ı` and `İ` as `i`, at the same length."""
    lowered = text.replace("I", "ı").replace("İ", "i")
    result = lowered.lower()
    return result if len(result) == len(text) else _each(lowered, upper=False)


def tr_upper(text: str) -> str:
    """Return the text in capitals, `i` as `İ` and `ı` as `I`, at the same length.

    A letter whose capital would be two code points (`ß`) stays as it is.
    """
    raised = text.replace("i", "İ").replace("ı", "I")
    result = raised.upper()
    return result if len(result) == len(text) else _each(raised, upper=True)


def tr_capitalize(word: str) -> str:
    """Return the word with a capital first letter and small letters after it."""
    return tr_upper(word[:1]) + tr_lower(word[1:])


def tr_fold(text: str) -> str:
    """Return the text as it is compared and searched, at the same length.

    Small letters, no circumflex, every apostrophe straight; `ı` and `i` stay apart.
    """
    folded = tr_lower(text)
    if _TO_FOLD.search(folded):
        for sign, plain in _FOLDED.items():
            folded = folded.replace(sign, plain)
    return folded


def tr_sort_key(text: str) -> str:
    """Return what the text is sorted by, in the order of the alphabet whatever the case."""
    return tr_fold(text).translate(_RANKS)


def straight_apostrophes(text: str) -> str:
    """Return the text with each kind of apostrophe as `'`, at the same length."""
    return text.translate(_TO_PLAIN_APOSTROPHE)


def is_capitalized(word: str) -> bool:
    """Tell whether the word begins with a capital letter."""
    return word[:1].isupper()
