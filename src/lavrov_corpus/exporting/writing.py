"""Writing an export: to a file that is there whole or not at all, or to a stream."""

from __future__ import annotations

import os
from collections.abc import Iterable
from pathlib import Path
from typing import BinaryIO

from lavrov_corpus.errors import CorpusError
from lavrov_corpus.temporary import temporary_beside


def write(chunks: Iterable[str | bytes], output: Path | None, stdout: BinaryIO) -> None:
    """Write the chunks, text as UTF-8, to `output`, or to `stdout` where that is None.

    A file is written beside `output` under another name and renamed when it is whole; a
    device or a named pipe is written to as it is. A stream gets each chunk at once.
    Raises CorpusError where that fails, and lets BrokenPipeError of `stdout` through.
    """
    if output is None:
        _stream(chunks, stdout, "Standard output")
        return
    try:
        if output.is_dir():
            raise CorpusError(f"{output} is a folder, not a file.", "Name a file: -o FILE")
        if output.exists() and not output.is_file():
            with output.open("wb") as device:
                _stream(chunks, device, str(output))
        else:
            _replace(chunks, output)
    except OSError as error:
        raise failed(str(output), error) from error


def _replace(chunks: Iterable[str | bytes], output: Path) -> None:
    target = output.resolve()  # a link stays one, and what it points to is replaced
    part = temporary_beside(target, "part")
    try:
        with part.open("wb") as file:
            for chunk in chunks:
                file.write(_encoded(chunk))
            file.flush()
            os.fsync(file.fileno())
        part.replace(target)
    finally:
        part.unlink(missing_ok=True)


def _stream(chunks: Iterable[str | bytes], stream: BinaryIO, name: str) -> None:
    try:
        for chunk in chunks:
            stream.write(_encoded(chunk))
            stream.flush()
    except BrokenPipeError:
        raise
    except OSError as error:
        raise failed(name, error) from error


def _encoded(chunk: str | bytes) -> bytes:
    return chunk.encode("utf-8") if isinstance(chunk, str) else chunk


def failed(name: str, error: OSError) -> CorpusError:
    """Return what is told of a file, a folder or a stream that cannot be written."""
    return CorpusError(
        f"{name} cannot be written: {error.strerror or error}.",
        "Check its folder, the permissions and the free space, and run the command again.",
    )
