"""A database that is damaged: named, left alone, and saved as far as it can be read."""

import json
from pathlib import Path

from tests.cli.run import corpus, has_two_line_error
from tests.invariants import TEXT


def test_a_damaged_database_is_named_left_alone_and_rescued(tmp_path: Path) -> None:
    (tmp_path / "news").mkdir()
    for name in ("a.txt", "b.txt"):
        (tmp_path / "news" / name).write_text(f"{name} haberi.\n\n{TEXT}", encoding="utf-8")
    database = tmp_path / "data" / "corpus.db"
    corpus("ingest", "news", cwd=tmp_path)
    whole = corpus("export", cwd=tmp_path).out
    data = bytearray(database.read_bytes())
    data[4096:8192] = bytes(4096)  # the root of the table of articles
    database.write_bytes(data)

    refused = corpus("ingest", "news", cwd=tmp_path)
    assert refused.code == 1
    assert has_two_line_error(refused)
    assert "corpus.db is damaged" in refused.err
    assert database.read_bytes() == data
    doctor = corpus("doctor", cwd=tmp_path)
    assert "corpus doctor --rescue -o saved.jsonl --db " in doctor.out

    rescue = corpus("doctor", "--rescue", "-o", "saved.jsonl", cwd=tmp_path)
    assert (rescue.code, rescue.out) == (0, "")
    assert rescue.summary == "2 articles saved from data/corpus.db, which was left as it is"
    assert (tmp_path / "saved.jsonl").read_text("utf-8") == whole
    assert database.read_bytes() == data
    assert [json.loads(line)["source"] for line in whole.splitlines()] == [
        "news/a.txt",
        "news/b.txt",
    ]

    database.write_bytes(b"SQLite format 3\0" + bytes(8000))
    nothing = corpus("doctor", "--rescue", "-o", "nothing.jsonl", cwd=tmp_path)
    assert nothing.code == 1
    assert "error: No article can be read from data/corpus.db." in nothing.err
    assert not (tmp_path / "nothing.jsonl").exists()


def test_to_does_not_go_with_what_needs_a_database(tmp_path: Path) -> None:
    done = corpus("ingest", "news", "--to", "parts", "--prune", cwd=tmp_path)
    assert done.code == 2
    assert "--to and --prune do not go together" in done.err
