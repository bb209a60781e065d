"""What is in the files, names and databases that people really have."""

import json
import os
import random
import sqlite3
import struct
import zlib
from dataclasses import dataclass
from pathlib import Path

import pytest

from tests.cli.run import Done, corpus, has_two_line_error
from tests.invariants import TEXT


def png() -> bytes:
    def chunk(kind: bytes, data: bytes) -> bytes:
        body = kind + data
        return struct.pack(">I", len(data)) + body + struct.pack(">I", zlib.crc32(body))

    pixels = zlib.compress(b"\0\xff\xff\xff")
    header = struct.pack(">IIBBBBB", 1, 1, 8, 2, 0, 0, 0)
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", header) + chunk(b"IDAT", pixels)


REFUSED = {
    "empty.txt": b"",
    "blank.txt": b" \n\t\r\n \n",
    "nul.txt": b"Ankara\0da kar\0 var.",
    "random.txt": random.Random(1).randbytes(4000),
    "picture.txt": png(),
    "huge.txt": b"Ankara'da kar var. " * 2_700_000,
}
TAKEN = {
    "one_byte.txt": b"a",
    "wide.txt": "İzmir’de yağmur yağdı.".encode("utf-16"),
    "invalid.txt": b"Ankara'da " + b"\xff\xfe" + " kar yağışı var. İşte bu.".encode(),
    "surrogate.txt": b"Ankara'da " + b"\xed\xa0\x80" + " kar yağışı var.".encode(),
    "endless.txt": ("ve sonra yine " * 20_000).encode(),
    "marks.txt": b"... !!! ??? ---",
    "cyrillic.txt": "Москва встретила министра.".encode(),
    "emoji.txt": "Ankara'da 🎉👩‍👩‍👧 kar var! 🇹🇷".encode(),
}
NAMES = {
    b"two words.txt": "two words.txt",
    b"line\nbreak.txt": "line\\u000abreak.txt",
    b"\xddstanbul.txt": "\\xddstanbul.txt",
    b"\x1b[31mred.txt": "\\u001b[31mred.txt",
}


@dataclass(frozen=True)
class Run:
    """One ingest of a folder with everything bad in it, and what the database says after."""

    folder: Path
    done: Done
    articles: dict[str, dict[str, object]]
    failures: dict[str, dict[str, str]]


@pytest.fixture(scope="module")
def run(tmp_path_factory: pytest.TempPathFactory) -> Run:
    folder = tmp_path_factory.mktemp("bad")
    news = folder / "news"
    news.mkdir()
    for name, data in (REFUSED | TAKEN | {"good.txt": TEXT.encode()}).items():
        (news / name).write_bytes(data)
    for raw_name in NAMES:
        Path(os.fsdecode(os.fsencode(news) + b"/" + raw_name)).write_text(TEXT, encoding="utf-8")
    (news / "loop").symlink_to(news)
    (news / "self.txt").symlink_to("self.txt")
    (news / "dangling.txt").symlink_to("nowhere.txt")
    (news / ".hidden.txt").write_text(TEXT, encoding="utf-8")
    done = corpus("ingest", "news", "missing.txt", cwd=folder)
    lines = corpus("export", cwd=folder).out.splitlines()
    articles = {str(article["source"]): article for article in map(json.loads, lines)}
    failed = json.loads(corpus("status", "--json", cwd=folder).out)["failed"]
    return Run(folder, done, articles, {failure["source"]: failure for failure in failed})


def test_the_run_says_so(run: Run) -> None:
    assert run.done.code == 3
    assert has_two_line_error(run.done)
    bad = len(REFUSED) + 3
    good = len(TAKEN) + len(NAMES) + 1
    assert run.done.err.endswith(f"{good} new, 0 updated, 0 unchanged, {bad} failed\n")
    assert "\x1b" not in run.done.err
    assert run.done.out == ""


@pytest.mark.parametrize(
    ("name", "reason"),
    [
        ("empty.txt", "the file is empty"),
        ("blank.txt", "nothing but white space"),
        ("nul.txt", "NUL bytes"),
        ("random.txt", "this is no text"),
        ("picture.txt", "this is a PNG image, not text"),
        ("huge.txt", "characters are too many for one article"),
        ("self.txt", "cannot be read"),
        ("dangling.txt", "cannot be read: No such file"),
    ],
)
def test_refused(run: Run, name: str, reason: str) -> None:
    failure = run.failures[f"news/{name}"]
    assert reason in failure["error"]
    assert failure["error"].startswith(f"news/{name}: ")
    assert failure["hint"]
    assert f"news/{name}" not in run.articles
    assert f"failed: news/{name}: " in run.done.err


def test_a_missing_path_is_named_but_not_remembered(run: Run) -> None:
    assert "missing.txt" not in run.failures
    assert "failed: missing.txt: there is no such file or folder" in run.done.err


@pytest.mark.parametrize("name", TAKEN)
def test_taken(run: Run, name: str) -> None:
    article = run.articles[f"news/{name}"]
    text = str(article["text"])
    assert text
    assert f"news/{name}" not in run.failures


def test_what_was_invalid_is_counted(run: Run) -> None:
    for name, count in (("invalid.txt", 2), ("surrogate.txt", 3)):
        article = run.articles[f"news/{name}"]
        assert article["encoding"] == "utf-8"
        assert article["repairs"] == {"invalid_bytes": count}


