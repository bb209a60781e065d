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

from lavrov_corpus.cleaning.continuity import FULL, SMALL_INSIDE, Continuity
from lavrov_corpus.cleaning.edits import Repaired
from lavrov_corpus.cleaning.furniture import page_furniture
from lavrov_corpus.cleaning.rearranging import Span, rearranged
from lavrov_corpus.cleaning.shapes import begins_small, ends_sentence
from lavrov_corpus.cleaning.syllables import is_in_syllables

_PAGE = re.compile(r"[^\f]+\f?|\f")
_BLOCK = re.compile(r"[^\S\n\f]*\S[^\n\f]*(?:\n[^\S\n\f]*[^\s][^\n\f]*)*")
# Pages of more blocks are no pages.
_MAX_BLOCKS = 160
_BEAM = 40
_MIN_WORDS_A_LINE, _MAX_LINE = 3.5, 600
# A block that stands so many lines above the one before costs this much for each, at most so
# much; what costs something as well: that there are two columns, that the right one comes
# first, a line at the page's edge that is none of the text, a text that breaks off.
_TOLERANCE, _ABOVE, _MOST_ABOVE, _OTHER_ENDED, _UNEVEN = 1.0, 0.35, 2.5, 0.02, 1.1
_SAME_HEIGHT, _RIGHT_AT_TIE, _SWITCH, _WHOLE_COLUMN = 0.75, 0.25, 0.04, 0.5
_SECOND_COLUMN, _RIGHT_FIRST, _AT_EDGE, _OPEN_END, _HEAD = 2.0, 1.0, 0.7, 1.0, 0.4
_HEADING_LAST = 3.0
_PARAGRAPH_GAP = 0.5
_LEFT, _RIGHT, _EDGE, _NONE = 0, 1, 2, -1
# So much likelier than one column must two be, for each block as well.
_GAIN, _GAIN_A_BLOCK = 0.5, 0.05
# Lines of one width differ in their number of letters.
_SPREAD, _SHORT_LINE = 0.3, 20
_SITE = re.compile(r"(?:[a-z]+://|[\w-]+\.)[\w./-]+")


_Path = tuple[int, "_Path | None"]


class _Block(NamedTuple):
    """Lines of a page with no blank line between them; `height` in printed lines."""

    first: str
    last: str
    height: float
    is_line: bool


class _Order(NamedTuple):
    """Blocks dealt out so far: the last one of each column, and how high it has become.

    `path` is the column of the last block, and the path before it.
    """

    cost: float
    last: tuple[int, int]
    heights: tuple[float, float]
    side: int
    path: _Path | None

    def columns(self, count: int) -> tuple[list[int], list[int], list[int]]:
        """Return the blocks of the left and the right column and of the page's edges."""
        found: tuple[list[int], list[int], list[int]] = ([], [], [])
        path = self.path
        for i in range(count - 1, -1, -1):
            if path is not None:
                found[path[0]].insert(0, i)
                path = path[1]
        return found


def woven_columns(text: str) -> Repaired | None:
    """Put the parts of two columns in order again; None where nothing speaks for columns."""
    if "\f" not in text or "\n" not in text:
        return None
    pages = [page.span() for page in _PAGE.finditer(text)]
    blocks = [[m.span() for m in _BLOCK.finditer(text, *page)] for page in pages]
    if not any(_breaks_off(text, page) for page in blocks) or is_in_syllables(text):
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


def _is_in_lines(blocks: Sequence[Sequence[str]]) -> bool:
    """Tell whether the lines are those of print: no paragraphs, and not mostly words alone."""
    lines = [line for block in blocks for line in block]
    if max(map(len, lines)) > _MAX_LINE:
        return False
    return sum(line.count(" ") + 1 for line in lines) >= _MIN_WORDS_A_LINE * len(lines)


