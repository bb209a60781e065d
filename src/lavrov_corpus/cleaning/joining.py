"""Which line ends are the ends of paragraphs, and what takes the place of the others."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from lavrov_corpus.cleaning.characters import LINE_HYPHEN
from lavrov_corpus.cleaning.edits import Edit
from lavrov_corpus.cleaning.hyphens import HyphenJudge
from lavrov_corpus.cleaning.lexicon import turkish_lexicon
from lavrov_corpus.cleaning.lines import Line, printed_width, split_lines
from lavrov_corpus.cleaning.shapes import begins_small, ends_sentence

PARAGRAPH = "\n\n"

# A line that is this much narrower than the column was ended on purpose.
_SLACK = 0.03
_WINDOW = 15
# From how many observations on a habit of the document is believed.
_EVIDENCE = 3
# In a text of whole paragraphs, no more of them than this are cut by a page's end.
_CUT_PARAGRAPHS = 0.2


@dataclass(frozen=True, slots=True)
class Habits:
    """How a document marks its wrapped lines and its paragraphs.

    `columns[i]` is the width of the column around line `i`. `space_marks_wrap`: wrapped
    lines end in a space and others do not. `blank_marks_paragraph`: paragraphs, and no
    wrapped lines, are set apart by blank lines.
    """

    columns: Sequence[int]
    space_marks_wrap: bool
    blank_marks_paragraph: bool


def joined_lines(text: str) -> Iterator[Edit]:
    """Join the lines of each paragraph and set paragraphs apart by one blank line."""
    lines = split_lines(text)
    if not lines:
        return
    yield from _blank(0, lines[0].start, text)
    habits = observe(lines)
    judge = HyphenJudge(text, turkish_lexicon())
    in_paragraphs = _is_in_paragraphs(lines, text)
    for i in range(len(lines) - 1):
        line, following = lines[i], lines[i + 1]
        if _surely_wrapped(line, following) if in_paragraphs else continues(lines, i, habits):
            yield from _join(text, line, following, judge)
        elif text[line.end : following.start] != PARAGRAPH:
            yield Edit(line.end, following.start, PARAGRAPH, "paragraph_breaks")
    yield from _blank(lines[-1].end, len(text), text)


def observe(lines: Sequence[Line]) -> Habits:
    """Return the habits of the document, as far as its sure line ends show them."""
    wrapped = [i for i in range(len(lines) - 1) if _surely_wrapped(lines[i], lines[i + 1])]
    ended = [
        i
        for i in range(len(lines) - 1)
        if ends_sentence(lines[i].text) and not begins_small(lines[i + 1].text)
    ]
    spaced = sum(lines[i].trailing_space for i in wrapped)
    unspaced = sum(not lines[i].trailing_space for i in ended)
    blank_wrapped = sum(lines[i + 1].blanks > 0 for i in wrapped)
    blank_ended = sum(lines[i + 1].blanks > 0 for i in ended)
    return Habits(
        columns=_columns(lines, wrapped),
        space_marks_wrap=spaced >= max(_EVIDENCE, 0.9 * len(wrapped)) and unspaced > 0,
        blank_marks_paragraph=blank_ended >= _EVIDENCE and blank_wrapped <= 0.1 * len(wrapped),
    )


def continues(lines: Sequence[Line], i: int, habits: Habits) -> bool:
    """Tell whether line `i + 1` goes on in the paragraph of line `i`."""
    line, following = lines[i], lines[i + 1]
    ended = ends_sentence(line.text)
    if line.text[-1] in "-" + LINE_HYPHEN and line.text[-2:-1].isalnum():
        return True
    if begins_small(following.text) and not ended:
        return True
    if following.blanks and (ended or habits.blank_marks_paragraph):
        return False
    if begins_small(following.text):
        return True
    if habits.space_marks_wrap:
        return line.trailing_space
    word = following.text.split(" ", 1)[0]
    slack = habits.columns[i] - line.width - printed_width(" " + word)
    return slack < _SLACK * habits.columns[i]


def _surely_wrapped(line: Line, following: Line) -> bool:
    return begins_small(following.text) and not ends_sentence(line.text)


def _is_in_paragraphs(lines: Sequence[Line], text: str) -> bool:
    """Tell whether the text is laid out as a clean text is: each paragraph on one line.

    A text whose wrapped lines are set apart by blank lines too is not: there, many lines
    go on in the middle of a sentence.
    """
    gaps = list(pairwise(lines))
    if any(text[line.end : following.start] != PARAGRAPH for line, following in gaps):
        return False
    return sum(_surely_wrapped(*gap) for gap in gaps) <= _CUT_PARAGRAPHS * len(gaps)


def _columns(lines: Sequence[Line], wrapped: Sequence[int]) -> list[int]:
    """Return for each line the width of the widest sure wrapped line near it."""
    if not wrapped:
        return [0] * len(lines)
    widths = sorted(lines[i].width for i in wrapped)
    limit = widths[min(len(widths) - 1, int(0.98 * len(widths)))]
    near = [0] * len(lines)
    for i in wrapped:
        near[i] = min(lines[i].width, limit)
    return [
        max(near[max(0, i - _WINDOW) : i + _WINDOW + 1], default=0) or limit
        for i in range(len(lines))
    ]


def _join(text: str, line: Line, following: Line, judge: HyphenJudge) -> Iterator[Edit]:
    hyphen = line.text[-1]
    if hyphen in ("-", LINE_HYPHEN) and line.text[-2:-1].isalnum():
        if not judge.is_real(line.text[:-1], following.text):
            yield Edit(line.end - 1, following.start, "", "divided_words")
        else:
            start = line.end - 1 if hyphen == LINE_HYPHEN else line.end
            yield Edit(start, following.start, "-" * (line.end - start), "line_end_hyphens")
    elif LINE_HYPHEN in text and judge.belong_together(line.text, following.text):
        yield Edit(line.end, following.start, "", "cut_words")
    else:
        repair = "page_gaps" if following.blanks or following.page_break else "wrapped_lines"
        yield Edit(line.end, following.start, " ", repair)


def _blank(start: int, end: int, text: str) -> Iterator[Edit]:
    if start < end:
        assert text[start:end].isspace()
        yield Edit(start, end, "", "blank_margins")
