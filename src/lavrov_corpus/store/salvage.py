"""What can still be read of a damaged database, without SQLite and without touching it.

SQLite finds a row by going down a tree of pages, and gives up where one of them is damaged.
Here every page is looked at by itself, and a row counts that is whole, whether or not
anything leads to it. See https://www.sqlite.org/fileformat2.html for the format.
"""

from __future__ import annotations

import json
import struct
from collections.abc import Iterator
from contextlib import contextmanager
from functools import cached_property
from pathlib import Path
from typing import BinaryIO

from lavrov_corpus.errors import StoreError

_PAGE_SIZES = tuple(1 << power for power in range(9, 17))
_USUAL_PAGE_SIZE = 4096  # SQLite's own, for a header that is gone
_HEADER = 100
_LEAF_OF_TABLE = 13
_LOG_MAGIC = (0x377F0682, 0x377F0683)
_LOG_HEADER, _FRAME_HEADER = 32, 24
# A row of `document`: the type of its first value, NULL in place of the row's number.
_NULL = 0


def salvaged(path: Path) -> Iterator[str]:
    """Yield the JSON of each article that is whole in a database file, by source.

    The file and its log are only read. What was deleted or replaced is left out as far as
    the list of free pages can be read. Raises StoreError where there is no file to read.
    """
    try:
        with path.open("rb") as file, _log_beside(path) as log:
            pages = _Pages(file, log)
            found: dict[str, tuple[int, int]] = {}
            for place, text in pages.documents():
                source = _source(text)
                if source is not None:
                    found[source] = place
            for source in sorted(found):
                number, cell = found[source]
                yield str(pages.document(number, cell))
    except OSError as error:
        raise StoreError(
            f"{path} cannot be read: {error.strerror or error}.", "Check the path: --db PATH"
        ) from error


def _source(text: str) -> str | None:
    """Return the source of an article, also of an older version; None for any other JSON."""
    try:
        record = json.loads(text)
    except ValueError:
        return None
    keys = ("source", "sha256", "text")
    is_article = isinstance(record, dict) and all(isinstance(record.get(k), str) for k in keys)
    return str(record["source"]) if is_article else None


