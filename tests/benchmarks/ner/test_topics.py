"""The gold set is whole, agrees with its source file, and holds no text."""

from __future__ import annotations

import json
import os
from collections import Counter
from pathlib import Path

import pytest

from benchmarks.ner.annotate_topics import SETS, chosen
from benchmarks.ner.annotation import LABELS, annotated_end, find_spans, write
from benchmarks.ner.expressions import EXPRESSIONS
from benchmarks.ner.topics import (
    GOLD,
    HALVES,
    lines_to_leave_out,
    load_topics,
    read_predictions,
    read_source,
)
from lavrov_corpus.errors import CorpusError
from lavrov_corpus.evaluation.scoring import Span


@pytest.fixture(scope="module")
def data() -> Path:
    folder = os.environ.get("CORPUS_DATA")
    if not folder:
        pytest.skip("CORPUS_DATA is not set: the texts of the gold set are not in the project")
    return Path(folder)


def test_the_file_holds_offsets_and_no_text() -> None:
    for line in GOLD.read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        assert set(record) == {"line", "sha256", "topic", "half", "end", "spans"}
        assert record["half"] in HALVES
        for start, end, label in record["spans"]:
            assert isinstance(start, int)
            assert isinstance(end, int)
            assert label in LABELS


def test_spans_ascend_without_overlaps_in_the_annotated_part() -> None:
    for line in GOLD.read_text(encoding="utf-8").splitlines():
        record = json.loads(line)
        edges = [edge for start, end, _ in record["spans"] for edge in (start, end)]
        assert edges == sorted(edges)
        assert all(start < end <= record["end"] for start, end, _ in record["spans"])


def test_halves_share_no_article_and_have_as_many_of_each_topic() -> None:
    records = [json.loads(line) for line in GOLD.read_text(encoding="utf-8").splitlines()]
    assert len({record["line"] for record in records}) == len(records)
    topics = [
        Counter(record["topic"] for record in records if record["half"] == half) for half in HALVES
    ]
    assert topics[0] == topics[1]


def test_articles_are_those_that_the_rule_chooses(data: Path) -> None:
    records = [json.loads(line) for line in GOLD.read_text(encoding="utf-8").splitlines()]
    rows = [(record["line"], record["topic"], record["half"]) for record in records]
    assert rows == chosen(read_source(data))


@pytest.mark.parametrize("half", HALVES)
def test_spans_are_whole_words_of_the_annotated_part(half: str, data: Path) -> None:
    articles = load_topics(half, data)
    assert articles
    for article in articles:
        assert article.end == annotated_end(article.text)
        annotated = article.text[: article.end]
        assert find_spans(annotated, write(annotated, article.spans)) == list(article.spans)


def test_lines_to_leave_out_are_the_articles_and_their_other_printings(data: Path) -> None:
    articles = {article.line for half in HALVES for article in load_topics(half, data)}
    left_out = lines_to_leave_out(data)
    assert left_out > articles
    assert {830, 365, 1003} <= left_out - articles
    assert len(left_out - articles) < 30


def test_an_unknown_half_is_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="tuning and test, not 'train'"):
        load_topics("train", tmp_path)


def test_a_missing_source_file_is_named(tmp_path: Path) -> None:
    with pytest.raises(CorpusError, match=r"news-cat\.jsonl cannot be read") as caught:
        load_topics("test", tmp_path)
    assert "CORPUS_DATA" in caught.value.hint


def test_another_text_at_a_line_is_refused(tmp_path: Path) -> None:
    (tmp_path / "news").mkdir()
    record = json.dumps({"text": "Başka bir metin.", "label": "sport"}, ensure_ascii=False)
    (tmp_path / "news" / "news-cat.jsonl").write_text(f"{record}\n" * 2000, encoding="utf-8")
    with pytest.raises(CorpusError, match=r"line \d+ of news-cat\.jsonl is not the annotated text"):
        load_topics("test", tmp_path)


def test_predictions_are_read_by_line(tmp_path: Path) -> None:
    path = tmp_path / "predictions.jsonl"
    path.write_text('{"line": 10, "spans": [[0, 5, "ORG"]]}\n{"line": 29, "spans": []}\n')
    assert read_predictions(path) == {10: [Span(0, 5, "ORG")], 29: []}


def test_the_set_of_expressions_is_chosen_by_its_rule_and_shares_no_article(data: Path) -> None:
    records = [json.loads(line) for line in EXPRESSIONS.read_text(encoding="utf-8").splitlines()]
    rows = [(record["line"], record["topic"], record["half"]) for record in records]
    assert rows == SETS["expressions"].choose(data)
    assert not {line for line, _, _ in rows} & lines_to_leave_out(data)


@pytest.mark.parametrize("half", HALVES)
def test_expressions_are_whole_words_of_the_annotated_part(half: str, data: Path) -> None:
    articles = load_topics(half, data, EXPRESSIONS)
    assert len(articles) > 20
    for article in articles:
        annotated = article.text[: article.end]
        assert find_spans(annotated, write(annotated, article.spans)) == list(article.spans)
        assert {span.label for span in article.spans} <= {"DATE", "MONEY", "PERCENT"}
