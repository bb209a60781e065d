"""Disks and databases that are not as they should be, and processes that are killed."""

from __future__ import annotations

import os
import random
import sqlite3
import subprocess
import sys
import time
from collections.abc import Sequence
from contextlib import closing, suppress
from pathlib import Path
from typing import IO, Any

import pytest

from lavrov_corpus.errors import StoreError
from lavrov_corpus.exporting import export
from lavrov_corpus.store import Store, database
from lavrov_corpus.store.schema import APPLICATION_ID, MIGRATIONS, VERSION
from tests.articles import MEETING, RAIN
from tests.disks import ENVIRONMENT, ROOT, needs_mount, on_a_disk
from tests.store import faults

FAULTS = "tests.store.faults"


@needs_mount
def test_a_full_disk_keeps_every_article_that_was_stored(tmp_path: Path) -> None:
    (told,) = on_a_disk(FAULTS, "fill", tmp_path, "2m")
    assert told["message"] == f"The database {tmp_path}/corpus.db cannot grow: the disk is full."
    assert told["hint"].startswith("Free some space, then run the same command again")
    assert told["stored"] == told["found"] > 5
    assert told["problems"] == []


@needs_mount
def test_a_full_disk_has_no_half_database(tmp_path: Path) -> None:
    (told,) = on_a_disk(FAULTS, "make_without_room", tmp_path, "256k")
    assert "the disk is full" in told["message"]
    assert told["left"] == []


@needs_mount
def test_a_read_only_disk_can_be_read(tmp_path: Path) -> None:
    old, new = on_a_disk(FAULTS, "open_read_only_disk", tmp_path, "2m")
    assert old["message"] == (
        f"The database {tmp_path}/corpus.db cannot be written: the file or its folder is read-only."
    )
    assert (
        new["message"] == f"The database {tmp_path}/new.db cannot be opened: Read-only file system."
    )
    assert old["hint"] == new["hint"]
    assert old["left"] == new["left"] == []


def test_killed_anywhere_and_run_again_gives_the_same_corpus(tmp_path: Path) -> None:
    undisturbed, disturbed = tmp_path / "undisturbed", tmp_path / "disturbed"
    undisturbed.mkdir()
    disturbed.mkdir()
    with program("ingest", undisturbed) as ingest:
        assert ingest.wait() == 0
    chance = random.Random(7)
    kills = 0
    while is_killed(disturbed, batches=chance.randint(1, 6), pause=chance.random() / 100):
        kills += 1
    assert kills >= 4
    with (
        Store.open(undisturbed / "corpus.db", read_only=True) as one,
        Store.open(disturbed / "corpus.db", create=True) as other,
    ):
        for level in ("article", "sentence", "entity", "quote"):
            assert exported(one, level) == exported(other, level)
        assert other.check() == []
    assert [path.name for path in disturbed.iterdir()] == ["corpus.db"]


def exported(store: Store, level: str) -> str:
    return "".join(export(store.articles(), "jsonl", level))


def program(fault: str, folder: Path, stdin: int = subprocess.DEVNULL) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "tests.store.faults", fault, str(folder)],
        cwd=ROOT,
        env=ENVIRONMENT,
        stdin=stdin,
        stdout=subprocess.PIPE,
        text=True,
    )


def let_go_on(stdin: IO[str]) -> None:
    with suppress(BrokenPipeError):  # it has done all
        os.write(stdin.fileno(), b"go on\n")


def is_killed(folder: Path, batches: int, pause: float) -> bool:
    """Ingest some batches, kill the program in the next one; tell whether there was one."""
    stored = 0
    with program("ingest", folder, stdin=subprocess.PIPE) as ingest:
        assert ingest.stdin is not None
        assert ingest.stdout is not None
        for _ in range(batches):
            let_go_on(ingest.stdin)
            stored = int(ingest.stdout.readline() or stored)
        let_go_on(ingest.stdin)
        time.sleep(pause)
        ingest.kill()
    with Store.open(folder / "corpus.db", read_only=True) as store:
        found = store.counts().articles
    assert found >= stored  # nothing that was said to be stored is lost
    assert found % faults.BATCH == 0  # and no batch is stored by halves
    return found < faults.ARTICLES


