"""Repairs of single characters: what extractors and browsers put in place of a letter.

Each repair is a function from the text to its edits. None of them looks further than the
neighbouring characters; what only a line or the document can tell is repaired elsewhere.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from itertools import takewhile

from lavrov_corpus.cleaning.edits import Edit

#: Stands for a line-end hyphen, real or soft, while the text is still in lines.
LINE_HYPHEN = "\u00ad"
HYPHENS = "-" + LINE_HYPHEN

_LIGATURES = {"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st", "ﬆ": "st"}
_LIGATURE = re.compile("[ﬀ-ﬆ]")
_WINDOWS_MARK = re.compile("[\x80\x82-\x8c\x91-\x9c\x9f]")
# U+0085 may be a line end as well, but not where these are.
_WINDOWS_QUOTE = re.compile("[\x91-\x97]")
_LINE_END = re.compile("\r\n?|[\x0b\x1c-\x1e\u0085\u2028\u2029]")
_INVISIBLE = re.compile(
    "[\u200b\u200c\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u2069\ufeff]"
    "|(?<=\\w)\u200d|\u200d(?=\\w)"  # between emoji, the joiner is part of the sign
)
_CONTROL = re.compile("[\x00-\x08\x0e-\x1b\x1f\x7f-\x84\x86-\x9f\ufff9-\ufffb]")
_ODD_SPACE = re.compile("[\t\u00a0\u1680\u2000-\u200a\u202f\u205f\u3000]")
_SOFT_HYPHEN = re.compile(
    "\u00ad+(?:[ \t]*\n?[\u2010-][ \t]*(?=\n))?"  # a browser's, with the hyphen that it shows
    "|[ \t]?\n?\u2010[ \t]*(?=\n)"
    "|\ufffe(?:[ \t]*(?=\n))?"  # PDFium's, which may stand for the line end as well
)
_DOTTED_I = re.compile("[iı]\u0307")
_ODD = re.compile(
    "[\x00-\x08\t\x0b\x0d-\x1f\x7f-\xa0\xad\u0307\u1680\u2000-\u2010\u2028-\u202f\u205f-\u206f"
    "\u3000\ufb00-\ufb06\ufeff\ufff9-\ufffb\ufffe]"
)
_NOT_ASCII = re.compile(r"\S*[^\x00-\x7f\s]\S*")


def windows_marks(text: str) -> Iterator[Edit]:
    """Write the quotation marks and dashes that cp1254 has where Latin-1 has controls."""
    if not _WINDOWS_QUOTE.search(text):
        return
    for match in _WINDOWS_MARK.finditer(text):
        mark = match.group().encode("latin-1").decode("cp1254")
        yield Edit(match.start(), match.end(), mark, "windows_marks")


def line_ends(text: str) -> Iterator[Edit]:
    """Make every kind of line end a line feed."""
    for match in _LINE_END.finditer(text):
        yield Edit(match.start(), match.end(), "\n", "line_ends")


def control_characters(text: str) -> Iterator[Edit]:
    """Remove control characters."""
    for match in _CONTROL.finditer(text):
        yield Edit(match.start(), match.end(), "", "control_characters")


def invisible_characters(text: str) -> Iterator[Edit]:
    """Remove characters without width that are no part of Turkish text or of an emoji."""
    for match in _INVISIBLE.finditer(text):
        yield Edit(match.start(), match.end(), "", "invisible_characters")


def ligatures(text: str) -> Iterator[Edit]:
    """Write the ligatures of Latin print as their letters."""
    for match in _LIGATURE.finditer(text):
        yield Edit(match.start(), match.end(), _LIGATURES[match.group()], "ligatures")


def odd_spaces(text: str) -> Iterator[Edit]:
    """Make tabs and every other kind of space a plain space."""
    for match in _ODD_SPACE.finditer(text):
        yield Edit(match.start(), match.end(), " ", "odd_spaces")


def soft_hyphens(text: str) -> Iterator[Edit]:
    """Remove the soft hyphens inside words; make each at a line end a LINE_HYPHEN."""
    for match in _SOFT_HYPHEN.finditer(text):
        at_line_end = match.end() == len(text) or text[match.end()] == "\n"
        if match.group() == "\ufffe" and not at_line_end:
            yield Edit(match.start(), match.end(), LINE_HYPHEN + "\n", "soft_hyphens")
        elif at_line_end and match.group() != LINE_HYPHEN:
            yield Edit(match.start(), match.end(), LINE_HYPHEN, "soft_hyphens")
        elif not at_line_end:
            yield Edit(match.start(), match.end(), "", "soft_hyphens")


def composed_letters(text: str) -> Iterator[Edit]:
    """Compose letters with their marks (NFC), and drop the dot that an `i` has anyway."""
    dotted = "\u0307" in text
    if not dotted and unicodedata.is_normalized("NFC", text):
        return
    for match in _NOT_ASCII.finditer(text):
        word = match.group()
        composed = unicodedata.normalize("NFC", _DOTTED_I.sub("i", word))
        if composed != word:
            yield _difference(match.start(), word, composed, "composed_letters")


def _difference(start: int, old: str, new: str, repair: str) -> Edit:
    """Return the edit that makes `new` of `old`, without what both begin and end with."""
    head = _shared(old, new)
    limit = min(len(old), len(new)) - head
    tail = _shared(old[::-1][:limit], new[::-1][:limit])
    return Edit(start + head, start + len(old) - tail, new[head : len(new) - tail], repair)


def _shared(one: str, other: str) -> int:
    """Return how many characters the two begin with in common."""
    same = takewhile(lambda pair: pair[0] == pair[1], zip(one, other, strict=False))
    return sum(1 for _ in same)


def has_odd_characters(text: str) -> bool:
    """Tell whether any of the repairs of this module may have something to do."""
    return bool(_ODD.search(text)) or not unicodedata.is_normalized("NFC", text)


#: In the order in which they are made; each sees what those before it have made.
CHARACTER_REPAIRS = (
    windows_marks,
    line_ends,
    control_characters,
    invisible_characters,
    ligatures,
    soft_hyphens,
    composed_letters,
    odd_spaces,
)
