"""Parquet, read back with pyarrow, DuckDB and, where it is installed, `datasets`."""

from __future__ import annotations

import importlib.util
import json
import os
import subprocess
import sys
from collections.abc import Callable, Sequence
from io import BytesIO
from pathlib import Path
from typing import Any

import duckdb
import pytest
from pyarrow import parquet as reader

from lavrov_corpus import exporting
from lavrov_corpus.document import Article
from lavrov_corpus.errors import CorpusError
from lavrov_corpus.exporting import COLUMNS, LEVELS, export, parquet
from tests.articles import MEETING, RAIN
from tests.exporting.strange import STRANGE

Golden = Callable[[str, str], None]


def written(made: Sequence[Article | str], level: str, folder: Path) -> Path:
    path = folder / f"{level}.parquet"
    exporting.save(made, "parquet", level, path, BytesIO())
    return path


def records(made: Sequence[Article], level: str) -> list[dict[str, Any]]:
    """Return what JSON Lines has, with the tables by name as pairs."""
    rows = [json.loads(line) for line in "".join(export(made, "jsonl", level)).splitlines()]
    if level == "article":
        for row in rows:
            row["repairs"], row["metadata"] = pairs(row["repairs"]), pairs(row["metadata"])
            for table in ("models", "settings"):
                row["provenance"][table] = pairs(row["provenance"][table])
    return rows


def pairs(table: dict[str, Any]) -> list[dict[str, Any]]:
    return [{"key": k, "value": "true" if v is True else v} for k, v in table.items()]


@pytest.mark.parametrize("level", LEVELS)
def test_it_holds_the_records(tmp_path: Path, level: str) -> None:
    table = reader.read_table(written(STRANGE, level, tmp_path))
    assert table.to_pylist() == records(STRANGE, level)
    assert table.schema.equals(parquet.schema(level))
    assert tuple(table.schema.names) == COLUMNS[level]


def test_the_schema_is_stable(golden: Golden) -> None:
    rows = [
        f"{level}\t{field.name}\t{field.type}\n"
        for level in LEVELS
        for field in parquet.schema(level)
    ]
    golden("exporting/parquet.schema.tsv", "".join(rows))


@pytest.mark.parametrize("level", LEVELS)
def test_no_articles_give_the_schema(tmp_path: Path, level: str) -> None:
    table = reader.read_table(written([], level, tmp_path))
    assert (len(table), tuple(table.schema.names)) == (0, COLUMNS[level])


def test_row_groups_bound_the_memory(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(parquet, "GROUP_ROWS", 2)
    path = written([MEETING, RAIN] * 3, "article", tmp_path)
    assert reader.ParquetFile(path).num_row_groups == 3
    monkeypatch.setattr(parquet, "GROUP_BYTES", 1)
    path = written([MEETING, RAIN] * 3, "article", tmp_path)
    assert reader.ParquetFile(path).num_row_groups == 6


def test_duckdb_reads_it(tmp_path: Path) -> None:
    entities, articles = (written(STRANGE, level, tmp_path) for level in ("entity", "article"))
    query = f"select label, count(*) from '{entities}' group by label order by label"
    connection = duckdb.connect()
    assert connection.execute(query).fetchall() == [
        ("LOC", 1),
        ("ORG", 1),
        ("PER", 1),
        ("ZOR ADI", 1),
    ]
    query = (
        "select source, len(tokens), map_from_entries(repairs)['joined_lines'],"
        f" entities[1].label from '{articles}' order by source limit 1"
    )
    assert connection.execute(query).fetchall() == [
        (STRANGE[0].source, len(STRANGE[0].tokens), 2, "PER"),
    ]


DATASETS = """
import json, sys
import datasets
datasets.disable_progress_bars()
for path in sys.argv[2:]:
    rows = datasets.load_dataset("parquet", data_files=path, split="train", cache_dir=sys.argv[1])
    print(json.dumps([row for row in rows]))
"""


@pytest.mark.skipif(
    importlib.util.find_spec("datasets") is None, reason="datasets is not installed"
)
def test_datasets_reads_it(tmp_path: Path) -> None:
    paths = [str(written((MEETING, RAIN), level, tmp_path)) for level in LEVELS]
    done = subprocess.run(
        [sys.executable, "-c", DATASETS, str(tmp_path / "cache"), *paths],
        env={**os.environ, "HF_HUB_OFFLINE": "1", "HF_HOME": str(tmp_path)},
        stdout=subprocess.PIPE,
        check=True,
    )
    found = [json.loads(line) for line in done.stdout.splitlines()]
    assert found == [records((MEETING, RAIN), level) for level in LEVELS]


def test_without_pyarrow_it_says_what_to_install(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "pyarrow", None)
    monkeypatch.delitem(sys.modules, "lavrov_corpus.exporting.parquet")
    monkeypatch.delattr(exporting, "parquet")
    with pytest.raises(CorpusError) as caught:
        exporting.save([], "parquet", "article", None, BytesIO())
    assert caught.value.message == "The format parquet needs pyarrow, which is not installed."
    assert caught.value.hint == "pip install 'lavrov-corpus[parquet]'"


class Terminal(BytesIO):
    def isatty(self) -> bool:
        return True


def test_a_terminal_gets_no_bytes() -> None:
    with pytest.raises(CorpusError, match="nothing for a terminal"):
        exporting.save([], "parquet", "article", None, Terminal())


@pytest.mark.parametrize(
    "damaged",
    ["{", '{"id": 1}', MEETING.to_json().replace('"repairs":{', '"repairs":7,"x":{')],
)
def test_damaged_json_leaves_no_file(tmp_path: Path, damaged: str) -> None:
    with pytest.raises(CorpusError, match="stored article cannot be read"):
        written([RAIN, damaged], "article", tmp_path)
    assert list(tmp_path.iterdir()) == []
