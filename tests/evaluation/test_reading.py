"""Annotated files of every kind, and files that are none."""

from __future__ import annotations

import json
import os
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lavrov_corpus.errors import CorpusError, InputError
from lavrov_corpus.evaluation import Document, parse_map, read_documents
from lavrov_corpus.evaluation.conll import read_conll, spans_of
from lavrov_corpus.evaluation.records import read_records
from lavrov_corpus.evaluation.scoring import Span
from lavrov_corpus.exporting import export
from tests.articles import MEETING

IOB2 = "Ali\tB-PER\nKaya\tI-PER\nRize'de\tB-LOC\n.\tO\n"


def entities(document: Document) -> list[tuple[str, str]]:
    return [(document.text[s.start : s.end], s.label) for s in document.spans]


@pytest.mark.parametrize("name", ["conllu", "conll"])
def test_our_own_exports_are_read_back(name: str) -> None:
    (document,) = read_conll("".join(export([MEETING], name)), "own")
    assert entities(document) == [(entity.text, entity.label) for entity in MEETING.entities]


@pytest.mark.parametrize(
    ("tags", "spans"),
    [
        ("B-PER I-PER O B-LOC", [(0, 2, "PER"), (3, 4, "LOC")]),
        ("I-PER I-PER B-PER O", [(0, 2, "PER"), (2, 3, "PER")]),
        ("B-PER E-PER S-PER S-LOC", [(0, 2, "PER"), (2, 3, "PER"), (3, 4, "LOC")]),
        ("B-PER M-PER E-PER I-PER", [(0, 3, "PER"), (3, 4, "PER")]),
        ("U-PER B-LOC L-LOC O", [(0, 1, "PER"), (1, 3, "LOC")]),
        ("I-PER I-LOC O I-LOC", [(0, 1, "PER"), (1, 2, "LOC"), (3, 4, "LOC")]),
    ],
)
def test_every_scheme_of_tags(tags: str, spans: list[tuple[int, int, str]]) -> None:
    assert spans_of([(tag[0], tag[2:]) for tag in tags.split()]) == spans


def test_tokens_become_a_text_with_offsets() -> None:
    (document,) = read_conll(IOB2, "a.conll")
    assert document.text == "Ali Kaya Rize'de ."
    assert entities(document) == [("Ali Kaya", "PER"), ("Rize'de", "LOC")]
    assert document.segmented
    assert document.segmented.sentences == ((0, 18, 0),)
    assert [document.text[s:e] for s, e, _ in document.segmented.tokens] == [
        "Ali",
        "Kaya",
        "Rize'de",
        ".",
    ]


@pytest.mark.parametrize(
    "text",
    [
        IOB2.replace("\t", " "),
        IOB2.replace("\t", " NNP x "),
        IOB2.replace("\t", "\tNNP\t"),
        IOB2.replace("\n", "\r\n"),
        "\ufeff" + IOB2,
        "\n\n" + IOB2 + "\n\n",
        "-DOCSTART- -X- O O\n\n" + IOB2,
        "# sent_id = 1\n" + IOB2,
        IOB2 + "ERROR\n",
    ],
)
def test_columns_and_ends_of_lines(text: str) -> None:
    (document,) = read_conll(text, "a")
    assert document.text == "Ali Kaya Rize'de ."
    assert entities(document) == [("Ali Kaya", "PER"), ("Rize'de", "LOC")]


def test_a_hash_can_be_a_token() -> None:
    (document,) = read_conll("# O\n#rize B-LOC\n", "a")
    assert entities(document) == [("#rize", "LOC")]


def test_the_printed_sentence_is_used_where_the_tokens_are_in_it() -> None:
    lines = "#doc_id = x\n#text = Rize'de, kar.\nRize'de B-LOC\n, O\nkar O\n. O\n"
    (document,) = read_conll(lines + "\n#text = Başka\nVan B-LOC\n", "a")
    assert (document.key, document.text) == ("x", "Rize'de, kar. Van")
    assert entities(document) == [("Rize'de", "LOC"), ("Van", "LOC")]


