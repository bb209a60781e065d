"""The articles that can be read in the report, in the short form that the page knows."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping
from itertools import accumulate
from typing import Any

from pydantic_core import from_json

from lavrov_corpus.errors import CorpusError
from lavrov_corpus.report.naming import Naming
from lavrov_corpus.report.page import embedded_json
from lavrov_corpus.report.sources import raw_text

#: The articles of one page take at most this many bytes; an article of more than a tenth of
#: it is left out, so that a single serial cannot push out all the others.
MOST_BYTES = 11_000_000
SHARE_OF_ONE = 10

_KEYS = frozenset(
    {
        *("id", "source", "title", "agency", "place", "author", "date", "text", "flags"),
        *("paragraphs", "tokens", "entities", "quotes", "repairs", "provenance"),
    }
)
_ASTRAL = re.compile("[\U00010000-\U0010ffff]")


def readable_articles(
    articles: Iterable[str],
    naming: Naming,
    *,
    most: int | None = None,
    most_bytes: int = MOST_BYTES,
) -> Iterator[str]:
    """Yield the JSON of the articles that the page has room for, in the given order.

    At most `most` articles, and as many as fit into `most_bytes` of UTF-8. Raises CorpusError
    for JSON that is no article.
    """
    room, count = most_bytes, 0
    largest = most_bytes // SHARE_OF_ONE
    for json in articles:
        if most is not None and count >= most:
            return
        article = stored_article(json)
        if len(article["text"]) > largest:
            continue
        record = embedded_json(short_form(article, naming))
        size = len(record.encode())
        if size > largest:
            continue
        if size > room:
            return
        room, count = room - size, count + 1
        yield record


def stored_article(json: str) -> dict[str, Any]:
    """Return an article from its JSON; raise CorpusError for JSON that is none."""
    try:
        article = from_json(json, cache_strings="keys")
        if not isinstance(article, dict) or not _KEYS.issubset(article):
            raise ValueError("it lacks what an article has")
    except ValueError as error:
        raise CorpusError(
            f"A stored article cannot be read: {error}.", "corpus ingest PATH... --force"
        ) from error
    return article


def short_form(article: Mapping[str, Any], naming: Naming) -> dict[str, Any]:
    """Return an article in JSON in the form that the page reads.

    `entities` are (start, end, index of `names`, score or null), `names` (label, corpus-wide
    name). Offsets are UTF-16 code units, in which JavaScript counts.
    """
    names: dict[tuple[str, str], int] = {}
    at = utf16_offsets(article["text"])
    source = article["source"]
    entities = []
    for entity in article["entities"]:
        label = entity["label"]
        name = naming.name(source, label, entity["name"], entity["canonical"])
        if name:
            index = names.setdefault((label, name), len(names))
            entities.append((at(entity["start"]), at(entity["end"]), index, entity.get("score")))
    raw = raw_text(article)
    if "pieces" in raw:
        raw["pieces"] = [(at(start), at(end), *rest) for start, end, *rest in raw["pieces"]]
    return {
        **{key: article[key] for key in ("id", "source", "title", "agency", "place")},
        **{key: article[key] for key in ("author", "date", "text", "flags")},
        "paragraphs": [(at(p["start"]), at(p["end"]), p["kind"]) for p in article["paragraphs"]],
        "names": list(names),
        "entities": entities,
        "quotes": [_quote(quote, at, naming, source) for quote in article["quotes"]],
        "raw": raw,
    }


def utf16_offsets(text: str) -> Callable[[int], int]:
    """Return what turns an offset in code points of the text into one in UTF-16 code units."""
    places = [match.start() for match in _ASTRAL.finditer(text)]
    if not places:
        return lambda offset: offset
    marks = [0] * (len(text) + 2)
    for place in places:
        marks[place + 1] = 1
    shifts = list(accumulate(marks))
    return lambda offset: offset + shifts[offset]


def _quote(
    quote: Mapping[str, Any], at: Callable[[int], int], naming: Naming, source: str
) -> tuple[Any, ...]:
    return (
        at(quote["start"]),
        at(quote["end"]),
        quote["kind"],
        naming.speaker(source, quote["speaker_name"]) if quote["speaker_name"] else "",
        quote["speaker"],
        quote["cue"],
        quote["implicit"],
        quote["score"],
    )
