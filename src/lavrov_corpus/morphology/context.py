"""Weights for a word's capitals and neighbours."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property

from lavrov_corpus.morphology import resources
from lavrov_corpus.morphology.packed import PackedNumbers, PackedTable
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
        self._sums: dict[tuple[str, ...], Mapping[str, int]] = {}
        self._rows: dict[str, str] = {}
        self._scores: dict[tuple[str, str, str, str], int] = {}

    @cached_property
    def _places(self) -> PackedNumbers:
        return PackedNumbers(self._table)

    @cached_property
    def _table(self) -> PackedTable:
        return PackedTable(resources.read(resources.CONTEXT))

    def place(self, form: str, reading: Reading, group: str) -> int:
        """Return the score of a reading of class `group` in a word of this shape."""
        asked = (form, reading.pos, reading.source, group)
        score = self._scores.get(asked)
        if score is None:
            if len(self._scores) >= _MOST_SUMS:
                self._scores.clear()
            weights = self._places
            score = sum(weights.get(name) for name in place_features(form, reading, group))
            self._scores[asked] = score
        return score

    def before(self, word: str) -> Mapping[str, int]:
        """Return what a word in small letters, "" at the edge, does to the next word's classes."""
        return self._sum(before_keys(word))

    def after(self, word: str) -> Mapping[str, int]:
        """Return what a word in small letters, "" at the edge, does to the word before it."""
        return self._sum(after_keys(word))

    def _sum(self, keys: tuple[str, ...]) -> Mapping[str, int]:
        # Most words share what their endings do: one mapping for all of them, or a hundred
        # thousand words would take half a gigabyte.
        rows = tuple(row for key in keys if (row := self._row(key)))
        if rows not in self._sums:
            if len(self._sums) >= _MOST_SUMS:
                self._sums.clear()
            total: dict[str, int] = {}
            for pair in " ".join(rows).split():
                group, weight = pair.split(":")
                total[group] = total.get(group, 0) + int(weight)
            self._sums[rows] = total
        return self._sums[rows]

    def _row(self, key: str) -> str:
        if key[1:2] != "-":  # of a whole word, which is asked for once
            return self._table.get(key) or ""
        row = self._rows.get(key)
        if row is None:
            if len(self._rows) >= _MOST_SUMS:
                self._rows.clear()
            row = self._rows[key] = self._table.get(key) or ""
        return row
