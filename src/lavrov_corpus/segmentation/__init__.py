"""Paragraphs into sentences, sentences into tokens: spans only, in one pass."""

from __future__ import annotations

from collections.abc import Sequence

from lavrov_corpus.document import SegmentedText, TextParagraph
from lavrov_corpus.segmentation.rules import Rules, load_rules
from lavrov_corpus.segmentation.sentences import sentence_spans
from lavrov_corpus.segmentation.tokens import tokenize

__all__ = ["Rules", "load_rules", "segment"]


def segment(
    text: str, paragraphs: Sequence[TextParagraph], rules: Rules | None = None
) -> SegmentedText:
    """Return the text with the sentences and tokens of its paragraphs.

    All spans are half-open, in code points of `text`. Sentences are trimmed of white space
    and never empty; each character of a paragraph that is no white space lies in one
    sentence and one token. `rules` are the bundled ones unless given.
    """
    chosen = load_rules() if rules is None else rules
    sentences = [
        (start, end, index)
        for index, paragraph in enumerate(paragraphs)
        for start, end in sentence_spans(text, paragraph.start, paragraph.end, chosen)
    ]
    tokens = tokenize(text, sentences, chosen.abbreviations)
    return SegmentedText(text, tuple(paragraphs), tuple(sentences), tuple(tokens))
