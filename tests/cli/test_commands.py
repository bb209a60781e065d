import csv
import io
import json
import os
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path

import pytest

from lavrov_corpus.document import Article
from tests.cli.run import corpus, has_two_line_error
from tests.invariants import TEXT, check

SEEDS = Path(__file__).parents[2] / "seeds"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "news").mkdir()
    (tmp_path / "news/a.txt").write_text(TEXT, encoding="utf-8")
    (tmp_path / "news/b.txt").write_text("Ankara'da kar yağdı.\n", encoding="cp1254")
    return tmp_path


def test_ingest_then_export(folder: Path) -> None:
    done = corpus("ingest", "news", cwd=folder)
    assert (done.code, done.out) == (0, "")
    assert done.summary == "2 new, 0 updated, 0 unchanged, 0 failed"
    exported = corpus("export", "--format", "jsonl", cwd=folder)
    assert (exported.code, exported.err) == (0, "")
    articles = [Article.model_validate_json(line) for line in exported.out.splitlines()]
    assert [(article.source, article.encoding) for article in articles] == [
        ("news/a.txt", "utf-8"),
        ("news/b.txt", "cp1254"),
    ]
    check(articles[0], TEXT)


def test_a_second_ingest_does_nothing(folder: Path) -> None:
    corpus("ingest", "news", cwd=folder)
    before = corpus("export", cwd=folder).out
    done = corpus("ingest", "news", "--json", cwd=folder)
    assert json.loads(done.out) == {
        "new": 0,
        "updated": 0,
        "unchanged": 2,
        "failed": 0,
        "removed": 0,
        "failures": [],
        "warnings": [],
    }
    assert corpus("export", cwd=folder).out == before


def test_what_changed_is_annotated_again(folder: Path) -> None:
    corpus("ingest", "news", cwd=folder)
    (folder / "news/b.txt").write_text("İzmir'de yağmur yağdı.", encoding="utf-8")
    dry = corpus("ingest", "news", "--dry-run", cwd=folder)
    assert dry.out == "unchanged\tnews/a.txt\nchanged\tnews/b.txt\n"
    assert corpus("ingest", "news", cwd=folder).summary.startswith("0 new, 1 updated, 1 unchanged")
    assert corpus("ingest", "news", "--no-lemma", cwd=folder).summary.startswith("0 new, 2 updated")
    assert corpus("ingest", "news", "--no-lemma", "--force", cwd=folder).summary.startswith(
        "0 new, 2 updated"
    )


def test_vanished_files_are_shown_and_pruned(folder: Path) -> None:
    (folder / "other.txt").write_text("Rize'de çay toplandı.", encoding="utf-8")
    corpus("ingest", "news", "other.txt", cwd=folder)
    (folder / "news/b.txt").unlink()
    (folder / "other.txt").unlink()
    status = json.loads(corpus("status", "--json", cwd=folder).out)
    assert (status["articles"], status["vanished"]) == (3, ["news/b.txt", "other.txt"])
    done = corpus("ingest", "news", "--prune", cwd=folder)
    assert done.summary == "0 new, 0 updated, 1 unchanged, 0 failed, 1 removed"
    status = json.loads(corpus("status", "--json", cwd=folder).out)
    assert (status["articles"], status["vanished"]) == (2, ["other.txt"])


def test_annotate_gives_the_same_with_workers(folder: Path) -> None:
    one = corpus("annotate", "news", "--no-lemma", cwd=folder)
    two = corpus("annotate", "news", "--no-lemma", "--workers", "2", cwd=folder)
    assert (two.code, two.out) == (one.code, one.out) == (0, one.out)
    assert len(one.out.splitlines()) == 2


def test_workers_and_the_order_of_paths_change_nothing(folder: Path) -> None:
    for number in range(40):
        text = f"{number}. haber: Ankara'da {number} kişi toplandı."
        (folder / f"news/n{number}.txt").write_text(text, encoding="utf-8")
    serial = corpus("ingest", "news", "--db", "serial.db", cwd=folder)
    files = sorted((folder / "news").iterdir(), reverse=True)
    names = [file.relative_to(folder) for file in files]
    parallel = corpus("ingest", *names, "--workers", "2", "--db", "parallel.db", cwd=folder)
    assert serial.summary == parallel.summary == "42 new, 0 updated, 0 unchanged, 0 failed"
    first = corpus("export", "--db", "serial.db", cwd=folder)
    second = corpus("export", cwd=folder, environment={"CORPUS_DB": "parallel.db"})
    assert first == second
    assert len(first.out.splitlines()) == 42


