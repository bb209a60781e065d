"""Articles as Arrow columns, with the schema that `export --format parquet` gives them."""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import cache
from itertools import accumulate, chain
from types import UnionType
from typing import Any, get_args, get_origin

import pyarrow as pa

from lavrov_corpus.arrow import arrow_type, is_record, key_types, schema_of
from lavrov_corpus.document import Article


@cache
def article_schema() -> pa.Schema:
    """Return the Arrow schema of an article, made from the model of the record."""
    return schema_of(key_types(Article), "article")


def article_table(articles: Sequence[Article]) -> pa.Table:
    """Return a table with a row for each article, in order."""
    arrays = [
        _array(kind, [article.__dict__[key] for article in articles])
        for key, kind in key_types(Article).items()
    ]
    return pa.Table.from_arrays(arrays, schema=article_schema())


def _array(kind: Any, values: Sequence[Any]) -> pa.Array:
    """Return the values of one key of all records as a column; deep ones are built flat.

    To hand pyarrow the rows as dictionaries takes ten times as long.
    """
    if is_record(kind):
        columns = [
            _array(inner, [value.__dict__[key] for value in values])
            for key, inner in key_types(kind).items()
        ]
        return pa.StructArray.from_arrays(columns, fields=list(arrow_type(kind)))
    if get_origin(kind) is tuple:
        items = _array(get_args(kind)[0], list(chain.from_iterable(values)))
        return _lists(values, items, kind)
    if get_origin(kind) is dict:
        inner = get_args(kind)[1]
        pairs = pa.StructArray.from_arrays(
            [
                pa.array([key for value in values for key in value], pa.string()),
                _array(inner, [item for value in values for item in value.values()]),
            ],
            fields=list(arrow_type(kind).value_type),
        )
        return _lists(values, pairs, kind)
    if get_origin(kind) is UnionType:
        values = [value if isinstance(value, str) else json.dumps(value) for value in values]
    return pa.array(values, arrow_type(kind))


def _lists(values: Sequence[Any], items: pa.Array, kind: Any) -> pa.Array:
    ends = accumulate((len(value) for value in values), initial=0)
    return pa.ListArray.from_arrays(pa.array(ends, pa.int32()), items, type=arrow_type(kind))
