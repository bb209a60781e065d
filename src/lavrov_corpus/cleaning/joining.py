"""Which line ends are the ends of paragraphs, and what takes the place of the others."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import pairwise

from lavrov_corpus.cleaning.characters import HYPHENS, LINE_HYPHEN
from lavrov_corpus.cleaning.edits import Edit
from lavrov_corpus.cleaning.gaps import Gaps
from lavrov_corpus.cleaning.hyphens import HyphenJudge
from lavrov_corpus.cleaning.lines import Line, split_lines
from lavrov_corpus.cleaning.shapes import ends_attributive
from lavrov_corpus.cleaning.trees import line_joining_trees

PARAGRAPH = "\n\n"

# In a text of whole paragraphs, no more of them than this are cut by a page's end.
_CUT_PARAGRAPHS = 0.2


def joined_lines(text: str) -> Iterator[Edit]:
    """Join the lines of each paragraph and set paragraphs apart by one blank line."""
    lines = split_lines(text)
    if not lines:
        yield from _blank(0, len(text))
        return
    yield from _blank(0, lines[0].start)
    gaps = Gaps(lines)
    joined = gaps.goes_on
    if not _is_in_paragraphs(gaps, text):
        gaps.measure()
        joined = _continuing(gaps)
    judge = HyphenJudge(text)
    for joins, (line, following) in zip(joined, pairwise(lines), strict=True):
        if joins:
            yield _join(line, following, judge)
        elif text[line.end : following.start] != PARAGRAPH:
            yield Edit(line.end, following.start, PARAGRAPH, "paragraph_breaks")
    yield from _blank(lines[-1].end, len(text))


def _continuing(gaps: Gaps) -> list[bool]:
    """Return for each gap whether the line after it goes on in the paragraph before it."""
    score = line_joining_trees().score
    joined: list[bool] = []
    for i in range(len(gaps.goes_on)):
        decided = is_decided(gaps, i)
        joined.append(score(gaps.features(i)) > 0 if decided is None else decided)
    return joined


def is_decided(gaps: Gaps, i: int) -> bool | None:
    """Return whether the paragraph goes on after gap `i` where a rule tells, else None."""
    text = gaps.lines[i].text
    if gaps.goes_on[i] or (text[-1] in HYPHENS and text[-2:-1].isalnum()):
        return True
    goes_on = ends_attributive(text) or gaps.cuts_quotation(i) or gaps.wraps_capitals(i)
    return True if goes_on else None


def _is_in_paragraphs(gaps: Gaps, text: str) -> bool:
    """Tell whether the text is laid out as a clean text is: each paragraph on one line.

    A text whose wrapped lines are set apart by blank lines too is not: there, many lines
    go on in the middle of a sentence.
    """
    if sum(gaps.goes_on) > _CUT_PARAGRAPHS * len(gaps.goes_on):
        return False
    return all(text[a.end : b.start] == PARAGRAPH for a, b in pairwise(gaps.lines))


def _join(line: Line, following: Line, judge: HyphenJudge) -> Edit:
    hyphen = line.text[-1]
    if hyphen in HYPHENS and line.text[-2:-1].isalnum():
        if not judge.is_real(line.text[:-1], following.text):
            return Edit(line.end - 1, following.start, "", "divided_words")
        start = line.end - 1 if hyphen == LINE_HYPHEN else line.end
        return Edit(start, following.start, "-" * (line.end - start), "line_end_hyphens")
    if judge.has_line_hyphens and judge.belong_together(line.text, following.text):
        return Edit(line.end, following.start, "", "cut_words")
    repair = "page_gaps" if following.blanks or following.page_break else "wrapped_lines"
    return Edit(line.end, following.start, " ", repair)


def _blank(start: int, end: int) -> Iterator[Edit]:
    if start < end:
        yield Edit(start, end, "", "blank_margins")