class _Pages:
    """The pages of a database file, each in its newest state that was committed."""

    def __init__(self, file: BinaryIO, log: BinaryIO | None) -> None:
        self._file = file
        header = self._bytes(file, 0, _HEADER)
        size = int.from_bytes(header[16:18], "big") if len(header) == _HEADER else 0
        size = 65536 if size == 1 else size
        self._size = size if size in _PAGE_SIZES else _USUAL_PAGE_SIZE
        reserved = header[20] if len(header) == _HEADER and header[20] <= 32 else 0
        self._usable = self._size - reserved
        self._log = log
        self._in_log = _committed(log, self._size) if log else {}

    def documents(self) -> Iterator[tuple[tuple[int, int], str]]:
        """Yield the JSON in each row of the table `document`, with its page and cell."""
        free = self._free
        for number in range(1, self._count + 1):
            if number in free:
                continue
            for cell in self._cells(number):
                text = self.document(number, cell)
                if text is not None:
                    yield (number, cell), text

    def document(self, number: int, cell: int) -> str | None:
        """Return the JSON in the row at a place of a page, None where there is none."""
        payload = self._payload(self._page(number), cell)
        if payload is None:
            return None
        head, at = _varint(payload, 0)
        first, at = _varint(payload, at)
        second, at = _varint(payload, at)
        # Two values: a NULL for the number, and a text of (second - 13) / 2 bytes.
        if first != _NULL or at != head or second < 13 or second % 2 == 0:
            return None
        text = payload[head : head + (second - 13) // 2]
        if not text.startswith(b"{") or not text.endswith(b"}"):
            return None
        try:
            return text.decode("utf-8")
        except UnicodeDecodeError:
            return None

    @cached_property
    def _count(self) -> int:
        in_file = (self._file.seek(0, 2) + self._size - 1) // self._size
        return max(in_file, max(self._in_log, default=0))

    @cached_property
    def _free(self) -> frozenset[int]:
        """The pages that hold nothing any more, as far as the list of them can be read."""
        header = self._page(1)
        free: set[int] = set()
        trunk = int.from_bytes(header[32:36], "big")
        while 1 < trunk <= self._count and trunk not in free:
            free.add(trunk)
            page = self._page(trunk)
            if len(page) < 8:
                break
            trunk, leaves = struct.unpack(">II", page[:8])
            leaves = min(leaves, self._usable // 4 - 2)
            free.update(struct.unpack(f">{leaves}I", page[8 : 8 + 4 * leaves]))
        return frozenset(free)

    def _page(self, number: int) -> bytes:
        at = self._in_log.get(number)
        if at is not None and self._log is not None:
            return self._bytes(self._log, at, self._size)
        return self._bytes(self._file, (number - 1) * self._size, self._size)

    def _cells(self, number: int) -> Iterator[int]:
        """Yield where the rows begin in a page, if it is a leaf of a table."""
        page = self._page(number)
        start = _HEADER if number == 1 else 0
        if len(page) <= start + 8 or page[start] != _LEAF_OF_TABLE:
            return
        count = int.from_bytes(page[start + 3 : start + 5], "big")
        for at in range(start + 8, min(start + 8 + 2 * count, len(page) - 1), 2):
            cell = int.from_bytes(page[at : at + 2], "big")
            if start + 8 <= cell < len(page):
                yield cell

    def _payload(self, page: bytes, cell: int) -> bytes | None:
        """Return the bytes of a row, those on overflow pages too; None where some are missing."""
        length, at = _varint(page, cell)
        _, at = _varint(page, at)  # the number of the row
        if length > self._count * self._size:
            return None
        most = self._usable - 35
        if length <= most:
            return page[at : at + length] if at + length <= len(page) else None
        least = (self._usable - 12) * 32 // 255 - 23
        here = least + (length - least) % (self._usable - 4)
        here = here if here <= most else least
        parts = [page[at : at + here]]
        missing = length - here
        following = int.from_bytes(page[at + here : at + here + 4], "big")
        while missing > 0 and 1 < following <= self._count:
            page = self._page(following)
            parts.append(page[4 : 4 + min(missing, self._usable - 4)])
            missing -= max(len(parts[-1]), 1)
            following = int.from_bytes(page[:4], "big")
        payload = b"".join(parts)
        return payload if len(payload) == length else None

    @staticmethod
    def _bytes(file: BinaryIO, at: int, count: int) -> bytes:
        try:
            file.seek(at)
            return file.read(count)
        except OSError:  # a sector that the disk cannot read
            return b""


@contextmanager
def _log_beside(path: Path) -> Iterator[BinaryIO | None]:
    """Give the write-ahead log of a database, None where there is none."""
    try:
        file = path.with_name(f"{path.name}-wal").open("rb")
    except FileNotFoundError:
        yield None
        return
    with file:
        yield file


def _committed(log: BinaryIO, page_size: int) -> dict[int, int]:
    """Return where the newest state of each page is in a log, as far as it was committed."""
    header = log.read(_LOG_HEADER)
    if len(header) < _LOG_HEADER or int.from_bytes(header[:4], "big") not in _LOG_MAGIC:
        return {}
    salts = header[16:24]
    committed: dict[int, int] = {}
    pending: dict[int, int] = {}
    at = _LOG_HEADER
    while len(frame := log.read(_FRAME_HEADER)) == _FRAME_HEADER and frame[8:16] == salts:
        pending[int.from_bytes(frame[:4], "big")] = at + _FRAME_HEADER
        if int.from_bytes(frame[4:8], "big"):  # the size of the database after a commit
            committed |= pending
            pending = {}
        at += _FRAME_HEADER + page_size
        log.seek(at)
    return committed


def _varint(data: bytes, at: int) -> tuple[int, int]:
    """Return the integer that begins at a place, and the place after it."""
    value = 0
    for i, byte in enumerate(data[at : at + 9]):
        if i == 8:
            return value << 8 | byte, at + 9
        value = value << 7 | byte & 0x7F
        if byte < 0x80:
            return value, at + i + 1
    return 0, len(data)
