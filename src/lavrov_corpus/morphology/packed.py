"""Sorted text entries, packed so that one of them costs a block, not the whole file."""

from __future__ import annotations

import struct
import zlib
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from itertools import accumulate, islice

_BLOCK = 64
_HEAD = struct.Struct("<II")
#: What zlib can look back to; it makes small blocks half as large.
_WINDOW = 32_768
_EXCERPT = 512
#: Unpacked blocks of 2 to 5 kB are kept up to this number: all of the largest table, in 20 MB.
_MOST_BLOCKS = 8192
#: So many numbers are remembered; a large corpus asks for more than memory can hold.
_MOST_KNOWN = 100_000

Buffer = bytes | memoryview


class PackedTable:
    """A text for each key; blocks of entries are unpacked when a key asks for them.

    A block is UTF-8 text deflated with the preset dictionary of the file: a line
    `key TAB text` for each of 64 keys, sorted by bytes. The file begins with the sizes of
    its first two parts, which are deflated too: a line `size TAB first key` for each block,
    and the preset dictionary. The blocks follow.
    """

    def __init__(self, content: Buffer) -> None:
        index_size, window_size = _HEAD.unpack_from(content)
        view = memoryview(content)[_HEAD.size :]
        rows = zlib.decompress(view[:index_size]).split(b"\n") if index_size else []
        self._window = zlib.decompress(view[index_size : index_size + window_size])
        self._blocks = view[index_size + window_size :]
        pairs = [row.partition(b"\t") for row in rows]
        self._firsts = [first for _, _, first in pairs]
        self._starts = [0, *accumulate(int(size) for size, _, _ in pairs)]
        self._unpacked: dict[int, bytes] = {}

    @staticmethod
    def encode(entries: Mapping[str, str]) -> bytes:
        """Return the file of these entries.

        No key may have a tab or a line end, no text a line end.
        """
        rows = sorted(f"{key}\t{text}".encode() for key, text in entries.items())
        blocks = [b"\n".join(rows[i : i + _BLOCK]) for i in range(0, len(rows), _BLOCK)]
        window = _excerpts(blocks)
        packed = [_deflated(block, window) for block in blocks]
        index = b"\n".join(
            b"%d\t%s" % (len(part), block.partition(b"\t")[0])
            for part, block in zip(packed, blocks, strict=True)
        )
        head = [zlib.compress(index, 9) if index else b"", zlib.compress(window, 9)]
        return _HEAD.pack(*map(len, head)) + b"".join(head) + b"".join(packed)

    def get(self, key: str) -> str | None:
        """Return the text of a key, None if the table has not got it."""
        line = f"{key}\t".encode()
        number = bisect_right(self._firsts, line[:-1]) - 1
        if number < 0:
            return None
        block = self._block(number)
        start = 0 if block.startswith(line) else block.find(b"\n" + line) + 1
        if not start and not block.startswith(line):
            return None
        end = block.find(b"\n", start)
        return block[start + len(line) : end if end >= 0 else len(block)].decode("utf-8")

    def items(self) -> Iterator[tuple[str, str]]:
        """Yield every key with its text, sorted by the bytes of the keys."""
        for number in range(len(self._firsts)):
            for row in self._block(number).decode("utf-8").split("\n"):
                key, _, text = row.partition("\t")
                yield key, text

    def _block(self, number: int) -> bytes:
        block = self._unpacked.get(number)
        if block is None:
            if len(self._unpacked) >= _MOST_BLOCKS:
                self._unpacked.clear()
            inflate = zlib.decompressobj(-15, zdict=self._window)
            packed = self._blocks[self._starts[number] : self._starts[number + 1]]
            block = inflate.decompress(packed) + inflate.flush()
            self._unpacked[number] = block
        return block


class PackedNumbers:
    """The numbers of a packed table, 0 for a key that it has not got."""

    def __init__(self, table: PackedTable) -> None:
        self._table = table
        self._known: dict[str, int] = {}

    def get(self, name: str, default: int = 0, /) -> int:
        """Return the number of a key, or `default` where it is 0."""
        number = self._known.get(name)
        if number is None:
            if len(self._known) >= _MOST_KNOWN:
                self._known.clear()
            number = self._known[name] = int(self._table.get(name) or 0)
        return number or default


def _deflated(block: bytes, window: bytes) -> bytes:
    deflate = zlib.compressobj(9, zlib.DEFLATED, -15, 9, zdict=window)
    return deflate.compress(block) + deflate.flush()


def _excerpts(blocks: Sequence[bytes]) -> bytes:
    """Return the beginnings of blocks from all over the file, as much as zlib looks back to."""
    wanted = _WINDOW // _EXCERPT
    step = max(1, len(blocks) // wanted)
    return b"".join(block[:_EXCERPT] for block in islice(blocks, 0, None, step))[:_WINDOW]
