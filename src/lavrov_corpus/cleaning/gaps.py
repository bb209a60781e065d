"""What is to be seen at the gap between two lines: the features that joining decides by."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import TYPE_CHECKING

from lavrov_corpus.cleaning.characters import HYPHENS
from lavrov_corpus.cleaning.geometry import fit_column
from lavrov_corpus.cleaning.lines import Line
from lavrov_corpus.cleaning.shapes import begins_small, ends_sentence, looks_like_heading

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

#: The names of the features, in the order of each gap's vector.
FEATURES = (
    "end",
    "start",
    "slack",
    "syllable_slack",
    "folded_slack",
    "slack_over_wraps",
    "syllable_slack_over_wraps",
    "sentences_before",
    "sentences_after",
    "sentences_a_paragraph",
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
_END_CLASSES = {",": 1, ";": 1, ".": 2, ":": 3}
_ENDED = 5
_MARGIN = 0.02
_NO_SLACK = 1.0
_MAX_BLANKS = 3
# Headings are set in larger type than what shows how wide the column is.
_NEARLY_FULL = 0.6
_JOINED = 1.2


@dataclass(frozen=True, slots=True)
class Shares:
    """The share of some gaps with a mark: of those surely wrapped, of those that may end."""

    at_wraps: float
    at_ends: float


class Gaps:
    """The gaps between the lines of a text; gap `i` is the one after line `i`."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self.lines = lines
        self._ends = [_end_class(line.text) for line in lines]
        self._starts = [_start_class(line.text) for line in lines]
        count = max(len(lines) - 1, 0)
        #: Whether line `i + 1` begins in the middle of the sentence of line `i`.
        self.goes_on = [self._starts[i + 1] == 0 and self._ends[i] < _ENDED for i in range(count)]
        self._wraps = [i for i in range(count) if self.goes_on[i]]
        self._may_end = [
            i for i in range(count) if self._ends[i] >= _ENDED and self._starts[i + 1] > 0
        ]

    def measure(self) -> None:
        """Measure the lines, and observe the habits of the document; before `features`."""
        lines, wraps = self.lines, self._wraps
        self._column = fit_column(lines, wraps)
        words = [line.text.partition(" ")[0] for line in lines]
        filled = self._column.measure([line.text for line in lines])
        self._widths: list[int] = filled.tolist()
        self._slacks = self._room(filled, words)
        self._syllable_slacks = self._room(filled, [word[:3] for word in words])
        self._limit = _high([self._slacks[i] for i in wraps])
        self._syllable_limit = _high([self._syllable_slacks[i] for i in wraps])
        self._headings = [looks_like_heading(line.text) for line in lines]
        self._open = self._open_quotations()
        self._count_sentences()
        self._observe()

    def cuts_quotation(self, i: int) -> bool:
        """Tell whether a page ends at gap `i` after a full line inside a quotation."""
        full = self._slacks[i] <= self._limit + _MARGIN
        return self.lines[i + 1].page_break and self._open[i] and full

    def wraps_capitals(self, i: int) -> bool:
        """Tell whether a heading in capitals goes over gap `i`: it nearly fills its line."""
        line, following = self.lines[i], self.lines[i + 1]
        if self._ends[i] or following.blanks or not (line.text + following.text).isupper():
            return False
        return self._widths[i] > _NEARLY_FULL * self._column.width > 0

    def features(self, i: int) -> list[float]:
        """Return the features of gap `i`, in the order of FEATURES."""
        line, following = self.lines[i], self.lines[i + 1]
        width = self._column.width or 1
        return [
            self._ends[i],
            self._starts[i + 1],
            self._slacks[i],
            self._syllable_slacks[i],
            1.0 - (self._widths[i] / width) % 1.0,
            self._slacks[i] - self._limit,
            self._syllable_slacks[i] - self._syllable_limit,
            self._sentences[i] - self._sentences[self._ended_before[i]],
            self._sentences[self._ended_after[i]] - self._sentences[i],
            self._sentences_a_paragraph,
            self._widths[i] / width,
            self._widths[i + 1] / width,
            self._slacks[i - 1] if i else _NO_SLACK,
            self._ends[i - 1] if i else _ENDED,
            min(following.blanks, _MAX_BLANKS),
            following.page_break,
            self._blanks.at_ends,
            self._blanks.at_wraps,
            line.trailing_space,
            self._spaces.at_ends,
            self._spaces.at_wraps,
            line.indent - self._base_indent,
            following.indent - self._base_indent,
            self._indents.at_ends,
            self._indents.at_wraps,
            line.text.count(" ") + 1,
            following.text.count(" ") + 1,
            self._headings[i],
            self._headings[i + 1],
            self._open[i],
            self._hyphens,
            self._joined,
            self._raggedness,
            self._words_a_line,
        ]

    def _room(self, filled: npt.NDArray[np.int64], words: Sequence[str]) -> list[float]:
        """Return what room each line had left for the next line's word after a space.

        In widths of the column, between -1 and 1.
        """
        width = self._column.width
        if not width or len(words) < 2:
            return [_NO_SLACK] * len(words)
        needed = self._column.measure([" " + word for word in words[1:]])
        slacks: list[float] = ((width - filled[:-1] - needed) / width).clip(-1.0, 1.0).tolist()
        return slacks

    def _count_sentences(self) -> None:
        """Count sentences up to each line's end, and find the sure ends before and after it.

        A line that ends a sentence and had room for the next word surely ends a paragraph.
        """
        count = len(self.lines)
        inside = (line.text.count(". ") + line.text.count('." ') for line in self.lines)
        self._sentences = list(
            accumulate(n + (end >= _ENDED) for n, end in zip(inside, self._ends, strict=True))
        )
        sure = [
            self._ends[i] >= _ENDED and self._slacks[i] > self._limit + _MARGIN
            for i in range(count - 1)
        ]
        self._ended_before, self._ended_after = [0] * count, [count - 1] * count
        for i in range(1, count):
            self._ended_before[i] = i - 1 if sure[i - 1] else self._ended_before[i - 1]
        for i in range(count - 2, -1, -1):
            self._ended_after[i] = i if sure[i] else self._ended_after[i + 1]
        self._sentences_a_paragraph = self._sentences[-1] / (1 + sum(sure))

    def _observe(self) -> None:
        """Observe how the document marks its wrapped lines and the ends of its paragraphs."""
        lines, wraps, width = self.lines, self._wraps, self._column.width
        indents = sorted(lines[i + 1].indent for i in wraps)
        self._base_indent = base = indents[len(indents) // 2] if indents else 0
        self._blanks = self._shares([line.blanks > 0 for line in lines[1:]])
        self._spaces = self._shares([line.trailing_space for line in lines])
        self._indents = self._shares([line.indent > base for line in lines[1:]])
        self._hyphens = _share([line.text[-1] in HYPHENS for line in lines], wraps)
        self._joined = _share([filled > _JOINED * width for filled in self._widths], wraps)
        widths = sorted(self._widths[i] for i in wraps)
        self._raggedness = 1 - widths[len(widths) // 10] / width if widths else 0.0
        self._words_a_line = sum(line.text.count(" ") + 1 for line in lines) / len(lines)

    def _shares(self, marks: Sequence[bool]) -> Shares:
        return Shares(_share(marks, self._wraps), _share(marks, self._may_end))

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


def _end_class(text: str) -> int:
    """Return how the line ends, from 0 (a letter) to 6 (a sentence's end)."""
    last = text[-1]
    if last.isalnum():
        return 0
    if ends_sentence(text):
        return 5 if last in _CLOSING else 6
    if last in _END_CLASSES:
        return _END_CLASSES[last]
    return 4 if last in _CLOSING else 0


def _start_class(text: str) -> int:
    """Return how the line begins: 0 small, 1 digit, 2 capital, 3 quoted, 4 bullet, 5 other."""
    first = text[0]
    if first.isalpha():
        return 0 if first.islower() else 2
    if begins_small(text):
        return 0
    if first.isdigit():
        return 1
    if first in _OPENING:
        return 3
    return 4 if _BULLET.match(text) else 5


def _high(values: Iterable[float]) -> float:
    """Return the largest of the values but for a few odd ones; 0 where there are none."""
    ordered = sorted(values)
    return ordered[min(len(ordered) - 1, int(0.97 * len(ordered)))] if ordered else 0.0


def _share(marks: Sequence[bool], places: Sequence[int]) -> float:
    return sum([marks[i] for i in places]) / len(places) if places else 0.5
