"""Where each stretch of a repaired text came from in the text it was made of."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class OffsetMap:
    """Pieces of a target text beside the pieces of the source text they came from.

    Piece `i` is `target[starts[i]:ends[i]]`, made of `source[source_starts[i]:source_ends[i]]`.
    All four are ascending; the target pieces touch and cover the target; what lies between
    two source pieces was removed. A piece of equal lengths maps one code point to one; any
    other piece maps as a whole; an empty source side means that the target was made.
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
    def of(cls, pieces: Iterable[tuple[int, int, int, int]]) -> OffsetMap:
        """Return the map of `(start, end, source_start, source_end)` pieces, in order."""
        columns = tuple(zip(*pieces, strict=True)) or ((), (), (), ())
        return cls(*columns)

    def source_span(self, start: int, end: int) -> tuple[int, int]:
        """Return the half-open source span of `target[start:end]`, in code points.

        Characters that were made do not widen the span. A span of only such characters,
        or an empty one, gives the empty span at the place where it would stand.
        """
        first = max(bisect_right(self.starts, start) - 1, 0)
        last = max(bisect_right(self.starts, max(end - 1, start)) - 1, 0)
        while first < last and self.source_starts[first] == self.source_ends[first]:
            first += 1
        while last > first and self.source_starts[last] == self.source_ends[last]:
            last -= 1
        if not self.starts:
            return 0, 0
        source_start = self._edge(first, max(start, self.starts[first]), at_end=False)
        source_end = self._edge(last, min(end, self.ends[last]), at_end=True)
        return source_start, max(source_start, source_end)

    def _edge(self, piece: int, position: int, *, at_end: bool) -> int:
        start, source_start = self.starts[piece], self.source_starts[piece]
        source_end = self.source_ends[piece]
        if self.ends[piece] - start == source_end - source_start:
            return source_start + position - start
        return source_end if at_end else source_start
