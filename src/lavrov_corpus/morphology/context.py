"""Weights for a word's capitals and neighbours."""

from __future__ import annotations

from functools import cached_property

from lavrov_corpus.morphology import resources
from lavrov_corpus.morphology.ranking import after_keys, before_keys, place_features
from lavrov_corpus.morphology.reading import Reading


class ContextModel:
    """What stands around a word and how it is written, as scores in thousandths of a logit.

    The file has a line for each key. A feature of a word's place has its weight; a
    neighbour's key has `group:weight` for each class of readings that it speaks for or
    against.
    """

    @cached_property
    def _rows(self) -> dict[str, str]:
        lines = resources.read(resources.CONTEXT).decode("utf-8").splitlines()
        return dict(line.split("\t") for line in lines)

    def place(self, form: str, reading: Reading, group: str) -> int:
        """Return the score of a reading of class `group` in a word of this shape."""
        rows = self._rows
        return sum(int(rows.get(name, 0)) for name in place_features(form, reading, group))

    def before(self, word: str) -> dict[str, int]:
        """Return what a word in small letters, "" at the edge, does to the next word's classes."""
        return self._sum(before_keys(word))

    def after(self, word: str) -> dict[str, int]:
        """Return what a word in small letters, "" at the edge, does to the word before it."""
        return self._sum(after_keys(word))

    def _sum(self, keys: tuple[str, ...]) -> dict[str, int]:
        total: dict[str, int] = {}
        for key in keys:
            for pair in self._rows.get(key, "").split():
                group, weight = pair.split(":")
                total[group] = total.get(group, 0) + int(weight)
        return total
