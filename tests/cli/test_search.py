import csv
import io
import json
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest

from lavrov_corpus.store import Store
from tests.articles import MEETING, RAIN, make_article
from tests.cli.run import corpus, has_two_line_error

HOSTILE = make_article(
    "kötü.txt",
    [("body", "\x1b[31m Kar [bold]yağdı[/bold] =1+1 {0} %s <b>.")],
    entities=[("LOC", "[bold]", "[bold]", "\x1b]0;x\x07")],
    quotes=[("yağdı", "\x1b[2J", "\x1b[2J", "dedi")],
)


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("search")
    (folder / "data").mkdir()
    with Store.open(folder / "data/corpus.db", create=True) as store:
        store.put_many([MEETING, RAIN, HOSTILE], "one")
    with Store.open(folder / "empty.db", create=True):
        pass
    (folder / "haberler").mkdir()
    (folder / MEETING.source).write_bytes(MEETING.text.encode())
    return folder


def test_hits_in_every_format(folder: Path) -> None:
    lines = corpus("search", "KAR", "--where", "date=''", cwd=folder).out.splitlines()
    assert [json.loads(line)["source"] for line in lines] == [RAIN.source, HOSTILE.source]
    (row,) = csv.DictReader(
        io.StringIO(corpus("search", "kâr ağrı*", "--format", "csv", cwd=folder).out)
    )
    assert (row["source"], row["matches"]) == (RAIN.source, "[[0,7],[8,11]]")
    table = corpus("search", "kapı OR kar", "--limit", "1", "--format", "table", cwd=folder)
    assert "Kapı, -5" in table.out
    assert table.err == "the first 1 rows; --limit 0 shows all\n"


@pytest.mark.parametrize(
    "command",
    [
        ("search", "xyz"),
        ("concordance", "xyz"),
        ("collocations", "xyz"),
        ("keyness", "agency=AA", "agency=DHA"),
        ("frequency", "--db", "empty.db"),
        ("cooccurrence", "--db", "empty.db"),
    ],
)
def test_nothing_found_is_said_and_is_no_error(folder: Path, command: tuple[str, ...]) -> None:
    done = corpus(*command, cwd=folder)
    assert (done.code, done.out) == (0, "")
    assert len(done.err.splitlines()) == 1


@pytest.mark.parametrize(
    ("command", "reason"),
    [
        (("search", '"kar'), "a quotation mark is not closed"),
        (("search", "kar", "--where", "agensy=AA"), "Did you mean agency?"),
        (("concordance", "kar", "--where", "date=2016-13"), "is no date"),
        (("keyness", "sourze=a", ""), "Did you mean source?"),
        (("show", "yok"), "No article is named 'yok'"),
        (("show", "haberler/"), "can be haberler/görüşme.txt, haberler/yağmur.txt"),
        (("show", "yağmur", "--raw"), "haberler/yağmur.txt"),
    ],
)
def test_bad_input_is_told(folder: Path, command: tuple[str, ...], reason: str) -> None:
    done = corpus(*command, cwd=folder)
    assert (done.code, done.out) == (1, "")
    assert reason in done.err
    assert has_two_line_error(done)


def test_lines_are_aligned(folder: Path) -> None:
    done = corpus("concordance", "kar", "--format", "table", "--width", "60", cwd=folder)
    assert done.out.splitlines() == [
        "         Ağrı'da kar yağdı.                  …r/yağmur.txt:0",
        "        \\x1b[31m Kar [bold]yağdı[/bold] =1+1 kötü.txt:0",
    ]


def test_texts_are_data(folder: Path) -> None:
    for command in (
        ("search", "kar", "--format", "table"),
        ("concordance", "kar", "--format", "table"),
        ("show", "kötü"),
        ("frequency", "--by", "entity", "--format", "table"),
    ):
        done = corpus(*command, cwd=folder)
        assert done.code == 0
        assert "\x1b" not in done.out + done.err
        assert "[bold]" in done.out or "x1b]0;x" in done.out


def test_an_article_to_be_read(folder: Path) -> None:
    assert corpus("show", MEETING.id[:6], cwd=folder).out.splitlines() == [
        "source  haberler/görüşme.txt",
        f"id      {MEETING.id}",
        "date    2016-12-01",
        "",
        "İki bakan Iğdır'da görüştü",
        "",
        MEETING.text.split("\n\n")[1],
        "",
        MEETING.text.split("\n\n")[2].replace("\t", "\\t"),
        "",
        "Ayşe Yılmaz (dedi): Sınır kapısı; yarın açılacak",
        "? (ifadesi kullanıldı): Söz veriyoruz",
        "",
        "LOC     Iğdır 2",
        "PER     Ayşe Yılmaz 2, John O'Neil 1",
    ]
    beside = corpus("show", "görüşme", "--raw", "--width", "80", cwd=folder).out
    assert beside.splitlines()[0].split("  ")[0] == "İki bakan Iğdır'da görüştü"
    assert beside.count("görüştü") == 2


@pytest.mark.parametrize("record", ["[", "{}", "[]"])
def test_an_article_whose_record_was_changed_is_named(folder: Path, record: str) -> None:
    with closing(sqlite3.connect(folder / "data/corpus.db", isolation_level=None)) as connection:
        (before,) = connection.execute("SELECT json FROM document WHERE article = 1").fetchone()
        (source,) = connection.execute("SELECT source FROM article WHERE number = 1").fetchone()
        connection.execute("UPDATE document SET json = ? WHERE article = 1", (record,))
        done = corpus("show", source, cwd=folder)
        connection.execute("UPDATE document SET json = ? WHERE article = 1", (before,))
    assert done.code == 1
    assert "its record is damaged" in done.err
