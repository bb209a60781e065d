"""Whether a single period ends a sentence, by the words on both sides of it."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

from lavrov_corpus.segmentation.decision import Period
from lavrov_corpus.segmentation.rules import AbbreviationClass, Rules
from lavrov_corpus.turkish import tr_lower

_LONGEST_WORD = 40
_LONGEST_INITIALS = 6
_BEFORE_WORD = "\"'“”‘’«‹„‚`([*-–—"
_WORD = re.compile(r"\w[\w'’.\-]*+")
_INITIALS = re.compile(r"[^\W\d_](?:\.[^\W\d_])*+")
_ROMAN = re.compile(r"[IVXLC]{1,6}")
_NO_VOWEL = re.compile(r"[^\W\d_aeıioöuüâîûAEIİOÖUÜÂÎÛ]{2,}")
_WHOLE = re.compile(r"\d++")
# After these a number is an amount and never an ordinal: `yüzde 31.`, `saat 14.`
_MINUS = frozenset("-−–")
_AMOUNT_FOLLOWS = frozenset({"yüzde", "binde", "%", "saat", "artı", "eksi", "sıfır"})


class Place(NamedTuple):
    """A period at `stop`, in code points of its text, and what stands around it.

    The sentence began at `begin`, the text goes on at `following`, its next word at `word`.
    """

    begin: int
    stop: int
    following: int
    word: int


def period_ends(text: str, place: Place, rules: Rules) -> bool:
    """Tell whether a period ends its sentence."""
    judged = judge(text, place, rules.abbreviations)
    return judged if isinstance(judged, bool) else rules.decision.ends(judged)


def judge(text: str, place: Place, abbreviations: Mapping[str, AbbreviationClass]) -> bool | Period:
    """Tell whether a period ends its sentence, or return the period if no rule can tell."""
    word = _word_before(text, place.begin, place.stop)
    kind = _kind(word, abbreviations) if word else "word"
    if kind in ("word", "fixed"):
        return kind == "word"
    start = place.stop - len(word)
    before = _word_before(text, place.begin, _skip_back(text, place.begin, start))
    is_amount = kind in ("unit", "amount") or _is_amount(kind, before, text[start - 1 : start])
    if not (before or is_amount) and kind in ("ordinal", "initial", "roman"):
        return False
    after, second = _next_words(text, place.word)
    if after[:1].islower():
        return False
    if kind == "letter":
        return bool(before) and not after[:1].isdigit()
    if is_amount:
        return not after[:1].isdigit()
    return Period(kind, before, text[place.following], after, second)


def _kind(word: str, abbreviations: Mapping[str, AbbreviationClass]) -> str:
    """Return the kind of a word before a period; "word" if it has no other use for one."""
    known = abbreviations.get(word) or abbreviations.get(word.rpartition(".")[2])
    if known is not None:
        return "fixed" if known in ("title", "inner") else known
    if len(word) > _LONGEST_INITIALS and word.isalpha():
        return "word"
    if word[-1].isdigit():
        return _number_kind(word)
    return _letters_kind(word)


def _letters_kind(word: str) -> str:
    if len(word) == 1:
        return "initial" if word.isupper() else "letter"
    if _ROMAN.fullmatch(word):
        return "roman"
    if _INITIALS.fullmatch(word):
        return "initials"
    # What has no vowel is no Turkish word: an abbreviation that no list has.
    return "fixed" if _NO_VOWEL.fullmatch(word) and not word.isupper() else "word"


def _number_kind(word: str) -> str:
    if not _WHOLE.fullmatch(word):
        return "amount"
    if len(word) < 3:
        return "ordinal"
    return "year" if len(word) == 4 and word[0] in "12" else "number"


def _is_amount(kind: str, before: str, sign: str) -> bool:
    if kind not in ("ordinal", "number", "year"):
        return False
    return sign in _MINUS or before[-1:].isdigit() or tr_lower(before) in _AMOUNT_FOLLOWS


def _next_words(text: str, place: int) -> tuple[str, str]:
    after = _WORD.match(text, place)
    if after is None:
        return text[place : place + 1], ""
    second = _WORD.match(text, after.end() + 1)
    return after.group(), second.group() if second else ""


def _skip_back(text: str, begin: int, place: int) -> int:
    while place > begin and text[place - 1].isspace():
        place -= 1
    return place


def _word_before(text: str, begin: int, stop: int) -> str:
    """Return the word that ends at `stop`, "" if there is none since `begin`."""
    lowest = max(begin, stop - _LONGEST_WORD)
    word = text[max(text.rfind(" ", lowest, stop) + 1, lowest) : stop]
    if not word.isalnum():
        words = word.split()
        word = words[-1].lstrip(_BEFORE_WORD) if words and not word[-1].isspace() else ""
    return word
