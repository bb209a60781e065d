"""Articles in the formats that other programs read."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from difflib import get_close_matches
from pathlib import Path
from typing import BinaryIO

from lavrov_corpus.errors import CorpusError
from lavrov_corpus.exporting import conll, conllu, csv, json, jsonl, labelstudio, tei
from lavrov_corpus.exporting.brat import Brat
from lavrov_corpus.exporting.folders import FolderFormat, write_folder
from lavrov_corpus.exporting.records import COLUMNS, Record, Source, encode
from lavrov_corpus.exporting.txt import Txt
from lavrov_corpus.exporting.writing import write

__all__ = [
    "COLUMNS",
    "DOCUMENT_FORMATS",
    "FOLDER_FORMATS",
    "FORMATS",
    "LEVELS",
    "RECORD_FORMATS",
    "TABLE_FORMATS",
    "export",
    "export_table",
    "parquet_chunks",
    "save",
    "write",
]

#: Text with one record after another, at any level.
RECORD_FORMATS: dict[str, Callable[[Iterable[Source], str], Iterator[str]]] = {
    "jsonl": jsonl.chunks,
    "json": json.chunks,
    "csv": csv.chunks,
    "tsv": csv.tab_chunks,
}
#: Text with one article after another, each of them whole.
DOCUMENT_FORMATS: dict[str, Callable[[Iterable[Source]], Iterator[str]]] = {
    "conllu": conllu.chunks,
    "conll": conll.chunks,
    "tei": tei.chunks,
    "labelstudio": labelstudio.chunks,
}
#: A folder with one or more files for each article.
FOLDER_FORMATS: dict[str, Callable[[], FolderFormat]] = {"brat": Brat, "txt": Txt}
FORMATS = (*RECORD_FORMATS, "parquet", *DOCUMENT_FORMATS, *FOLDER_FORMATS)
LEVELS = tuple(COLUMNS)
TABLE_FORMATS = ("csv", "tsv", "jsonl")


def save(
    articles: Iterable[Source],
    format: str,
    level: str,
    output: Path | None,
    stdout: BinaryIO,
    *,
    excel: bool = False,
) -> None:
    """Write the articles, or their stored JSON, in a format of FORMATS at a level of LEVELS.

    They go to `output`, which is there whole or not at all, or to `stdout` where it is None.
    `excel` is for the format csv alone. Raises CorpusError for a format that has no such level
    or place, that is not installed, or that cannot be written.
    """
    _require(format, "format", FORMATS)
    _require_no_excel(format, excel)
    if format in FOLDER_FORMATS:
        _require_whole_articles(format, level)
        if output is None:
            raise CorpusError(
                f"The format {format} is a folder of files.", f"--format {format} -o FOLDER"
            )
        write_folder(articles, FOLDER_FORMATS[format](), output)
    elif format == "parquet":
        if output is None and stdout.isatty():
            raise CorpusError("Parquet is nothing for a terminal.", "-o FILE.parquet")
        write(parquet_chunks(articles, level), output, stdout)
    else:
        write(export(articles, format, level, excel=excel), output, stdout)


def export(
    articles: Iterable[Source], format: str, level: str = "article", *, excel: bool = False
) -> Iterator[str]:
    """Return the articles, or their stored JSON, in a format of text at a level of LEVELS.

    The text comes in chunks, as the articles come. `excel` is for the format csv alone.
    Raises CorpusError for any other name of a format or a level.
    """
    _require(format, "format", [*RECORD_FORMATS, *DOCUMENT_FORMATS])
    _require(level, "level", LEVELS)
    _require_no_excel(format, excel)
    if format in DOCUMENT_FORMATS:
        _require_whole_articles(format, level)
        return DOCUMENT_FORMATS[format](articles)
    if excel:
        return csv.chunks(articles, level, excel=True)
    return RECORD_FORMATS[format](articles, level)


def parquet_chunks(articles: Iterable[Source], level: str) -> Iterator[bytes]:
    """Return the articles as a Parquet file at a level of LEVELS, in chunks.

    Raises CorpusError where pyarrow is not installed.
    """
    _require(level, "level", LEVELS)
    try:
        from lavrov_corpus.exporting import parquet  # noqa: PLC0415  # pyarrow only when used
    except ModuleNotFoundError as error:
        raise CorpusError(
            f"The format parquet needs {error.name}, which is not installed.",
            "pip install 'lavrov-corpus[parquet]'",
        ) from error
    return parquet.chunks(articles, level)


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


def _require_whole_articles(format: str, level: str) -> None:
    if level != "article":
        raise CorpusError(
            f"The format {format} has whole articles, no level {level!r}.", f"--format {format}"
        )


def _require_no_excel(format: str, excel: bool) -> None:
    if excel and format != "csv":
        raise CorpusError(f"The format {format} has no form for Excel.", "--format csv --excel")