def test_two_ingests_at_once_store_each_article_once(tmp_path: Path) -> None:
    with program("ingest", tmp_path) as one, program("ingest", tmp_path) as other:
        assert (one.wait(), other.wait()) == (0, 0)
    with Store.open(tmp_path / "corpus.db", read_only=True) as store:
        assert list(store.sources()) == [a.source for a in faults.numbered(faults.ARTICLES)]
        assert store.check() == []


def make_foreign(path: Path) -> None:
    run_sql(path, ["CREATE TABLE recipes (name TEXT)", "INSERT INTO recipes VALUES ('mantı')"])


def make_foreign_with_a_mark(path: Path) -> None:
    run_sql(path, ["PRAGMA application_id = 1196444487", "PRAGMA user_version = 1"])


def make_newer(path: Path) -> None:
    make_good(path)
    run_sql(path, [f"PRAGMA user_version = {VERSION + 1}"])


def make_picture(path: Path) -> None:
    path.write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(range(256)) * 20)


def make_short(path: Path) -> None:
    path.write_bytes(b"SQLite")


def make_cut_off(path: Path) -> None:
    make_good(path)
    path.write_bytes(path.read_bytes()[:5000])


def make_folder(path: Path) -> None:
    path.mkdir()


def make_good(path: Path) -> None:
    with Store.open(path, create=True) as store:
        store.put_many([RAIN, MEETING], "one")


def run_sql(path: Path, statements: Sequence[str]) -> None:
    with closing(sqlite3.connect(path, isolation_level=None)) as connection:
        for statement in statements:
            connection.execute(statement)


@pytest.mark.parametrize("read_only", [False, True], ids=["to write", "to read"])
@pytest.mark.parametrize(
    ("make", "message", "hint"),
    [
        (make_foreign, "{} is a database of another program.", "It was left as it is."),
        (make_foreign_with_a_mark, "{} is a database of another program.", "It was left as it is."),
        (
            make_newer,
            f"{{}} was made by a newer lavrov-corpus (schema {VERSION + 1}, this one: {VERSION}).",
            "pip install --upgrade lavrov-corpus",
        ),
        (make_picture, "{} is not a database.", "It was left as it"),
        (make_short, "{} is not a database.", "It was left as it is"),
        (make_cut_off, "The database {} is damaged.", "It was left as it is. Move it away"),
        (make_folder, "{} is a folder, not a database.", "Name a file: --db PATH"),
    ],
)
def test_what_is_no_corpus_is_named_and_left_as_it_is(
    make: Any, message: str, hint: str, read_only: bool, tmp_path: Path
) -> None:
    path = tmp_path / "ev 100% #1?.db"
    make(path)
    before = path.read_bytes() if path.is_file() else None
    with pytest.raises(StoreError) as caught:
        Store.open(path, create=not read_only, read_only=read_only)
    assert caught.value.message == message.format(path)
    assert caught.value.hint.startswith(hint)
    assert [file.name for file in tmp_path.iterdir()] == [path.name]
    assert (path.read_bytes() if path.is_file() else None) == before


def test_a_missing_database_is_made_only_when_asked(tmp_path: Path) -> None:
    path = tmp_path / "yeni" / "corpus.db"
    for read_only in (False, True):
        with pytest.raises(StoreError) as caught:
            Store.open(path, read_only=read_only)
        assert caught.value.message == f"There is no database at {path}."
        assert caught.value.hint == f"corpus ingest PATH... --db {path}"
    assert not path.parent.exists()
    with Store.open(path, create=True) as store:
        assert store.counts().articles == 0
    assert [file.name for file in path.parent.iterdir()] == ["corpus.db"]
    assert path.stat().st_mode & 0o777 == 0o666 & ~current_umask()


