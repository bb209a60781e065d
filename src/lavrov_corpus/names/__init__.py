"""The base form of a mention, and the fullest name of what it stands for."""

from __future__ import annotations

from lavrov_corpus.names.base import base_name
from lavrov_corpus.names.canonical import canonical_names, name_key
from lavrov_corpus.names.expressions import expression_name
from lavrov_corpus.names.merging import (
    Alias,
    Joined,
    NameEntry,
    NameRecord,
    decide,
    merge_names,
    read_aliases,
)

__all__ = [
    "Alias",
    "Joined",
    "NameEntry",
    "NameRecord",
    "base_name",
    "canonical_names",
    "decide",
    "expression_name",
    "merge_names",
    "name_key",
    "read_aliases",
]
