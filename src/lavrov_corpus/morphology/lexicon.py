"""The scored readings of frequent words, packed so that a word costs a block, not the whole."""

from __future__ import annotations

import struct
import zlib
from bisect import bisect_right
from collections.abc import Iterator, Mapping, Sequence
from itertools import islice

from lavrov_corpus.morphology.reading import Reading
from lavrov_corpus.morphology.scored import Scored

_BLOCK = 64
_HEAD = struct.Struct("<III")
#: What zlib can look back to; it makes small blocks half as large.
_WINDOW = 32_768
_EXCERPT = 512

_Tag = tuple[str, str, str]


class Lexicon:
    """The scored readings of frequent words; blocks are unpacked when a word asks for them.

    A block is UTF-8 text deflated with the preset dictionary of the file: a line
    `word TAB code code ...` for each word, sorted by bytes, where a code is
    `cut:ending:tag:score`, the lemma being the word less `cut` letters and with `ending`.
    The file begins with the sizes of its first three parts: the tags, a line
    `upos TAB feats TAB source` each; a line `size TAB first word` for each block; the
    preset dictionary. These are deflated too. The blocks follow.
    """

    def __init__(self, content: bytes) -> None:
        tags, index, window, self._content = _split(content)
        self._tags = [_tag_of(row) for row in tags.decode("utf-8").splitlines()]
        self._window = window
        self._firsts: list[bytes] = []
        self._starts = [0]
        for row in index.splitlines():
            size, _, first = row.partition(b"\t")
            self._firsts.append(first)
            self._starts.append(self._starts[-1] + int(size))
        self._unpacked: dict[int, bytes] = {}

    @staticmethod
    def encode(words: Mapping[str, Sequence[Scored]]) -> bytes:
        """Return the file of these words in small letters."""
        tags = sorted({_tag(entry) for entries in words.values() for entry in entries})
        numbers = {tag: number for number, tag in enumerate(tags)}
        rows = [
            f"{word}\t{' '.join(_code(word, e, numbers[_tag(e)]) for e in words[word])}"
            for word in sorted(words, key=lambda word: word.encode("utf-8"))
        ]
        blocks = [
            "\n".join(rows[i : i + _BLOCK]).encode("utf-8") for i in range(0, len(rows), _BLOCK)
        ]
        window = _excerpts(blocks)
        packed = [_deflated(block, window) for block in blocks]
        index = [
            f"{len(part)}\t".encode() + block.partition(b"\t")[0]
            for part, block in zip(packed, blocks, strict=True)
        ]
        head = [
            zlib.compress("\n".join("\t".join(tag) for tag in tags).encode("utf-8"), 9),
            zlib.compress(b"\n".join(index), 9),
            zlib.compress(window, 9),
        ]
        return _HEAD.pack(*map(len, head)) + b"".join(head) + b"".join(packed)

    def get(self, word: str) -> tuple[Scored, ...] | None:
        """Return the scored readings of a word in small letters, None if it has not got it."""
        key = word.encode("utf-8")
        number = bisect_right(self._firsts, key) - 1
        if number < 0:
            return None
        block = self._block(number)
        line = key + b"\t"
        start = 0 if block.startswith(line) else block.find(b"\n" + line) + 1
        if not start and not block.startswith(line):
            return None
        end = block.find(b"\n", start)
        codes = block[start + len(line) : end if end >= 0 else len(block)]
        return self._decoded(word, codes.decode("utf-8"))

    def words(self) -> Iterator[str]:
        """Yield every word, sorted by its bytes."""
        for number in range(len(self._firsts)):
            for row in self._block(number).split(b"\n"):
                yield row.partition(b"\t")[0].decode("utf-8")

    def _block(self, number: int) -> bytes:
        block = self._unpacked.get(number)
        if block is None:
            packed = self._content[self._starts[number] : self._starts[number + 1]]
            block = _inflated(packed, self._window)
            self._unpacked[number] = block
        return block

    def _decoded(self, word: str, codes: str) -> tuple[Scored, ...]:
        entries = []
        for code in codes.split(" "):
            cut, ending, tag, score = code.split(":")
            pos, feats, source = self._tags[int(tag)]
            lemma = word[: len(word) - int(cut)] + ending
            entries.append(Scored(Reading(lemma, pos, feats, "", source), int(score)))
        return tuple(entries)


def _split(content: bytes) -> tuple[bytes, bytes, bytes, memoryview]:
    sizes = _HEAD.unpack_from(content)
    place = _HEAD.size
    parts = []
    for size in sizes:
        parts.append(zlib.decompress(content[place : place + size]))
        place += size
    tags, index, window = parts
    return tags, index, window, memoryview(content)[place:]


def _deflated(block: bytes, window: bytes) -> bytes:
    deflate = zlib.compressobj(9, zlib.DEFLATED, -15, 9, zdict=window)
    return deflate.compress(block) + deflate.flush()


def _inflated(packed: memoryview, window: bytes) -> bytes:
    inflate = zlib.decompressobj(-15, zdict=window)
    return inflate.decompress(packed) + inflate.flush()


def _excerpts(blocks: Sequence[bytes]) -> bytes:
    """Return the beginnings of blocks from all over the file, as much as zlib looks back to."""
    wanted = _WINDOW // _EXCERPT
    step = max(1, len(blocks) // wanted)
    return b"".join(block[:_EXCERPT] for block in islice(blocks, 0, None, step))[:_WINDOW]


def _tag(entry: Scored) -> _Tag:
    return entry.reading.pos, entry.reading.feats, entry.reading.source


def _tag_of(row: str) -> _Tag:
    pos, feats, source = row.split("\t")
    return pos, feats, source


def _code(word: str, entry: Scored, tag: int) -> str:
    lemma = entry.reading.lemma
    shared = 0
    while shared < min(len(word), len(lemma)) and word[shared] == lemma[shared]:
        shared += 1
    return f"{len(word) - shared}:{lemma[shared:]}:{tag}:{entry.score}"