def current_umask() -> int:
    mask = os.umask(0)
    os.umask(mask)
    return mask


def test_an_empty_file_becomes_a_database(tmp_path: Path) -> None:
    path = tmp_path / "corpus.db"
    path.touch()
    with pytest.raises(StoreError, match="There are no articles yet in"):
        Store.open(path, read_only=True)
    make_good(path)
    with Store.open(path) as store:
        assert store.counts().articles == 2


def test_pages_that_are_damaged_are_told_when_they_are_read(tmp_path: Path) -> None:
    path = tmp_path / "corpus.db"
    Store.open(path, create=True).close()
    empty = path.stat().st_size
    with Store.open(path) as store:
        store.put_many(list(faults.numbered(40)), "one")
    data = bytearray(path.read_bytes())
    data[empty:] = bytes(len(data) - empty)
    path.write_bytes(data)
    with Store.open(path, read_only=True) as store:
        with pytest.raises(StoreError, match="is damaged") as caught:
            list(store.articles())
        assert caught.value.hint.startswith("It was left as it is. Move it away")
        assert store.check() != []


def test_the_file_says_whose_it_is(tmp_path: Path) -> None:
    make_good(tmp_path / "corpus.db")
    header = (tmp_path / "corpus.db").read_bytes()[:100]
    assert int.from_bytes(header[68:72], "big") == APPLICATION_ID
    with closing(sqlite3.connect(tmp_path / "corpus.db")) as connection:
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("wal",)
        tables = connection.execute(
            "SELECT name, strict FROM pragma_table_list WHERE schema='main'"
        )
        strict = {name for name, is_strict in tables if is_strict}
        assert strict == {
            "article",
            "document",
            "sentence",
            "entity",
            "quotation",
            "failure",
            "alias",
            "term",
            "passage",
            "word",
            "metadata",
        }


def test_a_dangling_link_is_an_error_and_not_a_traceback(tmp_path: Path) -> None:
    path = tmp_path / "corpus.db"
    path.symlink_to(tmp_path / "nowhere" / "corpus.db")
    with pytest.raises(StoreError):
        Store.open(path, create=True)


SECOND = ("ALTER TABLE article ADD COLUMN note TEXT NOT NULL DEFAULT ''",)
BROKEN = (*SECOND, "INSERT INTO nowhere VALUES (1)")


def with_migrations(monkeypatch: pytest.MonkeyPatch, *later: Sequence[str]) -> None:
    monkeypatch.setattr(database, "MIGRATIONS", (*MIGRATIONS, *later))
    monkeypatch.setattr(database, "VERSION", VERSION + len(later))


def test_an_older_database_is_brought_up_to_date_by_who_writes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "corpus.db"
    make_good(path)
    with_migrations(monkeypatch, SECOND)
    with pytest.raises(StoreError, match="was made by an older lavrov-corpus") as caught:
        Store.open(path, read_only=True)
    assert caught.value.hint == f"corpus ingest PATH... --db {path}"
    with Store.open(path) as store:
        assert [row["source"] for row in store.rows("sentence")][-1] == RAIN.source
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("PRAGMA user_version").fetchone() == (VERSION + 1,)
        assert connection.execute("SELECT note FROM article").fetchall() == [("",), ("",)]
    with Store.open(path, read_only=True) as store:
        assert store.counts().articles == 2


def test_a_migration_that_breaks_leaves_the_database_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "corpus.db"
    make_good(path)
    with monkeypatch.context() as patch:
        with_migrations(patch, BROKEN)
        with pytest.raises(StoreError, match="no such table: nowhere"):
            Store.open(path)
    with Store.open(path) as store:  # by this version, which knows no second migration
        assert store.counts().articles == 2
        assert store.check() == []
