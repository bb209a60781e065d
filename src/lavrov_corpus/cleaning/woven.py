"""Columns that an extractor wove together: parts of the left and of the right by turns.

The blocks of a page, which blank lines part, are two texts shuffled into each other, each
of them in its own order. The likeliest two are searched by the words at the blocks' edges
(a sentence that breaks off goes on with a small letter, a divided word with its rest) and by
the height at which each block would stand, since extractors go down the page.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise
from math import ceil, inf
from typing import NamedTuple

from lavrov_corpus.cleaning.characters import HYPHENS
from lavrov_corpus.cleaning.edits import Repaired
from lavrov_corpus.cleaning.furniture import page_furniture
from lavrov_corpus.cleaning.hyphens import HyphenJudge
from lavrov_corpus.cleaning.rearranging import Span, rearranged
from lavrov_corpus.cleaning.shapes import begins_small, ends_sentence

_PAGE = re.compile(r"[^\f]+\f?|\f")
_BLOCK = re.compile(r"[^\S\n\f]*\S[^\n\f]*(?:\n[^\S\n\f]*[^\s][^\n\f]*)*")
# Pages of more blocks are no pages.
_MAX_BLOCKS = 240
_BEAM = 40
# What it costs that one block goes on with another, in natural logarithms: after a sentence's
# end; inside a sentence; after a heading; after a divided word.
_SMALL_AFTER_END, _CAPITAL_AFTER_END = 4.0, 0.1
_SMALL_INSIDE, _CAPITAL_INSIDE = 0.3, 1.4
_SMALL_AFTER_HEADING, _CAPITAL_AFTER_HEADING = 2.5, 0.3
_WORD, _NO_WORD, _CAPITAL_AFTER_HYPHEN = 0.0, 3.0, 3.0
_CUT_WORD, _STRAY_WORD = -1.0, 1.0
# A last line shorter than this, in widths of the column, was ended on purpose.
_FULL = 0.7
# A block that stands so many lines above the one before costs this much for each, at most so
# much; what costs something as well: that there are two columns, that the right one comes
# first, a line at the page's edge that is none of the text, a text that breaks off.
_TOLERANCE, _ABOVE, _MOST_ABOVE, _OTHER_ENDED, _UNEVEN = 1.0, 0.35, 2.5, 0.02, 1.1
_SAME_HEIGHT, _RIGHT_AT_TIE, _SWITCH, _WHOLE_COLUMN = 0.75, 0.25, 0.04, 0.5
_SECOND_COLUMN, _RIGHT_FIRST, _AT_EDGE, _OPEN_END, _HEAD = 2.0, 1.0, 0.7, 1.0, 0.4
_PARAGRAPH_GAP = 0.5
_LEFT, _RIGHT = 0, 1
# So much likelier than one column must two be, for each block as well.
_GAIN, _GAIN_A_BLOCK = 0.5, 0.05
# Lines of one width differ in their number of letters.
_SPREAD, _SHORT_LINE = 0.15, 20
_SITE = re.compile(r"(?:[a-z]+://|[\w-]+\.)[\w./-]+")


class _Block(NamedTuple):
    """Lines of a page with no blank line between them; `height` in printed lines."""

    first: str
    last: str
    height: float
    is_line: bool


class _Order(NamedTuple):
    """Blocks dealt out to a left and a right column and to the page's edges, by index."""

    cost: float
    columns: tuple[tuple[int, ...], tuple[int, ...], tuple[int, ...]]
    heights: tuple[float, float]
    side: int


def woven_columns(text: str) -> Repaired | None:
    """Put the parts of two columns in order again; None where nothing speaks for columns."""
    if "\f" not in text or "\n" not in text:
        return None
    pages = [page.span() for page in _PAGE.finditer(text)]
    blocks = [[m.span() for m in _BLOCK.finditer(text, *page)] for page in pages]
    if not any(_breaks_off(text, page) for page in blocks):
        return None
    weave = _Weave(text, blocks)
    spans: list[Span] = []
    moved: list[int] = []
    for number, (page, found) in enumerate(zip(pages, blocks, strict=True)):
        order = weave.order(number)
        spans.extend(_rows(page, found, order))
        moved.extend(found[b][0] for a, b in pairwise(order) if b != a + 1)
    return rearranged(text, spans, "woven_columns", moved) if moved else None


