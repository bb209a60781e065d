"""Which quotation marks and brackets of a paragraph belong together."""

from __future__ import annotations

import re
from dataclasses import dataclass

_MARK = re.compile(r"''|``|‘‘|’’|‚‚|,,(?=\w)|[\"“”„‟″«»()\[\]‘’‚‹›']")
_OPENERS = frozenset("“„«‹‚‘([") | {"``", "‘‘", "‚‚", ",,"}
_CLOSERS = frozenset("”»›’)]") | {"’’"}
_SINGLE = frozenset("'‘’‚‹›")
_BRACKETS = frozenset("()[]")


@dataclass(frozen=True, slots=True)
class Pair:
    """Two marks that belong together: the opener at `start`, the closer before `end`.

    `close` is where the closing mark begins.
    """

    start: int
    close: int
    end: int
    bracket: bool


def outer_pairs(text: str, start: int, end: int) -> list[Pair]:
    """Return the pairs of `text[start:end]` that lie in no other pair, in order.

    A mark without a partner in the paragraph counts for nothing. Positions are code points
    of `text`. Straight marks open or close by what stands around them.
    """
    pairs: list[Pair] = []
    opened: list[tuple[str, int]] = []
    for match in _MARK.finditer(text, start, end):
        mark = match.group()
        place = match.start()
        kind = _kind(mark)
        before = text[place - 1] if place > start else " "
        after = text[match.end()] if match.end() < end else " "
        partner = _partner(opened, kind)
        if _closes(mark, before, after, partner is not None):
            if partner is not None:
                opening = opened[partner][1]
                del opened[partner:]
                _add(pairs, Pair(opening, place, match.end(), kind in _BRACKETS))
        elif _opens(mark, before, after):
            opened.append((kind, place))
    return pairs


def _add(pairs: list[Pair], pair: Pair) -> None:
    while pairs and pairs[-1].start > pair.start:
        pairs.pop()
    pairs.append(pair)


def _kind(mark: str) -> str:
    """Return what a mark can be paired with: single marks, double marks, each bracket."""
    if mark in _BRACKETS:
        return {")": "(", "]": "["}.get(mark, mark)
    return "'" if mark in _SINGLE else '"'


def _partner(opened: list[tuple[str, int]], kind: str) -> int | None:
    """Return the index of the nearest opener of the kind; few are ever open at once."""
    for index in range(len(opened) - 1, max(len(opened) - 8, 0) - 1, -1):
        if opened[index][0] == kind:
            return index
    return None


def _closes(mark: str, before: str, after: str, is_open: bool) -> bool:
    if mark in _SINGLE:
        return mark not in "‘‚‹" and not before.isspace() and not after.isalnum()
    if mark in _OPENERS or mark in _CLOSERS:
        return mark in _CLOSERS
    if before.isspace():
        return is_open and after.isspace()
    if after.isspace() or not after.isalnum():
        return is_open or before not in ":(["
    return is_open and (before.isalnum() or (before in ".!?…," and after.islower()))


def _opens(mark: str, before: str, after: str) -> bool:
    if mark in _BRACKETS:
        return True
    if mark in _SINGLE and mark not in "‚‹":
        return not before.isalnum() and after.isalnum()
    return True
