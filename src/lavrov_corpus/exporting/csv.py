"""CSV after RFC 4180, and the same with tabs, in which no cell is a formula.

A text cell that a spreadsheet would run as a formula gets an apostrophe in front: one that
begins with `= + - @`, a tab, a carriage return or a line feed, or the wide forms of these
signs. So that nothing is lost, a cell that begins with apostrophes and then such a sign gets
one more as well: take one apostrophe away from any cell that matches
`^'+[=+@\\-\\t\\r\\n＝＋－＠]` and you have the text. Numbers are left alone.

At level article a list of spans is its length, and a list or table of strings is JSON.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from lavrov_corpus.exporting.records import COLUMNS, Record, Source, encode, records

_BYTE_ORDER_MARK = "\ufeff"
_FORMULA = re.compile("'*[=+@\\-\t\r\n＝＋－＠]")
_SPANS = frozenset({"paragraphs", "sentences", "tokens", "entities", "quotes"})


class _Line:
    """A file that hands each line back, so that lines can be passed on one by one."""

    def write(self, line: str) -> str:
        return line


def chunks(articles: Iterable[Source], level: str, *, excel: bool = False) -> Iterator[str]:
    """Return the header, then the lines of each article.

    `excel` writes what the Turkish Excel opens by a double click: a byte order mark, and
    `;` between the cells.
    """
    return _lines(articles, level, ";" if excel else ",", _BYTE_ORDER_MARK if excel else "")


def tab_chunks(articles: Iterable[Source], level: str) -> Iterator[str]:
    """Return the same with tabs between the cells."""
    return _lines(articles, level, "\t")


def _lines(
    articles: Iterable[Source], level: str, delimiter: str, opening: str = ""
) -> Iterator[str]:
    columns = COLUMNS[level]
    writer = _writer(delimiter)
    yield opening + _written(writer, columns)
    for article in articles:
        yield "".join(
            _written(writer, [_cell(key, record) for key in columns])
            for record in records(article, level)
        )


def table(rows: Iterable[Record], columns: Sequence[str], delimiter: str = ",") -> Iterator[str]:
    """Yield the header, then a line for each row, with the cells of `columns`."""
    writer = _writer(delimiter)
    yield _written(writer, columns)
    for row in rows:
        yield _written(writer, [_cell(key, row) for key in columns])


def _writer(delimiter: str) -> Any:
    return csv.writer(_Line(), delimiter=delimiter, lineterminator="\r\n")


def _written(writer: Any, cells: Iterable[str | int]) -> str:
    line: str = writer.writerow(cells)  # what `write` returned
    return line


def _cell(key: str, record: Record) -> str | int:
    value = record[key]
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int):
        return value
    if isinstance(value, str):
        return f"'{value}" if _FORMULA.match(value) else value
    return len(value) if key in _SPANS else encode(value)
