"""Where a clean text differs from its raw text, also where parts were moved."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise

from lavrov_corpus.offsets import OffsetMap, Piece


def was_moved(origin: OffsetMap) -> bool:
    """Tell whether the map puts parts of its source into another order."""
    return any(after < before for before, after in pairwise(origin.source_starts))


def differences(raw: str, text: str, origin: OffsetMap) -> list[Piece]:
    """Return the spans of the clean and of the raw text between what was copied.

    Each is `(start, end, raw_start, raw_end)`, in the order of the clean text. Where a part
    begins that stood elsewhere, both spans are there even if they are empty.
    """
    runs = list(_copied(raw, text, origin))
    if not runs:
        return [(0, len(text), 0, len(raw))] if raw or text else []
    moves: set[tuple[int, int]] = set()
    if was_moved(origin):
        moves = {(runs[i][1], runs[i + 1][2]) for i in _jumps(runs)}
        found = sorted(set(_around_moved(runs, len(text), len(raw))))
    else:
        edges = [(0, 0, 0, 0), *runs, (len(text), len(text), len(raw), len(raw))]
        found = [(a[1], b[0], a[3], b[2]) for a, b in pairwise(edges)]
    return [d for d in found if d[0] < d[1] or d[2] < d[3] or (d[0], d[2]) in moves]


def _jumps(runs: Sequence[Piece]) -> Iterator[int]:
    """Yield the runs after which the raw text is not read on."""
    order = sorted(range(len(runs)), key=lambda i: runs[i][2])
    following = dict(pairwise(order))
    yield from (i for i in range(len(runs) - 1) if following.get(i) != i + 1)


def _around_moved(runs: Sequence[Piece], length: int, raw_length: int) -> Iterator[Piece]:
    jumps = set(_jumps(runs))
    order = sorted(range(len(runs)), key=lambda i: runs[i][2])
    first, last = runs[order[0]], runs[order[-1]]
    yield (first[0], first[0], 0, first[2])
    yield (last[1], last[1], last[3], raw_length)
    yield (0, runs[0][0], runs[0][2], runs[0][2])
    yield (runs[-1][1], length, runs[-1][3], runs[-1][3])
    for i, j in pairwise(order):
        end = runs[i][1]
        yield (end, end if i in jumps or j != i + 1 else runs[j][0], runs[i][3], runs[j][2])
    for i in jumps:
        start = runs[i + 1][2]
        yield (runs[i][1], runs[i + 1][0], start, start)


def _copied(raw: str, text: str, origin: OffsetMap) -> Iterator[Piece]:
    """Yield the stretches that are the same in both texts, in the order of the clean one."""
    for start, end, raw_start, raw_end in origin.pieces():
        if end - start != raw_end - raw_start:
            continue
        for low, high in _equal_runs(text[start:end], raw[raw_start:raw_end]):
            yield start + low, start + high, raw_start + low, raw_start + high


def _equal_runs(one: str, other: str) -> Iterator[tuple[int, int]]:
    """Yield the spans in which two strings of one length are the same."""
    if one == other:
        yield 0, len(one)
        return
    start = 0
    for same, run in groupby(zip(one, other, strict=True), key=lambda pair: pair[0] == pair[1]):
        end = start + sum(1 for _ in run)
        if same:
            yield start, end
        start = end
