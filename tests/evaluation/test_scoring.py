"""Scores and kinds of error of small hand-made answers."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lavrov_corpus.evaluation.scoring import (
    ALL,
    ERROR_KINDS,
    Answer,
    Counts,
    Span,
    SpanError,
    f1_interval,
    score,
    table,
    until,
)

PUTIN = Span(0, 5, "PER")
MOSCOW = Span(10, 18, "LOC")
BANK = Span(20, 33, "ORG")


@pytest.mark.parametrize(
    ("gold", "predicted", "errors"),
    [
        pytest.param([PUTIN, MOSCOW], [PUTIN, MOSCOW], [], id="right"),
        pytest.param([PUTIN], [], [("missed", PUTIN, None)], id="missed"),
        pytest.param([], [PUTIN], [("spurious", None, PUTIN)], id="spurious"),
        pytest.param(
            [MOSCOW],
            [Span(10, 18, "ORG")],
            [("type", MOSCOW, Span(10, 18, "ORG"))],
            id="type",
        ),
        pytest.param(
            [BANK], [Span(20, 26, "ORG")], [("boundary", BANK, Span(20, 26, "ORG"))], id="short"
        ),
        pytest.param(
            [BANK],
            [Span(20, 26, "LOC")],
            [("type+boundary", BANK, Span(20, 26, "LOC"))],
            id="boundary and label",
        ),
        pytest.param(
            [BANK],
            [Span(18, 20, "ORG")],
            [("spurious", None, Span(18, 20, "ORG")), ("missed", BANK, None)],
            id="touching is not overlapping",
        ),
        pytest.param(
            [BANK],
            [Span(20, 22, "ORG"), Span(23, 33, "ORG")],
            [
                ("boundary", BANK, Span(23, 33, "ORG")),
                ("spurious", None, Span(20, 22, "ORG")),
            ],
            id="one of two parts is the nearer",
        ),
        pytest.param(
            [PUTIN, MOSCOW],
            [Span(0, 18, "PER")],
            [
                ("type+boundary", MOSCOW, Span(0, 18, "PER")),
                ("missed", PUTIN, None),
            ],
            id="one prediction over two",
        ),
        pytest.param(
            [Span(0, 4, "PER"), Span(5, 9, "PER")],
            [Span(0, 4, "PER"), Span(5, 9, "LOC")],
            [("type", Span(5, 9, "PER"), Span(5, 9, "LOC"))],
            id="right ones are no errors",
        ),
    ],
)
def test_kinds_of_error(
    gold: list[Span],
    predicted: list[Span],
    errors: list[tuple[str, Span | None, Span | None]],
) -> None:
    found = score([Answer(gold, predicted)]).errors
    assert sorted((e.kind, e.gold, e.predicted) for e in found) == sorted(errors)
    assert all(isinstance(error, SpanError) and error.article == 0 for error in found)


def test_counts_are_summed_over_articles() -> None:
    answers = [
        Answer([PUTIN, MOSCOW], [PUTIN, Span(10, 18, "ORG")]),
        Answer([MOSCOW, BANK], [MOSCOW, BANK]),
    ]
    assert score(answers).counts == {
        "LOC": Counts(gold=2, predicted=1, correct=1),
        "ORG": Counts(gold=1, predicted=2, correct=1),
        "PER": Counts(gold=1, predicted=1, correct=1),
        ALL: Counts(gold=4, predicted=4, correct=3),
    }


@pytest.mark.parametrize(
    ("counts", "precision", "recall", "f1"),
    [
        (Counts(4, 2, 1), 0.5, 0.25, 1 / 3),
        (Counts(0, 0, 0), 0.0, 0.0, 0.0),
        (Counts(3, 0, 0), 0.0, 0.0, 0.0),
        (Counts(0, 3, 0), 0.0, 0.0, 0.0),
    ],
)
def test_shares(counts: Counts, precision: float, recall: float, f1: float) -> None:
    assert (counts.precision, counts.recall) == (precision, recall)
    assert counts.f1 == pytest.approx(f1)


def test_a_span_that_is_predicted_twice_counts_once_as_right() -> None:
    assert score([Answer([PUTIN], [PUTIN, PUTIN])]).counts[ALL] == Counts(1, 2, 1)


def test_until_leaves_out_what_begins_in_the_part_that_is_not_annotated() -> None:
    assert until([PUTIN, MOSCOW, BANK], 20) == [PUTIN, MOSCOW]


def test_table() -> None:
    answers = [Answer([PUTIN, MOSCOW], [PUTIN, Span(10, 14, "LOC"), BANK])]
    assert table(score(answers)).splitlines() == [
        "label    gold  found      P      R     F1",
        "LOC         1      1    0.0    0.0    0.0",
        "ORG         0      1    0.0    0.0    0.0",
        "PER         1      1  100.0  100.0  100.0",
        "all         2      3   33.3   50.0   40.0",
        "missed 0, spurious 1, type 0, boundary 1, type+boundary 0",
    ]


@st.composite
def spans(draw: st.DrawFn) -> list[Span]:
    edges = sorted(draw(st.sets(st.integers(0, 30), max_size=12)))
    pairs = zip(edges[::2], edges[1::2], strict=False)
    return [Span(start, end, draw(st.sampled_from("PLO"))) for start, end in pairs]


@settings(deadline=None)
@given(st.lists(st.builds(Answer, spans(), spans()), max_size=4))
def test_every_span_is_right_or_in_just_one_error(answers: list[Answer]) -> None:
    result = score(answers)
    kinds = result.kinds()
    counts = result.counts[ALL]
    paired = kinds["type"] + kinds["boundary"] + kinds["type+boundary"]
    assert counts.gold == counts.correct + kinds["missed"] + paired
    assert counts.predicted == counts.correct + kinds["spurious"] + paired
    assert sum(kinds[kind] for kind in ERROR_KINDS) == len(result.errors)


@settings(deadline=None)
@given(st.lists(spans(), min_size=1, max_size=4))
def test_the_gold_itself_has_no_errors(gold: list[list[Span]]) -> None:
    result = score([Answer(article, article) for article in gold])
    assert result.errors == ()
    assert result.counts[ALL].f1 == (1.0 if any(gold) else 0.0)


def test_interval_holds_the_f1_and_repeats() -> None:
    answers = [Answer([PUTIN, MOSCOW], [PUTIN]), Answer([BANK], [BANK]), Answer([BANK], [])]
    low, high = f1_interval(answers)
    assert 0.0 <= low < score(answers).counts[ALL].f1 < high <= 1.0
    assert f1_interval(answers) == (low, high)
    assert f1_interval(answers[1:2]) == (1.0, 1.0)


def test_errors_and_intervals_of_one_label() -> None:
    answers = [Answer([PUTIN, MOSCOW], [PUTIN, Span(10, 18, "ORG")]), Answer([BANK], [BANK])]
    result = score(answers)
    assert result.kinds("LOC")["type"] == 1
    assert sum(result.kinds("ORG").values()) == 0
    assert f1_interval(answers, "PER") == (0.0, 1.0)
    assert f1_interval(answers, "LOC") == (0.0, 0.0)
    assert f1_interval([]) == (0.0, 0.0)
