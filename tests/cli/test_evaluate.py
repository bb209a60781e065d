"""`corpus evaluate` as a user runs it."""

from __future__ import annotations

import csv
import io
import json
from pathlib import Path

import pytest

from lavrov_corpus.evaluation import FIGURES
from tests.cli.run import corpus, has_two_line_error

GOLD = "Ali\tB-PER\nKaya\tI-PER\nRize'de\tB-GPE\n.\tO\n"
FOUND = "Ali\tO\nKaya\tB-PER\nRize'de\tB-LOC\n.\tO\n"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "gold.conll").write_text(GOLD, encoding="utf-8")
    (tmp_path / "found.conll").write_text(FOUND, encoding="utf-8")
    return tmp_path


def test_figures_of_an_engine(folder: Path) -> None:
    done = corpus("evaluate", "gold.conll", "--format", "csv", cwd=folder)
    assert (done.code, done.err) == (0, "1 documents, 2 entities\n")
    rows = {row["label"]: row for row in csv.DictReader(io.StringIO(done.out))}
    assert list(rows) == ["PER", "LOC", "ORG", "all"]
    assert [rows[label]["gold"] for label in rows] == ["1", "1", "0", "2"]
    assert tuple(rows["all"]) == FIGURES
    for column in ("found", "correct", "missed", "spurious", "type", "boundary", "type+boundary"):
        of_labels = [int(rows[label][column]) for label in ("PER", "LOC", "ORG")]
        assert sum(of_labels) == int(rows["all"][column])


def test_errors_of_a_file_of_predictions(folder: Path) -> None:
    command = ("evaluate", "gold.conll", "--predictions", "found.conll", "--errors", "--quiet")
    done = corpus(*command, cwd=folder)
    assert (done.code, done.err) == (0, "")
    (error,) = [json.loads(line) for line in done.out.splitlines()]
    assert error == {
        "document": "gold.conll, line 1",
        "kind": "boundary",
        "start": 0,
        "end": 8,
        "gold_label": "PER",
        "gold": "Ali Kaya",
        "found_label": "PER",
        "found": "Kaya",
        "before": "",
        "after": "Rize'de .",
    }


@pytest.mark.parametrize(
    ("content", "arguments", "message"),
    [
        (b"Ali\tB-PER\nKaya\n", (), "bad.conll, line 2: 'Kaya' has one column"),
        (b"Ali\tB-\x1b[31m\n", (), "there is no label '\\x1b[31m'"),
        (b"", (), "bad.conll: there is no annotated text in it"),
        (b"Ali\tB-PER\n", ("--labels", "PERS"), "there is no label 'PERS'"),
        (b"Ali\tB-PER\n", ("--predictions", "gold.conll"), "is of another text: from character 3"),
        (b"Ali\tB-PER\n", ("--predictions", "none.conll"), "none.conll: No such file"),
    ],
)
def test_what_cannot_be_evaluated(
    folder: Path, content: bytes, arguments: tuple[str, ...], message: str
) -> None:
    (folder / "bad.conll").write_bytes(content)
    done = corpus("evaluate", "bad.conll", *arguments, cwd=folder)
    assert (done.code, done.out) == (1, "")
    assert message in done.err
    assert has_two_line_error(done)
