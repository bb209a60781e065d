"""Where the sentences of a paragraph end."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lavrov_corpus.segmentation.quotes import Pair, outer_pairs
from lavrov_corpus.segmentation.rules import Rules

_STOP = re.compile(r"[.!?…]++")
_CLOSING = frozenset("\"'”’»›)]“")
_OPENING = re.compile(r"[\s\"'“”‘’«‹„‚(\[*•–—\-]*+")
_HAS_PAIR = re.compile(r"[\"“”„‟″«»(\[‘’‚‹']|``")
_ROMAN = re.compile(r"[IVXLC]{1,6}")
_INITIALS = re.compile(r"[^\W\d_](?:\.[^\W\d_])*+")
_LONGEST_WORD = 40


@dataclass(frozen=True, slots=True)
class _Stop:
    """A run of stops, where the marks that close after it end, and what comes then."""

    start: int
    end: int
    cut: int
    following: int


def sentence_spans(text: str, start: int, end: int, rules: Rules) -> Iterator[tuple[int, int]]:
    """Yield the spans of the sentences of the paragraph `text[start:end]`, trimmed.

    Positions are code points of `text`. Each character that is no white space lies in one.
    """
    begin = _skip_space(text, start, end)
    end = _trim(text, begin, end)
    caseless = text[start:end].islower()
    for stop in _stops(text, start, end, rules):
        if stop.cut > begin and _ends(text, begin, stop, caseless, rules):
            yield begin, stop.cut
            begin = stop.following
    if end > begin:
        yield begin, end


def _stops(text: str, start: int, end: int, rules: Rules) -> Iterator[_Stop]:
    """Yield the stops of `text[start:end]` that lie in no pair of marks and have text after."""
    pairs = outer_pairs(text, start, end) if _HAS_PAIR.search(text, start, end) else []
    if rules.split_quotes:
        pairs = [pair for pair in pairs if pair.bracket]
    current = 0
    for match in _STOP.finditer(text, start, end):
        while current < len(pairs) and pairs[current].end <= match.start():
            current += 1
        pair = pairs[current] if current < len(pairs) else None
        cut = _after_closers(text, match.end(), end, pair)
        if cut is None:
            continue
        following = _skip_space(text, cut, end)
        if following < end:
            yield _Stop(match.start(), match.end(), cut, following)


def _skip_space(text: str, place: int, end: int) -> int:
    while place < end and text[place].isspace():
        place += 1
    return place


def _trim(text: str, start: int, end: int) -> int:
    while end > start and text[end - 1].isspace():
        end -= 1
    return end


def _after_closers(text: str, place: int, end: int, pair: Pair | None) -> int | None:
    """Return where the closing marks after a stop end; None if the stop is inside a pair."""
    if pair is not None and pair.start < place:
        while place < pair.close and (text[place].isspace() or text[place] in _CLOSING):
            place += 1
        if place < pair.close:
            return None
        place = max(place, pair.end)
    while place < end and text[place] in _CLOSING:
        place += 1
    return place


def _ends(text: str, begin: int, stop: _Stop, caseless: bool, rules: Rules) -> bool:
    opening = _OPENING.match(text, stop.following)
    place = opening.end() if opening else stop.following
    head = text[place : place + 1]
    if stop.following == stop.cut and not _glued_break(text, stop):
        return False
    if head.islower() and not caseless and place == stop.following:
        return False
    if text[stop.start : stop.end] != ".":
        return True
    before = _word_before(text, begin, stop.start)
    if not before:
        return True
    if before[-1].isdigit():
        return len(before) > 2 or not head.isupper()
    return _word_ends(before, rules)


def _word_ends(word: str, rules: Rules) -> bool:
    known = rules.abbreviations.get(word)
    if known is not None:
        return known in ("unit", "closing")
    return not (_INITIALS.fullmatch(word) or _ROMAN.fullmatch(word))


def _glued_break(text: str, stop: _Stop) -> bool:
    """Tell whether a stop with no space after it can end a sentence: `dedi.Bakan`."""
    before = text[max(stop.start - 3, 0) : stop.start]
    after = text[stop.cut : stop.cut + 2]
    return (
        len(before) == 3
        and before.isalpha()
        and before.islower()
        and (after.istitle() or not after[:1].isalnum())
    )


def _word_before(text: str, begin: int, place: int) -> str:
    lowest = max(begin, place - _LONGEST_WORD)
    space = text.rfind(" ", lowest, place)
    word = text[space + 1 if space >= 0 else lowest : place]
    return word.lstrip("\"'“”‘’«‹„‚([*-–—")
