"""Metadata of an article: credits at its head and tail, read into one value for each field."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from lavrov_corpus.document import TextParagraph
from lavrov_corpus.metadata.agencies import reporting_agency
from lavrov_corpus.metadata.credits import closing_agency, credits_of
from lavrov_corpus.metadata.flat import byline_in
from lavrov_corpus.metadata.marks import Mark, Metadata
from lavrov_corpus.turkish import tr_fold

#: So many paragraphs, at most, stand before the story and carry credits, and behind it.
_HEAD = 10
_TAIL = 5
#: A longer body paragraph is the story: no credit begins a paragraph behind it.
_STORY = 160
#: A headline that runs into its byline without a line end is no longer than this.
_FLAT_TITLE = 60
#: A longer heading within quotation marks is a pull quote.
_QUOTED_TITLE = 80

_QUOTED = re.compile(r"[\"“”'‘’«].*[\"“”'‘’»][.!?…]?", re.DOTALL)
_SENTENCE_END = re.compile(r"[.!?…]\s")
_SECTIONS = frozenset(
    (
        *("ana sayfa", "anasayfa", "bilim", "bilim-teknoloji", "dünya", "ekonomi", "eğitim"),
        *("gündem", "güncel", "haber", "haberler", "hayat", "kültür", "kültür sanat"),
        *("kültür-sanat", "magazin", "politika", "sağlık", "siyaset", "son dakika", "spor"),
        *("teknoloji", "türkiye", "yaşam", "yerel", "yurt"),
    )
)


@dataclass(slots=True)
class _Reading:
    marks: list[Mark] = field(default_factory=list)
    title: str = ""


def find_metadata(text: str, paragraphs: Sequence[TextParagraph]) -> Metadata:
    """Return what the clean text says of itself in its credits; "" where that is in doubt.

    Two credits that contradict each other are doubt, and so is a word that is a credit only
    perhaps. Days and names inside of the story are never taken.
    """
    spans = [(text[p.start : p.end], p.kind) for p in paragraphs]
    head = _read_head(spans[:_HEAD])
    tail = _read_tail([paragraph for paragraph, _ in spans[1:][-_TAIL:]])
    marks = _without_lists(head.marks + tail)
    agency = _agency(marks)
    if not agency and not any(mark.agency for mark in marks):
        agency = reporting_agency(text)
    return Metadata(
        title=head.title,
        agency=agency,
        place=next((mark.place for mark in marks if mark.place), ""),
        author=_first_of(mark.author for mark in marks),
        date=_only(mark.date for mark in marks),
    )


def _read_head(paragraphs: Sequence[tuple[str, str]]) -> _Reading:
    reading = _Reading()
    for paragraph, kind in paragraphs:
        marks, end = credits_of(paragraph)
        reading.marks += marks
        if not marks and kind == "heading":
            if not reading.title and _is_title(paragraph):
                reading.title = paragraph
            continue
        if not marks and (mark := byline_in(paragraph)):
            reading.marks.append(mark)
            if not reading.title:
                reading.title = _flat_title(paragraph[: mark.start])
        if (kind == "body" and len(paragraph) - end > _STORY) or (marks and end < len(paragraph)):
            break
    return reading


def _read_tail(paragraphs: Sequence[str]) -> list[Mark]:
    found: list[Mark] = []
    for paragraph in paragraphs:
        marks, end = credits_of(paragraph)
        if marks and not paragraph[end:].strip():
            found += marks
        elif mark := closing_agency(paragraph):
            found.append(mark)
    return found


def _is_title(heading: str) -> bool:
    if tr_fold(heading.strip(" :|»")) in _SECTIONS:
        return False
    if heading.count('"') % 2 or heading.count("“") != heading.count("”"):
        return False  # a piece of a pull quote
    return len(heading) <= _QUOTED_TITLE or not _QUOTED.fullmatch(heading)


def _flat_title(before: str) -> str:
    title = before.rstrip()
    return title if len(title) <= _FLAT_TITLE and not _SENTENCE_END.search(title) else ""


def _agency(marks: Sequence[Mark]) -> str:
    """Return the agency that all credits name; the one of a `(AA, DHA)` beside its parts."""
    named = [set(mark.agency.split(", ")) for mark in marks if mark.agency]
    widest = max((mark.agency for mark in marks), key=len, default="")
    return widest if all(codes <= set(widest.split(", ")) for codes in named) else ""


def _without_lists(marks: Sequence[Mark]) -> list[Mark]:
    listed = len({mark.author for mark in marks if mark.is_bare_name}) > 1
    return [mark for mark in marks if not (listed and mark.is_bare_name)]


def _only(values: Iterable[str]) -> str:
    found = {value for value in values if value}
    return found.pop() if len(found) == 1 else ""


def _first_of(values: Iterable[str]) -> str:
    """Return the authors of all credits, each once, in the order of the text."""
    names = [name for value in values if value for name in value.split(", ")]
    return ", ".join(dict.fromkeys(names))
