"""Where each stretch of a repaired text came from in the text it was made of."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

Piece = tuple[int, int, int, int]


@dataclass(frozen=True, slots=True)
class OffsetMap:
    """Pieces of a target text beside the pieces of the source text they came from.

    Piece `i` is `target[starts[i]:ends[i]]`, made of `source[source_starts[i]:source_ends[i]]`.
    The target pieces ascend, touch and cover the target; what lies between two source pieces
    was removed. The source pieces ascend too, unless the repair put parts of the source into
    another order (columns that stood side by side). A piece of equal lengths maps one code
    point to one; any other piece maps as a whole; an empty source side means that the
    target was made.
    """

    starts: tuple[int, ...]
    ends: tuple[int, ...]
    source_starts: tuple[int, ...]
    source_ends: tuple[int, ...]

    @classmethod
    def identity(cls, length: int) -> OffsetMap:
        """Return the map of a text of `length` code points onto itself."""
        return cls.of([(0, length, 0, length)] if length else [])

    @classmethod
    def of(cls, pieces: Iterable[Piece]) -> OffsetMap:
        """Return the map of `(start, end, source_start, source_end)` pieces, in order."""
        columns = tuple(zip(*pieces, strict=True)) or ((), (), (), ())
        return cls(*columns)

    def pieces(self) -> Iterator[Piece]:
        """Yield the pieces as `(start, end, source_start, source_end)`, in order."""
        return zip(self.starts, self.ends, self.source_starts, self.source_ends, strict=True)

    def source_span(self, start: int, end: int) -> tuple[int, int]:
        """Return the half-open source span of `target[start:end]`, in code points.

        Characters that were made do not widen the span. A span of only such characters,
        or an empty one, gives the empty span at the place where it would stand. Where the
        order was changed, the span is the smallest that holds all that the target came from.
        """
        if not self.starts:
            return 0, 0
        first = max(bisect_right(self.starts, start) - 1, 0)
        last = max(bisect_right(self.starts, max(end - 1, start)) - 1, 0)
        while first < last and self.source_starts[first] == self.source_ends[first]:
            first += 1
        while last > first and self.source_starts[last] == self.source_ends[last]:
            last -= 1
        source_start = self._edge(first, max(start, self.starts[first]), at_end=False)
        source_end = self._edge(last, min(end, self.ends[last]), at_end=True)
        if first < last:
            source_start = min(source_start, *self.source_starts[first + 1 : last + 1])
            source_end = max(source_end, *self.source_ends[first:last])
        return source_start, max(source_start, source_end)

    def source_spans(self, start: int, end: int) -> Iterator[tuple[int, int]]:
        """Yield the source spans of `target[start:end]`, one for each piece that it goes over."""
        first = max(bisect_right(self.starts, start) - 1, 0)
        last = max(bisect_right(self.starts, max(end - 1, start)) - 1, 0)
        if first == last:
            yield self.source_span(start, end)
            return
        for i in range(first, last + 1):
            yield self.source_span(max(start, self.starts[i]), min(end, self.ends[i]))

    def after(self, earlier: OffsetMap) -> OffsetMap:
        """Return the map from this target to the source of `earlier`.

        `earlier` maps the source of this map, so that the two repairs become one.
        """
        if earlier._is_identity():
            return self
        return OffsetMap.of(_merged(_composed(self, earlier)))

    def _is_identity(self) -> bool:
        return self.starts == self.source_starts == (0,) and self.ends == self.source_ends

    def _edge(self, piece: int, position: int, *, at_end: bool) -> int:
        start, source_start = self.starts[piece], self.source_starts[piece]
        source_end = self.source_ends[piece]
        if self.ends[piece] - start == source_end - source_start:
            return source_start + position - start
        return source_end if at_end else source_start


class Pages:
    """The pages of a raw text, which form feeds end: those of a PDF, or of text out of one."""

    def __init__(self, text: str) -> None:
        self._starts = [0, *(match.end() for match in re.finditer("\f", text))]

    def locate(self, offset: int) -> tuple[int, int]:
        """Return the page, from 1 on, and the code point of its text, from 0 on."""
        page = bisect_right(self._starts, offset)
        return page, offset - self._starts[page - 1]


def _composed(later: OffsetMap, earlier: OffsetMap) -> Iterator[Piece]:
    starts, count = earlier.starts, len(earlier.starts)
    ends, source_starts, source_ends = earlier.ends, earlier.source_starts, earlier.source_ends
    i = 0
    for start, end, middle_start, middle_end in later.pieces():
        if end - start != middle_end - middle_start:
            yield (start, end, *earlier.source_span(middle_start, middle_end))
            continue
        shift = start - middle_start
        if not (i < count and starts[i] <= middle_start < ends[i]):
            i = max(bisect_right(starts, middle_start) - 1, 0)
        while i < count and starts[i] < middle_end:
            low, high = starts[i], ends[i]
            source_low, source_high = source_starts[i], source_ends[i]
            copied = high - low == source_high - source_low
            if low < middle_start:
                source_low += middle_start - low if copied else 0
                low = middle_start
            if high > middle_end:
                source_high -= high - middle_end if copied else 0
                high = middle_end
            yield low + shift, high + shift, source_low, source_high
            i += 1
        i -= 1


def _merged(pieces: Iterable[Piece]) -> Iterator[Piece]:
    """Yield the pieces with those that are copied from touching stretches made one."""
    pieces = iter(pieces)
    waiting = next(pieces, None)
    if waiting is None:
        return
    start, end, source_start, source_end = waiting
    copied = end - start == source_end - source_start
    for piece in pieces:
        piece_start, piece_end, piece_source_start, piece_source_end = piece
        piece_copied = piece_end - piece_start == piece_source_end - piece_source_start
        if copied and piece_copied and source_end == piece_source_start:
            end, source_end = piece_end, piece_source_end
            continue
        yield start, end, source_start, source_end
        start, end, source_start, source_end = piece
        copied = piece_copied
    yield start, end, source_start, source_end
