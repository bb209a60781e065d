"""Inputs out of known ones: pieces cut, doubled, swapped, and strange ones put in."""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence

#: What has a meaning to some stage, or to what reads its output.
DICTIONARY = tuple(
    piece.encode("utf-8", "surrogatepass")
    for piece in (
        *('"', "“", "”", "«", "»", "'", "’", "- ", "— ", "(", ")", "...", ". ", ":", "\n", "\n\n"),
        *("\r\n", "\t", "\f", "-\n", "Dr. ", "3. ", "T.C.", " dedi. ", " söyledi.", "Ankara'da "),
        *("İ", "ı", "i̇", "â", "Ã¼", "ÅŸ", "&quot;", "<b>", "\x1b[31m", "[red]", "=1+1", "@SUM("),
        *("\u0000", "\u0085", "\u00ad", "\u200b", "\u2028", "\u202e", "\ufeff", "\ufffd", "\ud800"),
        *("\u0301" * 9, "👩‍👩‍👧", "'; DROP TABLE article; --", "{0}", "%s", "../../x", "\\u0041"),
        *("date>=2016-01", " and ", " or ", "not ", "agency='AA'", "tokens>", "source~"),
    )
)


def mutated(known: Sequence[bytes], chance: random.Random, longest: int = 4000) -> Iterator[bytes]:
    """Yield inputs without end."""
    while True:
        data = chance.choice(known)
        for _ in range(chance.randint(1, 8)):
            data = _changed(data, known, chance)
        yield data[:longest]


def _changed(data: bytes, known: Sequence[bytes], chance: random.Random) -> bytes:
    first, last = sorted((chance.randint(0, len(data)), chance.randint(0, len(data))))
    last = min(last, first + 200)
    piece = data[first:last]
    other = chance.choice(known)
    start = chance.randint(0, len(other))
    new = chance.choice(
        [
            b"",
            piece * chance.randint(2, 20),
            piece[::-1],
            chance.choice(DICTIONARY),
            chance.choice(DICTIONARY) * chance.randint(2, 50),
            chance.randbytes(chance.randint(1, 4)),
            other[start : start + 200],
        ]
    )
    return data[:first] + new + data[last:]
