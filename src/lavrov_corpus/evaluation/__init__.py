"""How well entities agree with annotated texts: reading, comparing, counting."""

from __future__ import annotations

from collections.abc import Sequence

from lavrov_corpus.evaluation.documents import Document
from lavrov_corpus.evaluation.gold import parse_map, read_documents
from lavrov_corpus.evaluation.predictions import aligned, find_spans
from lavrov_corpus.evaluation.scoring import Answer, Span, score
from lavrov_corpus.evaluation.tables import ERRORS, FIGURES, errors, figures
from lavrov_corpus.ner import LABELS, NAME_LABELS

__all__ = [
    "ERRORS",
    "FIGURES",
    "Document",
    "aligned",
    "answers_of",
    "errors",
    "figures",
    "find_spans",
    "labels_of",
    "parse_map",
    "read_documents",
    "score",
]


def labels_of(documents: Sequence[Document]) -> tuple[str, ...]:
    """Return PER, LOC and ORG, and what further labels the documents have."""
    there = {span.label for document in documents for span in document.spans}
    return tuple(label for label in LABELS if label in NAME_LABELS or label in there)


def answers_of(
    documents: Sequence[Document], found: Sequence[Sequence[Span]], labels: Sequence[str]
) -> list[Answer]:
    """Return gold and found spans of each document, those of the labels only."""
    return [
        Answer(
            [span for span in document.spans if span.label in labels],
            [span for span in spans if span.label in labels],
        )
        for document, spans in zip(documents, found, strict=True)
    ]
