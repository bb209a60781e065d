"""Notes become spans, spans become notes, and articles are chosen by a rule."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from benchmarks.ner.annotation import (
    CUT_LENGTH,
    WHOLE_LENGTH,
    NoteError,
    annotated_end,
    choose,
    find_spans,
    parse_notes,
    passed_by,
    readable,
    show,
    write,
)
from lavrov_corpus.evaluation.scoring import Span

TEXT = "Ankara Belediyesi, Ankara\x92da Ankaragücü'nü A.Gücü diye anar."


@pytest.mark.parametrize(
    ("notes", "spans"),
    [
        ([("Ankara Belediyesi", "ORG")], [Span(0, 17, "ORG")]),
        ([("Ankara", "LOC")], [Span(0, 6, "LOC")]),
        ([("Ankara'da", "LOC")], [Span(19, 28, "LOC")]),
        ([("Ankara", "-"), ("Ankara'da", "LOC")], [Span(19, 28, "LOC")]),
        ([("A.Gücü", "ORG")], [Span(43, 49, "ORG")]),
        ([], []),
    ],
)
def test_notes_are_found_in_order(notes: list[tuple[str, str]], spans: list[Span]) -> None:
    assert find_spans(TEXT, notes) == spans


@pytest.mark.parametrize(
    "notes",
    [
        pytest.param([("Ankara", "LOC"), ("Ankara", "LOC")], id="the suffix belongs to the word"),
        pytest.param([("Ankaragücü", "ORG")], id="the same with a straight apostrophe"),
        pytest.param([("nkara", "LOC")], id="the word begins earlier"),
        pytest.param([("A.Gücü", "ORG"), ("Ankara", "LOC")], id="out of order"),
        pytest.param([("Ankara Belediyesi", "ORG"), ("Belediyesi", "ORG")], id="overlap"),
        pytest.param([("ankara", "LOC")], id="another case"),
    ],
)
def test_a_note_that_the_text_does_not_bear_out_is_refused(notes: list[tuple[str, str]]) -> None:
    with pytest.raises(NoteError, match="is not found as whole words"):
        find_spans(TEXT, notes)


def test_parse_notes_skips_empty_lines() -> None:
    assert parse_notes("Ankara\tLOC\n\nA.Gücü\tORG\nAnkara\t-\n") == [
        ("Ankara", "LOC"),
        ("A.Gücü", "ORG"),
        ("Ankara", "-"),
    ]


@pytest.mark.parametrize("line", ["Ankara", "Ankara LOC", "Ankara\tGPE", "\tLOC", "Ankara\t"])
def test_parse_notes_refuses_a_malformed_line(line: str) -> None:
    with pytest.raises(NoteError, match="line 2 is not"):
        parse_notes(f"Ankara\tLOC\n{line}\n")


WORDS = st.sampled_from(["Ankara", "Ankara'da", "Ankara\x92ya", "Rize", "ve", "A.Ş.", "-", ","])


@given(st.lists(st.tuples(WORDS, st.sampled_from(["PER", "LOC", "ORG", ""])), max_size=12))
def test_spans_survive_being_written_as_notes(words: list[tuple[str, str]]) -> None:
    text, spans = "", []
    for word, label in words:
        text += " " if text else ""
        if label and word[0].isalpha():
            spans.append(Span(len(text), len(text) + len(word), label))
        text += word
    notes = "".join(f"{surface}\t{label}\n" for surface, label in write(text, spans))
    assert find_spans(text, parse_notes(notes)) == spans


def test_show_and_passed_by() -> None:
    spans = [Span(19, 28, "LOC")]
    assert show(TEXT, spans).startswith("Ankara Belediyesi, [Ankara'da]LOC Ankaragücü'nü")
    assert passed_by(TEXT, spans) == ["Ankara", "Belediyesi", "Ankaragücü'nü", "A", "Gücü"]


def test_readable_keeps_the_length() -> None:
    assert readable("Rusya\x92nın \x93yolu\x94 ‘bu’ \x95") == "Rusya'nın \"yolu\" 'bu' •"


SENTENCE = "Bugün hava yine çok güzeldi."


@pytest.mark.parametrize(
    ("text", "end"),
    [
        pytest.param("a" * WHOLE_LENGTH, WHOLE_LENGTH, id="short texts are whole"),
        pytest.param(
            "a" * CUT_LENGTH + f" {SENTENCE} " + "b" * WHOLE_LENGTH,
            CUT_LENGTH + 1 + len(SENTENCE),
            id="the first end of a sentence",
        ),
        pytest.param(
            "a" * CUT_LENGTH + " Prof. Dr. Ali 1.500 güldü.\x94 " + "b" * WHOLE_LENGTH,
            CUT_LENGTH + len(" Prof. Dr. Ali 1.500 güldü.\x94"),
            id="no abbreviation, no figure, with the mark after it",
        ),
        pytest.param("a" * 3000, 3000, id="no end of a sentence"),
    ],
)
def test_long_texts_are_annotated_up_to_the_end_of_a_sentence(text: str, end: int) -> None:
    assert annotated_end(text) == end


def test_choose_takes_turns_within_each_topic() -> None:
    articles = [(f"{topic}{i}", topic) for topic in ("law", "art") for i in range(7)]
    assert choose(articles, step=2, first=1) == [
        (2, "law", "tuning"),
        (4, "law", "test"),
        (6, "law", "tuning"),
        (9, "art", "tuning"),
        (11, "art", "test"),
        (13, "art", "tuning"),
    ]


def test_choose_passes_over_a_text_that_was_met_before() -> None:
    articles = [("a", "law"), ("a", "law"), ("b", "law")]
    assert choose(articles, step=1, first=0) == [(1, "law", "tuning"), (3, "law", "test")]