def test_limit(folder: Path) -> None:
    assert corpus("ingest", "news", "--limit", "1", cwd=folder).summary.startswith("1 new")
    assert corpus("ingest", "news", "--limit", "1", cwd=folder).summary.startswith(
        "1 new, 0 updated, 1 unchanged"
    )


def test_annotate_reads_standard_input(folder: Path) -> None:
    done = corpus("annotate", "-", cwd=folder, stdin=TEXT.encode())
    assert done.code == 0
    article = Article.model_validate_json(done.out)
    check(article, TEXT)
    assert article.source == "-"
    assert not (folder / "data").exists()


def test_annotate_writes_other_formats_and_files(folder: Path) -> None:
    done = corpus("annotate", "news", "-f", "csv", "-l", "sentence", "-o", "s.csv", cwd=folder)
    assert (done.code, done.out) == (0, "")
    with (folder / "s.csv").open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [row["text"] for row in rows] == [
        "Bakan Ayşe Demir, Ankara'da konuştu.",
        "Toplantıya Ali Kaya da katıldı.",
        'Demir, "Çalışmalar sürüyor." dedi.',
        "Ankara'da kar yağdı.",
    ]


def test_standard_input_can_be_ingested_again_and_again(folder: Path) -> None:
    for text in ("Ankara'da kar var.", "İzmir'de kar yok.", "Ankara'da kar var."):
        corpus("ingest", "-", cwd=folder, stdin=text.encode())
    rows = csv.DictReader(io.StringIO(corpus("export", "-f", "csv", cwd=folder).out))
    assert sorted(row["text"] for row in rows) == ["Ankara'da kar var.", "İzmir'de kar yok."]
    assert json.loads(corpus("status", "--json", cwd=folder).out)["vanished"] == []


def test_clean_writes_the_text_only(folder: Path) -> None:
    done = corpus("clean", "news/a.txt", "news/b.txt", cwd=folder)
    assert (done.code, done.err) == (0, "")
    assert done.out == (
        "Bakan Ayşe Demir, Ankara'da konuştu.\n\n"
        "Toplantıya Ali Kaya da katıldı.\n\n"
        'Demir, "Çalışmalar sürüyor." dedi.\n'
        "\f\n"
        "Ankara'da kar yağdı.\n"
    )


def test_schema_is_that_of_an_article(folder: Path) -> None:
    schema = json.loads(corpus("schema", cwd=folder).out)
    assert schema["required"] == list(Article.model_fields)


def test_doctor(folder: Path) -> None:
    done = corpus("doctor", "--models-dir", "none", cwd=folder)
    assert done.code == 0
    assert "ok       engine news loads" in done.out
    assert "note     stanza      " in done.out
    assert "note     database    data/corpus.db is not there yet" in done.out
    corpus("ingest", "news", cwd=folder)
    assert (
        "ok       database    data/corpus.db is sound, 2 articles"
        in corpus("doctor", cwd=folder).out
    )


def test_a_reader_that_goes_away_is_no_error(folder: Path) -> None:
    corpus("ingest", "news", cwd=folder)
    command = f"{sys.executable} -m lavrov_corpus export --level token --format csv | head -n 1"
    done = subprocess.run(
        ["bash", "-c", f"set -o pipefail; {command}"], cwd=folder, capture_output=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, b"")
    assert done.stdout.startswith(b"article,source,sentence,token")


def articles_in(database: Path) -> int:
    """Return how many articles are stored, none where the database is not made yet."""
    try:
        with closing(sqlite3.connect(f"{database.as_uri()}?mode=ro", uri=True)) as connection:
            return int(connection.execute("SELECT count(*) FROM article").fetchone()[0])
    except sqlite3.OperationalError:
        return 0


def test_an_interrupted_ingest_keeps_what_was_finished(folder: Path) -> None:
    for number in range(3000):
        text = f"{number}. haber. Ankara'da Ali Kaya konuştu. " * 8
        (folder / f"news/n{number:04}.txt").write_text(text, encoding="utf-8")
    process = subprocess.Popen(
        [sys.executable, "-m", "lavrov_corpus", "ingest", "news", "--no-lemma"],
        cwd=folder,
        stderr=subprocess.PIPE,
    )
    database = folder / "data/corpus.db"
    while not articles_in(database) and process.poll() is None:
        time.sleep(0.05)
    process.send_signal(signal.SIGINT)
    _, error = process.communicate(timeout=60)
    assert process.returncode == 130
    assert error.endswith(b"interrupted: what was finished is kept\n")
    assert b"Traceback" not in error
    stored = json.loads(corpus("status", "--json", cwd=folder).out)["articles"]
    assert 0 < stored < 3002
    again = corpus("ingest", "news", "--no-lemma", cwd=folder)
    assert again.summary == f"{3002 - stored} new, 0 updated, {stored} unchanged, 0 failed"


