"""Which line ends are the ends of paragraphs, and what takes the place of the others."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import pairwise

from lavrov_corpus.cleaning.characters import LINE_HYPHEN
from lavrov_corpus.cleaning.edits import Edit
from lavrov_corpus.cleaning.gaps import Gaps
from lavrov_corpus.cleaning.hyphens import HyphenJudge
from lavrov_corpus.cleaning.lexicon import turkish_lexicon
from lavrov_corpus.cleaning.lines import Line, split_lines
from lavrov_corpus.cleaning.trees import line_joining_trees

PARAGRAPH = "\n\n"

# In a text of whole paragraphs, no more of them than this are cut by a page's end.
_CUT_PARAGRAPHS = 0.2


def joined_lines(text: str) -> Iterator[Edit]:
    """Join the lines of each paragraph and set paragraphs apart by one blank line."""
    lines = split_lines(text)
    if not lines:
        return
    yield from _blank(0, lines[0].start, text)
    gaps = Gaps(lines)
    in_paragraphs = _is_in_paragraphs(gaps, text)
    judge = HyphenJudge(text, turkish_lexicon())
    for i, (line, following) in enumerate(pairwise(lines)):
        if gaps.goes_on(i) if in_paragraphs else continues(gaps, i):
            yield from _join(text, line, following, judge)
        elif text[line.end : following.start] != PARAGRAPH:
            yield Edit(line.end, following.start, PARAGRAPH, "paragraph_breaks")
    yield from _blank(lines[-1].end, len(text), text)


def continues(gaps: Gaps, i: int) -> bool:
    """Tell whether the line after gap `i` goes on in the paragraph before it."""
    decided = is_decided(gaps, i)
    if decided is not None:
        return decided
    return line_joining_trees().score(gaps.features(i)) > 0


def is_decided(gaps: Gaps, i: int) -> bool | None:
    """Return whether the paragraph goes on after gap `i` where a rule tells, else None."""
    text = gaps.lines[i].text
    if text[-1] in ("-", LINE_HYPHEN) and text[-2:-1].isalnum():
        return True
    return True if gaps.goes_on(i) else None


def _is_in_paragraphs(gaps: Gaps, text: str) -> bool:
    """Tell whether the text is laid out as a clean text is: each paragraph on one line.

    A text whose wrapped lines are set apart by blank lines too is not: there, many lines
    go on in the middle of a sentence.
    """
    pairs = list(pairwise(gaps.lines))
    if any(text[line.end : following.start] != PARAGRAPH for line, following in pairs):
        return False
    return sum(map(gaps.goes_on, range(len(pairs)))) <= _CUT_PARAGRAPHS * len(pairs)


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
