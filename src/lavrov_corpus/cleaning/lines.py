"""The lines of a text and what can be measured on them."""

from __future__ import annotations

from dataclasses import dataclass

# Mean widths in common sans and serif prints, in hundredths of a usual small letter. What
# matters is only how a line compares with the others of its text.
_WIDTHS = {
    40: "'",
    50: "ijl|",
    60: " ,./:;I\\ıİîÎ’‘·",
    70: "!()-[]frt\u00ad",
    80: "J`",
    90: '"“”•°',
    100: "*csz{}çş",
    120: "$0123456789FL^bdghnopquğöüû«»€",
    130: "#EPSTZŞ",
    140: "+<=>BKY~",
    150: "ACDHNRUVXÇÜÂÛ",
    160: "&GOQwĞÖ",
    180: "Mm",
    190: "%",
    200: "W@—…",
}
_DEFAULT_WIDTH = 110
_WIDTH_OF = {c: width for width, letters in _WIDTHS.items() for c in letters}


def printed_width(text: str) -> int:
    """Return about how wide the text is in print, in hundredths of a usual letter."""
    get = _WIDTH_OF.get
    return sum([get(c, _DEFAULT_WIDTH) for c in text])


@dataclass(frozen=True, slots=True)
class Line:
    """A line that is not blank.

    `start` and `end` are code points of the text, without the white space around;
    `indent` counts the spaces before, `blanks` the blank lines before; `page_break` tells
    of a form feed before, `trailing_space` of a space after. `width` is the printed width.
    """

    start: int
    end: int
    text: str
    indent: int
    blanks: int
    page_break: bool
    trailing_space: bool
    width: int


def split_lines(text: str) -> list[Line]:
    """Return the lines of the text that are not blank, in order."""
    lines: list[Line] = []
    position = blanks = 0
    page_break = False
    for raw in text.split("\n"):
        page_break = page_break or "\f" in raw
        content = raw.strip()
        if content:
            lead = len(raw) - len(raw.lstrip())
            start = position + lead
            lines.append(
                Line(
                    start=start,
                    end=start + len(content),
                    text=content,
                    indent=lead - raw[:lead].count("\f"),
                    blanks=blanks,
                    page_break=page_break,
                    trailing_space=len(raw) > lead + len(content),
                    width=printed_width(content),
                )
            )
            blanks, page_break = 0, False
        else:
            blanks += 1
        position += len(raw) + 1
    return lines
