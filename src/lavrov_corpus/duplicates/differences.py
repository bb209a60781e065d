"""Where two copies of a text differ."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from lavrov_corpus.turkish import tr_fold

#: Longer texts are compared sentence by sentence: the comparison takes time by the square.
_MOST_WORDS = 4000

_WORD = re.compile(r"\w+")
_PIECE = re.compile(r"[^.!?\n]+[.!?\n]*")


@dataclass(frozen=True, slots=True)
class Difference:
    """A stretch of the first text that the other has otherwise: code points of each text.

    An empty stretch is where words of the other text are missing.
    """

    first_start: int
    first_end: int
    start: int
    end: int


def differences(first: str, other: str) -> Iterator[Difference]:
    """Yield where `other` differs from `first`, in order; case and punctuation do not count."""
    pattern = _WORD if max(len(first), len(other)) < _MOST_WORDS * 8 else _PIECE
    ours, theirs = list(pattern.finditer(first)), list(pattern.finditer(other))
    matcher = SequenceMatcher(None, _keys(ours), _keys(theirs), autojunk=False)
    for tag, one_from, one_to, two_from, two_to in matcher.get_opcodes():
        if tag != "equal":
            yield Difference(*_span(ours, one_from, one_to), *_span(theirs, two_from, two_to))


def _keys(pieces: Sequence[re.Match[str]]) -> list[str]:
    return [tr_fold(piece.group()).strip() for piece in pieces]


def _span(pieces: Sequence[re.Match[str]], begin: int, end: int) -> tuple[int, int]:
    if begin < end:
        return pieces[begin].start(), pieces[end - 1].end()
    place = pieces[begin].start() if begin < len(pieces) else (pieces[-1].end() if pieces else 0)
    return place, place
