"""Parts of a text put into another order, with the map back."""

from __future__ import annotations

from collections.abc import Iterable

from lavrov_corpus.cleaning.edits import Edit, Repaired
from lavrov_corpus.offsets import OffsetMap, Piece

Span = tuple[int, int]

#: The repairs after which places in the source may go back and forth.
MOVING = frozenset({"columns", "drop_caps", "woven_columns"})


def rearranged(
    text: str,
    spans: Iterable[Span],
    repair: str,
    moved: Iterable[int] = (),
    *,
    ends_lines: bool = True,
) -> Repaired:
    """Return the parts of the text one after the other, each ended as a line or a page is.

    What no span covers is left out. `moved` are the starts of the spans that are counted as
    repairs beside those that a line end was made for; with `ends_lines` false, none is made.
    """
    parts: list[str] = []
    pieces: list[Piece] = []
    edits = [Edit(start, start, "", repair) for start in moved]
    length = 0
    for start, end in spans:
        part = text[start:end]
        parts.append(part)
        pieces.append((length, length + len(part), start, end))
        length += len(part)
        if ends_lines and not part.endswith(("\n", "\f")):
            parts.append("\n")
            pieces.append((length, length + 1, end, end))
            edits.append(Edit(end, end, "\n", repair))
            length += 1
    return Repaired("".join(parts), OffsetMap.of(pieces), edits)
