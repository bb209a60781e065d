"""Reads JSON Lines of texts with offsets: our own export, and what annotation tools write.

A record has `text`, and under `entities`, `spans`, `label` or `labels` a list of objects with
`start`, `end` and `label`, or of lists `[start, end, label]`; offsets are code points.
"""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from itertools import pairwise
from typing import Any

from lavrov_corpus.evaluation.documents import Document, wrong
from lavrov_corpus.evaluation.scoring import Span

_LISTS = ("entities", "spans", "label", "labels")
_HINT = 'each line is {"text": "...", "entities": [{"start": 0, "end": 6, "label": "LOC"}]}'


def read_records(text: str, place: str) -> list[Document]:
    """Return the documents of JSON Lines; `place` names the file.

    Raises:
        InputError: a line is no such record; the message has its number.

    """
    # Only a line feed ends a record: JSON lets other line ends stand inside a string.
    lines = enumerate(text.lstrip("\ufeff").split("\n"), start=1)
    return [_document(line, place, number) for number, line in lines if line.strip()]


def _document(line: str, place: str, number: int) -> Document:
    try:
        record = json.loads(line)
    except ValueError as error:
        raise wrong(place, number, f"this is no JSON: {error}", _HINT) from error
    if not isinstance(record, dict) or not isinstance(record.get("text"), str):
        raise wrong(place, number, 'the record has no "text"', _HINT)
    name = next((name for name in _LISTS if isinstance(record.get(name), list)), None)
    if name is None:
        raise wrong(place, number, 'the record has no list "entities"', _HINT)
    found: list[Span] = []
    raw: list[Span] = []
    for entity in record[name]:
        span = _span(entity, "start", "end")
        if span is None or not 0 <= span.start < span.end <= len(record["text"]):
            shown = json.dumps(entity, ensure_ascii=False)[:60]
            what = f"no span of a text of {len(record['text'])} characters: {shown}"
            raise wrong(place, number, what, _HINT)
        found.append(span)
        if isinstance(entity, Mapping):
            raw += filter(None, [_span(entity, "raw_start", "raw_end")])
    return Document(
        place=f"{place}, line {number}",
        text=record["text"],
        spans=tuple(_apart(sorted(found), place, number)),
        key=_key(record),
        sha256=str(record.get("sha256") or ""),
        raw_spans=tuple(sorted(raw)) if len(raw) == len(found) else (),
    )


def _span(entity: Any, start: str, end: str) -> Span | None:
    cells = entity
    if isinstance(entity, Mapping):
        cells = [entity.get(start), entity.get(end), entity.get("label")]
    if not isinstance(cells, list) or len(cells) != 3:
        return None
    first, last, label = cells
    whole = type(first) is int and type(last) is int
    return Span(first, last, label) if whole and isinstance(label, str) and label else None


def _apart(spans: list[Span], place: str, number: int) -> Iterator[Span]:
    for before, after in pairwise(spans):
        if after.start < before.end:
            what = f"the spans {tuple(before)} and {tuple(after)} overlap"
            raise wrong(place, number, what, "keep one of the two")
    yield from spans


def _key(record: Mapping[str, Any]) -> str:
    return next((str(record[name]) for name in ("id", "source") if record.get(name)), "")
