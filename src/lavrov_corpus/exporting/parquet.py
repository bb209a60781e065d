"""Parquet, for pandas, Polars, DuckDB, Spark, R and Hugging Face `datasets`.

The schema is that of the records (`lavrov_corpus.arrow`).
"""

from __future__ import annotations

import io
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import islice
from types import UnionType
from typing import Any, get_args, get_origin

import pyarrow as pa
from pyarrow import parquet

from lavrov_corpus.arrow import is_record, key_types, schema_of
from lavrov_corpus.document import Article, Entity, Quotation, Sentence, Token
from lavrov_corpus.document import Record as Model
from lavrov_corpus.errors import CorpusError
from lavrov_corpus.exporting.records import COLUMNS, Record, Source, records

#: A row group is written when it has one of these: enough rows to be scanned at full speed,
#: or more than this many bytes in memory.
GROUP_ROWS = 122_880
GROUP_BYTES = 16_000_000
# Rows as Python objects take ten times their room in Arrow, so they are turned in small lots;
# one article may be as long as thousands of its sentences.
_LOTS = {"article": 1}
_LOT = 4096

_MODELS: Mapping[str, type[Model]] = {
    "article": Article,
    "sentence": Sentence,
    "token": Token,
    "entity": Entity,
    "quote": Quotation,
}
_ADDED: Mapping[str, Any] = {
    "article": str,
    "source": str,
    "sentence": int,
    "token": int,
    "kind": str,
    "text": str,
}


class _Sink(io.RawIOBase):
    """A file that hands on what was written to it."""

    def __init__(self) -> None:
        super().__init__()
        self._pieces: list[bytes] = []
        self._written = 0

    def writable(self) -> bool:
        return True

    def tell(self) -> int:
        return self._written

    def write(self, data: Any) -> int:
        piece = bytes(data)
        self._pieces.append(piece)
        self._written += len(piece)
        return len(piece)

    def taken(self) -> bytes:
        """Return what was written since the last time."""
        taken, self._pieces = b"".join(self._pieces), []
        return taken


def schema(level: str) -> pa.Schema:
    """Return the Arrow schema of the records of a level of COLUMNS."""
    return schema_of(_kinds(level), level)


def chunks(articles: Iterable[Source], level: str) -> Iterator[bytes]:
    """Yield the file, row group by row group."""
    sink = _Sink()
    form = schema(level)
    with parquet.ParquetWriter(sink, form, compression="zstd") as writer:
        for group in _groups(articles, level, form):
            writer.write_table(group, row_group_size=max(len(group), 1))
            yield sink.taken()
    yield sink.taken()


def _groups(articles: Iterable[Source], level: str, form: pa.Schema) -> Iterator[pa.Table]:
    rows = (row for article in articles for row in records(article, level))
    waiting: list[pa.RecordBatch] = []
    count = size = 0
    while lot := list(islice(rows, _LOTS.get(level, _LOT))):
        batch = _batch(lot, level, form)
        waiting.append(batch)
        count += len(batch)
        size += batch.nbytes
        if count >= GROUP_ROWS or size >= GROUP_BYTES:
            yield pa.Table.from_batches(waiting).combine_chunks()
            waiting = []
            count = size = 0
    if waiting:
        yield pa.Table.from_batches(waiting).combine_chunks()


def _batch(rows: Sequence[Record], level: str, form: pa.Schema) -> pa.RecordBatch:
    columns = []
    try:
        for key, kind in _kinds(level).items():
            convert = _converter(kind)
            values = [row[key] for row in rows]
            cells = [convert(value) for value in values] if convert else values
            columns.append(pa.array(cells, form.field(key).type))
    except (pa.ArrowException, KeyError, TypeError, ValueError, AttributeError) as error:
        raise CorpusError(
            f"A stored article cannot be read: {error}.", "corpus ingest PATH... --force"
        ) from error
    return pa.RecordBatch.from_arrays(columns, schema=form)


def _kinds(level: str) -> dict[str, Any]:
    """Return the type, as Python annotates it, of each column of a level."""
    fields = key_types(_MODELS[level])
    known = fields if level == "article" else {**_ADDED, **fields}
    return {key: known[key] for key in COLUMNS[level]}


def _converter(kind: Any) -> Callable[[Any], Any] | None:
    """Return what turns a value of JSON into one for Arrow; None where it is one already."""
    if is_record(kind):
        return _struct_converter(kind)
    if get_origin(kind) is tuple:
        return _list_converter(_converter(get_args(kind)[0]))
    if get_origin(kind) is dict:
        convert = _converter(get_args(kind)[1]) or (lambda value: value)
        return lambda table: [{"key": k, "value": convert(v)} for k, v in table.items()]
    if get_origin(kind) is UnionType:
        return lambda value: value if isinstance(value, str) else json.dumps(value)
    return None


def _list_converter(convert: Callable[[Any], Any] | None) -> Callable[[Any], Any] | None:
    return convert and (lambda values: [convert(value) for value in values])


def _struct_converter(kind: type[Model]) -> Callable[[Any], Any] | None:
    found = {key: _converter(inner) for key, inner in key_types(kind).items()}
    converters = {key: convert for key, convert in found.items() if convert}
    if not converters:
        return None
    return lambda struct: (
        struct | {key: convert(struct[key]) for key, convert in converters.items()}
    )
