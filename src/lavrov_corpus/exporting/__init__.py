"""Articles as text in the formats that other programs read."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from difflib import get_close_matches

from lavrov_corpus.errors import CorpusError
from lavrov_corpus.exporting import csv, json, jsonl
from lavrov_corpus.exporting.records import COLUMNS, Record, Source, encode
from lavrov_corpus.exporting.writing import write

__all__ = ["COLUMNS", "FORMATS", "LEVELS", "TABLE_FORMATS", "export", "export_table", "write"]

FORMATS: dict[str, Callable[[Iterable[Source], str], Iterator[str]]] = {
    "jsonl": jsonl.chunks,
    "json": json.chunks,
    "csv": csv.chunks,
}
LEVELS = tuple(COLUMNS)
TABLE_FORMATS = ("csv", "tsv", "jsonl")


def export(
    articles: Iterable[Source], format: str, level: str = "article", *, excel: bool = False
) -> Iterator[str]:
    """Return the articles, or their stored JSON, in a format of FORMATS at a level of LEVELS.

    The text comes in chunks, as the articles come. `excel` is for the format csv alone.
    Raises CorpusError for any other name of a format or a level.
    """
    _require(format, "format", FORMATS)
    _require(level, "level", LEVELS)
    if not excel:
        return FORMATS[format](articles, level)
    if format != "csv":
        raise CorpusError(f"The format {format} has no form for Excel.", "--format csv --excel")
    return csv.chunks(articles, level, excel=True)


def export_table(rows: Iterable[Record], columns: Sequence[str], format: str) -> Iterator[str]:
    """Return rows, as a question to the corpus gives them, in a format of TABLE_FORMATS.

    Raises CorpusError for any other name of a format.
    """
    _require(format, "format", TABLE_FORMATS)
    if format == "jsonl":
        return (encode({key: row[key] for key in columns}) + "\n" for row in rows)
    return csv.table(rows, columns, "\t" if format == "tsv" else ",")


def _require(name: str, what: str, known: Iterable[str]) -> None:
    if name not in known:
        nearest = get_close_matches(name, list(known), 1)
        hint = f"Did you mean {nearest[0]}?" if nearest else f"Choose one of {', '.join(known)}."
        raise CorpusError(f"There is no {what} {name!r}.", hint)
