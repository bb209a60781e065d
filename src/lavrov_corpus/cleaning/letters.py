"""The letters of a text, counted and folded as bytes of cp1254: many times faster than by
regular expressions, which is what texts with other signs are left to.
"""

from __future__ import annotations

import re
from codecs import charmap_decode, charmap_encode
from encodings.cp1254 import decoding_table, encoding_table

from lavrov_corpus.turkish import tr_fold

LETTERS = re.compile(r"[^\W\d_]+")

_CHARACTERS = [bytes([byte]).decode("cp1254", "ignore") for byte in range(256)]
_LETTER_BYTES = bytes(b for b, character in enumerate(_CHARACTERS) if LETTERS.match(character))
_FOLDED_LETTERS = bytes(
    tr_fold(character).encode("cp1254")[0] if LETTERS.match(character) else ord(" ")
    for character in _CHARACTERS
)


def encoded(text: str) -> bytes:
    """Return the text in cp1254, with `?` for each character that it does not have."""
    # What str.encode does, without its way through the codec's Python wrapper.
    return charmap_encode(text, "replace", encoding_table)[0]


def folded_words(text: str) -> list[str]:
    """Return the runs of letters of the text, folded, in order."""
    try:
        letters = charmap_encode(text, "strict", encoding_table)[0].translate(_FOLDED_LETTERS)
    except UnicodeEncodeError:
        return LETTERS.findall(tr_fold(text))
    return charmap_decode(letters, "strict", decoding_table)[0].split()


def surely_longer(text: str, length: float) -> bool:
    """Tell whether the runs of letters surely are at least so long on average.

    Where this is false, they may still be.
    """
    others = len(encoded(text).translate(None, _LETTER_BYTES))
    return len(text) - others >= length * (others + 1)
