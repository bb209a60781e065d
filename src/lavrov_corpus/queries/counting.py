"""Counting words: one pass over the numbers of all words, some hundreds of articles at a time.

Memory goes with the vocabulary, not with the corpus: some arrays with a place for each term.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, islice
from typing import Any, Literal

import numpy as np
from numpy.typing import NDArray

from lavrov_corpus.queries.association import Numbers, log_likelihood, log_ratio
from lavrov_corpus.store import Store
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
    """Yield the words of the articles that `where` names, in no certain order."""
    rows = store.index.streams(columns, where)
    while some := list(islice(rows, _ARTICLES_AT_ONCE)):
        yield Chunk(
            tuple(
                np.frombuffer(b"".join(column), dtype="<u4").astype(np.int64)
                for column in zip(*some, strict=True)
            ),
            np.cumsum([len(row[0]) // 4 for row in some]),
        )


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

    Per million and dispersion are by words, as in `frequency`.
    """
    with store.index.one_state():
        total = store.index.sizes(where)["word"]
        counts: dict[tuple[str, str], int] = {}
        articles: dict[tuple[str, str], int] = {}
        for _, label, canonical, count in store.index.names_of_articles(where):
            name = (label, canonical)
            counts[name] = counts.get(name, 0) + count
            articles[name] = articles.get(name, 0) + 1
        spread = dict.fromkeys(counts, 1.0)
        for words, label, canonical, count in store.index.names_of_articles(where):
            name, share = (label, canonical), words / total
            spread[name] += abs(count / counts[name] - share) - share
        for name in sorted(counts, key=lambda name: (-counts[name], tr_sort_key(name[1]), name)):
            if counts[name] < least:
                break
            yield {
                "canonical": name[1],
                "label": name[0],
                "count": counts[name],
                "per_million": counts[name] / total * _MILLION,
                "articles": articles[name],
                "dispersion": spread[name] / 2,
            }


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