def _breaks_off(text: str, blocks: Sequence[Span]) -> bool:
    """Tell whether a block begins as no block after the one before, or first on its page, may."""
    previous = ""
    for start, end in blocks:
        block = text[start:end].strip()
        if begins_small(block) and (not previous or ends_sentence(previous)):
            return True
        previous = block
    return False


def _rows(page: Span, blocks: Sequence[Span], order: Sequence[int]) -> Iterator[Span]:
    """Yield the blocks' spans in this order, each with the blank lines after it."""
    if list(order) == list(range(len(blocks))):
        yield page
        return
    ends = [*(start for start, _ in blocks[1:]), blocks[-1][1]]
    parts = [(page[0], blocks[0][0]), *((blocks[i][0], ends[i]) for i in order)]
    yield from (part for part in [*parts, (ends[-1], page[1])] if part[0] < part[1])


class _Weave:
    """Orders the blocks of one page after the other."""

    def __init__(self, text: str, pages: Sequence[Sequence[Span]]) -> None:
        self._text = text
        self._judge = HyphenJudge(text)
        self._furniture = {edit.start for edit in page_furniture(text)}
        self._pages = [[self._lines(span) for span in spans] for spans in pages]
        firsts = [next((block[0] for block in page if block), "") for page in self._pages]
        self._firsts = [*firsts, ""]
        self._width = 1
        self._before = self._after = ""

    def order(self, page: int) -> Sequence[int]:
        """Return the indices of a page's blocks in the order in which they are read."""
        lines = self._pages[page]
        plain = range(len(lines))
        body = [i for i in plain if lines[i]]
        if not body:
            return plain
        self._after = next(filter(None, self._firsts[page + 1 :]), "")
        blocks = self._blocks([lines[i] for i in body])
        chosen = self._chosen(blocks)
        self._before = blocks[chosen[-1]].last
        if chosen == list(range(len(blocks))):
            return plain
        head = [i for i in plain if i not in body and i < body[-1]]
        foot = [i for i in plain if i > body[-1]]
        return [*head, *(body[i] for i in chosen), *foot]

    def _lines(self, span: Span) -> list[str]:
        """Return the lines of the text that the block has, without the page's own."""
        found: list[str] = []
        position = span[0]
        for line in self._text[slice(*span)].split("\n"):
            content = line.strip()
            start = position + line.index(content)
            if start not in self._furniture and not _SITE.fullmatch(content):
                found.append(content)
            position += len(line) + 1
        return found

    def _blocks(self, texts: Sequence[Sequence[str]]) -> list[_Block]:
        """Measure the blocks, in lines as wide as most of those that were wrapped."""
        widths = sorted(n for lines in texts for n in map(len, lines[:-1]) if n > _SHORT_LINE)
        widths = widths or sorted(len(lines[-1]) for lines in texts)
        self._width = width = max(widths[len(widths) // 3], 1)
        return [
            _Block(
                lines[0],
                lines[-1],
                self._height(lines),
                len(lines) == 1 and self._is_heading(lines[0]),
            )
            for lines in texts
        ]

    def _height(self, lines: Sequence[str]) -> int:
        """Return how many lines were printed: some were joined since, some taken apart."""
        height = length = 0
        for line in lines:
            length += len(line) + 1
            if length > _FULL * self._width or ends_sentence(line) or line is lines[-1]:
                height += max(1, ceil(length / self._width - _SPREAD))
                length = 0
        return height

    def _chosen(self, blocks: Sequence[_Block]) -> list[int]:
        plain = list(range(len(blocks)))
        if not 2 < len(blocks) <= _MAX_BLOCKS:
            return plain
        beam = [_Order(0.0, ((), (), ()), (0.0, 0.0), _LEFT)]
        for i in plain:
            beam = self._best(self._extended(beam, blocks, i))
        best = min(beam, key=lambda order: self._total(order, blocks))
        one = _Order(self._as_one_column(blocks), (tuple(plain), (), ()), (0.0, 0.0), _LEFT)
        gain = self._total(one, blocks) - self._total(best, blocks)
        if gain < _GAIN + _GAIN_A_BLOCK * len(blocks):
            return plain
        left, right, edge = best.columns
        body = [*left, *right]
        return [*(i for i in edge if i < max(body)), *body, *(i for i in edge if i > max(body))]

    def _as_one_column(self, blocks: Sequence[_Block]) -> float:
        return self._link(self._before, blocks[0].first) + sum(
            self._link(above.last, below.first) for above, below in pairwise(blocks)
        )

    def _extended(
        self, beam: Sequence[_Order], blocks: Sequence[_Block], i: int
    ) -> Iterator[_Order]:
        block = blocks[i]
        for order in beam:
            if block.is_line and (i in (0, len(blocks) - 1) or order.side == _RIGHT):
                edge = (*order.columns[:2], (*order.columns[2], i))
                yield order._replace(cost=order.cost + _AT_EDGE, columns=edge)
            for to in (_LEFT, _RIGHT):
                column, height = order.columns[to], order.heights[to]
                cost = order.cost
                if column:
                    cost += self._link(blocks[column[-1]].last, block.first)
                elif to == _LEFT:
                    cost += self._link(self._before, block.first)
                else:
                    cost += _SECOND_COLUMN + (0.0 if order.columns[_LEFT] else _RIGHT_FIRST)
                cost += self._misplaced(order, blocks[i - 1], to) - _HEAD * (
                    block.is_line and not column
                )
                columns = list(order.columns)
                columns[to] = (*column, i)
                heights = list(order.heights)
                heights[to] = height + block.height + _PARAGRAPH_GAP
                yield _Order(cost, tuple(columns), tuple(heights), to)

    def _misplaced(self, order: _Order, previous: _Block, to: int) -> float:
        """Return what it costs that the next block stands in this column.

        It stands no higher than the one before, and left ones come before right ones.
        """
        here, there = order.heights[to], order.heights[1 - to]
        if to == order.side or not order.columns[order.side]:
            if order.columns[1 - to] and here - there > _TOLERANCE:
                return _OTHER_ENDED
            tie = to == _RIGHT and abs(here - there) < _SAME_HEIGHT
            return _RIGHT_AT_TIE if tie else 0.0
        if not order.columns[to]:
            # All of a column may come before the other one.
            return _WHOLE_COLUMN
        above = there - previous.height - here - _TOLERANCE
        return _SWITCH + min(_MOST_ABOVE, _ABOVE * max(0.0, above))

    def _best(self, orders: Iterator[_Order]) -> list[_Order]:
        """Return the likeliest, and of those that end alike the best."""
        best: dict[tuple[int, int], _Order] = {}
        for order in orders:
            left, right, _ = order.columns
            ends = (left[-1] if left else -1, right[-1] if right else -1)
            if ends not in best or order.cost < best[ends].cost:
                best[ends] = order
        return sorted(best.values(), key=lambda order: order.cost)[:_BEAM]

    def _total(self, order: _Order, blocks: Sequence[_Block]) -> float:
        left, right, _ = order.columns
        if not (left or right):
            return inf
        cost = order.cost
        if right:
            before = blocks[left[-1]].last if left else self._before
            cost += self._link(before, blocks[right[0]].first)
        over = order.heights[_RIGHT] - _UNEVEN * order.heights[_LEFT]
        cost += min(_MOST_ABOVE, _ABOVE * max(0.0, over)) if left else 0.0
        last = blocks[(right or left)[-1]].last
        if self._after:
            return cost + self._link(last, self._after)
        return cost + (0.0 if ends_sentence(last) else _OPEN_END)

    def _is_heading(self, line: str) -> bool:
        return len(line) < _FULL * self._width and line.rstrip("\"'”’»)")[-1:].isalnum()

    def _link(self, before: str, after: str) -> float:
        """Return what it costs that one line goes on with the other."""
        small = begins_small(after)
        if not before or ends_sentence(before):
            if small and " " not in after:
                return _STRAY_WORD
            return _SMALL_AFTER_END if small else _CAPITAL_AFTER_END
        if before[-1] in HYPHENS and before[-2:-1].isalpha():
            if not small:
                return _CAPITAL_AFTER_HYPHEN
            return _NO_WORD if self._judge.is_real(before[:-1], after) else _WORD
        if self._is_heading(before):
            return _SMALL_AFTER_HEADING if small else _CAPITAL_AFTER_HEADING
        if not small:
            return _CAPITAL_INSIDE
        return _CUT_WORD if self._judge.belong_together(before, after) else _SMALL_INSIDE
