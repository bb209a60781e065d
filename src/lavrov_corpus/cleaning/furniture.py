"""Running heads, page numbers and what browsers print around a page.

They are found by their shape where it is sure, by repetition with digits masked where it
is not. Every line that is removed leaves a form feed behind, since a page ended there.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Sequence
from itertools import accumulate, pairwise

from lavrov_corpus.cleaning.edits import Edit
from lavrov_corpus.cleaning.lines import Line, split_lines
from lavrov_corpus.cleaning.shapes import begins_small, ends_sentence

PAGE_BREAK = "\f"

_NUMBERED_PAGE = re.compile(
    r"(?:[Ss]ayfa|SAYFA|[Pp]age|[Ss]f\.?|s\.)\s*:?\s*\d{1,4}(?:\s*(?:/|of|-)\s*\d{1,4})?"
    r"|\d{1,4}\.\s*[Ss]ayfa"
    r"|[-–—]\s*\d{1,4}\s*[-–—]"
)
_PAGE_OF_PAGES = re.compile(r"(\d{1,4})\s*/\s*(\d{1,4})")
_BARE_NUMBER = re.compile(r"\W{0,2}(\d{1,4})\W{0,2}")
_ADDRESS = re.compile(r"(?:(?:https?|f(?:i|ﬁ)le)://|www\.)\S+(?:\s+\d{1,4}\s*/\s*\d{1,4})?")
_PRINTED_AT = re.compile(r"\d{1,2}[./]\d{1,2}[./]\d{2,4},? +\d{1,2}:\d{2}(?: [AP]M)?(?: +(\S.*))?")
_DIGIT = re.compile(r"\d")
_DIGITS = re.compile("[0-9]+")
# How many lines from a page's edge furniture may stand.
_EDGE = 3
_MAX_RUNNING = 160
_MAX_HEAD = 60
_MIN_RUNNING = 3
_MAX_PAGE_NUMBER = 24
# Where an extractor set each word on a line of its own, neither repetition nor a number
# alone on a line tells anything.
_MIN_WORDS_A_LINE = 2.5
# Fewer words than this make no page.
_WORDS_OF_A_PAGE = 40


class _Layout:
    """The lines of a text, and what surrounds each."""

    def __init__(self, lines: Sequence[Line]) -> None:
        self.lines = lines
        self.has_pages = any(line.page_break for line in lines)
        self._words = [0, *accumulate(line.text.count(" ") + 1 for line in lines)]

    @property
    def has_lines_of_text(self) -> bool:
        """Tell whether lines have several words, as they have where they were kept."""
        return self._words[-1] >= _MIN_WORDS_A_LINE * len(self.lines)

    def words(self, start: int, end: int) -> int:
        """Return how many words the lines from `start` on and before `end` have."""
        return self._words[end] - self._words[start]

    def is_page(self, i: int, j: int) -> bool:
        """Tell whether there are as many words between two lines as a page has."""
        return self.words(i, j) >= _WORDS_OF_A_PAGE

    def at_edge(self, i: int, reach: int) -> bool:
        """Tell whether line `i` is one of the first or last lines of a page or of the text."""
        if i < reach or i >= len(self.lines) - reach:
            return True
        return any(self.lines[j].page_break for j in range(i - reach + 1, i + reach + 1))

    def in_sentence(self, i: int) -> bool:
        """Tell whether line `i` stands between two parts of one sentence."""
        if not 0 < i < len(self.lines) - 1:
            return False
        before, after = self.lines[i - 1].text, self.lines[i + 1].text
        return begins_small(after) and not ends_sentence(before)

    def around(self, i: int, reach: int) -> Iterator[int]:
        """Yield the lines up to so far before and after line `i`."""
        last = min(len(self.lines), i + reach + 1)
        return (j for j in range(max(0, i - reach), last) if j != i)


def page_furniture(text: str) -> Iterator[Edit]:
    """Remove the lines that belong to the page and not to the article."""
    layout = _Layout(split_lines(text))
    found = _browser_lines(layout)
    found |= _page_numbers(layout)
    found |= _head_above_number(layout, found)
    found = _running_lines(layout, found) | found
    for i in sorted(found):
        line = layout.lines[i]
        yield Edit(line.start, line.end, PAGE_BREAK, found[i])


def mask(line: str) -> str:
    """Return the line as it is compared with others: without its digits."""
    return _DIGITS.sub("", line)


def _browser_lines(layout: _Layout) -> dict[int, str]:
    """Return the date, title, address and page lines that a browser prints.

    A date line alone may be the article's own; with an address that has page numbers
    beside or below it, it is the browser's.
    """
    addresses = [i for i, line in enumerate(layout.lines) if _is_address(line.text)]
    numbered = [
        i
        for i in addresses
        if _PAGE_OF_PAGES.search(layout.lines[i].text)
        or any(_PAGE_OF_PAGES.fullmatch(layout.lines[j].text) for j in layout.around(i, 2))
    ]
    if not numbered:
        return {}
    found = dict.fromkeys(addresses, "browser_lines")
    for i in addresses:
        for j in layout.around(i, 2):
            if _PAGE_OF_PAGES.fullmatch(layout.lines[j].text):
                found[j] = "browser_lines"
    for i, line in enumerate(layout.lines):
        match = _PRINTED_AT.fullmatch(line.text)
        if match:
            found[i] = "browser_lines"
            if not match.group(1) and i + 1 < len(layout.lines) and i + 1 not in found:
                found[i + 1] = "browser_lines"
    return found


def _is_address(text: str) -> bool:
    return ("://" in text or text.startswith("www.")) and bool(_ADDRESS.fullmatch(text))


def _page_numbers(layout: _Layout) -> dict[int, str]:
    found: list[int] = []
    of_pages: list[tuple[int, int]] = []
    bare: list[tuple[int, int]] = []
    for i, line in enumerate(layout.lines):
        if len(line.text) > _MAX_PAGE_NUMBER or not _DIGIT.search(line.text):
            continue
        if _NUMBERED_PAGE.fullmatch(line.text):
            found.append(i)
        elif match := _PAGE_OF_PAGES.fullmatch(line.text):
            of_pages.append((i, int(match[1])))
        elif match := _BARE_NUMBER.fullmatch(line.text):
            bare.append((i, int(match[1])))
    found.extend(_counting(of_pages, layout))
    found.extend(_counting(bare, layout))
    return dict.fromkeys(found, "page_numbers")


def _counting(numbers: Sequence[tuple[int, int]], layout: _Layout) -> Iterator[int]:
    """Yield the lines whose numbers count the pages: one more each time, or at an edge."""
    of_numbers = {i for i, _ in numbers}
    for position, (i, number) in enumerate(numbers):
        if not of_numbers.isdisjoint((i - 1, i + 1)):
            continue  # a column of figures
        neighbours = [*numbers[max(0, position - 1) : position], *numbers[position + 1 :][:1]]
        in_sequence = layout.has_lines_of_text and any(
            (j - i) * (other - number) > 0
            and abs(other - number) == 1
            and layout.is_page(min(i, j), max(i, j))
            for j, other in neighbours
        )
        if in_sequence or layout.at_edge(i, 1) or (number == 1 and layout.at_edge(i, 2)):
            yield i


def _head_above_number(layout: _Layout, numbers: Collection[int]) -> dict[int, str]:
    """Return the first line where the page's number is the second: no title stands so."""
    if (
        len(layout.lines) > _EDGE
        and 1 in numbers
        and 0 not in numbers
        and not layout.lines[1].blanks
    ):
        head = layout.lines[0].text
        if len(head) <= _MAX_HEAD and not ends_sentence(head):
            return {0: "running_lines"}
    return {}


