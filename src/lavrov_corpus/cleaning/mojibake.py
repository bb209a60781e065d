"""Letters that were read in the wrong encoding before the text came to us.

UTF-8 that was read as an 8-bit encoding has two or three signs for each letter (`ÅŸ` for
`ş`); Turkish cp1254 that was read as cp1252 has Icelandic letters (`þ` for `ş`), and read
as cp1250 some of Central Europe. A text may also speak *of* such signs, so each repair asks
for evidence: the signs stand inside words, and the right letters are hardly there.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from lavrov_corpus.cleaning.edits import Edit

_LETTERS = "çğıöşüÇĞİÖŞÜâîûÂÎÛ"
_MARKS = "’‘“”…–—«»•°€\u00a0"
_READ_AS = ("cp1252", "cp1254", "latin-1")
_RIGHT = "ğışĞİŞ"
_SWAPPED = str.maketrans("þýðÞÝÐţđŢĐ", "şığŞİĞşğŞĞ")
_SWAPPED_LETTERS = "þýðÞÝÐţđŢĐ"
_SWAPPED_LETTER = re.compile(f"[{_SWAPPED_LETTERS}]")
# One sure sign is no evidence, and beside so many right letters several are none either.
_MIN_SIGNS = 2
_RIGHT_FOR_EACH_SIGN = 2


def _misread(character: str, encoding: str) -> str:
    # Bytes that an encoding leaves open come out as the control characters of Latin-1.
    return "".join(
        bytes([byte]).decode(encoding, "replace").replace("\ufffd", chr(byte))
        for byte in character.encode("utf-8")
    )


_MEANT = {
    _misread(character, encoding): character
    for character in _LETTERS + _MARKS
    for encoding in _READ_AS
}
_SIGNS = re.compile("|".join(sorted(map(re.escape, _MEANT), key=len, reverse=True)))
_LEADS = tuple({signs[0] for signs in _MEANT})


def double_encoding(text: str) -> Iterator[Edit]:
    """Write the letters that stand as two or three signs, where most letters do."""
    if not any(lead in text for lead in _LEADS):
        return
    found = list(_SIGNS.finditer(text))
    in_words = sum(_in_word(text, match) for match in found)
    right = sum(map(text.count, _RIGHT))
    if in_words < _MIN_SIGNS or right > _RIGHT_FOR_EACH_SIGN * in_words:
        return
    for match in found:
        yield Edit(match.start(), match.end(), _MEANT[match.group()], "double_encoding")


def swapped_letters(text: str) -> Iterator[Edit]:
    """Write ş, ı and ğ for the letters that other encodings have in their place."""
    signs = sum(map(text.count, _SWAPPED_LETTERS))
    if signs < _MIN_SIGNS or sum(map(text.count, _RIGHT)) * _RIGHT_FOR_EACH_SIGN > signs:
        return
    for match in _SWAPPED_LETTER.finditer(text):
        letter = match.group().translate(_SWAPPED)
        yield Edit(match.start(), match.end(), letter, "swapped_letters")


def _in_word(text: str, match: re.Match[str]) -> bool:
    before, after = text[match.start() - 1 : match.start()], text[match.end() : match.end() + 1]
    return before.isalpha() or after.isalpha()
