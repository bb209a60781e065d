"""From an annotator's notes to spans: choose articles, find each note, show the result.

The notes of an article are lines `surface<TAB>label`, one for every mention, in the order
of the text. The label `-` passes over a mention that is no entity but reads like one
(`Türkiye` in the name of a cup), so that a later note does not land on it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from lavrov_corpus.evaluation.scoring import Span

LABELS = ("PER", "LOC", "ORG", "DATE", "MONEY", "PERCENT")
PASSED_OVER = "-"

#: Articles up to this length are annotated whole.
WHOLE_LENGTH = 2000
#: Longer ones up to the first end of a sentence from here on.
CUT_LENGTH = 1600

#: Windows-1252 quotation marks that were decoded as Latin-1, and what they stand for.
_STRAY_MARKS = str.maketrans("\x91\x92\x93\x94\x95’‘", "''\"\"•''")
_SENTENCE_END = re.compile(r"[^\W\d_]{5}[.!?][\"')]*(?=\s)")


class NoteError(ValueError):
    """A note that is malformed, or that the text does not bear out."""


def readable(text: str) -> str:
    """Return the text with stray quotation marks made straight, at the same length."""
    return text.translate(_STRAY_MARKS)


def annotated_end(text: str) -> int:
    """Return the code point up to which a text is annotated: all of it, or a first part."""
    if len(text) <= WHOLE_LENGTH:
        return len(text)
    found = _SENTENCE_END.search(readable(text), CUT_LENGTH)
    return found.end() if found else len(text)


def choose(
    articles: Iterable[tuple[str, str]], *, step: int, first: int
) -> list[tuple[int, str, str]]:
    """Choose every `step`-th article of each topic from its `first` (counted from 0) on.

    Args:
        articles: `(text, topic)` of each line of the file, in order.
        step: the distance of two chosen articles within their topic.
        first: the index of the first chosen article within its topic.

    Returns:
        `(line, topic, half)` with lines counted from 1 and the halves `tuning` and `test`
        taking turns within each topic. A text that was met before counts for nothing.

    """
    seen: set[str] = set()
    topics: dict[str, list[int]] = {}
    for line, (text, topic) in enumerate(articles, start=1):
        if text not in seen:
            seen.add(text)
            topics.setdefault(topic, []).append(line)
    return [
        (line, topic, "test" if turn % 2 else "tuning")
        for topic, lines in topics.items()
        for turn, line in enumerate(lines[first::step])
    ]


def parse_notes(notes: str) -> list[tuple[str, str]]:
    """Return `(surface, label)` of each line of an article's notes; empty lines are skipped.

    Raises:
        NoteError: a line is not `surface<TAB>label` with a known label.

    """
    parsed = []
    for number, line in enumerate(notes.splitlines(), start=1):
        if not line.strip():
            continue
        surface, tab, label = line.partition("\t")
        if not tab or not surface or label not in (*LABELS, PASSED_OVER):
            raise NoteError(f"line {number} is not `surface<TAB>label`: {line!r}")
        parsed.append((surface, label))
    return parsed


def find_spans(text: str, notes: Sequence[tuple[str, str]]) -> list[Span]:
    """Find each note in the text, in order, as whole words that do not overlap.

    Args:
        text: the text, or the annotated part of it.
        notes: `(surface, label)` in the order of the text; see the module.

    Returns:
        Spans in code points of `text`, without those that were passed over.

    Raises:
        NoteError: a note was not found after the one before it.

    """
    plain = readable(text)
    spans = []
    position = 0
    for surface, label in notes:
        start = _find_words(plain, readable(surface), position)
        if start < 0:
            near = plain[position : position + 60]
            raise NoteError(f"{surface!r} is not found as whole words from {near!r} on")
        position = start + len(surface)
        if label != PASSED_OVER:
            spans.append(Span(start, position, label))
    return spans


def write(text: str, spans: Iterable[Span]) -> list[tuple[str, str]]:
    """Return the notes that `find_spans` turns into just these spans."""
    plain = readable(text)
    notes = []
    position = 0
    for span in spans:
        surface = plain[span.start : span.end]
        while (found := _find_words(plain, surface, position)) < span.start:
            notes.append((surface, PASSED_OVER))
            position = found + len(surface)
        notes.append((surface, span.label))
        position = span.end
    return notes


def _find_words(plain: str, surface: str, position: int) -> int:
    start = plain.find(surface, position)
    while start >= 0 and not _is_whole(plain, start, start + len(surface)):
        start = plain.find(surface, start + 1)
    return start


def _is_whole(plain: str, start: int, end: int) -> bool:
    """Tell whether no letter, digit or case suffix is cut off on either side."""
    before = plain[start - 1 : start]
    return not before.isalnum() and not re.match(r"'?\w", plain[end : end + 2])


def show(text: str, spans: Iterable[Span]) -> str:
    """Return the text with each span in brackets, followed by its label."""
    plain = readable(text)
    parts = []
    position = 0
    for span in spans:
        parts += [plain[position : span.start], "[", plain[span.start : span.end], "]", span.label]
        position = span.end
    return "".join([*parts, plain[position:]])


def passed_by(text: str, spans: Sequence[Span]) -> list[str]:
    """List the capitalised words outside all spans, in order: where a mention may be missed."""
    plain = readable(text)
    masked = list(plain)
    for span in spans:
        masked[span.start : span.end] = " " * (span.end - span.start)
    words = re.findall(r"\w+(?:'\w+)?", "".join(masked))
    return [word for word in words if word[0].isupper()]
