"""Span-exact precision, recall and F1 per label, and what kind of error each error is.

A prediction is right where a gold span has the same start, end and label. The counts are
micro-averaged over articles, as in the CoNLL-2003 shared task (Tjong Kim Sang and
De Meulder, 2003).
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

ErrorKind = Literal["missed", "spurious", "type", "boundary"]

ERROR_KINDS: tuple[ErrorKind, ...] = ("missed", "spurious", "type", "boundary")
ALL = "all"


class Span(NamedTuple):
    """A labelled, half-open span of code points."""

    start: int
    end: int
    label: str


@dataclass(frozen=True, slots=True)
class Counts:
    """How many spans there are, how many were predicted, and how many of these are right."""

    gold: int
    predicted: int
    correct: int

    @property
    def precision(self) -> float:
        """The share of predictions that are right; 0 where there are none."""
        return self.correct / self.predicted if self.predicted else 0.0

    @property
    def recall(self) -> float:
        """The share of gold spans that were found; 0 where there are none."""
        return self.correct / self.gold if self.gold else 0.0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall; 0 where there is nothing at all."""
        total = self.gold + self.predicted
        return 2 * self.correct / total if total else 0.0


class Answer(NamedTuple):
    """The gold spans of one article beside the predicted ones, both without overlaps."""

    gold: Sequence[Span]
    predicted: Sequence[Span]


@dataclass(frozen=True, slots=True)
class SpanError:
    """One error; `article` is the index of its answer.

    `missed` has no prediction and `spurious` no gold span; `type` is the right span with a
    wrong label; `boundary` overlaps, with whatever label.
    """

    article: int
    kind: ErrorKind
    gold: Span | None
    predicted: Span | None


@dataclass(frozen=True, slots=True)
class Score:
    """Counts per label, and under `all`; every error, in the order of the text."""

    counts: Mapping[str, Counts]
    errors: tuple[SpanError, ...] = field(default=())

    def kinds(self) -> dict[ErrorKind, int]:
        """Return how many errors there are of each kind."""
        found = Counter(error.kind for error in self.errors)
        return {kind: found[kind] for kind in ERROR_KINDS}


def until(spans: Iterable[Span], end: int) -> list[Span]:
    """Return the spans that begin before `end`: those in the annotated part of a text."""
    return [span for span in spans if span.start < end]


def score(answers: Sequence[Answer]) -> Score:
    """Score the predictions of some articles against their gold spans."""
    gold = Counter(span.label for answer in answers for span in answer.gold)
    predicted = Counter(span.label for answer in answers for span in answer.predicted)
    correct = Counter(
        span.label for answer in answers for span in set(answer.gold) & set(answer.predicted)
    )
    counts = {
        label: Counts(gold[label], predicted[label], correct[label])
        for label in sorted(gold | predicted)
    }
    counts[ALL] = Counts(gold.total(), predicted.total(), correct.total())
    errors = [error for i, answer in enumerate(answers) for error in _errors(i, answer)]
    return Score(counts, tuple(errors))


def _errors(article: int, answer: Answer) -> list[SpanError]:
    right = set(answer.gold) & set(answer.predicted)
    missed = dict.fromkeys(span for span in answer.gold if span not in right)
    spurious = dict.fromkeys(span for span in answer.predicted if span not in right)
    errors = []
    for gold, predicted in _closest_pairs(missed, spurious):
        if gold in missed and predicted in spurious:
            same = gold[:2] == predicted[:2]
            kind: ErrorKind = "type" if same else "boundary"
            errors.append(SpanError(article, kind, gold, predicted))
            del missed[gold], spurious[predicted]
    errors += [SpanError(article, "missed", span, None) for span in missed]
    errors += [SpanError(article, "spurious", None, span) for span in spurious]
    return sorted(errors, key=_position)


def _closest_pairs(gold: Iterable[Span], predicted: Iterable[Span]) -> list[tuple[Span, Span]]:
    """Return the pairs that overlap, those that share most of their characters first."""
    others = list(predicted)
    shared = [
        (min(a.end, b.end) - max(a.start, b.start), a, b)
        for a in gold
        for b in others
        if a.start < b.end and b.start < a.end
    ]
    shared.sort(key=lambda pair: (-pair[0], pair[1], pair[2]))
    return [(a, b) for _, a, b in shared]


def _position(error: SpanError) -> tuple[int, int]:
    starts = [span.start for span in (error.gold, error.predicted) if span is not None]
    return min(starts), error.gold is None


def f1_interval(
    answers: Sequence[Answer], *, rounds: int = 1000, seed: int = 0
) -> tuple[float, float]:
    """Return the 95 % bootstrap interval of the F1 of all labels, resampling articles.

    Articles are drawn, not spans, since the names of one article are right or wrong together.
    """
    counted = [score([answer]).counts[ALL] for answer in answers]
    chance = random.Random(seed)
    values = sorted(_joint_f1(chance.choices(counted, k=len(counted))) for _ in range(rounds))
    return values[int(0.025 * (rounds - 1))], values[int(0.975 * (rounds - 1))]


def _joint_f1(counts: Iterable[Counts]) -> float:
    gold, predicted, correct = map(
        sum, zip(*((c.gold, c.predicted, c.correct) for c in counts), strict=True)
    )
    return Counts(gold, predicted, correct).f1


def table(result: Score) -> str:
    """Return the score as text: a line per label, a line for all, a line of error kinds."""
    lines = [f"{'label':6} {'gold':>6} {'found':>6} {'P':>6} {'R':>6} {'F1':>6}"]
    for label, counts in result.counts.items():
        shares = (counts.precision, counts.recall, counts.f1)
        figures = " ".join(f"{100 * share:6.1f}" for share in shares)
        lines.append(f"{label:6} {counts.gold:6} {counts.predicted:6} {figures}")
    lines.append(", ".join(f"{kind} {number}" for kind, number in result.kinds().items()))
    return "\n".join(lines)
