"""From texts that stream by to groups of copies; only numbers are kept of each text."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

import numpy as np

from lavrov_corpus.duplicates.shingles import Numbers, band_keys, overlap, shingles

#: From this resemblance on two texts are copies of each other.
SIMILARITY = 0.4
#: So much of the shorter text stands in the longer one where it is a copy cut short, if it has
#: at least so many shingles: a short notice shares its formulas with others.
CONTAINMENT = 0.6
LEAST_SHINGLES = 40

#: In a larger bucket each text is compared with the first and with the one before alone; all
#: pairs of a thousand equal texts would be half a million.
_ALL_PAIRS = 16
_KEPT_TEXTS = 512
_NO_DATE = "9999"


@dataclass(frozen=True, slots=True)
class Entry:
    """An article as the search for copies needs it."""

    source: str
    date: str
    text: str


@dataclass(frozen=True, slots=True)
class Member:
    """An article of a group, and how far its text is that of the group's first.

    `similarity` is the share of the shingles of both that they have in common, `containment`
    that of the shorter one.
    """

    source: str
    similarity: float
    containment: float


@dataclass(frozen=True, slots=True)
class Group:
    """Copies of one text: the earliest by date, then by source, and the others by source."""

    members: tuple[Member, ...]

    @property
    def first(self) -> str:
        """The source of the article that stands for the group."""
        return self.members[0].source


def find_groups(
    entries: Iterable[Entry],
    text_of: Callable[[str], str],
    *,
    similarity: float = SIMILARITY,
    containment: float = CONTAINMENT,
) -> list[Group]:
    """Return the groups of copies among the entries, in the order of their first members.

    Two articles are of one group where a chain of pairs joins them that are alike by
    `similarity` or by `containment`. `text_of` gives the text of a source again, for the
    exact comparison. The order of the entries makes no difference.
    """
    keys: list[Numbers] = []
    known: list[tuple[str, str]] = []
    for entry in entries:
        numbers = shingles(entry.text)
        if numbers.size:
            keys.append(band_keys(numbers))
            known.append((entry.date or _NO_DATE, entry.source))
    if not known:
        return []
    order = sorted(range(len(known)), key=known.__getitem__)
    sources = [known[index][1] for index in order]
    table = np.stack([keys[index] for index in order])
    keys.clear()

    @lru_cache(maxsize=_KEPT_TEXTS)
    def numbers_of(index: int) -> Numbers:
        return shingles(text_of(sources[index]))

    joined = _Joined(len(sources))
    for one, other in _candidates(table):
        if joined.root(one) == joined.root(other):
            continue
        if _alike(numbers_of(one), numbers_of(other), similarity, containment):
            joined.join(one, other)
    return [
        Group(tuple(_member(i, group[0], sources, numbers_of) for i in group))
        for group in joined.groups()
    ]


def _alike(one: Numbers, other: Numbers, similarity: float, containment: float) -> bool:
    found, contained = overlap(one, other)
    if found >= similarity:
        return True
    return contained >= containment and min(one.size, other.size) >= LEAST_SHINGLES


def _member(
    index: int, first: int, sources: Sequence[str], numbers_of: Callable[[int], Numbers]
) -> Member:
    found, contained = overlap(numbers_of(first), numbers_of(index))
    return Member(sources[index], round(found, 4), round(contained, 4))


def _candidates(table: Numbers) -> Iterator[tuple[int, int]]:
    """Yield each pair of rows that agree in a column once, the smaller first, in a fixed order."""
    pairs: set[tuple[int, int]] = set()
    for column in table.T:
        order = np.argsort(column, kind="stable")
        edges = np.flatnonzero(np.diff(column[order])) + 1
        for bucket in np.split(order, edges):
            if bucket.size > 1:
                pairs.update(_pairs_of([int(index) for index in bucket]))
    yield from sorted(pairs)


def _pairs_of(bucket: Sequence[int]) -> Iterator[tuple[int, int]]:
    for place, index in enumerate(bucket):
        before = bucket[:place] if len(bucket) <= _ALL_PAIRS else {bucket[0], bucket[place - 1]}
        yield from ((other, index) for other in before if other < index)


class _Joined:
    """Which numbers are in one set; the root of a set is its least number."""

    def __init__(self, count: int) -> None:
        self._parents = list(range(count))

    def root(self, index: int) -> int:
        while self._parents[index] != index:
            self._parents[index] = self._parents[self._parents[index]]
            index = self._parents[index]
        return index

    def join(self, one: int, other: int) -> None:
        least, most = sorted((self.root(one), self.root(other)))
        self._parents[most] = least

    def groups(self) -> list[list[int]]:
        """Return the sets of two and more, each ascending, by their least numbers."""
        members: dict[int, list[int]] = {}
        for index in range(len(self._parents)):
            members.setdefault(self.root(index), []).append(index)
        return [group for group in members.values() if len(group) > 1]