def _running_lines(layout: _Layout, sure: Collection[int]) -> dict[int, str]:
    """Return the lines that are repeated, digits aside, where running heads stand.

    Where a page's first lines have the line twice, the second is the article's own title.
    """
    places: dict[str, list[int]] = defaultdict(list)
    if not layout.has_lines_of_text:
        return {}
    usual = [
        i
        for i, line in enumerate(layout.lines)
        if _MIN_RUNNING <= len(line.text) <= _MAX_RUNNING
        and i not in sure
        and not begins_small(line.text)
    ]
    # One text with all of the lines is masked much faster than each of them.
    masked = mask("\n".join(layout.lines[i].text for i in usual)).split("\n")
    for i, line in zip(usual, masked, strict=False):
        places[line].append(i)
    found: dict[int, str] = {}
    for occurrences in places.values():
        running = _running(layout, occurrences, sure)
        kept = {j for i, j in pairwise(running) if j - i <= _EDGE and j <= 2 * _EDGE}
        found.update(dict.fromkeys(set(running) - kept, "running_lines"))
    return found


def _running(layout: _Layout, occurrences: list[int], sure: Collection[int]) -> list[int]:
    """Return those of some lines that are the same, but for digits, that are running heads.

    They stand at the edge of a page, beside other furniture or inside a sentence. Where
    most of three or more do, all are.
    """
    if len(occurrences) < 2 or not any(c.isalpha() for c in layout.lines[occurrences[0]].text):
        return []
    if not any(layout.is_page(i, j) for i, j in pairwise(occurrences)):
        return []
    last = len(layout.lines) - 1
    around_text = occurrences[0] < _EDGE or occurrences[-1] > last - _EDGE
    placed = [
        i
        for i in occurrences
        if layout.at_edge(i, 1)
        or not {i - 1, i + 1}.isdisjoint(sure)
        or (around_text and not layout.has_pages and layout.in_sentence(i))
    ]
    if len(placed) < 2:
        return []
    return occurrences if len(occurrences) > 2 and 2 * len(placed) > len(occurrences) else placed
