"""What an engine finds is led back into the gold's text; what a file says is put beside it."""

from __future__ import annotations

import json

import pytest

from lavrov_corpus.errors import InputError
from lavrov_corpus.evaluation import (
    Document,
    aligned,
    answers_of,
    errors,
    figures,
    labels_of,
    score,
)
from lavrov_corpus.evaluation.conll import read_conll
from lavrov_corpus.evaluation.predictions import find_spans
from lavrov_corpus.evaluation.records import read_records
from lavrov_corpus.evaluation.scoring import Answer, Span
from lavrov_corpus.segmentation import load_rules
from tests.fakes import WordListTagger

TAGGER = WordListTagger({"Demir": "PER", "Ankara": "LOC"})
CONLL = "#doc_id = 1\nDemir\tB-PER\n12\tB-DATE\nMart\tI-DATE\nAnkara'da\tB-LOC\n"
BROKEN = "Bakan Demir, An-\nkara'da 5 mil-\nyon lira\nverdi.\n"


def documents(*records: object) -> list[Document]:
    return read_records("".join(json.dumps(record) + "\n" for record in records), "a")


def test_an_engine_gets_the_tokens_of_the_gold() -> None:
    gold = read_conll(CONLL, "a")
    (found,) = find_spans(gold, TAGGER, load_rules(), labels_of(gold))
    assert found == list(gold[0].spans)
    (again,) = find_spans(gold, TAGGER, load_rules(), ("PER", "LOC"), retokenize=True)
    assert again == [span for span in gold[0].spans if span.label != "DATE"]


def test_spans_of_a_repaired_text_are_those_of_the_source() -> None:
    (gold,) = documents({"text": BROKEN, "entities": []})
    (found,) = find_spans([gold], TAGGER, load_rules(), ("PER", "LOC", "MONEY"))
    assert [(BROKEN[s.start : s.end], s.label) for s in found] == [
        ("Demir", "PER"),
        ("An-\nkara'da", "LOC"),
        ("5 mil-\nyon lira", "MONEY"),
    ]


def test_predictions_are_found_by_their_text_in_any_order() -> None:
    gold = documents({"text": "Ali", "spans": []}, {"text": "Van", "spans": []})
    predicted = documents(
        {"text": "Van", "spans": [[0, 3, "LOC"]]},
        {"text": "Oya", "spans": []},
        {"text": "Ali", "spans": [[0, 3, "PER"]]},
    )
    assert aligned(gold, predicted) == [(Span(0, 3, "PER"),), (Span(0, 3, "LOC"),)]


def test_two_printings_of_a_text_have_a_prediction_each() -> None:
    gold = documents({"text": "Ali", "spans": []}, {"text": "Ali", "spans": []})
    predicted = documents({"text": "Ali", "spans": [[0, 3, "PER"]]}, {"text": "Ali", "spans": []})
    assert aligned(gold, predicted) == [(Span(0, 3, "PER"),), ()]


def test_an_export_is_compared_with_the_source_file_that_it_was_made_of() -> None:
    (gold,) = documents({"text": "Ali,  Van", "spans": [[6, 9, "LOC"]]})
    entity = {"start": 5, "end": 8, "raw_start": 6, "raw_end": 9, "label": "LOC"}
    exported = {"text": "Ali, Van", "sha256": gold.digest, "entities": [entity]}
    assert aligned([gold], documents(exported)) == [gold.spans]


def test_another_text_is_refused_with_the_place_where_it_begins() -> None:
    gold = documents({"text": "Ali geldi.", "spans": []}, {"text": "Van", "spans": []})
    with pytest.raises(InputError, match=r"a, line 1: no prediction has the text"):
        aligned(gold, documents({"text": "Van", "spans": []}))
    with pytest.raises(
        InputError,
        match=r"a, line 1: .* at a, line 1 is of another text: from "
        r"character 5 on the gold has 'eldi\.', the prediction 'itti\.'",
    ):
        aligned(gold[:1], documents({"text": "Ali gitti.", "spans": []}))
    named = documents({"id": "x", "text": "Ali", "spans": []})
    others = documents({"text": "Van", "spans": []}, {"id": "x", "text": "Ali!", "spans": []})
    with pytest.raises(InputError, match=r"at a, line 2 .* from character 3 on the gold has ''"):
        aligned(named, others)


def test_rows_of_figures_and_errors() -> None:
    gold = documents({"text": "Ali Kaya Van'da Oya", "spans": [[0, 8, "PER"], [9, 15, "LOC"]]})
    found = [[Span(4, 8, "ORG"), Span(9, 15, "LOC"), Span(16, 19, "DATE")]]
    answers = answers_of(gold, found, ("PER", "LOC", "ORG"))
    assert answers == [Answer(list(gold[0].spans), found[0][:2])]
    result = score(answers)
    rows = list(figures(result, answers, ("PER", "LOC", "ORG")))
    assert [(row["label"], row["gold"], row["found"], row["f1"]) for row in rows] == [
        ("PER", 1, 0, 0.0),
        ("LOC", 1, 1, 100.0),
        ("ORG", 0, 1, 0.0),
        ("all", 2, 2, 50.0),
    ]
    assert [row["type+boundary"] for row in rows] == [1, 0, 0, 1]
    assert list(errors(result, gold)) == [
        {
            "document": "a, line 1",
            "kind": "type+boundary",
            "start": 0,
            "end": 8,
            "gold_label": "PER",
            "gold": "Ali Kaya",
            "found_label": "ORG",
            "found": "Kaya",
            "before": "",
            "after": "Van'da Oya",
        }
    ]
