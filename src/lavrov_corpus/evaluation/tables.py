"""The figures and the errors of an evaluation as rows for a table."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from lavrov_corpus.evaluation.documents import Document
from lavrov_corpus.evaluation.scoring import (
    ALL,
    ERROR_KINDS,
    Answer,
    Score,
    Span,
    f1_interval,
)

Row = dict[str, str | int | float]

FIGURES = (
    *("label", "gold", "found", "correct", "precision", "recall", "f1", "f1_low", "f1_high"),
    *ERROR_KINDS,
)
ERRORS = (
    *("document", "kind", "start", "end", "gold_label", "gold", "found_label", "found"),
    *("before", "after"),
)
#: Code points of the text that are shown on each side of an error.
CONTEXT = 40


def figures(result: Score, answers: Sequence[Answer], labels: Sequence[str]) -> Iterator[Row]:
    """Yield a row for each label and one for all of them; shares are percentages.

    `f1_low` and `f1_high` are the bootstrap interval over documents (95 %).
    """
    for label in (*labels, ALL):
        counts = result.counts.get(label)
        low, high = f1_interval(answers, label)
        row: Row = {
            "label": label,
            "gold": counts.gold if counts else 0,
            "found": counts.predicted if counts else 0,
            "correct": counts.correct if counts else 0,
            "precision": _percent(counts.precision if counts else 0.0),
            "recall": _percent(counts.recall if counts else 0.0),
            "f1": _percent(counts.f1 if counts else 0.0),
            "f1_low": _percent(low),
            "f1_high": _percent(high),
        }
        yield row | result.kinds(label)


def errors(result: Score, documents: Sequence[Document]) -> Iterator[Row]:
    """Yield a row for each error, in the order of the documents and of their texts.

    `start` and `end` are code points of the document's text: of the gold span, or where
    there is none of the one that was found.
    """
    for error in result.errors:
        document = documents[error.article]
        text = document.text
        spans = [span for span in (error.gold, error.predicted) if span]
        first, last = min(s.start for s in spans), max(s.end for s in spans)
        yield {
            "document": document.place,
            "kind": error.kind,
            "start": spans[0].start,
            "end": spans[0].end,
            "gold_label": error.gold.label if error.gold else "",
            "gold": _surface(text, error.gold),
            "found_label": error.predicted.label if error.predicted else "",
            "found": _surface(text, error.predicted),
            "before": _one_line(text[max(0, first - CONTEXT) : first]),
            "after": _one_line(text[last : last + CONTEXT]),
        }


def _percent(share: float) -> float:
    return round(100 * share, 1)


def _surface(text: str, span: Span | None) -> str:
    return _one_line(text[span.start : span.end]) if span else ""


def _one_line(text: str) -> str:
    return " ".join(text.split())
