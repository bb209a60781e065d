"""The source file of an article as a row of changes to its clean text."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from itertools import pairwise
from pathlib import Path
from typing import Any

from lavrov_corpus.cleaning import changes
from lavrov_corpus.document import RawText
from lavrov_corpus.errors import CorpusError
from lavrov_corpus.loading import STANDARD_INPUT, decode, read_source, unescape_path

#: A piece of the raw text: the clean text is copied up to `start`; what stands in it up to
#: `end` was put there by `repair` instead of `removed`.
Piece = tuple[int, int, str, str]

#: To find the repairs of a text takes the square of their number; a longer text, in code points,
#: is shown without them.
LONGEST = 200_000


def raw_text(article: Mapping[str, Any]) -> dict[str, Any]:
    """Return how the text of an article in JSON came out of its file.

    `pieces` lead from the clean text to the raw text, character by character. Where text was
    moved, another version cleaned it, or it is longer than LONGEST, there are none: `text` is then
    the whole raw text.
    `missing` says why there is neither: "gone", "changed" (other bytes) or "unreadable".
    """
    source = article["source"]
    try:
        if source == STANDARD_INPUT or not Path(unescape_path(source)).is_file():
            return {"missing": "gone"}
        data = read_source(source)
        if hashlib.sha256(data).hexdigest() != article["sha256"]:
            return {"missing": "changed"}
        encoding = article["encoding"]
        raw = decode(data, source, None if encoding == "pdf" else encoding)
    except (CorpusError, ValueError):  # a name that no file can have is a ValueError
        return {"missing": "unreadable"}
    repair = bool(article["provenance"]["settings"].get("repair", True))
    pieces = _pieces(raw, article["text"], repair=repair)
    return {"text": raw.text} if pieces is None else {"pieces": pieces}


def _pieces(raw: RawText, text: str, *, repair: bool) -> Sequence[Piece] | None:
    if len(raw.text) > LONGEST:
        return None
    found = changes(raw, repair=repair)
    if any(text[change.start : change.end] != change.inserted for change in found):
        return None
    pieces = [(change.start, change.end, change.removed, change.repair) for change in found]
    return pieces if _rebuilt(text, pieces) == raw.text else None


def _rebuilt(text: str, pieces: Sequence[Piece]) -> str:
    edges = [(0, 0, "", ""), *pieces, (len(text), len(text), "", "")]
    return "".join(text[before[1] : after[0]] + after[2] for before, after in pairwise(edges))
