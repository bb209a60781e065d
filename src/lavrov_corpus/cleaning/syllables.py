"""Words that an extractor took apart: soft hyphens that came out as spaces.

Where a text's pieces are as short as syllables, the likeliest way to put them together
is found by dynamic programming over each line (the unigram model of word segmentation).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from math import inf

from lavrov_corpus.cleaning.characters import LINE_HYPHEN
from lavrov_corpus.cleaning.edits import Edit
from lavrov_corpus.cleaning.letters import LETTERS, surely_longer
from lavrov_corpus.cleaning.lexicon import turkish_lexicon
from lavrov_corpus.turkish import APOSTROPHES

_PIECE = re.compile(r"[^ \n\f]+")
# Lines that words go on from, with a hyphen at their end, are looked at together.
_CHUNK = re.compile(rf"(?:[^\n\f]*{LINE_HYPHEN}\n)*[^\n\f]+")
# Turkish words have more than six letters on average, its syllables between two and three.
_SHORT_PIECES = 4.2
_FEW_PIECES = 40
_SAMPLE = 20000
# A word that news text has so often is usual; of syllables, this share at least is not.
_USUAL = 20
_UNUSUAL_SHARE = 0.3
_MAX_PIECES = 14
_MAX_LETTERS = 34
# Texts share most of their words; so many take some ten megabytes.
_REMEMBERED = 65536
# What a piece without letters costs; it is always a word of its own.
_NO_WORD = 10.0
_CLOSES = re.compile(r"[.,;:!?…)\]}”»]|[\"'’]$")


def spaced_syllables(text: str) -> Iterator[Edit]:
    """Put words together whose syllables stand apart."""
    if not is_in_syllables(text):
        return
    for chunk in _CHUNK.finditer(text):
        pieces = list(_PIECE.finditer(text, chunk.start(), chunk.end()))
        gaps = [text[a.end() : b.start()] for a, b in pairwise(pieces)]
        for i in _joins([piece.group() for piece in pieces], gaps, _cost):
            if "\n" not in gaps[i]:
                yield Edit(pieces[i].end(), pieces[i + 1].start(), "", "spaced_syllables")


def is_in_syllables(text: str) -> bool:
    """Tell whether the text is made of pieces that are as short as syllables, and no words.

    Prose in short words is short as well (`o da iyi, ne var ki az`), but its pieces are
    words that everyone uses.
    """
    sample = text[:_SAMPLE]
    if surely_longer(sample, _SHORT_PIECES):
        return False
    pieces = LETTERS.findall(sample)
    if len(pieces) < _FEW_PIECES or sum(map(len, pieces)) >= _SHORT_PIECES * len(pieces):
        return False
    count = turkish_lexicon().count
    unusual = sum(count(piece) < _USUAL for piece in pieces)
    return unusual > _UNUSUAL_SHARE * len(pieces)


def _joins(
    pieces: Sequence[str], gaps: Sequence[str], cost_of: Callable[[str], float]
) -> list[int]:
    """Return the index of each piece that the next one belongs to."""
    fixed = _word_ends(pieces, gaps)
    costs = [0.0] + [inf] * len(pieces)
    begins = [0] * (len(pieces) + 1)
    for end in range(1, len(pieces) + 1):
        word = ""
        for start in range(end - 1, max(-1, end - 1 - _MAX_PIECES), -1):
            if start < end - 1 and (fixed[start] or len(word) > _MAX_LETTERS):
                break
            word = pieces[start].rstrip(LINE_HYPHEN) + word
            cost = costs[start] + cost_of(word)
            if cost < costs[end]:
                costs[end], begins[end] = cost, start
    inside: list[int] = []
    end = len(pieces)
    while end:
        inside.extend(range(begins[end], end - 1))
        end = begins[end]
    return sorted(inside)


def _word_ends(pieces: Sequence[str], gaps: Sequence[str]) -> list[bool]:
    """Return for each gap whether a word surely ends there.

    Where some gaps of a line are wider than others, only the narrow ones divide words.
    """
    widths = [len(gap) for gap in gaps if "\n" not in gap]
    narrow = min(widths, default=1)
    return [
        _closes(left, right) if "\n" in gap else len(gap) > narrow or _closes(left, right)
        for left, right, gap in zip(pieces, pieces[1:], gaps, strict=False)
    ]


def _closes(left: str, right: str) -> bool:
    """Tell whether a word surely ends between the two pieces."""
    last, first = left[-1], right[0]
    if last == LINE_HYPHEN:
        return False
    if _CLOSES.search(last) or not first.isalpha() or last.isdigit():
        return first not in APOSTROPHES
    return first.isupper() and not last.isupper()


@lru_cache(maxsize=_REMEMBERED)
def _cost(word: str) -> float:
    """Return what the word costs: its first letters as a word, the rest as what follows."""
    lexicon = turkish_lexicon()
    if word.isalpha():
        return lexicon.cost(word)
    groups = list(LETTERS.finditer(word))
    if not groups:
        return _NO_WORD
    total = lexicon.cost(groups[0].group())
    for group in groups[1:]:
        apostrophe = word[group.start() - 1] in APOSTROPHES
        letters = group.group()
        total += lexicon.ending_cost(letters) if apostrophe else lexicon.cost(letters)
    return total
