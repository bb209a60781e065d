"""Large first letters of articles, which extractors read apart from their word.

Such a letter stands on a line of its own, right above its word or, where it was drawn first,
at the beginning of the page; or with spaces between it and its word.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from lavrov_corpus.cleaning.edits import Edit, Repaired
from lavrov_corpus.cleaning.lexicon import turkish_lexicon
from lavrov_corpus.cleaning.lines import Line, split_lines
from lavrov_corpus.cleaning.rearranging import rearranged
from lavrov_corpus.cleaning.shapes import ends_sentence, looks_like_heading

_LETTERS = "A-ZÇĞİÖŞÜ"
_BESIDE = re.compile(rf"(?:(?<=[\n\f])|^)[^\S\n]*[{_LETTERS}]( {{2,}}|\n+)(?=[a-zçğıöşü])")
_LETTER = re.compile(f"[{_LETTERS}]")
# `O da geldi` is whole as it stands.
_PRONOUN = "O"
_WORD = re.compile(r"[a-zçğıöşüâîû]+")
# So many lines below its letter a paragraph may begin: those of a page.
_REACH = 80
_LONGEST = 40


def drop_caps(text: str) -> Repaired | Iterator[Edit] | None:
    """Put large first letters before the words that they begin."""
    lines = split_lines(text)
    starts = [line.text[1:3] for line in lines]
    if "  " in starts or ("" in starts and _BESIDE.search(text)):
        return _beside(text)
    places = dict(_places(lines)) if "" in starts else {}
    return _moved(text, places) if places else None


def _beside(text: str) -> Iterator[Edit]:
    for match in _BESIDE.finditer(text):
        letter = text[match.start(1) - 1]
        rest = text[match.end() : match.end() + _LONGEST]
        if _is_word(letter, rest) or not _is_known(rest):
            yield Edit(match.start(1), match.end(1), "", "drop_caps")


def _places(lines: Sequence[Line]) -> Iterator[tuple[int, int]]:
    """Yield the start of each letter that stands alone, and of the line that it belongs to."""
    below = 0
    for i, line in enumerate(lines):
        if not _LETTER.fullmatch(line.text) or not (i == 0 or _may_end(line, lines[i - 1].text)):
            continue
        found = [j for j in _page_below(lines, i) if j >= below and _begins(lines, j)]
        words = [j for j in found if _is_word(line.text, lines[j].text)]
        # A name that nobody knows lacks its letter only right below it.
        is_name = found[:1] == [i + 1] and not _is_known(lines[i + 1].text)
        below = next(iter(words), i + 1 if is_name else -1)
        if below >= 0:
            yield line.start, lines[below].start
        below += 1


def _page_below(lines: Sequence[Line], i: int) -> Iterator[int]:
    """Yield the lines below line `i` on its page."""
    for j in range(i + 1, min(len(lines), i + _REACH)):
        if lines[j].page_break and j > i + 1:
            return
        yield j


def _begins(lines: Sequence[Line], j: int) -> bool:
    """Tell whether a paragraph begins on line `j` that lacks its first letter."""
    if not lines[j].text[0].islower():
        return False
    return _may_end(lines[j], lines[j - 1].text)


def _may_end(line: Line, above: str) -> bool:
    """Tell whether a paragraph or a heading may end above the line."""
    if line.page_break or len(above) == 1:
        return True
    return ends_sentence(above) or looks_like_heading(above)


def _is_known(line: str) -> bool:
    rest = _WORD.match(line)
    return rest is not None and turkish_lexicon().knows(rest.group())


def _is_word(letter: str, line: str) -> bool:
    rest = _WORD.match(line)
    if rest is None:
        return False
    lexicon = turkish_lexicon()
    if letter == _PRONOUN and lexicon.knows(rest.group()):
        return False
    return lexicon.knows(letter + rest.group())


def _moved(text: str, places: dict[int, int]) -> Repaired:
    letters = {line: letter for letter, line in places.items()}
    cuts = sorted({0, len(text), *places, *(letter + 1 for letter in places), *letters})
    spans = []
    for start, end in pairwise(cuts):
        if start in letters:
            spans.append((letters[start], letters[start] + 1))
        if start not in places:
            spans.append((start, end))
    return rearranged(text, spans, "drop_caps", sorted(places), ends_lines=False)
