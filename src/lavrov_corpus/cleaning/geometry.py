"""How wide lines are in print, and how wide the column is that they fill.

A line that was wrapped is one whose next word had no room any more. With the widths of the
right print face, the widest wrapped line is narrower than the narrowest that a wrapped
line would be with the next word: the face for which this comes nearest to true is taken
for the document's.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources

from lavrov_corpus.cleaning.lines import Line

_SAMPLE = 400
# A line longer than this many characters is no printed line; its exact width is of no use.
_MAX_LINE = 1000
# Lines this much wider than a narrow wrapped line are several that an extractor has joined.
_JOINED_WIDTH = 1.25

Measure = Callable[[str], int]


@dataclass(frozen=True, slots=True)
class Column:
    """The column of a text: its width, and how to measure a line of it."""

    width: int
    measure: Measure


def fit_column(lines: Sequence[Line], wrapped: Sequence[int]) -> Column:
    """Return the column of the lines, given the indices of those that surely were wrapped.

    The width is 0 where no line was.
    """
    sample = wrapped[:: max(1, len(wrapped) // _SAMPLE)]
    best: tuple[float, int, Mapping[str, int]] | None = None
    for face in _faces():
        measure = _measure_in(face)
        filled = sorted(measure(lines[i].text) for i in sample)
        needed = sorted(
            measure(f"{lines[i].text} {lines[i + 1].text.partition(' ')[0]}") for i in sample
        )
        if not filled:
            break
        width = _widest(filled)
        overlap = (width - needed[len(needed) // 20]) / width
        if best is None or overlap < best[0]:
            best = (overlap, width, face)
    if best is None:
        return Column(0, _measure_in(_faces()[0]))
    return Column(best[1], _measure_in(best[2]))


def _widest(widths: Sequence[int]) -> int:
    """Return the largest width, without those of joined lines and a few odd ones."""
    limit = _JOINED_WIDTH * widths[len(widths) // 4]
    single = [width for width in widths if width <= limit]
    return max(single[min(len(single) - 1, int(0.98 * len(single)))], 1)


def _measure_in(face: Mapping[str, int]) -> Measure:
    get = face.get
    usual = face["n"]

    def measure(text: str) -> int:
        if len(text) > _MAX_LINE:
            return usual * len(text)
        return sum([get(c, usual) for c in text])

    return measure


@cache
def _faces() -> tuple[Mapping[str, int], ...]:
    path = resources.files("lavrov_corpus") / "resources" / "print_widths.json"
    return tuple(json.loads(path.read_text(encoding="utf-8")).values())
