"""Counting words: one pass over the numbers of all words, some hundreds of articles at a time.

Memory goes with the vocabulary, not with the corpus: some arrays with a place for each term.
"""

from __future__ import annotations

from array import array
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, islice
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from lavrov_corpus.queries.association import Numbers, log_likelihood, log_ratio
from lavrov_corpus.store import Store, damaged_words
from lavrov_corpus.turkish import tr_sort_key

Row = dict[str, Any]
Integers = NDArray[np.int64]
WordColumn = Literal["form", "lemma"]

FREQUENCY_COLUMNS = ("term", "count", "per_million", "articles", "dispersion")
NAME_COLUMNS = ("canonical", "label", *FREQUENCY_COLUMNS[1:])
KEYNESS_COLUMNS = (
    *("term", "count_a", "per_million_a", "count_b", "per_million_b"),
    *("log_likelihood", "log_ratio"),
)

_ARTICLES_AT_ONCE = 500
_MILLION = 1_000_000


@dataclass(frozen=True, slots=True)
class Chunk:
    """The words of some articles in a row; 0 stands after each sentence.

    `columns` are arrays of the same length; `ends` is where each article ends in them.
    """

    columns: tuple[Integers, ...]
    ends: Integers


def word_column(*, lemma: bool) -> WordColumn:
    """Return the column in which lemmas, or words as they are written, are counted."""
    return "lemma" if lemma else "form"