def test_wrong_usage(folder: Path) -> None:
    assert corpus("ingest", cwd=folder).code == 2
    assert corpus("export", "--format", "xml", cwd=folder).code == 2
    done = corpus("export", "--format", "jsonl", "--excel", cwd=folder)
    assert done.code == 1


@pytest.mark.parametrize("command", ["export", "status"])
def test_without_a_database(folder: Path, command: str) -> None:
    done = corpus(command, cwd=folder)
    assert done.code == 1
    assert has_two_line_error(done)
    assert not (folder / "data").exists()


def test_help_is_quick_and_has_an_example_for_each_command(folder: Path) -> None:
    heavy = ("torch", "stanza", "zeyrek", "numpy", "rich", "nltk")
    program = (
        "import sys\n"
        "from lavrov_corpus.cli import app\n"
        "try:\n    app(sys.argv[1:])\n"
        f"finally:\n    print([name for name in {heavy} if name in sys.modules])\n"
    )
    commands = [[], *([c] for c in ("ingest", "export", "annotate", "clean", "status", "schema"))]
    commands += [["doctor"], *(["models", c] for c in ("download", "list", "path", "verify"))]
    for command in commands:
        done = subprocess.run(
            [sys.executable, "-c", program, *command, "--help"],
            capture_output=True,
            cwd=folder,
            check=True,
            env=os.environ | {"COLUMNS": "100"},
        )
        text = done.stdout.decode()
        assert text.endswith("[]\n"), text
        assert "Example: " in text, text


def test_annotate_with_the_default_engine_imports_no_torch(folder: Path) -> None:
    program = (
        "import sys\n"
        "from lavrov_corpus.cli import app\n"
        "try:\n    app(['annotate', sys.argv[1]])\n"
        "finally:\n    assert 'torch' not in sys.modules and 'stanza' not in sys.modules\n"
    )
    seed = SEEDS / "000_ae8907a019e6b4f1.txt"
    subprocess.run([sys.executable, "-c", program, seed], cwd=folder, check=True, stdout=-3)


def test_version() -> None:
    done = corpus("--version", cwd=Path.cwd())
    assert done.out.startswith("lavrov-corpus ")


def test_labels_are_part_of_what_an_article_is_made_with(folder: Path) -> None:
    text = "Ali Kaya 12 Mart 2016'da 5 milyon lira ödedi."
    (folder / "news/b.txt").write_text(text, encoding="utf-8")
    corpus("ingest", "news", "--no-lemma", cwd=folder)
    same = corpus("ingest", "news", "--no-lemma", "--labels", "ORG,LOC,PER", cwd=folder)
    assert same.summary.startswith("0 new, 0 updated, 2 unchanged")
    more = corpus("ingest", "news", "--no-lemma", "--labels", "PER,MONEY,DATE", cwd=folder)
    assert more.summary.startswith("0 new, 2 updated")
    dates = corpus("entities", "--label", "DATE", cwd=folder)
    assert [json.loads(line)["canonical"] for line in dates.out.splitlines()] == ["12 Mart 2016"]
    wrong = corpus("ingest", "news", "--labels", "PERCENTS", cwd=folder)
    assert wrong.code == 1
    assert "did you mean PERCENT?" in wrong.err
    assert has_two_line_error(wrong)


@pytest.mark.parametrize(
    "module",
    ["lavrov_corpus.cli", "lavrov_corpus.ingest", "lavrov_corpus.ner.news"],
    ids=["the command line", "the pipeline", "the models"],
)
def test_ctrl_c_while_the_program_is_being_loaded(folder: Path, module: str) -> None:
    """Ctrl-C comes, twice, when a module is imported that the command needs."""
    program = (
        "import os, signal, sys\n"
        "class Interrupting:\n"
        "    def find_spec(self, name, path, target=None):\n"
        f"        if name == {module!r}:\n"
        "            try:\n"
        "                os.kill(os.getpid(), signal.SIGINT)\n"
        "            finally:\n"
        "                os.kill(os.getpid(), signal.SIGINT)\n"
        "sys.meta_path.insert(0, Interrupting())\n"
        "sys.argv = ['corpus', 'ingest', 'news']\n"
        "from lavrov_corpus.__main__ import main\n"
        "main()\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", program], cwd=folder, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stdout) == (130, "")
    assert done.stderr in ("", "interrupted: what was finished is kept\n")
    assert not (folder / "data/corpus.db").exists()
