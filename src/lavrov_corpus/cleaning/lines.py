"""The lines of a text."""

from __future__ import annotations

from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple


class Line(NamedTuple):
    """A line that is not blank.

    `start` and `end` are code points of the text, without the white space around `text`;
    `indent` counts the spaces before, `blanks` the blank lines before; `page_break` tells
    of a form feed before, `trailing_space` of a space after.
    """

    start: int
    end: int
    text: str
    indent: int
    blanks: int
    page_break: bool
    trailing_space: bool


@lru_cache(maxsize=1)  # repairs that find nothing hand the same text on
def split_lines(text: str) -> Sequence[Line]:
    """Return the lines of the text that are not blank, in order."""
    lines: list[Line] = []
    position = blanks = 0
    page_break = False
    for raw in text.split("\n"):
        content = raw.strip()
        if content:
            lead = raw.index(content) if len(content) < len(raw) else 0
            start = position + lead
            end = start + len(content)
            before = raw[:lead].count("\f") if lead else 0
            trailing = len(raw) > lead + len(content)
            broken = page_break or before > 0
            lines.append(Line(start, end, content, lead - before, blanks, broken, trailing))
            blanks, page_break = 0, trailing and "\f" in raw[lead:]
        else:
            blanks += 1
            page_break = page_break or "\f" in raw
        position += len(raw) + 1
    return tuple(lines)
