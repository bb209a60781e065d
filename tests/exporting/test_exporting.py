from __future__ import annotations

import csv
import io
import json
import re
from collections.abc import Callable, Sequence
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from lavrov_corpus.document import Article
from lavrov_corpus.errors import CorpusError
from lavrov_corpus.exporting import LEVELS, RECORD_FORMATS, export
from lavrov_corpus.exporting.records import COLUMNS
from lavrov_corpus.store import LEVELS as STORE_LEVELS
from tests.articles import MEETING, RAIN, articles

Golden = Callable[[str, str], None]
ARTICLES = (MEETING, RAIN)
CASES = [(name, level, False) for name in RECORD_FORMATS for level in LEVELS]
EXCEL = [("csv", level, True) for level in LEVELS]


def exported(
    made: Sequence[Article | str], name: str, level: str = "article", *, excel: bool = False
) -> str:
    return "".join(export(made, name, level, excel=excel))


@pytest.mark.parametrize(("name", "level", "excel"), CASES + EXCEL)
def test_what_users_get(golden: Golden, name: str, level: str, excel: bool) -> None:
    suffix = ".excel.csv" if excel else f".{name}"
    golden(f"exporting/{level}{suffix}", exported(ARTICLES, name, level, excel=excel))


@pytest.mark.parametrize(("name", "level", "excel"), CASES + EXCEL)
def test_stored_json_gives_the_same_as_the_article(name: str, level: str, excel: bool) -> None:
    stored = [article.to_json() for article in ARTICLES]
    assert exported(stored, name, level, excel=excel) == exported(
        ARTICLES, name, level, excel=excel
    )


@pytest.mark.parametrize(
    ("name", "level", "empty"),
    [(n, level, {"jsonl": "", "json": "[]\n"}.get(n)) for n in RECORD_FORMATS for level in LEVELS],
)
def test_no_articles(name: str, level: str, empty: str | None) -> None:
    header = ("\t" if name == "tsv" else ",").join(COLUMNS[level]) + "\r\n"
    assert exported([], name, level) == (header if empty is None else empty)


@pytest.mark.parametrize("name", ["jsonl", "json"])
def test_an_article_without_records_leaves_no_gap(name: str) -> None:
    quoted = exported([RAIN, MEETING, RAIN], name, "quote")
    assert quoted == exported([MEETING], name, "quote")
    assert exported([RAIN], name, "quote") == exported([], name, "quote")


def test_stored_json_passes_through_untouched() -> None:
    assert exported(['{"any": 1}'], "jsonl") == '{"any": 1}\n'


def test_damaged_json_is_an_error_for_the_user() -> None:
    for damaged in ("{", "[]", '{"text": "a"}', "null"):
        with pytest.raises(CorpusError, match="stored article cannot be read"):
            exported([damaged], "csv", "token")


@settings(deadline=None)
@given(st.lists(articles(), max_size=3), st.sampled_from(LEVELS))
def test_json_and_json_lines_hold_the_same_records(made: list[Article], level: str) -> None:
    text = exported(made, "jsonl", level)
    lines = text.splitlines()  # which also cuts at what only Unicode takes for a line end
    assert len(lines) == text.count("\n")
    records = [json.loads(line) for line in lines]
    assert json.loads(exported(made, "json", level)) == records
    for record in records:
        assert tuple(record) == COLUMNS[level]
    if level == "article":
        assert [Article.model_validate(record) for record in records] == made


@settings(deadline=None)
@given(st.lists(articles(), max_size=3), st.sampled_from(["sentence", "token", "entity", "quote"]))
def test_offsets_give_the_text_of_the_record(made: list[Article], level: str) -> None:
    texts = {article.id: article.text for article in made}
    for line in exported(made, "jsonl", level).splitlines():
        record = json.loads(line)
        assert texts[record["article"]][record["start"] : record["end"]] == record["text"]


def unescaped(cell: str) -> str:
    """Do what the documentation of the format tells users to do."""
    return cell[1:] if re.match(r"'+[=+@\-\t\r\n＝＋－＠]", cell) else cell