def test_utf_16_is_read(run: Run) -> None:
    article = run.articles["news/wide.txt"]
    assert (article["encoding"], article["text"]) == ("utf-16", "İzmir’de yağmur yağdı.")


@pytest.mark.parametrize("source", NAMES.values())
def test_any_name_of_a_file(run: Run, source: str) -> None:
    assert run.articles[f"news/{source}"]["text"] == run.articles["news/good.txt"]["text"]


def test_hidden_files_and_loops_are_no_input(run: Run) -> None:
    assert len(run.articles) == len(TAKEN) + len(NAMES) + 1


def test_known_failures_are_not_tried_again_unless_asked(run: Run) -> None:
    again = corpus("ingest", "news", cwd=run.folder)
    good, bad = len(run.articles), len(REFUSED) + 2
    assert (again.code, again.err.splitlines()[-1]) == (
        3,
        f"0 new, 0 updated, {good} unchanged, {bad} failed",
    )
    assert "empty.txt: the file is empty" not in again.err
    retried = corpus("ingest", "news", "--retry-failed", cwd=run.folder)
    assert "failed: news/empty.txt: the file is empty" in retried.err


def test_an_unreadable_file_does_not_harm_what_is_stored(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    corpus("ingest", "a.txt", cwd=tmp_path)
    before = corpus("export", cwd=tmp_path).out
    (tmp_path / "a.txt").unlink()
    (tmp_path / "a.txt").mkdir()
    (tmp_path / "a.txt/b.txt").write_bytes(b"")
    done = corpus("ingest", "a.txt", cwd=tmp_path)
    assert done.code == 1
    assert corpus("export", cwd=tmp_path).out == before


@pytest.mark.parametrize("arguments", [["annotate"], ["clean"], ["ingest"]])
def test_nothing_but_bad_input(tmp_path: Path, arguments: list[str]) -> None:
    (tmp_path / "empty.txt").write_bytes(b"")
    done = corpus(*arguments, "empty.txt", cwd=tmp_path)
    assert (done.code, done.out) == (1, "")
    assert has_two_line_error(done)


def test_a_wrong_encoding_is_named(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    done = corpus("annotate", "a.txt", "--encoding", "utf-7x", cwd=tmp_path)
    assert done.code == 1
    assert "there is no encoding named utf-7x" in done.err


def other_program(path: Path) -> None:
    with sqlite3.connect(path) as connection:
        connection.execute("CREATE TABLE mine (x)")
    connection.close()


def newer_version(path: Path) -> None:
    (path.parent.parent / "a.txt").write_text(TEXT, encoding="utf-8")
    corpus("ingest", "a.txt", cwd=path.parent.parent)
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA user_version = 999")
    connection.close()


def not_a_database(path: Path) -> None:
    path.write_bytes(b"These are my notes. " * 500)


@pytest.mark.parametrize(
    ("make", "reason"),
    [
        (other_program, "is a database of another program"),
        (newer_version, "was made by a newer lavrov-corpus"),
        (not_a_database, "is not a database"),
    ],
)
def test_a_database_that_is_not_ours_is_left_alone(
    tmp_path: Path, make: object, reason: str
) -> None:
    path = tmp_path / "data/corpus.db"
    path.parent.mkdir()
    assert callable(make)
    make(path)
    before = path.read_bytes()
    (tmp_path / "b.txt").write_text(TEXT, encoding="utf-8")
    for arguments in (["ingest", "b.txt"], ["export"], ["status"]):
        done = corpus(*arguments, cwd=tmp_path)
        assert (done.code, done.out) == (1, "")
        assert reason in done.err
        assert has_two_line_error(done)
    assert path.read_bytes() == before


def test_a_full_disk_is_named_and_leaves_no_half_file(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    done = corpus("annotate", "a.txt", "-o", "/dev/full", cwd=tmp_path)
    assert done.code == 1
    assert "No space left on device" in done.err
    assert has_two_line_error(done)


def test_a_place_that_cannot_hold_a_database(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    done = corpus("ingest", "a.txt", "--db", "/proc/corpus.db", cwd=tmp_path)
    assert done.code == 1
    assert has_two_line_error(done)


def test_the_engine_stanza_without_models(tmp_path: Path) -> None:
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    done = corpus("ingest", "a.txt", "--engine", "stanza", "--models-dir", "none", cwd=tmp_path)
    assert (done.code, done.out) == (1, "")
    assert done.err == (
        "error: no stanza models in none\nhint: corpus models download --models-dir none\n"
    )


def test_each_hint_is_told_once_and_a_flood_of_failures_is_cut(tmp_path: Path) -> None:
    (tmp_path / "news").mkdir()
    for number in range(24):
        (tmp_path / f"news/{number:02}.txt").touch()
    (tmp_path / "news/zero.txt").write_bytes(b"a\0b")
    done = corpus("ingest", "news", cwd=tmp_path)
    lines = done.err.splitlines()
    assert lines[0] == "failed: news/00.txt: the file is empty"
    assert lines[20:] == [
        "failed: and 5 more",
        "hint: Leave it out. (24 of them)",
        "hint: Give plain text; extract it first, for example with pdftotext. (1 of them)",
        "0 new, 0 updated, 0 unchanged, 25 failed",
    ]
