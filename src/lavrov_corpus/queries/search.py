"""Sentences that match a query, and words in their context."""

from __future__ import annotations

import heapq
import json
import re
import tempfile
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import ExitStack
from dataclasses import asdict
from itertools import islice
from typing import Any, Literal, TextIO

from lavrov_corpus.queries.hits import Matcher
from lavrov_corpus.queries.language import parse_query, parse_words
from lavrov_corpus.store import Store, StoredSentence
from lavrov_corpus.turkish import tr_sort_key

Row = dict[str, Any]
Order = Literal["source", "left", "right"]

_SPAN = ("start", "end", "raw_start", "raw_end")
SEARCH_COLUMNS = ("article", "source", "sentence", "paragraph", *_SPAN, "kind", "text", "matches")
CONCORDANCE_COLUMNS = ("article", "source", "sentence", *_SPAN, "left", "word", "right")

#: So many rows are sorted in memory; each further heap of them waits in a file of its own.
_SORTED_AT_ONCE = 20_000
_SORTED_BY_WORDS = 6


def search(store: Store, query: str, where: str = "") -> Iterator[Row]:
    """Yield the sentences that match a query, by source, with the keys of SEARCH_COLUMNS.

    `start` and `end` are code points of the clean text, `raw_*` of the decoded source file;
    `matches` are the spans of the matched words in the clean text. Raises CorpusError for
    what is no query or no condition.
    """
    parsed = parse_query(query)
    hits = store.index.found(parsed.match, where)
    return _searched(store, hits, Matcher(store, parsed.patterns))


def _searched(store: Store, hits: Iterable[Any], matcher: Matcher) -> Iterator[Row]:
    for hit in hits:
        forms, lemmas = store.index.passage(hit.article)
        for position in hit.sentences:
            for sentence in store.index.sentences(hit.article, position, position):
                spans = matcher.spans(sentence.text, forms[position], lemmas[position])
                yield {
                    "article": hit.id,
                    "source": hit.source,
                    **asdict(sentence),
                    "matches": [[sentence.start + a, sentence.start + b] for a, b in spans],
                }


def concordance(
    store: Store,
    words: str,
    *,
    lemma: bool = False,
    context: int = 10,
    order: Order = "source",
    where: str = "",
) -> Iterator[Row]:
    """Yield each place of a word, or of words that follow one another, in its context.

    The keys are those of CONCORDANCE_COLUMNS. `left` and `right` are the words around it, at
    most `context` on each side, within its paragraph. `start` and `end` are the place of the
    word in the clean text; `raw_start` and `raw_end` are that of its sentence in the decoded
    source file. Order "left" sorts by the words before it, the nearest first, "right" by
    those after it; more rows than fit in memory are sorted in temporary files. Raises
    CorpusError for what is no word or no condition.
    """
    pattern = parse_words(words, ("lemma",) if lemma else ("form",))
    hits = store.index.found(pattern.match, where)
    rows = _lines(store, hits, Matcher(store, [pattern]), context)
    if order == "source":
        return rows
    return sorted_rows(rows, _left_key if order == "left" else _right_key)


def _lines(store: Store, hits: Iterable[Any], matcher: Matcher, context: int) -> Iterator[Row]:
    for hit in hits:
        forms, lemmas = store.index.passage(hit.article)
        first, last = hit.sentences[0], hit.sentences[-1]
        around = store.index.sentences(hit.article, first - context, last + context)
        places = {sentence.sentence: i for i, sentence in enumerate(around)}
        for position in hit.sentences:
            here = places[position]
            sentence = around[here]
            for start, end in matcher.spans(sentence.text, forms[position], lemmas[position]):
                yield {
                    "article": hit.id,
                    "source": hit.source,
                    "sentence": position,
                    "start": sentence.start + start,
                    "end": sentence.start + end,
                    "raw_start": sentence.raw_start,
                    "raw_end": sentence.raw_end,
                    "left": _before(around, here, start, context),
                    "word": sentence.text[start:end],
                    "right": _after(around, here, end, context),
                }


def _before(around: Sequence[StoredSentence], here: int, start: int, context: int) -> str:
    words = around[here].text[:start].split()
    glued = not around[here].text[:start].endswith((" ", "\t"))
    for sentence in reversed(around[:here]):
        if len(words) >= context or sentence.paragraph != around[here].paragraph:
            break
        words = sentence.text.split() + words
    kept = " ".join(words[-context:] if context else [])
    return kept if glued or not kept else f"{kept} "


def _after(around: Sequence[StoredSentence], here: int, end: int, context: int) -> str:
    rest = around[here].text[end:]
    words = rest.split()
    for sentence in around[here + 1 :]:
        if len(words) >= context or sentence.paragraph != around[here].paragraph:
            break
        words += sentence.text.split()
    kept = " ".join(words[:context])
    return f" {kept}" if rest[:1].isspace() and kept else kept


def _sort_words(text: str) -> list[str]:
    return [tr_sort_key(word) for word in re.findall(r"\w+", text)]


def _left_key(row: Row) -> list[str]:
    return _sort_words(row["left"])[: -_SORTED_BY_WORDS - 1 : -1]


def _right_key(row: Row) -> list[str]:
    return _sort_words(row["right"])[:_SORTED_BY_WORDS]


def sorted_rows(rows: Iterable[Row], key: Callable[[Row], list[str]]) -> Iterator[Row]:
    """Yield rows by a key, and where it is the same as they came, in bounded memory."""
    remaining = iter(rows)
    with ExitStack() as files:
        heaps: list[Iterator[tuple[list[str], Row]]] = []
        while heap := [(key(row), row) for row in islice(remaining, _SORTED_AT_ONCE)]:
            heap.sort(key=lambda pair: pair[0])
            if len(heap) < _SORTED_AT_ONCE:
                heaps.append(iter(heap))
                break
            file = files.enter_context(tempfile.TemporaryFile("w+", encoding="utf-8"))
            file.writelines(json.dumps(pair) + "\n" for pair in heap)
            file.seek(0)
            heaps.append(_read(file))
        for _, row in heapq.merge(*heaps, key=lambda pair: pair[0]):
            yield row


def _read(file: TextIO) -> Iterator[tuple[list[str], Row]]:
    for line in file:
        key, row = json.loads(line)
        yield key, row