@settings(deadline=None)
@given(
    st.lists(articles(), max_size=3),
    st.sampled_from(["sentence", "token", "entity", "quote"]),
    st.booleans(),
)
def test_csv_holds_the_same_records(made: list[Article], level: str, excel: bool) -> None:
    text = exported(made, "csv", level, excel=excel)
    assert text.startswith("\ufeff") == excel
    lines = io.StringIO(text.removeprefix("\ufeff"), newline="")
    rows = list(csv.DictReader(lines, delimiter=";" if excel else ",", strict=True))
    records = [json.loads(line) for line in exported(made, "jsonl", level).splitlines()]
    assert rows == [as_cells(row, record) for row, record in zip(rows, records, strict=True)]


def as_cells(row: dict[str, str], record: dict[str, Any]) -> dict[str, str]:
    """Return the cells that a record must have, escaped where the row says they are."""
    cells = {}
    for key, value in record.items():
        if isinstance(value, str):
            assert unescaped(row[key]) == value
            assert not re.match(r"[=+@\-\t\r\n＝＋－＠]", row[key])
            cells[key] = row[key]
        else:
            cells[key] = json.dumps(value)
    return cells


@pytest.mark.parametrize(
    ("text", "cell"),
    [
        ("=1+1", "'=1+1"),
        ("+90 312", "'+90 312"),
        ("-5", "'-5"),
        ("@SUM(A1)", "'@SUM(A1)"),
        ("\t=1", "'\t=1"),
        ("＝1", "'＝1"),
        ("'=1", "''=1"),
        ("'tırnak'", "'tırnak'"),
        ("a=1", "a=1"),
        ("”-", "”-"),
        ("", ""),
        ('"tırnak", virgül', '"""tırnak"", virgül"'),
        ("iki\nsatır", '"iki\nsatır"'),
        ("bir\rsatır", '"bir\rsatır"'),
    ],
)
def test_cells_are_no_formulas(text: str, cell: str) -> None:
    article = RAIN.model_copy(update={"title": text})
    title = exported([article], "csv").split("\r\n", 1)[1].split(",utf-8,")[1]
    assert title.startswith(f"{cell},,,,")


def test_numbers_are_left_alone() -> None:
    moved = RAIN.model_copy(
        update={"sentences": (RAIN.sentences[0].model_copy(update={"raw_start": -1}),)}
    )
    header, row, _ = exported([moved], "csv", "sentence").split("\r\n")
    assert dict(zip(header.split(","), row.split(","), strict=True))["raw_start"] == "-1"


def test_a_lone_surrogate_does_not_stop_an_export() -> None:
    broken = RAIN.model_copy(update={"text": RAIN.text.replace("kar", "k\udc61r")})
    for name in RECORD_FORMATS:
        for level in ("article", "sentence", "token"):
            assert "k\ufffdr" in exported([broken], name, level).encode().decode()


@pytest.mark.parametrize(
    ("name", "level", "excel", "message", "hint"),
    [
        ("jsnl", "article", False, "There is no format 'jsnl'.", "Did you mean jsonl?"),
        (
            *("xlsx", "article", False, "There is no format 'xlsx'."),
            "Choose one of jsonl, json, csv, tsv, conllu, conll, tei, labelstudio.",
        ),
        ("csv", "sentences", False, "There is no level 'sentences'.", "Did you mean sentence?"),
        ("json", "token", True, "The format json has no form for Excel.", "--format csv --excel"),
    ],
)
def test_an_unknown_name_is_told_at_once(
    name: str, level: str, excel: bool, message: str, hint: str
) -> None:
    with pytest.raises(CorpusError) as caught:
        export([], name, level, excel=excel)
    assert (caught.value.message, caught.value.hint) == (message, hint)


def test_the_store_gives_the_records_of_the_same_keys() -> None:
    assert {level: COLUMNS[level] for level in STORE_LEVELS} == STORE_LEVELS
