"""What is wrong with a clean text and cannot be repaired, and how good that leaves it."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from itertools import accumulate, pairwise

from lavrov_corpus.cleaning.language import ascii_turkish_share, foreign_part, known_words
from lavrov_corpus.cleaning.shapes import begins_small, ends_sentence

_UNMAPPED_GLYPHS = re.compile(r"\(cid:\d+\)")
_PRIVATE_USE = re.compile("[\ue000-\uf8ff\U000f0000-\U0010ffff]")
_UNREADABLE = re.compile("\\(cid:\\d|[\ufffd\ue000-\uf8ff\U000f0000-\U0010ffff]")
_TURKISH = "ışüğçöİÇĞÖŞÜ"
# Turkish prose has about one such letter in eight; English has none.
_TURKISH_SHARE = 1 / 40
# In text without Turkish letters, quotations or names may bring some.
_ASCII_SHARE = 1 / 400
_ENOUGH_LETTERS = 200
# The share of known words of a text with no Turkish in it, and of one of nothing else; and
# between the highest of another language (0.45) and the lowest of the news (0.63).
_TURKISH_WORDS = (0.45, 0.63)
_HALF_TURKISH = 0.5
# Of the words of news, no more than one in seven is a letter alone: initials, scores.
_ALONE_SHARE = 0.25
_ENOUGH_WORDS = 20
# Repairs that go by likelihood. Where all words of the frozen round trip were put together so,
# by two repairs each, 1.5 words in a hundred were wrong.
_GUESSES = ("spaced_syllables", "cut_words")
_GUESS = 0.01
#: Flags of what spoils sentences or words as such.
_SPOILING = frozenset({"ascii_turkish", "interleaved_columns", "spaced_letters", "table"})
_SPOILT = 0.5
# A paragraph this long is no heading and no row of a table.
_LONG = 120
_FEW, _SHARE_MET, _ROWS = 3, 0.05, 8
_MET = re.compile("[-.!?] (?=[a-zçğıöşü]{2})")
_SENTENCE_END = re.compile('[.!?]["”]? ')


def assess(text: str, repairs: Mapping[str, int]) -> tuple[tuple[str, ...], float]:
    """Return the names of what is wrong with the text, sorted, and its quality, 0 to 1.

    The quality is a product: the share of words without a sign that cannot be read, counting
    a word that was put together by its likelihood as a small part of one; the share of the
    text that is Turkish, as far as its words tell; and a half for each flag of _SPOILING.
    News as it was printed has 1, text of another language nearly 0.
    """
    unreadable = _unreadable_signs(text)
    words = text.split()
    sound = [word for word in words if not _UNREADABLE.search(word)] if unreadable else words
    readable = " ".join(sound) if unreadable else text
    few_letters = _has_few_turkish_letters(readable, _TURKISH_SHARE)
    words_known = known_words(readable)
    known = sum(words_known) / len(words_known) if words_known else None
    foreign = foreign_part(words_known or ())
    is_ascii = False
    if few_letters and _has_few_turkish_letters(readable, _ASCII_SHARE):
        ascii_share = ascii_turkish_share(readable)
        is_ascii = ascii_share is not None and ascii_share >= _HALF_TURKISH
        known, foreign = (ascii_share, 0.0) if is_ascii else (known, foreign)
    is_foreign = known is not None and known < _HALF_TURKISH
    found = {
        "few_turkish_letters": few_letters and not is_ascii,
        "ascii_turkish": is_ascii,
        "not_turkish": is_foreign,
        "partly_foreign": foreign > 0 and not is_foreign,
        "spaced_letters": _has_spaced_letters(words),
        "interleaved_columns": _is_interleaved(text),
        "table": _is_table(text),
    }
    flags = {name for name, present in found.items() if present} | unreadable
    if not any(map(str.isalpha, text)):
        return tuple(sorted(flags)), 0.0
    quality = _intact_share(len(words), len(sound), repairs)
    quality *= min(_turkish_part(known), 1 - foreign)
    quality *= _SPOILT ** len(_SPOILING & flags)
    return tuple(sorted(flags)), round(quality, 3)


def _unreadable_signs(text: str) -> set[str]:
    """Return the flags of the signs that stand for something that cannot be read."""
    found = {
        "unmapped_glyphs": "(cid:" in text and _UNMAPPED_GLYPHS.search(text),
        "replacement_characters": "\ufffd" in text,
        "private_use_characters": _PRIVATE_USE.search(text),
    }
    return {name for name, present in found.items() if present}


def _intact_share(words: int, sound: int, repairs: Mapping[str, int]) -> float:
    """Return the share of the words that can be read and were there."""
    guessed = sum(repairs.get(name, 0) for name in _GUESSES)
    return max(0.0, (sound - _GUESS * guessed) / words)


def _turkish_part(known: float | None) -> float:
    """Return which part of the text is Turkish, given the share of its words that are known."""
    none, whole = _TURKISH_WORDS
    return 1.0 if known is None else min(1.0, max(0.0, (known - none) / (whole - none)))


def _has_few_turkish_letters(text: str, share: float) -> bool:
    letters = len(text) - text.count(" ")
    # The first few letters are enough to tell of most texts that they have many.
    counts = accumulate(map(text.count, _TURKISH))
    return letters >= _ENOUGH_LETTERS and all(count < letters * share for count in counts)


def _has_spaced_letters(words: Sequence[str]) -> bool:
    """Tell whether words stand there letter by letter, as `T ü r k i y e`."""
    limit = _ALONE_SHARE * len(words)
    if len(words) < _ENOUGH_WORDS or list(map(len, words)).count(1) <= limit:
        return False
    return sum(word.isalpha() for word in words if len(word) == 1) > limit


def _is_interleaved(text: str) -> bool:
    """Tell whether sentences break off and others begin in their middle again and again.

    Parts of two columns meet in the middle of paragraphs as well as at their edges: a small
    letter after a sentence's end, the half of a divided word before another word.
    """
    pairs = list(pairwise(text.split("\n\n")))
    begun = sum(begins_small(after) and ends_sentence(before) for before, after in pairs)
    cut = sum(not ends_sentence(before) and len(before) > _LONG for before, _ in pairs)
    met = (
        begun + min(begun, cut) + sum(_meets(text, match.start()) for match in _MET.finditer(text))
    )
    if met < _FEW:
        return False
    return met > _SHARE_MET * (len(pairs) + sum(1 for _ in _SENTENCE_END.finditer(text)))


def _meets(text: str, place: int) -> bool:
    """Tell whether a word ends before the mark, and no abbreviation."""
    before = text[max(0, place - 3) : place]
    return before[-1:].islower() if text[place] == "-" else len(before) == 3 and before.islower()


def _is_table(text: str) -> bool:
    """Tell whether most of the text's lines are short and hold a number."""
    lines = text.split("\n\n")
    rows = sum(len(line) < _LONG and any(map(str.isdigit, line)) for line in lines)
    return rows >= _ROWS and rows > len(lines) / 2
