"""CoNLL with two columns, token and IOB2 tag, as the shared task of 2003 separates its texts.

`-DOCSTART-` and a blank line stand before each article, a blank line after each sentence. A
token is one field for any reader: white space and control characters in it become `_`.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from lavrov_corpus.exporting.records import Record, Source, rendered
from lavrov_corpus.exporting.words import one_line, sentences

_SEPARATOR = "-DOCSTART-"


def chunks(articles: Iterable[Source]) -> Iterator[str]:
    """Yield the lines of each article."""
    for article in articles:
        yield rendered(article, _lines)


def _lines(article: Record) -> str:
    blocks = [
        "".join(f"{_field(word.text)}\t{word.iob2}\n" for word in words)
        for _, words in sentences(article)
    ]
    return "\n".join([f"{_SEPARATOR}\tO\n", *blocks, ""])


def _field(token: str) -> str:
    return one_line(token, "_").replace(_SEPARATOR, "_DOCSTART_") or "_"
