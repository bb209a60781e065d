"""Boundary and token scores, counted in characters that are no white space."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from collections.abc import Set as AbstractSet
from typing import NamedTuple


class Score(NamedTuple):
    """Counts of what was found rightly, wrongly, and not found."""

    right: int
    wrong: int
    missed: int

    @property
    def precision(self) -> float:
        """Of a hundred that were found, how many are right."""
        return 100 * self.right / max(self.right + self.wrong, 1)

    @property
    def recall(self) -> float:
        """Of a hundred that are wanted, how many were found."""
        return 100 * self.right / max(self.right + self.missed, 1)

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        return 200 * self.right / max(2 * self.right + self.wrong + self.missed, 1)


def ends(parts: Iterable[str]) -> set[int]:
    """Return where each part ends: how many characters but white space stand before that."""
    places, seen = set(), 0
    for part in parts:
        seen += len("".join(part.split()))
        places.add(seen)
    return places


def spans(parts: Iterable[str]) -> set[tuple[int, int]]:
    """Return the span of each part, in characters that are no white space."""
    places, seen = set(), 0
    for part in parts:
        length = len("".join(part.split()))
        places.add((seen, seen + length))
        seen += length
    return places


def compare(pairs: Iterable[tuple[AbstractSet[object], AbstractSet[object]]]) -> Score:
    """Return the score of pairs of what is wanted and what was found."""
    right = wrong = missed = 0
    for wanted, found in pairs:
        right += len(wanted & found)
        wrong += len(found - wanted)
        missed += len(wanted - found)
    return Score(right, wrong, missed)


def score_boundaries(split: Callable[[str], list[str]], paragraphs: list[list[str]]) -> Score:
    """Return the score of a tool on paragraphs, each the list of its sentences."""
    return compare((ends(part), ends(split(" ".join(part)))) for part in paragraphs)