def test_what_a_document_is() -> None:
    two = f"{IOB2}\n{IOB2}"
    assert [d.place for d in read_conll(two, "a")] == ["a, line 1", "a, line 6"]
    (whole,) = read_conll(two, "a", by_file=True)
    assert [s for _, _, s in (whole.segmented.tokens if whole.segmented else ())] == [0] * 4 + [
        1
    ] * 4
    marked = f"#doc_id = 1\n{two}\n# newdoc id = 2\n{IOB2}"
    assert [d.key for d in read_conll(marked, "a")] == ["1", "2"]


@pytest.mark.parametrize(
    ("text", "message"),
    [
        ("Ali\tB-PER\nKaya\n", "a, line 2: 'Kaya' has one column"),
        ("Ali\tB-PER\n\tO\n", "a, line 2: 'O' has one column"),
        ("Ali\tB-PER\nKaya\tPER\n", "a, line 2: 'PER' is no tag such as O, B-PER, I-PER"),
        ("Ali Kaya geldi.\n", "a, line 1: 'geldi.' is no tag such as O, B-PER, I-PER"),
    ],
)
def test_lines_that_are_no_conll(text: str, message: str) -> None:
    with pytest.raises(InputError) as caught:
        read_conll(text, "a")
    assert caught.value.message == message
    assert "last column" in caught.value.hint


@pytest.mark.parametrize(
    "record",
    [
        {"text": "Ali Rize'de.", "entities": [{"start": 4, "end": 11, "label": "LOC", "x": 1}]},
        {"text": "Ali Rize'de.", "spans": [[4, 11, "LOC"]]},
        {"text": "Ali Rize'de.", "label": [[4, 11, "LOC"]], "id": 5},
    ],
)
def test_records(record: dict[str, object]) -> None:
    (document,) = read_records(json.dumps(record) + "\n", "a")
    assert entities(document) == [("Rize'de", "LOC")]
    assert document.raw_spans == ()


@pytest.mark.parametrize(
    ("line", "message"),
    [
        ("{", "this is no JSON"),
        ("[]", 'the record has no "text"'),
        ('{"text": 5, "entities": []}', 'the record has no "text"'),
        ('{"text": "Ali"}', 'the record has no list "entities"'),
        ('{"text": "Ali", "entities": [{"start": 0, "end": 9, "label": "PER"}]}', "no span of"),
        ('{"text": "Ali", "entities": [{"start": 2, "end": 2, "label": "PER"}]}', "no span of"),
        ('{"text": "Ali", "entities": [{"start": "0", "end": 2, "label": "P"}]}', "no span of"),
        ('{"text": "Ali", "entities": [[true, 2, "PER"]]}', "no span of"),
        ('{"text": "Ali", "entities": [[0, 2, "PER"], [1, 3, "LOC"]]}', "overlap"),
    ],
)
def test_lines_that_are_no_records(line: str, message: str) -> None:
    sound = '{"text": "Ali", "entities": []}\n'
    with pytest.raises(InputError, match=message) as caught:
        read_records(sound + line, "a")
    assert caught.value.message.startswith("a, line 2: ")


def test_a_folder_is_read_in_order_and_labels_are_ours(tmp_path: Path) -> None:
    (tmp_path / "b.conll").write_text("Van\tB-GPE\n", encoding="utf-8")
    (tmp_path / "a.jsonl").write_text('{"text": "Ali", "spans": [[0, 3, "PERSON"]]}\n')
    (tmp_path / "readme.md").write_text("no gold")
    found = read_documents([tmp_path])
    assert [entities(document) for document in found] == [[("Ali", "PER")], [("Van", "LOC")]]


