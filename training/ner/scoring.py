"""Span-exact precision, recall and F1."""

from __future__ import annotations

from collections.abc import Sequence

from training.ner.corpora import LABELS, Span


def counts(
    gold: Sequence[Sequence[Span]], found: Sequence[Sequence[Span]], label: str
) -> tuple[int, int, int]:
    """Return how many entities of a label are right, found and wanted."""
    right = wanted = given = 0
    for expected, got in zip(gold, found, strict=True):
        a = {s for s in expected if s[2] == label}
        b = {s for s in got if s[2] == label}
        right, given, wanted = right + len(a & b), given + len(b), wanted + len(a)
    return right, given, wanted


def f1(right: int, given: int, wanted: int) -> float:
    """Return F1 in percent."""
    return 200.0 * right / (given + wanted) if given + wanted else 0.0


def span_scores(gold: Sequence[Sequence[Span]], found: Sequence[Sequence[Span]]) -> str:
    """Return one line: F1 over all labels, then F1 (precision/recall) of each."""
    each = {label: counts(gold, found, label) for label in LABELS}
    total = [sum(column) for column in zip(*each.values(), strict=True)]
    parts = [f"all {f1(*total):.1f}"]
    for label, (right, given, wanted) in each.items():
        precision, recall = 100 * right / max(given, 1), 100 * right / max(wanted, 1)
        parts.append(f"{label} {f1(right, given, wanted):.1f} ({precision:.0f}/{recall:.0f})")
    return ", ".join(parts)
