"""The formats of `corpus export` and `corpus annotate` at the command line."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

from lavrov_corpus.store import Store
from tests.articles import MEETING, RAIN
from tests.cli.run import corpus, has_two_line_error


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    with Store.open(tmp_path / "data/corpus.db", create=True) as store:
        store.put_many([MEETING, RAIN], "one")
    return tmp_path


def test_a_folder_of_files(folder: Path) -> None:
    done = corpus("export", "-f", "brat", "-o", "out", cwd=folder)
    assert (done.code, done.out, done.err) == (0, "", "")
    assert (folder / "out/haberler/görüşme.ann").exists()
    again = corpus("export", "-f", "brat", "-o", "out", cwd=folder)
    assert again.code == 1
    assert again.err.splitlines() == [
        "error: The folder out is not empty.",
        "hint: Name a new folder, or remove it first.",
    ]


@pytest.mark.parametrize(
    "arguments", [("-f", "txt"), ("-f", "conllu", "-l", "token"), ("-f", "tei", "--excel")]
)
def test_what_a_format_has_not(folder: Path, arguments: tuple[str, ...]) -> None:
    done = corpus("export", *arguments, cwd=folder)
    assert (done.code, done.out) == (1, "")
    assert has_two_line_error(done)


@pytest.mark.parametrize("form", ["parquet", "conllu"])
def test_a_reader_that_goes_away_is_no_error(folder: Path, form: str) -> None:
    command = f"{sys.executable} -m lavrov_corpus export --format {form} | head -c 4"
    done = subprocess.run(
        ["bash", "-c", f"set -o pipefail; {command}"], cwd=folder, capture_output=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout == {"parquet": b"PAR1", "conllu": b"# ne"}[form]


def test_annotate_writes_them_too(folder: Path) -> None:
    (folder / "a.txt").write_text("Ankara'da kar yağdı.\n", encoding="utf-8")
    done = corpus("annotate", "a.txt", "--no-lemma", "-f", "conll", cwd=folder)
    assert (done.code, done.err) == (0, "")
    assert done.out == "-DOCSTART-\tO\n\nAnkara'da\tB-LOC\nkar\tO\nyağdı\tO\n.\tO\n\n"


def test_an_empty_database(tmp_path: Path) -> None:
    with Store.open(tmp_path / "data/corpus.db", create=True):
        pass
    for form in ("parquet", "txt"):
        done = corpus("export", "-f", form, "-o", f"out.{form}", cwd=tmp_path)
        assert (done.code, done.out, done.err) == (0, "", "")
    assert (tmp_path / "out.parquet").read_bytes().endswith(b"PAR1")
    assert [path.name for path in (tmp_path / "out.txt").iterdir()] == ["articles.csv"]
