"""What is done with an input: all stages and all exports, and what must hold of them."""

from __future__ import annotations

import csv
import io
import json
from functools import cache
from xml.etree import ElementTree

from lavrov_corpus.annotate import Settings, Tools, annotate, load_tools
from lavrov_corpus.cleaning.rearranging import MOVING
from lavrov_corpus.document import Article
from lavrov_corpus.errors import InputError, StoreError
from lavrov_corpus.exporting import DOCUMENT_FORMATS, LEVELS, RECORD_FORMATS, export
from lavrov_corpus.loading import decode
from lavrov_corpus.store import article_rows
from lavrov_corpus.store.where import parse_where
from tests.invariants import check


@cache
def _tools() -> Tools:
    # The lemmatizer looks at each word by itself, and costs more than all else on rubbish.
    return load_tools(Settings(lemma=False))


def annotate_and_export(data: bytes) -> None:
    """Take the bytes for a source file; raise if an invariant of what comes out is broken."""
    try:
        raw = decode(data, "x.txt")
    except InputError as error:
        if not error.hint:
            raise
        return
    article = annotate(raw, _tools())
    # Columns are read one after the other, so that their places in the source go back and forth.
    if article.well_formed() == article and MOVING.isdisjoint(article.repairs):
        check(article, raw.text)
    stored = article_rows(article).json
    assert stored == Article.model_validate_json(stored).to_json()
    ways = [(name, level) for name in RECORD_FORMATS for level in LEVELS]
    for name, level in [*ways, *((name, "article") for name in DOCUMENT_FORMATS)]:
        text = "".join(export([stored], name, level))
        text.encode("utf-8")
        _read_back(text, name)


def condition(data: bytes) -> None:
    """Take the bytes for a `--where`; raise if it breaks other than with a hint."""
    try:
        found = parse_where(data.decode("utf-8", "surrogateescape"))
    except StoreError as error:
        if not error.hint:
            raise
        return
    assert found.sql.count("?") == len(found.values)


def _read_back(text: str, name: str) -> None:
    """Read an export as other programs do: each line of JSON Lines, each row of as many cells."""
    if name == "jsonl":
        assert all(isinstance(json.loads(line), dict) for line in text.splitlines())
    elif name == "json":
        json.loads(text)
    elif name == "tei":
        ElementTree.fromstring(text)
    elif name == "csv":
        widths = {len(row) for row in csv.reader(io.StringIO(text, newline=""))}
        assert len(widths) <= 1


TARGETS = {"articles": annotate_and_export, "conditions": condition}
