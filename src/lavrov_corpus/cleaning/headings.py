"""The paragraphs of a clean text, and which of them are headings."""

from __future__ import annotations

import re

from lavrov_corpus.cleaning.shapes import looks_like_heading
from lavrov_corpus.document import TextParagraph

_PARAGRAPH = re.compile(r"[^\n]+")


def paragraphs_of(text: str) -> tuple[TextParagraph, ...]:
    """Return the paragraphs of a clean text, in order, each with its kind."""
    spans = [match.span() for match in _PARAGRAPH.finditer(text)]
    return tuple(
        TextParagraph(start, end, "heading" if looks_like_heading(text[start:end]) else "body")
        for start, end in spans
    )
