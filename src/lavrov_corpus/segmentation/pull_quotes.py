"""Quotations that stand as sub-headings between sentences, in texts whose paragraphs were lost.

`... ifade etti. "İsrail saldırıyı sürdürüyor" Fakhri, ...`: the marks are all that ends them.
"""

from __future__ import annotations

import re

from lavrov_corpus.segmentation.quotes import Pair

_LEAST_WORDS = 4
_NEAR = 4
_PLACED = re.compile(r"\s{1,4}[^\W\da-zçğıöşüâîû_]")
_STOP = re.compile(r"[.!?…]")
_CLOSED_BEFORE = frozenset('.!?…"”’»)')
# The last word is a finite verb or a predicate in small letters: a statement, and no title.
_STATES = re.compile(
    r"[a-zçğıöşüâîû]*(?:yor|[dt][ıiuü]|m[ıiuü]ş|[ae]ca[kğ]|[ae]ce[kğ]|m[ae]l[ıi]|m[ae]z|[dt][ıiuü]r"
    r"|[ıiuü]r|[ae]r)(?:[ıiuü]m|[ıiuü]z|s[ıiuü]n(?:[ıiuü]z)?|[mkn]|n[ıiuü]z|l[ae]r)?"
    r"|değil(?:iz|im|ler)?|var|yok|gerek|lazım"
)


def is_pull_quote(text: str, begin: int, pair: Pair, end: int) -> bool:
    """Tell whether a pair of marks in the paragraph `text[begin:end]` holds a sub-heading.

    It opens where a sentence may begin, states something in four words or more without a stop,
    and a word with a capital comes after it.
    """
    if pair.bracket or not _PLACED.match(text, pair.end, end):
        return False
    before = text[max(begin, pair.start - _NEAR) : pair.start].rstrip()[-1:]
    if pair.start > begin and before not in _CLOSED_BEFORE:
        return False
    words = text[pair.start : pair.close].split()
    if len(words) < _LEAST_WORDS or _STOP.search(text, pair.start, pair.close):
        return False
    return _STATES.fullmatch(words[-1]) is not None
