"""Edits: what a repair replaces in a text, and the text and map that come of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from lavrov_corpus.offsets import OffsetMap, Piece


class Edit(NamedTuple):
    """`text[start:end]` is replaced by `replacement`, in the name of `repair`."""

    start: int
    end: int
    replacement: str
    repair: str


@dataclass(frozen=True, slots=True)
class Repaired:
    """A text that a repair made, its map to the text before, and the edits that did it."""

    text: str
    origin: OffsetMap
    edits: Sequence[Edit]


def apply_edits(text: str, edits: Sequence[Edit]) -> tuple[str, OffsetMap]:
    """Return the edited text and its map to `text`. Edits ascend and do not overlap."""
    parts: list[str] = []
    pieces: list[Piece] = []
    done = length = 0
    for start, end, replacement, _ in edits:
        if start > done:
            parts.append(text[done:start])
            pieces.append((length, length + start - done, done, start))
            length += start - done
        if replacement:
            parts.append(replacement)
            pieces.append((length, length + len(replacement), start, end))
            length += len(replacement)
        done = end
    if done < len(text):
        parts.append(text[done:])
        pieces.append((length, length + len(text) - done, done, len(text)))
    return "".join(parts), OffsetMap.of(pieces)


def count_repairs(edits: Iterable[Edit]) -> Counter[str]:
    """Return how often each repair was made."""
    return Counter(edit.repair for edit in edits)
