"""The one order in which all repairs are made, and the map from the result to the raw text."""

from __future__ import annotations

import gc
import re
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from functools import lru_cache, partial

from lavrov_corpus.cleaning.characters import (
    CHARACTER_REPAIRS,
    composed_letters,
    has_odd_characters,
    line_ends,
)
from lavrov_corpus.cleaning.columns import columns
from lavrov_corpus.cleaning.differences import differences, was_moved
from lavrov_corpus.cleaning.edits import Edit, Repaired, apply_edits, count_repairs
from lavrov_corpus.cleaning.flags import assess
from lavrov_corpus.cleaning.furniture import page_furniture
from lavrov_corpus.cleaning.headings import paragraphs_of
from lavrov_corpus.cleaning.hyphens import lost_hyphens
from lavrov_corpus.cleaning.initials import drop_caps
from lavrov_corpus.cleaning.joining import joined_lines
from lavrov_corpus.cleaning.lines import split_lines
from lavrov_corpus.cleaning.mojibake import double_encoding, swapped_letters
from lavrov_corpus.cleaning.shared import shared_lines
from lavrov_corpus.cleaning.syllables import spaced_syllables
from lavrov_corpus.cleaning.woven import woven_columns
from lavrov_corpus.document import CleanText, RawText
from lavrov_corpus.offsets import OffsetMap

Repair = Callable[[str], Iterable[Edit] | Repaired | None]

_SPACES = re.compile(r" {2,}")
# A repair may uncover work for one before it; more rounds than this have not been seen.
_MAX_ROUNDS = 8


@dataclass(frozen=True, slots=True)
class Change:
    """One place in which the clean text differs from the raw text.

    `raw_start` and `raw_end` are code points of the raw text, `start` and `end` of the
    clean text; `removed` stood there, `inserted` stands there now. `repair` names the
    repairs that made it, joined by `+`.
    """

    raw_start: int
    raw_end: int
    start: int
    end: int
    removed: str
    inserted: str
    repair: str


@dataclass(frozen=True, slots=True)
class _Step:
    """The edits that one repair made, and the map from what it saw to the raw text."""

    edits: Sequence[Edit]
    seen: OffsetMap


def clean(raw: RawText, *, repair: bool = True) -> CleanText:
    """Return the text with its paragraphs restored and the damage of extraction undone.

    Each repair is counted by its name. Without `repair` only white space and line ends are
    put in order. Cleaning a clean text changes nothing.
    """
    text, origin, steps = _clean_text(raw, repair)
    repairs = Counter(raw.repairs)
    for step in steps:
        repairs.update(count_repairs(step.edits))
    flags, quality = assess(text, repairs)
    return CleanText(
        text=text,
        paragraphs=paragraphs_of(text),
        origin=origin,
        repairs=dict(sorted(repairs.items())),
        flags=flags,
        quality=quality,
    )


def changes(raw: RawText, *, repair: bool = True) -> tuple[Change, ...]:
    """Return every difference between the raw text and its clean text, in order.

    What no change names was copied as it is. A part that stood elsewhere begins with a
    change, which may be empty.
    """
    text, origin, steps = _clean_text(raw, repair)
    moved = was_moved(origin)
    named = sorted(
        (*span, edit.repair)
        for step in steps
        for edit in step.edits
        for span in (
            step.seen.source_spans(edit.start, edit.end)
            if moved
            else [step.seen.source_span(edit.start, edit.end)]
        )
    )
    found: list[Change] = []
    for start, end, raw_start, raw_end in differences(raw.text, text, origin):
        names = [n for low, high, n in named if low <= raw_end and high >= raw_start]
        found.append(
            Change(
                raw_start=raw_start,
                raw_end=raw_end,
                start=start,
                end=end,
                removed=raw.text[raw_start:raw_end],
                inserted=text[start:end],
                repair="+".join(dict.fromkeys(names)),
            )
        )
    return tuple(found)


def spaces(text: str) -> Iterator[Edit]:
    """Make runs of spaces one space."""
    for match in _SPACES.finditer(text) if "  " in text else ():
        yield Edit(match.start(), match.end(), " ", "spaces")


_is_odd = lru_cache(maxsize=1)(has_odd_characters)


def _where_odd(repair: Callable[[str], Iterator[Edit]]) -> Repair:
    return lambda text: repair(text) if _is_odd(text) else None


#: What is repaired before lines are joined, in this order, and everything.
BEFORE_JOINING: tuple[Repair, ...] = (
    double_encoding,
    swapped_letters,
    *(_where_odd(repair) for repair in CHARACTER_REPAIRS),
    woven_columns,
    page_furniture,
    columns,
    drop_caps,
    spaced_syllables,
)
LAYOUT_REPAIRS: tuple[Repair, ...] = (line_ends, composed_letters, joined_lines, spaces)
ALL_REPAIRS: tuple[Repair, ...] = (*BEFORE_JOINING, joined_lines, lost_hyphens, spaces)


def repaired(text: str, repair: Repair) -> Repaired | None:
    """Return what the repair makes of the text; None where it finds nothing to do."""
    result = repair(text)
    if result is None or isinstance(result, Repaired):
        return result
    edits = list(result)
    return Repaired(*apply_edits(text, edits), edits) if edits else None


def run_repairs(text: str, repairs: Sequence[Repair]) -> str:
    """Return the text after one round of the repairs."""
    for repair in repairs:
        result = repaired(text, repair)
        text = result.text if result else text
    return text


def _clean_text(raw: RawText, repair: bool) -> tuple[str, OffsetMap, list[_Step]]:
    repairs = ALL_REPAIRS if repair else LAYOUT_REPAIRS
    if raw.furniture and repair:
        place = repairs.index(page_furniture) + 1
        shared = partial(shared_lines, known=raw.furniture)
        repairs = (*repairs[:place], shared, *repairs[place:])
    with _collection_paused():
        made = _repair_in_rounds(raw.text, repairs)
    # What the last text left behind may be large.
    split_lines.cache_clear()
    _is_odd.cache_clear()
    return made


def _repair_in_rounds(text: str, repairs: Sequence[Repair]) -> tuple[str, OffsetMap, list[_Step]]:
    """Make the repairs again and again, until none finds anything in what the others left."""
    origin, steps = OffsetMap.identity(len(text)), list[_Step]()
    found_nothing = 0
    for _ in range(_MAX_ROUNDS):
        before = text
        for make in repairs:
            result = repaired(text, make)
            if result is not None:
                steps.append(_Step(result.edits, origin))
                text, origin = result.text, result.origin.after(origin)
            found_nothing = found_nothing + 1 if result is None else 0
            if found_nothing == len(repairs):
                return text, origin, steps
        if text == before:
            break
    return text, origin, steps


@contextmanager
def _collection_paused() -> Iterator[None]:
    """Keep the collector of cycles from going through the edits of a large text over and over.

    Repairs make objects by the hundred thousand, and no cycles.
    """
    was_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_enabled:
            gc.enable()
