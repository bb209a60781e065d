"""The lines of a text."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Line:
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


def split_lines(text: str) -> list[Line]:
    """Return the lines of the text that are not blank, in order."""
    lines: list[Line] = []
    position = blanks = 0
    page_break = False
    for raw in text.split("\n"):
        content = raw.strip()
        if content:
            lead = len(raw) - len(raw.lstrip())
            start = position + lead
            end = start + len(content)
            breaks = raw.count("\f")
            before = raw[:lead].count("\f") if breaks else 0
            lines.append(
                Line(
                    start,
                    end,
                    content,
                    lead - before,
                    blanks,
                    page_break or before > 0,
                    len(raw) > lead + len(content),
                )
            )
            blanks, page_break = 0, breaks > before
        else:
            blanks += 1
            page_break = page_break or "\f" in raw
        position += len(raw) + 1
    return lines
