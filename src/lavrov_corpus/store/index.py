"""The words of all articles: a full-text index, and the words in their order to count them.

Table `search` is a contentless FTS5 index with a row for each sentence; its row number is
the number of the article and the position of the sentence (`_row_number`). Table `passage`
keeps the same words for each article as numbers of `term`, little endian in 32 bits, with 0
after each sentence. From there the index is told what to forget when an article goes.
"""

from __future__ import annotations

import json
import sqlite3
from array import array
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from dataclasses import dataclass
from itertools import groupby

from lavrov_corpus.store.passages import (
    Passages,
    Rows,
    as_numbers,
    as_sentences,
    little_endian,
)
from lavrov_corpus.store.where import Where, parse_where
from lavrov_corpus.store.words import COLUMNS, SentenceWords, words_of_record

#: The lower bits of a row number of `search` are the position of the sentence: a text with
#: more sentences would be longer than what SQLite can hold.
POSITION_BITS = 24
#: Up to so many hits are sorted in memory, which takes some ten milliseconds.
FEW_HITS = 10_000

#: So many terms are remembered with their numbers; they are a few tens of megabytes.
_MOST_REMEMBERED = 200_000
_POSITION = (1 << POSITION_BITS) - 1
_INSERT = "INSERT INTO search (rowid, form, lemma, entity, speaker) VALUES (?, ?, ?, ?, ?)"
_DELETE = (
    "INSERT INTO search (search, rowid, form, lemma, entity, speaker)"
    " VALUES ('delete', ?, ?, ?, ?, ?)"
)
_CHECKS = (
    (
        "SELECT count(*) FROM article WHERE number NOT IN (SELECT article FROM passage)",
        "articles are not in it",
    ),
    (
        f"SELECT count(*) FROM sentence WHERE (article << {POSITION_BITS} | position)"
        " NOT IN (SELECT id FROM search_docsize)",
        "sentences are not in it",
    ),
    (
        "SELECT count(*) FROM search_docsize WHERE NOT EXISTS (SELECT 1 FROM sentence"
        f" WHERE article = id >> {POSITION_BITS} AND position = (id & {_POSITION}))",
        "sentences in it are gone",
    ),
)


@dataclass(frozen=True, slots=True)
class Found:
    """An article with the positions of the sentences that a query matches."""

    article: int
    id: str
    source: str
    sentences: tuple[int, ...]


class WordIndex(Passages):
    """The words of the articles of one database; `put` and `remove` want a transaction."""

    def __init__(self, connection: sqlite3.Connection, rows: Rows) -> None:
        super().__init__(connection, rows)
        self._numbers = _Numbers(connection)

    def put(self, article: int, words: Sequence[SentenceWords]) -> None:
        """Index the words of an article that is not indexed."""
        rows = ((_row_number(article, i), *columns) for i, columns in enumerate(words))
        self._connection.executemany(_INSERT, rows)
        passage = [self._as_blob(column) for column in zip(*words, strict=True)]
        self._connection.execute(
            "INSERT INTO passage VALUES (?, ?, ?, ?, ?)",
            (article, *(passage or [b""] * len(COLUMNS))),
        )

    def remove(self, article: int) -> None:
        """Take the words of an article out of the index."""
        query = "SELECT form, lemma, entity, speaker FROM passage WHERE article = ?"
        for row in list(self._ask(query, article)):
            columns = [
                [" ".join(self.terms(numbers)) for numbers in as_sentences(as_numbers(blob))]
                for blob in row
            ]
            rows = (
                (_row_number(article, i), *words)
                for i, words in enumerate(zip(*columns, strict=True))
            )
            self._connection.executemany(_DELETE, rows)
            self._connection.execute("DELETE FROM passage WHERE article = ?", (article,))

    def forget(self) -> None:
        """Forget the numbers of terms, some of which were taken back with a transaction."""
        self._numbers.clear()

    def found(self, match: str, where: str = "") -> Iterator[Found]:
        """Yield the articles with the sentences that an FTS5 expression matches, by source.

        Few hits are gathered and sorted. For many the articles are gone through in their
        order and each is asked for its own hits, so that the first comes at once and the
        memory stays small. Raises StoreError at once if `where` is no condition.
        """
        return self._found(match, parse_where(where))

    def count(self, match: str, most: int) -> int:
        """Return in how many sentences an FTS5 expression matches, counted up to `most`."""
        query = "SELECT count(*) FROM (SELECT 1 FROM search WHERE search MATCH ? LIMIT ?)"
        return int(next(self._ask(query, match, most))[0])

    def problems(self) -> list[str]:
        """Return what the index lacks, and what it has of articles that are gone."""
        return [
            f"search index: {count} {what}"
            for query, what in _CHECKS
            for (count,) in self._ask(query)
            if count
        ]

    def _found(self, match: str, condition: Where) -> Iterator[Found]:
        columns = "SELECT number, id, source FROM article WHERE"
        order = f"{condition.sql} ORDER BY source"
        with self.one_state():
            query = "SELECT rowid FROM search WHERE search MATCH ? LIMIT ?"
            rows = [row for (row,) in self._ask(query, match, FEW_HITS + 1)]
            if len(rows) <= FEW_HITS:
                hits = {
                    article: tuple(row & _POSITION for row in group)
                    for article, group in groupby(rows, lambda row: row >> POSITION_BITS)
                }
                query = f"{columns} number IN (SELECT value FROM json_each(?)) AND {order}"
                found = self._ask(query, json.dumps(list(hits)), *condition.values)
                for article, id_, source in found:
                    yield Found(article, id_, source, hits[article])
                return
            for article, id_, source in self._ask(f"{columns} {order}", *condition.values):
                if positions := self._positions(match, article):
                    yield Found(article, id_, source, positions)

    def _positions(self, match: str, article: int) -> tuple[int, ...]:
        query = "SELECT rowid FROM search WHERE search MATCH ? AND rowid BETWEEN ? AND ?"
        first, last = _row_number(article, 0), _row_number(article, _POSITION)
        return tuple(row & _POSITION for (row,) in self._ask(query, match, first, last))

    def _as_blob(self, sentences: Iterable[str]) -> bytes:
        numbers = array("I")
        for sentence in sentences:
            numbers.extend(map(self._numbers.__getitem__, sentence.split(" ") if sentence else ()))
            numbers.append(0)
        return little_endian(numbers).tobytes()


class _Numbers(dict[str, int]):
    """The numbers of terms; one that is not known yet is asked for, or given if it has none.

    A dictionary, since hundreds of words of each article are looked up in it.
    """

    def __init__(self, connection: sqlite3.Connection) -> None:
        super().__init__()
        self._connection = connection

    def __missing__(self, term: str) -> int:
        execute = self._connection.execute
        row = execute("SELECT number FROM term WHERE text = ?", (term,)).fetchone()
        if row is None:
            row = (execute("INSERT INTO term (text) VALUES (?)", (term,)).lastrowid,)
        if len(self) >= _MOST_REMEMBERED:
            self.clear()
        self[term] = number = int(row[0])
        return number


def index_all(connection: sqlite3.Connection) -> None:
    """Index the articles of a database that had no index; one after the other is in memory.

    An article whose JSON is damaged is left out, as `problems` will tell.
    """
    index = WordIndex(connection, connection.execute)
    for article, text in connection.execute("SELECT article, json FROM document ORDER BY 1"):
        with suppress(ValueError, KeyError, IndexError, TypeError):
            index.put(article, words_of_record(json.loads(text)))


def _row_number(article: int, position: int) -> int:
    return article << POSITION_BITS | position
