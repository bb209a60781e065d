"""Which quotation marks and brackets of a paragraph belong together."""

from __future__ import annotations

import re
from typing import NamedTuple

# It begins with a set of characters, for which `re` searches fast; a mark may be doubled, and
# an apostrophe between two letters is none.
_MARK = re.compile(
    r"[\"“”„‟″«»()\[\]‘’‚‹›'`](?:(?<=')'|(?<=`)`|(?<=‘)‘|(?<=’)’|(?<=‚)‚)?+"
    r"(?:(?!\w)|(?<!\w['’]))"
)
_OPENERS = frozenset("“„«‹‚‘`([") | {"``", "‘‘", "‚‚"}
_CLOSERS = frozenset("”»›’)]") | {"’’"}
_SINGLE = frozenset("'‘’‚‹›`")
# A low mark is closed by the one that opens elsewhere.
_LOW = frozenset({"“„", "‘‚"})
_BRACKETS = {"(": "(", ")": "(", "[": "[", "]": "["}
# In code points. A bracket closes soon or not at all, so does a single mark, which may be an
# apostrophe; and where a whole article is one paragraph, a stray mark must not reach across it.
_LONGEST = {"(": 400, "[": 400, "'": 1000, '"': 4000}
_NEAREST = 8
# So many marks among four times as many characters quote nothing, nor does what comes after.
_MANY = 256
_SPARSE = 4


class Pair(NamedTuple):
    """Two marks that belong together: an opener at `start`, a closer at `close` to `end`."""

    start: int
    close: int
    end: int
    bracket: bool


def outer_pairs(text: str, start: int, end: int) -> list[Pair]:
    """Return the pairs of `text[start:end]` that lie in no other pair, in order.

    A mark without a partner in the paragraph counts for nothing, but for one that opens after
    a colon: that quotation ends with the paragraph. Positions are code points of `text`.
    """
    pairs: list[Pair] = []
    opened: list[tuple[str, int]] = []
    since = start
    for number, match in enumerate(_MARK.finditer(text, start, end), 1):
        mark, place, after = match.group(), match.start(), match.end()
        if number % _MANY == 0:
            if place - since < _MANY * _SPARSE:
                break
            since = place
        kind = _kind(mark)
        before = text[place - 1] if place > start else " "
        partner = _partner(opened, kind, place)
        opener = "" if partner is None else text[opened[partner][1]]
        if _closes(mark, before, text[after] if after < end else " ", opener):
            if partner is not None:
                _add(pairs, Pair(opened[partner][1], place, after, mark in _BRACKETS))
                del opened[partner:]
        elif _opens(mark, before, text[after : after + 1]):
            opened.append((kind, place))
    _add_unclosed(pairs, opened, text, (start, end))
    return pairs


def _add(pairs: list[Pair], pair: Pair) -> None:
    while pairs and pairs[-1].start > pair.start:
        pairs.pop()
    pairs.append(pair)


def _add_unclosed(
    pairs: list[Pair], opened: list[tuple[str, int]], text: str, span: tuple[int, int]
) -> None:
    """Let a last quotation that opens after a colon and never closes end the paragraph."""
    start, end = span
    last = next((place for kind, place in reversed(opened) if kind == '"'), None)
    if last is None or (pairs and pairs[-1].end > last):
        return
    if text[start:last].rstrip()[-1:] == ":":
        pairs.append(Pair(last, end, end, False))


def _kind(mark: str) -> str:
    """Return what a mark can be paired with: single marks, double marks, each bracket."""
    return _BRACKETS.get(mark) or ("'" if mark in _SINGLE else '"')


def _partner(opened: list[tuple[str, int]], kind: str, place: int) -> int | None:
    """Return the index of the nearest opener of the kind; few are ever open at once."""
    for index in range(len(opened) - 1, max(len(opened) - _NEAREST, 0) - 1, -1):
        if opened[index][0] == kind:
            return index if place - opened[index][1] <= _LONGEST[kind] else None
    return None


def _closes(mark: str, before: str, after: str, opener: str) -> bool:
    """Tell whether a mark closes, given the characters around it and the mark that is open."""
    if mark + opener in _LOW:
        return True
    if mark in _SINGLE:
        placed = not before.isspace() or (opener != "" and after.isspace())
        return mark not in "‘‚‹`" and not after.isalnum() and placed
    if mark in _OPENERS or mark in _CLOSERS:
        return mark in _CLOSERS
    if before.isspace():
        return opener != "" and after.isspace()
    if after.isspace():
        return opener != "" or before != ":"
    return opener != "" and _closes_glued(before, after)


def _closes_glued(before: str, after: str) -> bool:
    """Tell whether a straight mark between two characters closes: `İsrail"in`, `dedi:"Biz`."""
    if before == ",":
        return not after.isupper()
    return before not in ":(["


def _opens(mark: str, before: str, after: str) -> bool:
    if mark in _SINGLE and mark not in "‚‹":
        return not before.isalnum() and (after.isalnum() or before.isspace())
    return True
