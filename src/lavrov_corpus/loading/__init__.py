"""From paths to decoded text: find the files, read their bytes, decide on the encoding."""

from lavrov_corpus.loading.decoding import decode
from lavrov_corpus.loading.inputs import (
    STANDARD_INPUT,
    Inputs,
    escape_path,
    find_inputs,
    read_source,
    unescape_path,
)

__all__ = [
    "STANDARD_INPUT",
    "Inputs",
    "decode",
    "escape_path",
    "find_inputs",
    "read_source",
    "unescape_path",
]
