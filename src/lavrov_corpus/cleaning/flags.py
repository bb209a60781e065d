"""What is wrong with a clean text and cannot be repaired."""

from __future__ import annotations

import re
from itertools import pairwise

from lavrov_corpus.cleaning.shapes import begins_small, ends_sentence

_UNMAPPED_GLYPHS = re.compile(r"\(cid:\d+\)")
_PRIVATE_USE = re.compile("[\ue000-\uf8ff\U000f0000-\U0010ffff]")
_TURKISH = "çğıİöşüÇĞÖŞÜ"
# Turkish prose has about one such letter in eight; English has none.
_TURKISH_SHARE = 1 / 40
_ENOUGH_LETTERS = 200
# A paragraph this long is no heading and no row of a table.
_LONG = 120
_FEW, _SHARE_CUT, _ROWS = 2, 0.1, 8


def flags_of(text: str) -> tuple[str, ...]:
    """Return the names of what is wrong with the text, sorted."""
    found = {
        "unmapped_glyphs": "(cid:" in text and _UNMAPPED_GLYPHS.search(text),
        "replacement_characters": "\ufffd" in text,
        "private_use_characters": _PRIVATE_USE.search(text),
        "few_turkish_letters": _few_turkish_letters(text),
        "interleaved_columns": _is_interleaved(text),
        "table": _is_table(text),
    }
    return tuple(sorted(name for name, present in found.items() if present))


def _few_turkish_letters(text: str) -> bool:
    letters = len(text) - text.count(" ")
    return letters >= _ENOUGH_LETTERS and sum(map(text.count, _TURKISH)) < letters * _TURKISH_SHARE


def _is_interleaved(text: str) -> bool:
    """Tell whether sentences break off and others begin in their middle again and again."""
    pairs = list(pairwise(text.split("\n\n")))
    begun = sum(begins_small(after) and ends_sentence(before) for before, after in pairs)
    cut = sum(not ends_sentence(before) and len(before) > _LONG for before, _ in pairs)
    return min(begun, cut) >= _FEW and begun + cut >= _SHARE_CUT * len(pairs)


def _is_table(text: str) -> bool:
    """Tell whether most of the text's lines are short and hold a number."""
    lines = text.split("\n\n")
    rows = sum(len(line) < _LONG and any(map(str.isdigit, line)) for line in lines)
    return rows >= _ROWS and rows > len(lines) / 2
