"""What is to be seen at the gap between two lines: the features that joining decides by."""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass

from lavrov_corpus.cleaning.geometry import Column, fit_column
from lavrov_corpus.cleaning.lines import Line
from lavrov_corpus.cleaning.shapes import begins_small, ends_sentence, looks_like_heading

#: The names of the features, in the order of each gap's vector.
FEATURES = (
    "end",
    "start",
    "slack",
    "syllable_slack",
    "folded_slack",
    "fill",
    "next_fill",
    "previous_slack",
    "previous_end",
    "blanks",
    "page_break",
    "blanks_at_ends",
    "blanks_at_wraps",
    "trailing_space",
    "trailing_spaces_at_ends",
    "trailing_spaces_at_wraps",
    "indent",
    "next_indent",
    "indents_at_ends",
    "indents_at_wraps",
    "words",
    "next_words",
    "heading_shape",
    "next_heading_shape",
    "open_quotation",
    "hyphens_at_wraps",
    "joined_lines",
    "raggedness",
    "words_a_line",
)

_CLOSING = "\"'”’»)]"
_OPENING = "\"'“‘«(["
_BULLET = re.compile(r"[-–—•*▪●■]\s")
_NO_SLACK = 1.0
_MAX_BLANKS = 3


@dataclass(frozen=True, slots=True)
class Habits:
    """How a document marks what surely is wrapped (`wraps`) and what may end (`ends`).

    Each is the share of such gaps with a blank line, with a space at the line's end, with
    an indent on the next line. `hyphens` and `joined` are shares of the wrapped lines.
    """

    column: Column
    base_indent: int
    blanks: tuple[float, float]
    spaces: tuple[float, float]
    indents: tuple[float, float]
    hyphens: float
    joined: float
    raggedness: float
    words_a_line: float


class Gaps:
    """The gaps between the lines of a text; gap `i` is the one after line `i`."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self.lines = lines
        self._ends = [_end_class(line.text) for line in lines]
        self._starts = [_start_class(line.text) for line in lines]
        self.habits = _observe(lines, self._surely_wrapped(), self._possible_ends())
        measure = self.habits.column.measure
        self._widths = [measure(line.text) for line in lines]
        self._open = self._open_quotations()

    def goes_on(self, i: int) -> bool:
        """Tell whether the next line begins in the middle of line `i`'s sentence."""
        return self._starts[i + 1] == 0 and self._ends[i] < _ENDED

    def features(self, i: int) -> list[float]:
        """Return the features of gap `i`, in the order of FEATURES."""
        line, following, habits = self.lines[i], self.lines[i + 1], self.habits
        width = habits.column.width or 1
        return [
            self._ends[i],
            self._starts[i + 1],
            self._slack(i, len(following.text)),
            self._slack(i, 3),
            self._folded_slack(i),
            self._widths[i] / width,
            self._widths[i + 1] / width,
            self._slack(i - 1, 1000) if i else _NO_SLACK,
            self._ends[i - 1] if i else _ENDED,
            min(following.blanks, _MAX_BLANKS),
            following.page_break,
            habits.blanks[1],
            habits.blanks[0],
            line.trailing_space,
            habits.spaces[1],
            habits.spaces[0],
            line.indent - habits.base_indent,
            following.indent - habits.base_indent,
            habits.indents[1],
            habits.indents[0],
            line.text.count(" ") + 1,
            following.text.count(" ") + 1,
            looks_like_heading(line.text),
            looks_like_heading(following.text),
            self._open[i],
            habits.hyphens,
            habits.joined,
            habits.raggedness,
            habits.words_a_line,
        ]

    def _slack(self, i: int, letters: int) -> float:
        """Return the room that line `i` had left for as much of the next line's first word."""
        width = self.habits.column.width
        if not width:
            return _NO_SLACK
        word = self.lines[i + 1].text.partition(" ")[0][:letters]
        needed = self._widths[i] + self.habits.column.measure(" " + word)
        return max(-1.0, min(1.0, (width - needed) / width))

    def _folded_slack(self, i: int) -> float:
        """Return the slack of the last line of those that an extractor made line `i` of."""
        width = self.habits.column.width
        if not width:
            return _NO_SLACK
        return 1.0 - (self._widths[i] / width) % 1.0

    def _surely_wrapped(self) -> list[int]:
        return [i for i in range(len(self.lines) - 1) if self.goes_on(i)]

    def _possible_ends(self) -> list[int]:
        return [
            i
            for i in range(len(self.lines) - 1)
            if self._ends[i] >= _ENDED and self._starts[i + 1] > 0
        ]

    def _open_quotations(self) -> list[bool]:
        """Return for each line whether a quotation is open at its end.

        Counting begins anew after a blank line that follows a sentence's end, so that one
        missing mark does not turn all that follows.
        """
        state = False
        found: list[bool] = []
        for i, line in enumerate(self.lines):
            if line.blanks and i and self._ends[i - 1] >= _ENDED:
                state = False
            if '"' in line.text and line.text.count('"') % 2:
                state = not state
            if "“" in line.text or "”" in line.text:
                state = line.text.rfind("“") > line.text.rfind("”")
            found.append(state)
        return found


_ENDED = 5


def _end_class(text: str) -> int:
    """Return how the line ends, from 0 (a letter) to 6 (a sentence's end)."""
    last = text[-1]
    if last.isalnum():
        return 0
    if ends_sentence(text):
        return 5 if last in _CLOSING else 6
    if last in ",;":
        return 1
    if last == ".":
        return 2
    if last == ":":
        return 3
    return 4 if last in _CLOSING else 0


def _start_class(text: str) -> int:
    """Return how the line begins: 0 small, 1 digit, 2 capital, 3 quoted, 4 bullet, 5 other."""
    if begins_small(text):
        return 0
    first = text[0]
    if first.isdigit():
        return 1
    if first.isalpha():
        return 2
    if first in _OPENING:
        return 3
    return 4 if _BULLET.match(text) else 5


def _observe(lines: Sequence[Line], wraps: Sequence[int], ends: Sequence[int]) -> Habits:
    column = fit_column(lines, wraps)
    indents = sorted(lines[i + 1].indent for i in wraps)
    base = indents[len(indents) // 2] if indents else 0
    widths = sorted(column.measure(lines[i].text) for i in wraps)

    def shares(mark: Callable[[int], bool]) -> tuple[float, float]:
        return _share(mark, wraps), _share(mark, ends)

    return Habits(
        column=column,
        base_indent=base,
        blanks=shares(lambda i: lines[i + 1].blanks > 0),
        spaces=shares(lambda i: lines[i].trailing_space),
        indents=shares(lambda i: lines[i + 1].indent > base),
        hyphens=_share(lambda i: lines[i].text[-1] in "-\u00ad", wraps),
        joined=_share(lambda i: column.measure(lines[i].text) > 1.2 * column.width, wraps),
        raggedness=1 - widths[len(widths) // 10] / column.width if widths else 0.0,
        words_a_line=sum(line.text.count(" ") + 1 for line in lines) / max(len(lines), 1),
    )


def _share(mark: Callable[[int], bool], places: Sequence[int]) -> float:
    return sum(map(mark, places)) / len(places) if places else 0.5