def chunks(store: Store, columns: Sequence[str], where: str = "") -> Iterator[Chunk]:
    """Yield the words of the articles that `where` names, in no certain order.

    Raises StoreError where there are numbers of no term.
    """
    rows = store.index.streams(columns, where)
    last = store.index.last_term()
    while some := list(islice(rows, _ARTICLES_AT_ONCE)):
        if any(len(blob) % 4 for row in some for blob in row):
            raise damaged_words()
        arrays = tuple(
            np.frombuffer(b"".join(column), dtype="<u4").astype(np.int64)
            for column in zip(*some, strict=True)
        )
        if any(numbers.max(initial=0) > last for numbers in arrays):
            raise damaged_words()
        yield Chunk(arrays, np.cumsum([len(row[0]) // 4 for row in some]))


@dataclass(slots=True)
class Tally:
    """How often each term comes, and in how many articles; arrays by number of term."""

    counts: Integers
    articles: Integers
    words: int = 0

    @classmethod
    def empty(cls, terms: int) -> Tally:
        """Return a tally of nothing for terms up to a number."""
        return cls(np.zeros(terms + 1, np.int64), np.zeros(terms + 1, np.int64))


def tally(store: Store, column: WordColumn, where: str = "") -> Tally:
    """Count the terms of a column in the articles that `where` names."""
    result = Tally.empty(store.index.last_term())
    for chunk in chunks(store, [column], where):
        _, terms, counts, sizes = _by_article(chunk)
        np.add.at(result.counts, terms, counts)
        np.add.at(result.articles, terms, 1)
        result.words += int(sizes.sum())
    return result


def frequency(
    store: Store, column: WordColumn = "form", *, least: int = 1, where: str = ""
) -> Iterator[Row]:
    """Yield a row with FREQUENCY_COLUMNS for each word or lemma, the most frequent first.

    `articles` is the document frequency, `dispersion` the DP of Gries (2008) with the
    articles as the parts of the corpus; see `association`.
    """
    with store.index.one_state():
        counted = tally(store, column, where)
        spread = _dispersion(store, column, where, counted)
        for term, number in ranked_terms(store, counted.counts, counted.counts >= max(least, 1)):
            count = int(counted.counts[number])
            yield {
                "term": term,
                "count": count,
                "per_million": count / counted.words * _MILLION,
                "articles": int(counted.articles[number]),
                "dispersion": float(spread[number]),
            }


def name_frequency(store: Store, *, least: int = 1, where: str = "") -> Iterator[Row]:
    """Yield a row with NAME_COLUMNS for each canonical name, the most frequent first.

    Per million and dispersion are by words, as in `frequency`. Holds 12 bytes for each name
    of each article.
    """
    with store.index.one_state():
        total = store.index.sizes(where)["word"]
        names, parts = _names_by_article(store, where)
    counts = np.bincount(parts.names, parts.counts, len(names)).astype(np.int64)
    articles = np.bincount(parts.names, minlength=len(names))
    shares = parts.words / max(total, 1)
    off = np.abs(parts.counts / counts[parts.names] - shares) - shares
    spread = np.maximum((1 + np.bincount(parts.names, off, len(names))) / 2, 0.0)
    for count, same in groupby(np.argsort(-counts, kind="stable").tolist(), counts.__getitem__):
        if count < least:
            break
        for number in sorted(same, key=lambda i: (tr_sort_key(names[i][1]), names[i])):
            yield {
                "canonical": names[number][1],
                "label": names[number][0],
                "count": int(count),
                "per_million": int(count) / total * _MILLION,
                "articles": int(articles[number]),
                "dispersion": float(spread[number]),
            }


@dataclass(frozen=True, slots=True)
class _NamesByArticle:
    """For each name of each article: its number, its mentions there, the words there."""

    names: NDArray[np.uint32]
    counts: NDArray[np.uint32]
    words: NDArray[np.uint32]


def _names_by_article(store: Store, where: str) -> tuple[list[tuple[str, str]], _NamesByArticle]:
    """Return (label, canonical) of each name, and what is known of it article by article."""
    numbers: dict[tuple[str, str], int] = {}
    columns = array("I"), array("I"), array("I")
    for (_, words), mentions in groupby(store.index.names_of_articles(where), lambda row: row[:2]):
        here = Counter((label, canonical) for *_, label, canonical in mentions)
        for name, count in here.items():
            cells = numbers.setdefault(name, len(numbers)), count, words
            for column, cell in zip(columns, cells, strict=True):
                column.append(cell)
    return list(numbers), _NamesByArticle(*(np.frombuffer(c, np.uint32) for c in columns))


def keyness(
    store: Store, a: str, b: str, column: WordColumn = "form", *, least: int = 3
) -> Iterator[Row]:
    """Yield what sets the articles of one condition off from those of another.

    A row with KEYNESS_COLUMNS for each term with at least `least` uses in both together, the
    greatest log-likelihood first; the log ratio is above 0 for what is more frequent in `a`.
    """
    with store.index.one_state():
        first, second = tally(store, column, a), tally(store, column, b)
        if not first.words or not second.words:
            return
        counts = first.counts + second.counts
        used = np.flatnonzero(counts >= max(least, 1))
        in_a, in_b = first.counts[used].astype(float), second.counts[used].astype(float)
        scores: Numbers = np.zeros(len(counts))
        scores[used] = log_likelihood(
            in_a,
            np.full_like(in_a, first.words),
            in_a + in_b,
            first.words + second.words,
        )
        ratios: Numbers = np.zeros(len(counts))
        ratios[used] = log_ratio(in_a, first.words, in_b, second.words)
        for term, number in ranked_terms(store, scores, counts >= max(least, 1)):
            count_a, count_b = int(first.counts[number]), int(second.counts[number])
            yield {
                "term": term,
                "count_a": count_a,
                "per_million_a": count_a / first.words * _MILLION,
                "count_b": count_b,
                "per_million_b": count_b / second.words * _MILLION,
                "log_likelihood": float(scores[number]),
                "log_ratio": float(ratios[number]),
            }


def ranked_terms(
    store: Store, scores: NDArray[Any], chosen: NDArray[np.bool_]
) -> Iterator[tuple[str, int]]:
    """Yield (term, number) of the chosen terms, the greatest score first, then by alphabet."""
    numbers = np.flatnonzero(chosen)
    numbers = numbers[np.argsort(-scores[numbers], kind="stable")]
    for _, same in groupby(numbers.tolist(), lambda number: scores[number]):
        group = list(same)
        terms = store.index.terms(group)
        yield from sorted(
            zip(terms, group, strict=True), key=lambda pair: (tr_sort_key(pair[0]), pair[0])
        )


def _by_article(chunk: Chunk) -> tuple[Integers, Integers, Integers, Integers]:
    """Return (article, term, uses) of each term of each article, and the words of each."""
    (terms,) = chunk.columns
    articles = np.searchsorted(chunk.ends, np.arange(len(terms)), side="right")
    words = terms != 0
    terms, articles = terms[words], articles[words]
    sizes = np.bincount(articles, minlength=len(chunk.ends))
    width = int(terms.max()) + 1 if len(terms) else 1
    pairs, counts = np.unique(articles * width + terms, return_counts=True)
    return pairs // width, pairs % width, counts, sizes


def _dispersion(store: Store, column: WordColumn, where: str, counted: Tally) -> Numbers:
    """Return DP for each term: in an article without it |s - v| is the article's share s."""
    spread: Numbers = np.ones(len(counted.counts))
    for chunk in chunks(store, [column], where):
        articles, terms, counts, sizes = _by_article(chunk)
        shares = sizes[articles] / counted.words
        np.add.at(spread, terms, np.abs(counts / counted.counts[terms] - shares) - shares)
    return np.maximum(spread / 2, 0.0)
