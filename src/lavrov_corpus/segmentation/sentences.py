"""Where the sentences of a paragraph end."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from lavrov_corpus.segmentation.periods import Place, period_ends
from lavrov_corpus.segmentation.pull_quotes import is_pull_quote
from lavrov_corpus.segmentation.quotes import Pair, outer_pairs
from lavrov_corpus.segmentation.rules import Rules
from lavrov_corpus.turkish import APOSTROPHES

_STOPS = re.compile(r"([.!?…]++)\s*+")
_SPACE = re.compile(r"\s*+")
_CLOSING = re.compile(r"[\"'”’»›)\]]*+")
_CLOSING_SPACED = re.compile(r"[\s\"'“”‘’»›)\]]*+")
_OPENING = re.compile(r"[\s\"'“”‘’«‹„‚`(\[*•–—\-]*+")
# More stops than this, each so near to the one before, are dots that lead to the number of a
# page, or no text at all: they end nothing. In code points.
_MOST_CLOSE = 32
_CLOSE = 2
_MARK = re.compile(r"[\"“”„‟«(\[‘’‚‹']|``")
_WORD = re.compile(r"\w")
_BRAND = re.compile(r"[a-zçğıöşü]-?[A-ZÇĞİÖŞÜ]|https?:|www\.")
_BULLET = re.compile(r"[a-zçğıöşü](?:\)|\.)\s+[A-ZÇĞİÖŞÜ]")
_AGENCY = re.compile(r"\(\s*(?:AA|DHA|İHA|ANKA|AFP|AP|Reuters|CİHAN)\s*\)\.?")


class Stop(NamedTuple):
    """A run of stops, in code points of its text, and what comes after it.

    The marks that close after it end at `cut`, the text goes on at `following`, and the marks
    that open there end at `word`.
    """

    start: int
    end: int
    cut: int
    following: int
    word: int


def sentence_spans(text: str, start: int, end: int, rules: Rules) -> Iterator[tuple[int, int]]:
    """Yield the spans of the sentences of the paragraph `text[start:end]`, trimmed.

    Positions are code points of `text`. Each character that is no white space lies in one.
    What holds no letter and no digit is no sentence: it goes to the sentence before it.
    """
    begin, end = _trimmed(text, start, end)
    caseless = text[begin:end].islower()
    word = _WORD.search(text, begin, end)
    for stop in _stops(text, begin, end, rules.split_quotes):
        if word is None:
            break
        goes_on = stop.cut <= word.start() or stop.following == end
        if goes_on or not _ends(text, begin, stop, caseless, rules):
            continue
        word = _WORD.search(text, stop.following, end)
        if word is not None:
            yield begin, stop.cut
            begin = stop.following
    if end > begin:
        yield begin, end


def _stops(text: str, start: int, end: int, split_quotes: bool) -> Iterator[Stop]:
    """Yield the stops of `text[start:end]` that lie in no pair of marks and have text after."""
    pairs = outer_pairs(text, start, end) if _MARK.search(text, start, end) else []
    pairs.append(Pair(end, end, end, False))
    current = 0
    for match in _sparse_stops(text, start, end):
        place, following = match.span(1)[1], match.end()
        while pairs[current].end <= place and pairs[current].end < end:
            if is_pull_quote(text, start, pairs[current], end):
                yield _heading_end(text, pairs[current], end)
            current += 1
        if following < pairs[current].start and text[following].isalnum():
            yield Stop(match.start(), place, place, following, following)
        elif following < end:
            stop = _stop_among_marks(text, (match.start(), place), end, pairs[current])
            if stop is not None:
                yield stop
            elif split_quotes and not pairs[current].bracket:
                yield Stop(match.start(), place, place, following, following)


def _sparse_stops(text: str, start: int, end: int) -> Iterator[re.Match[str]]:
    close = last = 0
    for match in _STOPS.finditer(text, start, end):
        close = close + 1 if match.start() - last <= _CLOSE else 0
        last = match.end()
        if close <= _MOST_CLOSE:
            yield match


def _heading_end(text: str, pair: Pair, end: int) -> Stop:
    following = _skip(_SPACE, text, pair.end, end)
    return Stop(pair.close, pair.end, pair.end, following, following)


def _stop_among_marks(text: str, span: tuple[int, int], end: int, pair: Pair) -> Stop | None:
    """Return the stop at a span with the marks around it; None if it is inside the pair."""
    cut = _after_closers(text, span[1], end, pair)
    if cut is None:
        return None
    following = _skip(_SPACE, text, cut, end)
    agency = _AGENCY.match(text, following, end)
    if agency:
        cut = agency.end()
        following = _skip(_SPACE, text, cut, end)
    return Stop(*span, cut, following, _skip(_OPENING, text, following, end))


def _skip(pattern: re.Pattern[str], text: str, place: int, end: int) -> int:
    """Return where the characters of the pattern end, which may match nothing."""
    match = pattern.match(text, place, end)
    return match.end() if match else place


def _trimmed(text: str, start: int, end: int) -> tuple[int, int]:
    while end > start and text[end - 1].isspace():
        end -= 1
    return _skip(_SPACE, text, start, end), end


def _after_closers(text: str, place: int, end: int, pair: Pair) -> int | None:
    """Return where the closing marks after a stop end; None if the stop is inside a pair."""
    if pair.start < place:
        if _skip(_CLOSING_SPACED, text, place, pair.close) < pair.close:
            return None
        place = max(place, pair.end)
    else:
        end = pair.start
    closed = _skip(_CLOSING, text, place, end)
    opens_next = closed > place and text[closed : closed + 1].isalnum()
    return place if opens_next else closed


def _ends(text: str, begin: int, stop: Stop, caseless: bool, rules: Rules) -> bool:
    """Tell whether a sentence that began at `begin` ends at the stop."""
    if stop.following == stop.cut and not _is_glued_end(text, stop):
        return False
    head = text[stop.word : stop.word + 1]
    # A slash parts the lines of a verse that is printed in one line.
    if head == "/" or (head.islower() and not caseless and _goes_on(text, stop)):
        return False
    if text[stop.start : stop.end] != ".":
        return True
    return period_ends(text, Place(begin, stop.start, stop.following, stop.word), rules)


def _goes_on(text: str, stop: Stop) -> bool:
    """Tell whether a word in small letters after the stop continues the sentence."""
    if stop.word > stop.following and text[stop.word - 1] not in "([-–—":
        return False
    return not (_BRAND.match(text, stop.word) or _BULLET.match(text, stop.word))


def _is_glued_end(text: str, stop: Stop) -> bool:
    """Tell whether a stop with no space after it may end a sentence: `dedi.Bakan`."""
    before = text[max(stop.start - 2, 0) : stop.start]
    after = text[stop.cut : stop.cut + 2]
    if not (len(before) == 2 and before.isalpha() and before[1].islower()):
        return False
    if after[0].isalnum() or after[0] in APOSTROPHES:
        return after.istitle() or after[1:].isupper()
    return after[0] not in "_@/,;:-"
