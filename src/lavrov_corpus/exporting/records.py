"""The records of each level of an article; every record has every key of its level."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator, Mapping
from typing import Any, TypeVar

from lavrov_corpus.document import Article, Entity, Quotation, one_line
from lavrov_corpus.errors import CorpusError

#: An article as it is, or the JSON of one as it is stored.
Source = Article | str
Record = Mapping[str, Any]
Result = TypeVar("Result")

_ENCODER = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"))
_SPAN = ("start", "end", "raw_start", "raw_end")

#: The keys of the records of each level, in the order in which they are exported.
COLUMNS: dict[str, tuple[str, ...]] = {
    "article": tuple(Article.model_fields),
    "sentence": ("article", "source", "sentence", "paragraph", *_SPAN, "kind", "text"),
    "token": ("article", "source", "sentence", "token", "start", "end", "text", "lemma", "pos"),
    "entity": (
        *("article", "source", "sentence"),
        *(key for key in Entity.model_fields if key != "sentence"),
    ),
    "quote": ("article", "source", *Quotation.model_fields),
}


def to_json(article: Source) -> str:
    """Return the article as one line of JSON; stored JSON passes through as it is."""
    return article if isinstance(article, str) else article.to_json()


def records(article: Source, level: str) -> Iterator[Record]:
    """Yield the records of an article at a level of COLUMNS, in the order of the text.

    Offsets are code points of the clean text, `raw_*` of the decoded source file. Raises
    CorpusError where the stored JSON is damaged.
    """
    yield from rendered(article, lambda loaded: list(_LEVELS[level](loaded)))


def rendered(article: Source, render: Callable[[Record], Result]) -> Result:
    """Return what `render` makes of the article's JSON; its text has no lone surrogates.

    Raises CorpusError where the stored JSON is damaged or has not every key.
    """
    try:
        loaded = json.loads(to_json(article))
        if not isinstance(loaded, dict):
            raise ValueError("it is no object")
        return render(loaded)
    except (ValueError, KeyError, IndexError, TypeError) as error:
        raise CorpusError(
            f"A stored article cannot be read: {error}.", "corpus ingest PATH... --force"
        ) from error


def encode(record: Record) -> str:
    """Return the record as one line of JSON with real letters."""
    return one_line(_ENCODER.encode(record))


def _article(article: Record) -> Iterator[Record]:
    yield article


def _sentences(article: Record) -> Iterator[Record]:
    text, paragraphs = article["text"], article["paragraphs"]
    for index, span in enumerate(article["sentences"]):
        yield {
            "article": article["id"],
            "source": article["source"],
            "sentence": index,
            "paragraph": span["paragraph"],
            "start": span["start"],
            "end": span["end"],
            "raw_start": span["raw_start"],
            "raw_end": span["raw_end"],
            "kind": paragraphs[span["paragraph"]]["kind"],
            "text": text[span["start"] : span["end"]],
        }


def _tokens(article: Record) -> Iterator[Record]:
    id_, source, text = article["id"], article["source"], article["text"]
    for index, span in enumerate(article["tokens"]):
        yield {
            "article": id_,
            "source": source,
            "sentence": span["sentence"],
            "token": index,
            "start": span["start"],
            "end": span["end"],
            "text": text[span["start"] : span["end"]],
            "lemma": span["lemma"],
            "pos": span["pos"],
        }


def _entities(article: Record) -> Iterator[Record]:
    return _spans(article, article["entities"], COLUMNS["entity"])


def _quotes(article: Record) -> Iterator[Record]:
    return _spans(article, article["quotes"], COLUMNS["quote"])


def _spans(article: Record, spans: Iterable[Record], columns: tuple[str, ...]) -> Iterator[Record]:
    """Yield records that are spans of the article but for its own two keys in front."""
    for span in spans:
        record = {"article": article["id"], "source": article["source"]}
        yield record | {key: span[key] for key in columns[2:]}


_LEVELS: Mapping[str, Callable[[Record], Iterable[Record]]] = {
    "article": _article,
    "sentence": _sentences,
    "token": _tokens,
    "entity": _entities,
    "quote": _quotes,
}
