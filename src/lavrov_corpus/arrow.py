"""The Arrow types of the records: one schema for every Parquet file that the tool writes.

`int` is int64, `float` is double, a list of records is a list of structs. A table by name
(`repairs`, `metadata`, `provenance.models`, `provenance.settings`) is a list of {key, value},
because Hugging Face `datasets` reads no maps; a setting is written as text. There are no nulls.
"""

from __future__ import annotations

from types import UnionType
from typing import Any, Literal, get_args, get_origin

import pyarrow as pa

from lavrov_corpus.document import SCHEMA_VERSION, Record

_PLAIN = {str: pa.string(), int: pa.int64(), float: pa.float64(), bool: pa.bool_()}


def schema_of(kinds: dict[str, Any], level: str) -> pa.Schema:
    """Return the schema of columns, given the annotation of each; `level` goes with it."""
    return pa.schema(
        [(key, arrow_type(kind)) for key, kind in kinds.items()],
        metadata={"level": level, "schema_version": str(SCHEMA_VERSION)},
    )


def key_types(model: type[Record]) -> dict[str, Any]:
    """Return the type, as Python annotates it, of each key of a record."""
    return {key: field.annotation for key, field in model.model_fields.items()}


def arrow_type(kind: Any) -> pa.DataType:
    """Return the Arrow type for an annotation of a record; TypeError where there is none."""
    if kind in _PLAIN:
        return _PLAIN[kind]
    if is_record(kind):
        return pa.struct([(key, arrow_type(inner)) for key, inner in key_types(kind).items()])
    if get_origin(kind) is tuple:
        return pa.list_(arrow_type(get_args(kind)[0]))
    if get_origin(kind) is dict:
        pair = [("key", pa.string()), ("value", arrow_type(get_args(kind)[1]))]
        return pa.list_(pa.struct(pair))
    if get_origin(kind) in {Literal, UnionType}:
        return pa.string()
    raise TypeError(f"no Arrow type for {kind}")


def is_record(kind: Any) -> bool:
    """Return whether an annotation is a record."""
    return isinstance(kind, type) and issubclass(kind, Record)
