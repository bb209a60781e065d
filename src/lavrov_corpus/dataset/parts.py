"""One part of a dataset: some hundreds of articles as a Parquet file."""

from __future__ import annotations

import hashlib
import io
from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from lavrov_corpus.dataset.manifest import PartRecord
from lavrov_corpus.dataset.storage import Storage
from lavrov_corpus.document import Article, Failure
from lavrov_corpus.errors import CorpusError

if TYPE_CHECKING:
    import pyarrow as pa


def write_part(url: str, name: str, batches: Iterable[Sequence[Article | Failure]]) -> PartRecord:
    """Write the articles as the part of a name, its record last, and return that record.

    Failures go into the record. The same articles give the same bytes, as long as the
    version of pyarrow is the same. A part without articles has no Parquet file. Raises
    CorpusError where the storage cannot be written.
    """
    tables: list[pa.Table] = []
    failures: list[Failure] = []
    for results in batches:
        failures += [result for result in results if isinstance(result, Failure)]
        articles = [result for result in results if isinstance(result, Article)]
        if articles:
            tables.append(_table(articles))
    data = _parquet(tables)
    record = PartRecord(
        name=name,
        articles=sum(table.num_rows for table in tables),
        size=len(data),
        sha256=hashlib.sha256(data).hexdigest() if data else "",
        failures=tuple(failures),
    )
    storage = Storage(url)
    if data:
        storage.write(record.path, data)
    storage.write(record.record_path, f"{record.to_json()}\n".encode())
    return record


def _table(articles: Sequence[Article]) -> pa.Table:
    try:
        from lavrov_corpus.dataset.columns import article_table  # noqa: PLC0415 - an extra
    except ModuleNotFoundError as error:
        raise CorpusError(
            f"--to needs {error.name}, which is not installed",
            "pip install 'lavrov-corpus[cluster]'",
        ) from error
    try:
        return article_table(articles)
    except UnicodeEncodeError:  # a lone surrogate
        return article_table([article.well_formed() for article in articles])


def _parquet(tables: Sequence[pa.Table]) -> bytes:
    if not tables:
        return b""
    import pyarrow as pa  # noqa: PLC0415 - an extra
    import pyarrow.parquet as pq  # noqa: PLC0415 - the same

    stream = io.BytesIO()
    pq.write_table(pa.concat_tables(tables), stream, compression="zstd")
    return stream.getvalue()
