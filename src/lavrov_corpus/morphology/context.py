"""Weights for a word's capitals and neighbours."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property, lru_cache

from lavrov_corpus.morphology import resources
from lavrov_corpus.morphology.packed import PackedTable
from lavrov_corpus.morphology.ranking import after_keys, before_keys, place_features
from lavrov_corpus.morphology.reading import Reading

#: Mappings that are kept, of some two kilobytes each; thirty thousand words of news need 6,000.
_MOST_SUMS = 20_000


class ContextModel:
    """What stands around a word and how it is written, as scores in thousandths of a logit.

    The file is a packed table. A feature of a word's place has its weight; a neighbour's key
    has `group:weight` for each class of readings that it speaks for or against.
    """

    def __init__(self) -> None:
        self._score = lru_cache(_MOST_SUMS)(self._place_score)
        self._of_ending = lru_cache(_MOST_SUMS)(self._row)
        # Most words share what their endings do: one mapping for all of them, or a hundred
        # thousand words would take half a gigabyte.
        self._sum = lru_cache(_MOST_SUMS)(_summed)

    @cached_property
    def _table(self) -> PackedTable:
        return PackedTable(resources.read(resources.CONTEXT))

    def place(self, form: str, reading: Reading, group: str) -> int:
        """Return the score of a reading of class `group` in a word of this shape."""
        return self._score(form, reading.pos, reading.source, group)

    def before(self, word: str) -> Mapping[str, int]:
        """Return what a word in small letters, "" at the edge, does to the next word's classes."""
        return self._around(before_keys(word))

    def after(self, word: str) -> Mapping[str, int]:
        """Return what a word in small letters, "" at the edge, does to the word before it."""
        return self._around(after_keys(word))

    def _around(self, keys: tuple[str, ...]) -> Mapping[str, int]:
        # What a whole word does is asked for once, what an ending does again and again.
        rows = (self._of_ending(key) if key[1:2] == "-" else self._row(key) for key in keys)
        return self._sum(tuple(filter(None, rows)))

    def _row(self, key: str) -> str:
        return self._table.get(key) or ""

    def _place_score(self, form: str, pos: str, source: str, group: str) -> int:
        return sum(int(self._row(name) or 0) for name in place_features(form, pos, source, group))


def _summed(rows: tuple[str, ...]) -> Mapping[str, int]:
    total: dict[str, int] = {}
    for pair in " ".join(rows).split():
        group, weight = pair.split(":")
        total[group] = total.get(group, 0) + int(weight)
    return total