def test_labels_can_be_mapped_and_left_out(tmp_path: Path) -> None:
    path = tmp_path / "a.conll"
    path.write_text("Van\tB-FAC\niki\tB-CARDINAL\nAli\tB-PERSON\n", encoding="utf-8")
    with pytest.raises(CorpusError, match=r"label 'FAC' \(unknown in all: CARDINAL 1, FAC 1\)"):
        read_documents([path])
    (document,) = read_documents([path], parse_map(["FAC=LOC,CARDINAL="]))
    assert entities(document) == [("Van", "LOC"), ("Ali", "PER")]
    (document,) = read_documents([path], parse_map(["*=", "PERSON=ORG"]))
    assert entities(document) == [("Ali", "ORG")]


@pytest.mark.parametrize(
    ("pair", "message"), [("FAC", "maps no label"), ("=LOC", "maps no label"), ("A=B", "label 'B'")]
)
def test_wrong_mappings(pair: str, message: str) -> None:
    with pytest.raises(CorpusError, match=message):
        parse_map([pair])


def test_files_that_cannot_be_read(tmp_path: Path) -> None:
    path = tmp_path / "a.conll"
    path.write_bytes("Ağrı\tB-LOC\n".encode() + "Muş'ta\tB-LOC\n".encode("cp1254"))
    with pytest.raises(InputError, match=r"a\.conll, line 2: this is not utf-8 \(byte 0xfe\)"):
        read_documents([path])
    path.write_bytes("Muş'ta\tB-LOC\n".encode("cp1254"))
    assert entities(read_documents([path], encoding="cp1254")[0]) == [("Muş'ta", "LOC")]
    with pytest.raises(InputError, match="no encoding 'cp99'"):
        read_documents([path], encoding="cp99")
    path.write_text("# text = nur Kommentar\n\n", encoding="utf-8")
    with pytest.raises(InputError, match="there is no annotated text in it"):
        read_documents([path])
    (tmp_path / "empty").mkdir()
    with pytest.raises(InputError, match="the folder has no annotated file"):
        read_documents([tmp_path / "empty"])


@settings(max_examples=60, deadline=None)
@given(
    st.lists(
        st.lists(
            st.tuples(
                st.text("abİı'.,#-ğ5", min_size=1, max_size=6).filter(lambda w: w[0] not in "#-"),
                st.sampled_from(["O", "B-PER", "I-PER", "B-LOC", "S-ORG", "E-LOC"]),
            ),
            min_size=1,
            max_size=6,
        ),
        min_size=1,
        max_size=4,
    )
)
def test_any_sentences_survive(sentences: list[list[tuple[str, str]]]) -> None:
    blocks = ["".join(f"{word}\t{tag}\n" for word, tag in rows) for rows in sentences]
    (document,) = read_conll("\n".join(blocks), "a", by_file=True)
    assert document.segmented
    tokens = document.segmented.tokens
    assert [document.text[start:end] for start, end, _ in tokens] == [
        word for rows in sentences for word, _ in rows
    ]
    edges = [edge for span in document.spans for edge in (span.start, span.end)]
    assert edges == sorted(edges)
    starts, ends = {start for start, _, _ in tokens}, {end for _, end, _ in tokens}
    assert all(span.start in starts and span.end in ends for span in document.spans)


DATA = os.environ.get("CORPUS_DATA")


@pytest.mark.skipif(not DATA, reason="CORPUS_DATA is not set: the corpora are not in the project")
@pytest.mark.parametrize(
    ("name", "mapping", "documents", "number"),
    [
        ("nakbatr-aa.txt", "", 103, 6260),
        ("wikiann-tr-dev.conll", "", 10000, 13517),
        ("wikiner-dev.conll", "FAC=LOC,*=", 1000, 1922),
    ],
)
def test_public_corpora(name: str, mapping: str, documents: int, number: int) -> None:
    path = Path(str(DATA)) / "ner" / name
    found = read_documents([path], parse_map([mapping] if mapping else []))
    assert len(found) == documents
    assert sum(len(document.spans) for document in found) == number


def test_spans_of_a_document_are_those_of_its_labels() -> None:
    (document,) = read_records('{"text": "Ali", "spans": [[0, 3, "PER"]]}', "a")
    assert document.spans == (Span(0, 3, "PER"),)
