"""How wide lines are in print, and how wide the column is that they fill.

A line that was wrapped is one whose next word had no room any more. With the widths of the
right print face, the widest wrapped line is narrower than the narrowest that a wrapped
line would be with the next word: the face for which this comes nearest to true is taken
for the document's.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING

from lavrov_corpus.cleaning.letters import encoded
from lavrov_corpus.cleaning.lines import Line

if TYPE_CHECKING:
    import numpy as np
    import numpy.typing as npt

# So many lines show which face it is.
_SAMPLE = 50
# Lines this much wider than a narrow wrapped line are several that an extractor has joined.
_JOINED_WIDTH = 1.25
# Letters are measured as bytes of cp1254; one that it does not have is as wide as `?`.
_UNITS_AN_EM = 200


@dataclass(frozen=True, slots=True)
class Column:
    """The column of a text: its width in 200ths of an em, and the face it is set in.

    The width is 0 where no line surely was wrapped. `face[b]` is the width of byte `b`.
    """

    width: int
    face: bytes

    def measure(self, texts: Sequence[str]) -> npt.NDArray[np.int64]:
        """Return the width of each text, set in one line. None of them is empty."""
        widths: npt.NDArray[np.int64] = measured(texts, [self.face])[0]
        return widths


def measured(texts: Sequence[str], faces: Sequence[bytes]) -> npt.NDArray[np.int64]:
    """Return the width of each text in each face, a row for each face."""
    import numpy as np  # noqa: PLC0415  # only texts in lines need it

    widths = np.array([np.frombuffer(face, dtype=np.uint8) for face in faces])
    widths[:, ord("\n")] = 0
    starts = np.cumsum([0, *map(len, texts)])[:-1] + np.arange(len(texts))
    letters = np.frombuffer(encoded("\n".join(texts)), dtype=np.uint8)
    return np.array([np.add.reduceat(face[letters], starts, dtype=np.int64) for face in widths])


def fit_column(lines: Sequence[Line], wrapped: Sequence[int]) -> Column:
    """Return the column of the lines, given the indices of those that surely were wrapped."""
    sample = wrapped[:: max(1, len(wrapped) // _SAMPLE)]
    if not sample:
        return Column(0, _faces()[0])
    texts = [lines[i].text for i in sample]
    words = [" " + lines[i + 1].text.partition(" ")[0] for i in sample]
    best = Column(0, _faces()[0])
    least = 0.0
    widths = measured([*texts, *words], _faces()).tolist()
    for face, measures in zip(_faces(), widths, strict=True):
        filled = measures[: len(texts)]
        needed = sorted(map(sum, zip(filled, measures[len(texts) :], strict=True)))
        width = widest(filled)
        overlap = (width - needed[len(needed) // 20]) / width
        if not best.width or overlap < least:
            best, least = Column(width, face), overlap
    return best


def widest(widths: Sequence[int]) -> int:
    """Return the largest width, without those of joined lines and a few odd ones."""
    ordered = sorted(widths)
    limit = _JOINED_WIDTH * ordered[len(ordered) // 4]
    single = [width for width in ordered if width <= limit]
    return max(single[min(len(single) - 1, int(0.98 * len(single)))], 1)


@cache
def _faces() -> tuple[bytes, ...]:
    path = resources.files("lavrov_corpus") / "resources" / "print_widths.json"
    faces = json.loads(path.read_text(encoding="utf-8"))
    letters = [str(bytes([byte]), "cp1254", "replace") for byte in range(256)]
    return tuple(
        bytes(min(255, round(face.get(c, face["?"]) * _UNITS_AN_EM / 1000)) for c in letters)
        for face in faces.values()
    )
