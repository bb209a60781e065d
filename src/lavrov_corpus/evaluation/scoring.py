"""Span-exact precision, recall and F1 per label, and what kind of error each error is.

A prediction is right where a gold span has the same start, end and label. The counts are
micro-averaged over articles, as in the CoNLL-2003 shared task (Tjong Kim Sang and
De Meulder, 2003).
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

ErrorKind = Literal["missed", "spurious", "type", "boundary", "type+boundary"]

ERROR_KINDS: tuple[ErrorKind, ...] = ("missed", "spurious", "type", "boundary", "type+boundary")
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
    wrong label; `boundary` overlaps, with the right label, `type+boundary` with another.
    """

    article: int
    kind: ErrorKind
    gold: Span | None
    predicted: Span | None

    @property
    def label(self) -> str:
        """The label that the error is counted under: the gold one, if there is one."""
        span = self.gold or self.predicted
        return span.label if span else ""


@dataclass(frozen=True, slots=True)
class Score:
    """Counts per label, and under `all`; every error, in the order of the text."""

    counts: Mapping[str, Counts]
    errors: tuple[SpanError, ...] = field(default=())

    def kinds(self, label: str = ALL) -> dict[ErrorKind, int]:
        """Return how many errors there are of each kind, of all labels or of one."""
        found = Counter(error.kind for error in self.errors if label in (ALL, error.label))
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
            errors.append(SpanError(article, _kind(gold, predicted), gold, predicted))
            del missed[gold], spurious[predicted]
    errors += [SpanError(article, "missed", span, None) for span in missed]
    errors += [SpanError(article, "spurious", None, span) for span in spurious]
    return sorted(errors, key=_position)


def _kind(gold: Span, predicted: Span) -> ErrorKind:
    if gold[:2] == predicted[:2]:
        return "type"
    return "boundary" if gold.label == predicted.label else "type+boundary"


def _closest_pairs(gold: Iterable[Span], predicted: Iterable[Span]) -> list[tuple[Span, Span]]:
    """Return the pairs that overlap, those that share most of their characters first."""
    others = sorted(predicted)
    shared: list[tuple[int, Span, Span]] = []
    first = 0
    for one in sorted(gold):
        while first < len(others) and others[first].end <= one.start:
            first += 1
        for other in others[first:]:
            if other.start >= one.end:
                break
            common = min(one.end, other.end) - max(one.start, other.start)
            shared.append((common, one, other))
    shared.sort(key=lambda pair: (-pair[0], pair[1], pair[2]))
    return [(one, other) for _, one, other in shared]


def _position(error: SpanError) -> tuple[int, int]:
    starts = [span.start for span in (error.gold, error.predicted) if span is not None]
    return min(starts), error.gold is None


def f1_interval(
    answers: Sequence[Answer], label: str = ALL, *, rounds: int = 1000, seed: int = 0
) -> tuple[float, float]:
    """Return the 95 % bootstrap interval of the F1 of a label, resampling articles.

    Articles are drawn, not spans, since the names of one article are right or wrong together.
    Articles with the same counts are drawn as one, which makes no difference but in time.
    """
    import numpy as np  # noqa: PLC0415  # only where an interval is asked for

    counted = Counter(_counts(answer, label) for answer in answers)
    if not counted:
        return 0.0, 0.0
    number = counted.total()
    shares = np.array(list(counted.values())) / number
    drawn = np.random.default_rng(seed).multinomial(number, shares, size=rounds)
    entities, correct = (drawn @ np.array(list(counted))).T
    f1 = np.sort(2 * correct / np.maximum(entities, 1))
    return float(f1[int(0.025 * (rounds - 1))]), float(f1[int(0.975 * (rounds - 1))])


def _counts(answer: Answer, label: str) -> tuple[int, int]:
    """Return how many spans of a label there are on both sides, and how many are right."""
    gold, predicted = ([span for span in spans if label in (ALL, span.label)] for spans in answer)
    return len(gold) + len(predicted), len(set(gold) & set(predicted))


def table(result: Score) -> str:
    """Return the score as text: a line per label, a line for all, a line of error kinds."""
    lines = [f"{'label':6} {'gold':>6} {'found':>6} {'P':>6} {'R':>6} {'F1':>6}"]
    for label, counts in result.counts.items():
        shares = (counts.precision, counts.recall, counts.f1)
        figures = " ".join(f"{100 * share:6.1f}" for share in shares)
        lines.append(f"{label:6} {counts.gold:6} {counts.predicted:6} {figures}")
    lines.append(", ".join(f"{kind} {number}" for kind, number in result.kinds().items()))
    return "\n".join(lines)
