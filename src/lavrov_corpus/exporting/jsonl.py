"""JSON Lines: one record a line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from lavrov_corpus.exporting.records import Source, encode, records, to_json


def chunks(articles: Iterable[Source], level: str) -> Iterator[str]:
    """Yield the lines of each article; at level article the stored JSON as it is."""
    for article in articles:
        if level == "article":
            yield f"{to_json(article)}\n"
        else:
            yield "".join(f"{encode(record)}\n" for record in records(article, level))
