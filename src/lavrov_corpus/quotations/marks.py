"""Which stretches of a text stand between quotation marks."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from lavrov_corpus.document import TextParagraph

#: A doubled apostrophe is one mark; a single one is a mark only where a letter touches it on
#: one side alone, since between letters it parts a name from its suffix.
_MARK = re.compile(
    r"[\"“”„‟″＂«»]|''|’’|‘‘|``|´´"
    r"|(?<![\w.,!?…”»)])['‘’‛`](?=\w)"
    r"|(?<=[\w.,!?…)%])['’´](?![\w'’])"
)
_SINGLE = frozenset("'‘’‛`´")
_OPENING = frozenset("“„«‘")
_CLOSING = frozenset("”»")
#: Beside these a mark stands free, as it does beside white space.
_BEFORE_QUOTATION = frozenset("([{:-–—,;/“„«‘")
#: So many marks among four times as many characters quote nothing, nor does what comes after.
_MANY = 256
_SPARSE = 4
#: A missing space after a closing mark must not turn it into an opening one.
_REPORTING = re.compile(r"(?:d[ei]|şeklinde|ifade)")


@dataclass(frozen=True, slots=True)
class Marked:
    """A stretch between quotation marks: `start` to `end` without, `outer_*` with the marks.

    `closed` is False where the closing mark is missing and the end was inferred.
    """

    start: int
    end: int
    outer_start: int
    outer_end: int
    closed: bool


@dataclass(slots=True)
class _Open:
    """An opening mark that waits for its closing one."""

    start: int
    inner: int
    single: bool
    first_child: int = -1


def find_marked(text: str, paragraphs: Iterable[TextParagraph]) -> list[Marked]:
    """Return the outermost marked stretches of each paragraph, in order.

    Spans are code points of `text`. A stretch never crosses a paragraph; where a quotation
    runs over several paragraphs, each gives a stretch of its own. Takes one pass.
    """
    found: list[Marked] = []
    carried = False
    for paragraph in paragraphs:
        spans, carried = _of_paragraph(text, paragraph, carried)
        found.extend(spans)
    return found


def _of_paragraph(text: str, paragraph: TextParagraph, carried: bool) -> tuple[list[Marked], bool]:
    """Return the stretches of a paragraph, and whether its last one is still open.

    `carried` tells that the paragraph before left one open.
    """
    stack: list[_Open] = []
    closed: list[Marked] = []
    for mark in _sparse_marks(text, paragraph):
        single = len(mark.group()) == 1 and mark.group() in _SINGLE
        if _opens(text, mark, bool(stack), paragraph):
            if stack and not single and stack[-1].first_child < 0:
                stack[-1].first_child = mark.start()
            stack.append(_Open(mark.start(), mark.end(), single))
            continue
        while stack and stack[-1].single and not single:
            stack.pop()
        if stack and stack[-1].single == single:
            opened = stack.pop()
            closed.append(_span(text, opened, mark.start(), mark.end()))
        elif carried and not closed and not single:
            opened = _Open(paragraph.start, paragraph.start, single)
            closed.append(_span(text, opened, mark.start(), mark.end()))
        carried = carried and single
    unclosed = [opened for opened in stack if not opened.single][:1]
    for opened in unclosed:
        end = opened.first_child if opened.first_child >= 0 else paragraph.end
        closed.append(_span(text, opened, end, end))
    return list(_outermost(closed)), any(opened.first_child < 0 for opened in unclosed)


def _sparse_marks(text: str, paragraph: TextParagraph) -> Iterator[re.Match[str]]:
    since = paragraph.start
    for number, mark in enumerate(_MARK.finditer(text, paragraph.start, paragraph.end), 1):
        if number % _MANY == 0:
            if mark.start() - since < _MANY * _SPARSE:
                return
            since = mark.start()
        yield mark


def _opens(text: str, mark: re.Match[str], is_open: bool, paragraph: TextParagraph) -> bool:
    """Tell an opening mark from a closing one by what touches it, else by its own shape."""
    before = text[mark.start() - 1] if mark.start() > paragraph.start else " "
    after = text[mark.end()] if mark.end() < paragraph.end else " "
    free_before = before.isspace() or before in _BEFORE_QUOTATION
    free_after = not (after.isalnum() or after in "(“„«‘")
    sign = mark.group()[0]
    if free_before and not free_after:
        return not (is_open and sign not in _OPENING and _REPORTING.match(text, mark.end()))
    if free_after and not free_before:
        return False
    if sign in _OPENING or sign in _CLOSING:
        return sign in _OPENING
    return not is_open


def _span(text: str, opened: _Open, end: int, outer_end: int) -> Marked:
    start, closed = opened.inner, end < outer_end
    while start < end and text[start].isspace():
        start += 1
    while end > start and text[end - 1].isspace():
        end -= 1
    return Marked(start, end, opened.start, outer_end, closed)


def _outermost(spans: list[Marked]) -> Iterator[Marked]:
    reached = -1
    for span in sorted(spans, key=lambda span: (span.outer_start, -span.outer_end)):
        if span.outer_start >= reached:
            reached = span.outer_end
            if span.end > span.start:
                yield span
