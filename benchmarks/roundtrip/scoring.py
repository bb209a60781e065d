"""How much of an article came back: paragraph boundaries, characters, words."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Hashable, Sequence
from dataclasses import dataclass

from rapidfuzz.distance import Levenshtein

_CONTEXT = 12
_NOT_WORD = re.compile(r"[\W_]+")


@dataclass(frozen=True, slots=True)
class Score:
    """Paragraph-boundary F1, character error rate and word F1 of one text."""

    paragraph_f1: float
    character_error_rate: float
    word_f1: float


def score(meant: Sequence[str], found: Sequence[str]) -> Score:
    """Compare the paragraphs that were meant with those that were found.

    A boundary counts as found where the same 12 letters and digits stand before it and
    after it. Characters and words are compared with white space made one space, so that a
    wrong boundary is counted once only.
    """
    meant_text, found_text = _flat(meant), _flat(found)
    distance = Levenshtein.distance(meant_text, found_text)
    return Score(
        _f1(boundaries(meant), boundaries(found)),
        distance / max(len(meant_text), 1),
        _f1(Counter(meant_text.split()), Counter(found_text.split())),
    )


def _flat(paragraphs: Sequence[str]) -> str:
    return " ".join(" ".join(paragraphs).split())


def boundaries(paragraphs: Sequence[str]) -> Counter[Hashable]:
    """Return the contexts of the boundaries between paragraphs."""
    found: Counter[Hashable] = Counter()
    for i in range(1, len(paragraphs)):
        before, after = context(paragraphs[:i], paragraphs[i:])
        if before and after:
            found[before, after] += 1
    return found


def letters(paragraphs: Sequence[str]) -> str:
    """Return all letters and digits of the paragraphs, and nothing else."""
    return "".join(_NOT_WORD.sub("", text) for text in paragraphs)


def context(before: Sequence[str], after: Sequence[str]) -> tuple[str, str]:
    """Return the last 12 letters and digits before a boundary and the first 12 after it."""
    left = right = ""
    for text in reversed(before):
        left = _NOT_WORD.sub("", text) + left
        if len(left) >= _CONTEXT:
            break
    for text in after:
        right += _NOT_WORD.sub("", text)
        if len(right) >= _CONTEXT:
            break
    return left[-_CONTEXT:], right[:_CONTEXT]


def _f1(meant: Counter[Hashable], found: Counter[Hashable]) -> float:
    if not meant and not found:
        return 1.0
    common = (meant & found).total()
    return 2 * common / (meant.total() + found.total())
