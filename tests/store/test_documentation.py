"""What docs/database.md says is tried out."""

from __future__ import annotations

import re
import sqlite3
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

from lavrov_corpus.store import Store
from lavrov_corpus.store.where import parse_where
from tests.articles import FAILURE, MEETING, RAIN

TEXT = (Path(__file__).parents[2] / "docs" / "database.md").read_text("utf-8")
BLOCKS = {kind: re.findall(rf"```{kind}\n(.*?)```", TEXT, re.DOTALL) for kind in ("sql", "python")}


@pytest.fixture
def database(tmp_path: Path) -> Path:
    with Store.open(tmp_path / "corpus.db", create=True) as store:
        store.put_many([MEETING, RAIN, FAILURE], "one")
    return tmp_path / "corpus.db"


def ask(database: Path, query: str) -> list[Any]:
    with closing(sqlite3.connect(database)) as connection:
        return connection.execute(query).fetchall()


def test_the_tables_have_the_columns_that_are_told(database: Path) -> None:
    told = {
        row[1]: re.findall(r"`(\w+)`", row[2])
        for row in re.findall(r"(\| `(\w+)` \|[^|]*\|(.*)\|)\n", TEXT)
    }
    assert len(told) == 12
    for table, columns in told.items():
        assert columns == [row[1] for row in ask(database, f"PRAGMA table_info({table})")]


def test_the_queries_give_what_they_promise(database: Path) -> None:
    names, quotations, lemmas, sentences = (ask(database, query) for query in BLOCKS["sql"])
    assert names[:2] == [("Ayşe Yılmaz", "PER", 1, 2), ("Iğdır", "LOC", 1, 2)]
    assert quotations[0] == (
        *(MEETING.source, 119, 147, "Ayşe Yılmaz", "Sınır kapısı; yarın açılacak"),
    )
    assert lemmas[0] == (".", 4)
    assert [row[3][:12] for row in sentences] == ["=Kapı, -5 de"]


def test_the_conditions_can_be_read() -> None:
    section = TEXT.split("## Choosing articles")[1].split("## CSV")[0]
    conditions = [code for code in re.findall(r"`([^`]+)`", section) if re.search(r"\w[=~>]", code)]
    assert len(conditions) >= 5
    for condition in conditions:
        parse_where(condition)


def test_the_way_back_from_an_escaped_cell() -> None:
    names: dict[str, Any] = {}
    exec(BLOCKS["python"][0], names)
    for cell, text in (("'=1", "=1"), ("''=1", "'=1"), ("'tırnak'", "'tırnak'"), ("-", "-")):
        assert names["unescaped"](cell) == text
