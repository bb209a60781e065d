"""Running heads of articles that fill one page: only the other files of a folder show them.

A line belongs to the source of a folder's files where many of them begin or end with it. So
does an agency's set phrase, a byline and the title of a series; hence a line is taken only
if it stands alone, is no sentence and no piece of one, and carries no date and no name.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import takewhile

from lavrov_corpus.cleaning.edits import Edit
from lavrov_corpus.cleaning.furniture import PAGE_BREAK, mask
from lavrov_corpus.cleaning.lines import Line, split_lines
from lavrov_corpus.cleaning.shapes import begins_small, ends_sentence, looks_like_heading

# How many lines from the text's edge furniture may stand, and how long it may be.
_EDGE = 3
_MIN_LENGTH, _MAX_LENGTH = 3, 100
# So many files, and so many of all, must have a line; most of all, where it stands in the
# place of the title.
_FILES, _SHARE, _MOST = 3, 0.1, 0.5
_MONTHS = (
    "Ocak|Şubat|Mart|Nisan|Mayıs|Haziran|Temmuz|Ağustos|Eylül|Ekim|Kasım|Aralık"
    "|OCAK|ŞUBAT|MART|NİSAN|MAYIS|HAZİRAN|TEMMUZ|AĞUSTOS|EYLÜL|EKİM|KASIM|ARALIK"
)
_DATE = re.compile(
    rf"\d{{1,2}}[./-]\d{{1,2}}[./-]\d{{2,4}}|\d{{4}}-\d\d-\d\d|\d{{1,2}} (?:{_MONTHS})"
)
# Persons, agencies and places: up to three words, each with one capital, or what says so.
_NAME = re.compile(r"(?:[A-ZÇĞİÖŞÜ][\w'’.]*[a-zçğıöşü.],?(?: |$)){1,3}")
_SITE = re.compile(r"(?:[a-z]+://|[\w-]+\.)[\w-]+")
_BYLINE = re.compile(
    r"\b(?:Haber|HABER|Muhabir|MUHABİR|Yazan|YAZAN|Yazar|YAZAR|Editör|EDİTÖR|Fotoğraf|FOTOĞRAF)\s*:"
    r"|\((?:AA|A\.A\.?|DHA|İHA|ANKA|ANADOLU AJANSI)\)|\w / \w"
)


def shared_furniture(texts: Iterable[str]) -> dict[str, bool]:
    """Return the masked lines with which many of the texts begin or end.

    They are what the files of one source have around every article, each with whether most
    of the texts have it. No line is furniture that fewer than three texts have.
    """
    seen: Counter[str] = Counter()
    files = 0
    for text in texts:
        files += 1
        lines = split_lines(text)
        count = len(lines)
        inwards = (range(min(_EDGE, count)), range(count - 1, max(-1, count - 1 - _EDGE), -1))
        seen.update({mask(lines[i].text) for way in inwards for i in _outer(lines, way)})
    needed = max(_FILES, _SHARE * files)
    return {line: count >= _MOST * files for line, count in sorted(seen.items()) if count >= needed}


def shared_lines(text: str, known: Mapping[str, bool]) -> Iterator[Edit]:
    """Remove the lines at the text's edges that other files of its folder have as well.

    `known` is what `shared_furniture` returned of them. The only line above the body is a
    title, unless most of the files have it.
    """
    lines = split_lines(text)
    count = len(lines)
    top = _known(lines, range(count), known)
    bottom = _known(lines, range(count - 1, -1, -1), known)
    if top and not known[mask(lines[top[-1]].text)] and not _is_title(lines, top[-1] + 1):
        top.pop()
    found = {*top, *bottom}
    for i in sorted(found) if len(found) < count else ():
        yield Edit(lines[i].start, lines[i].end, PAGE_BREAK, "shared_furniture")


def _known(lines: Sequence[Line], inwards: Iterable[int], known: Mapping[str, bool]) -> list[int]:
    """Return the lines that are furniture, from an edge on, up to the first that is not."""
    return list(takewhile(lambda i: mask(lines[i].text) in known, _outer(lines, inwards)))


def _outer(lines: Sequence[Line], inwards: Iterable[int]) -> Iterator[int]:
    """Yield the lines that may be furniture, from an edge on, up to the first that may not.

    Page numbers and rules are passed over.
    """
    width = _width(lines)
    for i in inwards:
        if any(map(str.isalpha, lines[i].text)):
            if not _is_alone(lines, i, width):
                return
            yield i


def _is_title(lines: Sequence[Line], i: int) -> bool:
    if i >= len(lines) or not looks_like_heading(lines[i].text):
        return False
    return _parted(lines, i, _width(lines))


def _is_alone(lines: Sequence[Line], i: int, width: int) -> bool:
    """Tell whether line `i` may be furniture: by its words, and as no part of a paragraph."""
    text = lines[i].text
    if not _MIN_LENGTH <= len(text) <= _MAX_LENGTH:
        return False
    if _goes_on(text) or ends_sentence(text) or text[-1] in ",;:-":
        return False
    if _DATE.search(text) or _BYLINE.search(text) or _NAME.fullmatch(text):
        return False
    return _parted(lines, i, width) and (i < _EDGE or _parted(lines, i - 1, width))


def _parted(lines: Sequence[Line], i: int, width: int) -> bool:
    """Tell whether line `i` was ended on purpose, and not because it was full."""
    if i + 1 >= len(lines):
        return True
    text, following = lines[i].text, lines[i + 1]
    if _goes_on(following.text):
        return False
    if following.blanks or following.page_break or ends_sentence(text):
        return True
    return len(text) + 1 + len(following.text.partition(" ")[0]) < width


def _goes_on(text: str) -> bool:
    return begins_small(text) and not _SITE.match(text)


def _width(lines: Sequence[Line]) -> int:
    """Return how long the text's lines are, but for a few long ones."""
    lengths = sorted(len(line.text) for line in lines)
    return lengths[min(len(lengths) - 1, int(0.9 * len(lengths)))] if lengths else 0
