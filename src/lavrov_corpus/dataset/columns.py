"""Articles as Arrow columns, with the keys and the nesting of the record.

A record becomes a struct and a list of records a list of structs. A dictionary of numbers
becomes a map; the one whose values are of several types a map to their JSON.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from functools import cache
from itertools import accumulate, chain
from types import UnionType
from typing import Any, Literal, Union, get_args, get_origin

import pyarrow as pa

from lavrov_corpus.document import Article, Record

# Offsets count code points, of which a file that can be stored has fewer than 2**31.
_PLAIN: Mapping[Any, pa.DataType] = {
    int: pa.int32(),
    float: pa.float64(),
    bool: pa.bool_(),
    str: pa.string(),
}


@cache
def article_schema() -> pa.Schema:
    """Return the Arrow schema of an article, made from the model of the record."""
    return pa.schema(list(_struct_of(Article)))


def article_table(articles: Sequence[Article]) -> pa.Table:
    """Return a table with a row for each article, in order."""
    arrays = [
        _array(
            _annotation(Article, field.name), [article.__dict__[field.name] for article in articles]
        )
        for field in article_schema()
    ]
    return pa.Table.from_arrays(arrays, schema=article_schema())


def _struct_of(model: type[Record]) -> pa.StructType:
    return pa.struct(
        [
            pa.field(name, _type(_annotation(model, name)), nullable=False)
            for name in model.model_fields
        ]
    )


def _annotation(model: type[Record], name: str) -> Any:
    return model.model_fields[name].annotation


def _type(annotation: Any) -> pa.DataType:
    if annotation in _PLAIN:
        return _PLAIN[annotation]
    if isinstance(annotation, type) and issubclass(annotation, Record):
        return _struct_of(annotation)
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin is Literal:
        return pa.string()
    if origin is tuple:
        return pa.list_(pa.field("item", _type(arguments[0]), nullable=False))
    if origin is dict:
        return pa.map_(pa.string(), pa.string() if _is_union(arguments[1]) else _type(arguments[1]))
    raise TypeError(f"no column for {annotation}")


def _is_union(annotation: Any) -> bool:
    return get_origin(annotation) in {Union, UnionType}


def _array(annotation: Any, values: Sequence[Any]) -> pa.Array:
    """Return the values of one key of all records as a column; deep ones are built flat.

    To hand pyarrow the rows as dictionaries takes ten times as long.
    """
    if isinstance(annotation, type) and issubclass(annotation, Record):
        struct = _struct_of(annotation)
        columns = [
            _array(
                _annotation(annotation, field.name),
                [value.__dict__[field.name] for value in values],
            )
            for field in struct
        ]
        return pa.StructArray.from_arrays(columns, fields=list(struct))
    origin, arguments = get_origin(annotation), get_args(annotation)
    if origin is tuple:
        ends = accumulate((len(value) for value in values), initial=0)
        return pa.ListArray.from_arrays(
            pa.array(ends, pa.int32()),
            _array(arguments[0], list(chain.from_iterable(values))),
            type=_type(annotation),
        )
    if origin is dict and _is_union(arguments[1]):
        values = [{key: json.dumps(item) for key, item in value.items()} for value in values]
    if origin is dict:
        values = [list(value.items()) for value in values]
    return pa.array(values, _type(annotation))
