"""One article, to be read: which one is meant, and what stands where in it."""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from lavrov_corpus.errors import CorpusError
from lavrov_corpus.store import Store

Record = dict[str, Any]

_MOST_NAMED = 5
_SHOWN = frozenset({"id", "source", "text", "paragraphs", "entities"})


@dataclass(frozen=True, slots=True)
class Piece:
    """A piece of a paragraph: its text, and the label of the entity that it is, or ""."""

    text: str
    label: str


def find_article(store: Store, name: str) -> Record:
    """Return the article with this source or id, or the only one that a part of them names.

    Raises CorpusError where there is none, or more than one.
    """
    found = store.index.articles_named(name, _MOST_NAMED + 1) if name else []
    if not found:
        raise CorpusError(f"No article is named {name!r}.", "corpus export | jq -r .source")
    sources = [source for _, _, source in found]
    if len(found) > 1:
        more = ", ..." if len(found) > _MOST_NAMED else ""
        raise CorpusError(
            f"{name!r} can be {', '.join(sources[:_MOST_NAMED])}{more}.",
            f"corpus show {sources[0]}",
        )
    try:
        record = json.loads(store.index.json_of(found[0][0]))
        if not isinstance(record, dict) or not _SHOWN.issubset(record):
            raise ValueError("it lacks what an article has")
    except (ValueError, RecursionError) as error:
        hint = f"corpus ingest {sources[0]} --force"
        raise CorpusError(f"{sources[0]}: its record is damaged: {error}.", hint) from error
    return record


def paragraphs(article: Record) -> Iterator[tuple[str, list[Piece]]]:
    """Yield the kind of each paragraph of an article, and the pieces that it consists of."""
    text, entities = article["text"], iter(article["entities"])
    entity = next(entities, None)
    for paragraph in article["paragraphs"]:
        pieces, end = [], paragraph["start"]
        while entity and entity["start"] < paragraph["end"]:
            pieces.append(Piece(text[end : entity["start"]], ""))
            end = entity["end"]
            pieces.append(Piece(text[entity["start"] : end], entity["label"]))
            entity = next(entities, None)
        pieces.append(Piece(text[end : paragraph["end"]], ""))
        yield paragraph["kind"], [piece for piece in pieces if piece.text]


def beside_source(article: Record, raw: str) -> Iterator[tuple[str, str]]:
    """Yield each stretch of the source with the paragraph that came of it, "" where none did."""
    text, end = article["text"], 0
    for paragraph in article["paragraphs"]:
        between = raw[end : paragraph["raw_start"]].strip("\r\n\f ")
        if between:
            yield between, ""
        end = paragraph["raw_end"]
        source = raw[paragraph["raw_start"] : end].replace("\r\n", "\n").replace("\r", "\n")
        yield source, text[paragraph["start"] : paragraph["end"]]
    if rest := raw[end:].strip("\r\n\f "):
        yield rest, ""