class _Weave:
    """Orders the blocks of one page after the other."""

    def __init__(self, text: str, pages: Sequence[Sequence[Span]]) -> None:
        self._text = text
        self._links = Continuity(text)
        self._furniture = {edit.start for edit in page_furniture(text)}
        self._pages = [[self._lines(span) for span in spans] for spans in pages]
        firsts = [next((block[0] for block in page if block), "") for page in self._pages]
        self._firsts = [*firsts, ""]
        self._before = self._after = ""

    def order(self, page: int) -> Sequence[int]:
        """Return the indices of a page's blocks in the order in which they are read."""
        self._links.forget()
        lines = self._pages[page]
        plain = range(len(lines))
        body = [i for i in plain if lines[i]]
        if not body or not _is_in_lines([lines[i] for i in body]):
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
                found.append(" ".join(content.split()))
            position += len(line) + 1
        return found

    def _blocks(self, texts: Sequence[Sequence[str]]) -> list[_Block]:
        """Measure the blocks, in lines as wide as most of those that were wrapped."""
        widths = sorted(n for lines in texts for n in map(len, lines[:-1]) if n > _SHORT_LINE)
        widths = widths or sorted(len(lines[-1]) for lines in texts)
        self._links.width = max(widths[len(widths) // 3], 1)
        return [
            _Block(
                lines[0],
                lines[-1],
                self._height(lines),
                len(lines) == 1 and self._links.is_heading(lines[0]),
            )
            for lines in texts
        ]

    def _height(self, lines: Sequence[str]) -> int:
        """Return how many lines were printed: some were joined since, some taken apart."""
        height = length = 0
        for line in lines:
            length += len(line) + 1
            if length > FULL * self._links.width or ends_sentence(line) or line is lines[-1]:
                height += max(1, ceil(length / self._links.width - _SPREAD))
                length = 0
        return height

    def _chosen(self, blocks: Sequence[_Block]) -> list[int]:
        plain = list(range(len(blocks)))
        if not 2 < len(blocks) <= _MAX_BLOCKS:
            return plain
        links = self._as_one_column(blocks)
        needed = _GAIN + _GAIN_A_BLOCK * len(blocks)
        if sum(max(0.0, link - SMALL_INSIDE) for link in links) < _SECOND_COLUMN + needed:
            return plain
        beam = [_Order(0.0, (_NONE, _NONE), (0.0, 0.0), _LEFT, None)]
        for i in plain:
            beam = self._best(self._extended(beam, blocks, i))
        best = min(beam, key=lambda order: self._total(order, blocks))
        if sum(links) - self._total(best, blocks) < needed:
            return plain
        left, right, edge = best.columns(len(blocks))
        body = [*left, *right]
        return [*(i for i in edge if i < max(body)), *body, *(i for i in edge if i > max(body))]

    def _as_one_column(self, blocks: Sequence[_Block]) -> list[float]:
        """Return what the links cost where the blocks stay as they are."""
        pairs = ((above.last, below.first) for above, below in pairwise(blocks))
        links = [self._links.cost(*pair) for pair in ((self._before, blocks[0].first), *pairs)]
        return [*links, self._end(blocks[-1].last)]

    def _extended(
        self, beam: Sequence[_Order], blocks: Sequence[_Block], i: int
    ) -> Iterator[_Order]:
        block = blocks[i]
        for order in beam:
            if block.is_line and (i in (0, len(blocks) - 1) or order.side == _RIGHT):
                path = (_EDGE, order.path)
                yield order._replace(cost=order.cost + _AT_EDGE, path=path)
            (left, right), (high, higher) = order.last, order.heights
            height = block.height + _PARAGRAPH_GAP
            for to in (_LEFT, _RIGHT):
                above = order.last[to]
                cost = order.cost + self._misplaced(order, blocks[i - 1], to)
                if above != _NONE:
                    cost += self._links.cost(blocks[above].last, block.first)
                elif to == _LEFT:
                    cost += self._links.cost(self._before, block.first)
                else:
                    cost += _SECOND_COLUMN + (_RIGHT_FIRST if left == _NONE else 0.0)
                if above == _NONE and block.is_line:
                    cost -= _HEAD
                last = (left, i) if to else (i, right)
                heights = (high, higher + height) if to else (high + height, higher)
                yield _Order(cost, last, heights, to, (to, order.path))

    def _misplaced(self, order: _Order, previous: _Block, to: int) -> float:
        """Return what it costs that the next block stands in this column.

        It stands no higher than the one before, and left ones come before right ones.
        """
        here, there = order.heights[to], order.heights[1 - to]
        if to == order.side or order.last[order.side] == _NONE:
            if order.last[1 - to] != _NONE and here - there > _TOLERANCE:
                return _OTHER_ENDED
            tie = to == _RIGHT and abs(here - there) < _SAME_HEIGHT
            return _RIGHT_AT_TIE if tie else 0.0
        if order.last[to] == _NONE:
            # All of a column may come before the other one.
            return _WHOLE_COLUMN
        above = there - previous.height - here - _TOLERANCE
        return _SWITCH + min(_MOST_ABOVE, _ABOVE * max(0.0, above))

    def _best(self, orders: Iterator[_Order]) -> list[_Order]:
        """Return the likeliest, and of those that end alike the best."""
        best: dict[tuple[int, int], _Order] = {}
        for order in orders:
            if order.last not in best or order.cost < best[order.last].cost:
                best[order.last] = order
        return sorted(best.values(), key=lambda order: order.cost)[:_BEAM]

    def _total(self, order: _Order, blocks: Sequence[_Block]) -> float:
        left, right = order.last
        if left == right == _NONE:
            return inf
        cost = order.cost + self._end(blocks[left if right == _NONE else right].last)
        if right != _NONE:
            before = self._before if left == _NONE else blocks[left].last
            first = order.columns(len(blocks))[_RIGHT][0]
            cost += self._links.cost(before, blocks[first].first)
        cost += _HEADING_LAST * sum(i != _NONE and blocks[i].is_line for i in order.last)
        if _NONE not in order.last:
            # Only the last page may have a short right column.
            low, high = sorted(order.heights) if self._after else order.heights
            over = high - _UNEVEN * low - _TOLERANCE
            cost += min(_MOST_ABOVE, _ABOVE * max(0.0, over))
        return cost

    def _end(self, last: str) -> float:
        """Return what it costs that the page ends so."""
        if self._after:
            return self._links.cost(last, self._after)
        return 0.0 if ends_sentence(last) else _OPEN_END
