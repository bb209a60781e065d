"""What is wrong with a clean text and cannot be repaired."""

from __future__ import annotations

import re

_UNMAPPED_GLYPHS = re.compile(r"\(cid:\d+\)")
_PRIVATE_USE = re.compile("[\ue000-\uf8ff\U000f0000-\U0010ffff]")
_TURKISH = "çğıİöşüÇĞÖŞÜ"
# Turkish prose has about one such letter in eight; English has none.
_TURKISH_SHARE = 1 / 40
_ENOUGH_LETTERS = 200


def flags_of(text: str) -> tuple[str, ...]:
    """Return the names of what is wrong with the text, sorted."""
    found = {
        "unmapped_glyphs": "(cid:" in text and _UNMAPPED_GLYPHS.search(text),
        "replacement_characters": "\ufffd" in text,
        "private_use_characters": _PRIVATE_USE.search(text),
        "few_turkish_letters": _few_turkish_letters(text),
    }
    return tuple(sorted(name for name, present in found.items() if present))


def _few_turkish_letters(text: str) -> bool:
    letters = len(text) - text.count(" ")
    return letters >= _ENOUGH_LETTERS and sum(map(text.count, _TURKISH)) < letters * _TURKISH_SHARE
