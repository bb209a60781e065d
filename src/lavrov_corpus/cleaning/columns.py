"""Columns that an extractor set side by side: `pdftotext -layout` keeps them on one line.

The gutter is the place in a page where nearly every line that reaches it has a run of
spaces, with text beginning right after it. The left column is then read before the right
one, and what goes over both is read where it stands.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import groupby

from lavrov_corpus.cleaning.edits import Repaired
from lavrov_corpus.cleaning.rearranging import Span, rearranged

_PAGE = re.compile(r"[^\f]+\f?|\f")
_LINE = re.compile(r"[^\n]*\n?")
_GAP = re.compile(r"(?<=\S) {2,}(?=\S)")
_MIN_LINES = 6
# Of the lines that reach the gutter, so many have it, and hardly any goes over it.
_WITH_GUTTER = 0.7
_MIN_GUTTER = 2
_MAX_LINE = 400


def reading_order(text: str) -> list[Span] | None:
    """Return the spans of the text in the order in which they are to be read.

    The spans cover the text but for the spaces of the gutters. None where there are no
    columns.
    """
    if "  " not in text or not _GAP.search(text):
        return None
    spans: list[Span] = []
    found = False
    for page in _PAGE.finditer(text):
        lines = [m.span() for m in _LINE.finditer(text, *page.span()) if m.group()]
        gutter = _find_gutter([text[start:end].rstrip() for start, end in lines])
        found = found or gutter is not None
        spans.extend(lines if gutter is None else _by_columns(text, lines, gutter))
    return spans if found else None


def columns(text: str) -> Repaired | None:
    """Put the columns of each page one after the other; None where there are none."""
    spans = reading_order(text)
    if spans is None:
        return None
    return rearranged(text, spans, "columns")


def _find_gutter(lines: Sequence[str]) -> int | None:
    """Return the column in which the right side's lines begin, if the page has two sides."""
    begins = Counter(
        match.end() for line in lines if len(line) <= _MAX_LINE for match in _GAP.finditer(line)
    )
    if not begins:
        return None
    gutter, count = max(begins.items(), key=lambda item: (item[1], -item[0]))
    reaching = [line for line in lines if len(line) > gutter]
    if count < _MIN_LINES or count < _WITH_GUTTER * sum(
        bool(line[:gutter].strip()) for line in reaching
    ):
        return None
    return gutter


def _by_columns(text: str, lines: Sequence[Span], gutter: int) -> Iterator[Span]:
    """Yield the spans of the lines: of each stretch in two columns, the left one first."""
    cuts = [(span, _cut(text[span[0] : span[1]], gutter)) for span in lines]
    for in_columns, stretch in groupby(cuts, key=lambda item: item[1] is not None):
        parts = list(stretch)
        if not in_columns:
            yield from (span for span, _ in parts)
            continue
        left = [(start, start + cut[0]) for (start, _), cut in parts if cut]
        right = [(start + cut[1], end) for (start, end), cut in parts if cut]
        yield from (span for span in left if span[0] < span[1])
        yield from (span for span in right if span[0] < span[1])


def _cut(line: str, gutter: int) -> Span | None:
    """Return where the left part ends and the right part begins; None if it is one part."""
    bare = line.rstrip()
    if len(bare) <= gutter - _MIN_GUTTER + 1:
        return len(line), len(line)
    if not bare[:gutter].strip():
        return 0, len(bare) - len(bare.lstrip())
    if bare[gutter - _MIN_GUTTER : gutter].strip():
        return None
    return len(bare[:gutter].rstrip()), len(bare) - len(bare[gutter:].lstrip())
