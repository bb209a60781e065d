"""One JSON array, with one record a line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from lavrov_corpus.exporting import jsonl
from lavrov_corpus.exporting.records import Source


def chunks(articles: Iterable[Source], level: str) -> Iterator[str]:
    """Yield the array piece by piece, as the articles come."""
    opening = "[\n"
    for lines in jsonl.chunks(articles, level):
        if lines:
            yield opening + lines[:-1].replace("\n", ",\n")
            opening = ",\n"
    yield "[]\n" if opening == "[\n" else "\n]\n"
