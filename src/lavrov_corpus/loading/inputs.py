"""Which files are meant by the paths that a user gives, and their bytes.

A *source* is the name of a file as it is stored and shown: its path, with every byte and
character that would not survive in one line of UTF-8 written as `\\xNN` or `\\uNNNN`, and a
backslash as `\\\\`. `unescape_path` gives the path back.
"""

from __future__ import annotations

import glob
import os
import re
import sys
from collections import deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from lavrov_corpus.document import Failure
from lavrov_corpus.errors import InputError

STANDARD_INPUT = "-"
SUFFIX = ".txt"
PDF_SUFFIX = ".pdf"

_UNSAFE = re.compile("[\\\\\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff]")
_ESCAPE = re.compile(r"\\(?:(\\)|x([0-9a-f]{2})|u([0-9a-f]{4}))")


@dataclass(frozen=True, slots=True)
class Inputs:
    """The sources that were found, in a fixed order, and what could not be searched."""

    sources: tuple[str, ...]
    failures: tuple[Failure, ...]


def escape_path(path: str) -> str:
    """Return the path as one line of valid UTF-8; `unescape_path` undoes it."""
    return _UNSAFE.sub(_escape_character, path)


def unescape_path(source: str) -> str:
    """Return the path that a source names, as `os.fsdecode` would give it."""
    return _ESCAPE.sub(_unescape_character, source)


def find_inputs(paths: Sequence[str]) -> Inputs:
    """Return the files that the paths name: files, folders, globs, `-` for standard input.

    Folders are searched for `*.txt` in all their folders but hidden ones; links are
    followed once. PDF files are named one by one or by a glob, since many a folder has the
    same article as PDF and as text; a folder of nothing else is a failure. The order does
    not depend on the order of the paths or of the folders, and a file that is reached twice
    is named once, by its own path rather than a link's.
    """
    failures: list[Failure] = []
    files: list[str] = []
    for path in paths:
        if path != STANDARD_INPUT:
            files.extend(_expand(path, failures))
    sources = [escape_path(path) for path in _each_once(files)]
    if STANDARD_INPUT in paths:
        sources.insert(0, STANDARD_INPUT)
    unique = {failure.source: failure for failure in failures}
    return Inputs(tuple(sources), tuple(unique[source] for source in sorted(unique)))


def read_source(source: str, stdin: BinaryIO | None = None) -> bytes:
    """Return the bytes of a source; `-` is `stdin`, or the process's standard input.

    Raises InputError where it cannot be read.
    """
    try:
        if source == STANDARD_INPUT:
            return (stdin or sys.stdin.buffer).read()
        return Path(unescape_path(source)).read_bytes()
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise InputError(
            f"{source}: cannot be read: {reason}", "Check the path and its permissions."
        ) from error


def _escape_character(match: re.Match[str]) -> str:
    character = match.group()
    code = ord(character)
    if character == "\\":
        return "\\\\"
    if 0xDC80 <= code <= 0xDCFF:  # a byte that os.fsdecode could not read as UTF-8
        return f"\\x{code - 0xDC00:02x}"
    return f"\\u{code:04x}"


def _unescape_character(match: re.Match[str]) -> str:
    backslash, byte, code = match.groups()
    if backslash:
        return "\\"
    return chr(0xDC00 + int(byte, 16)) if byte else chr(int(code, 16))


def _expand(path: str, failures: list[Failure]) -> Iterator[str]:
    if Path(path).is_dir():
        yield from _search(path, failures)
    elif os.path.lexists(path):
        yield path
    elif matches := _matches(path):
        for match in matches:
            yield from _expand(match, failures)
    else:
        failures.append(_failure(path, "there is no such file or folder", "Check the path."))


def _matches(pattern: str) -> list[str]:
    if not glob.has_magic(pattern):
        return []
    # Path.glob takes no absolute pattern and no "..".
    return sorted(glob.glob(pattern, recursive=True))  # noqa: PTH207


def _search(folder: str, failures: list[Failure]) -> Iterator[str]:
    seen: set[str] = set()
    texts = pdfs = 0
    waiting = deque([folder])
    while waiting:
        current = waiting.popleft()
        real = os.path.realpath(current)
        if real in seen:
            continue
        seen.add(real)
        for path in _visible_entries(current, failures):
            if not Path(path).is_dir():
                if path.endswith(SUFFIX) and _is_article(path):
                    texts += 1
                    yield path
                pdfs += path.endswith(PDF_SUFFIX)
            elif Path(path).is_symlink():
                waiting.append(path)  # last, so that what it leads to keeps its own path
            else:
                waiting.appendleft(path)
    if pdfs and not texts:
        reason = f"there is no *{SUFFIX} in this folder, but *{PDF_SUFFIX}: {pdfs}"
        hint = f"Name them: corpus ingest '{escape_path(folder)}/**/*{PDF_SUFFIX}'"
        failures.append(_failure(folder, reason, hint))


def _visible_entries(folder: str, failures: list[Failure]) -> list[str]:
    try:
        return sorted(str(p) for p in Path(folder).iterdir() if not p.name.startswith("."))
    except OSError as error:
        reason = f"the folder cannot be searched: {error.strerror}"
        failures.append(_failure(folder, reason, "Check its permissions."))
        return []


def _is_article(path: str) -> bool:
    # A broken link is kept, so that reading it tells of it; a pipe or a device, and what leads
    # to one, would block or never end.
    return Path(path).is_file() or not Path(path).exists()


def _each_once(files: Iterable[str]) -> list[str]:
    named: dict[str, str] = {}
    for path in sorted({Path(file).as_posix() for file in files}):
        real = os.path.realpath(path)
        kept = named.get(real)
        if kept is None or (Path(kept).is_symlink() and not Path(path).is_symlink()):
            named[real] = path
    return sorted(named.values())


def _failure(path: str, error: str, hint: str) -> Failure:
    source = escape_path(path)
    return Failure(source=source, sha256="", stage="load", error=f"{source}: {error}", hint=hint)
