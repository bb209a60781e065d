from __future__ import annotations

import io
import os
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import BinaryIO, cast

import pytest

from lavrov_corpus.errors import CorpusError
from lavrov_corpus.exporting import write

CHUNKS = ("Ağrı\r\n", "", "İğdır\n")
WRITTEN = "Ağrı\r\nİğdır\n".encode()


class Told(io.BytesIO):
    """A stream that notes what it held at each flush."""

    def __init__(self) -> None:
        super().__init__()
        self.at_flush: list[bytes] = []

    def flush(self) -> None:
        self.at_flush.append(self.getvalue())


def breaking() -> Iterator[str]:
    yield "first\n"
    raise CorpusError("The database is damaged.")


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())


def test_a_stream_gets_each_chunk_at_once() -> None:
    stream = Told()
    write(CHUNKS, None, stream)
    assert stream.getvalue() == WRITTEN
    assert stream.at_flush[0] == "Ağrı\r\n".encode()


def test_a_file_has_the_bytes_and_the_mode_of_any_other_file(tmp_path: Path) -> None:
    other = tmp_path / "other"
    other.touch()
    write(CHUNKS, tmp_path / "out.jsonl", io.BytesIO())
    assert (tmp_path / "out.jsonl").read_bytes() == WRITTEN
    assert (tmp_path / "out.jsonl").stat().st_mode == other.stat().st_mode
    assert names(tmp_path) == ["other", "out.jsonl"]


def test_an_export_that_breaks_leaves_the_old_file(tmp_path: Path) -> None:
    output = tmp_path / "out.jsonl"
    output.write_text("old")
    with pytest.raises(CorpusError, match="damaged"):
        write(breaking(), output, io.BytesIO())
    assert output.read_text() == "old"
    assert names(tmp_path) == ["out.jsonl"]


def test_a_new_file_is_not_there_before_it_is_whole(tmp_path: Path) -> None:
    def looking() -> Iterator[str]:
        yield "first\n"
        assert "out.jsonl" not in names(tmp_path)
        raise KeyboardInterrupt

    with pytest.raises(KeyboardInterrupt):
        write(looking(), tmp_path / "out.jsonl", io.BytesIO())
    assert names(tmp_path) == []


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    target = tmp_path / "folder" / "target.csv"
    target.parent.mkdir()
    (tmp_path / "link.csv").symlink_to(target)
    write(CHUNKS, tmp_path / "link.csv", io.BytesIO())
    assert (tmp_path / "link.csv").is_symlink()
    assert target.read_bytes() == WRITTEN


def test_where_no_file_can_be(tmp_path: Path) -> None:
    for output, reason in (
        (tmp_path, "is a folder"),
        (tmp_path / "nowhere" / "out.csv", "No such file or directory"),
        (tmp_path / ("x" * 300), "File name too long"),
    ):
        with pytest.raises(CorpusError, match=reason):
            write(CHUNKS, output, io.BytesIO())
    assert names(tmp_path) == []


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="needs named pipes")
def test_a_named_pipe_is_written_to_as_it_is(tmp_path: Path) -> None:
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    writer = threading.Thread(target=write, args=(CHUNKS, pipe, io.BytesIO()))
    writer.start()
    assert pipe.read_bytes() == WRITTEN
    writer.join()
    assert pipe.is_fifo()


@pytest.mark.skipif(not Path("/dev/full").exists(), reason="needs a device that is full")
def test_a_full_disk_is_an_error_for_the_user() -> None:
    with Path("/dev/full").open("wb", buffering=0) as full:
        stdout = cast(BinaryIO, full)
        with pytest.raises(CorpusError, match=r"^Standard output cannot be written: No space"):
            write(["x"], None, stdout)
    with pytest.raises(CorpusError, match=r"^/dev/full cannot be written: No space left"):
        write(["x"], Path("/dev/full"), io.BytesIO())


LIMITED = """
import io, resource, sys
from pathlib import Path
from lavrov_corpus.errors import CorpusError
from lavrov_corpus.exporting import write

resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))
try:
    write(["x" * 100] * 100_000, Path(sys.argv[1]), io.BytesIO())
except CorpusError as error:
    print(error.message)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="needs limits on the size of files")
def test_a_file_that_cannot_grow_is_not_left_behind(tmp_path: Path) -> None:
    output = tmp_path / "out.jsonl"
    done = subprocess.run(
        [sys.executable, "-c", LIMITED, str(output)],
        env={**os.environ, "PYTHONPATH": os.pathsep.join(filter(None, sys.path))},
        capture_output=True,
        text=True,
        check=True,
    )
    assert done.stdout == f"{output} cannot be written: File too large.\n"
    assert names(tmp_path) == []


def test_a_reader_that_has_gone_is_for_the_command_line_to_handle() -> None:
    reading, writing = os.pipe()
    os.close(reading)
    with os.fdopen(writing, "wb", buffering=0) as closed, pytest.raises(BrokenPipeError):
        write(CHUNKS, None, closed)
