"""Reading the words of the articles: one article after the other, as numbers of terms."""

from __future__ import annotations

import sqlite3
import sys
from array import array
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from typing import Any

from lavrov_corpus.errors import StoreError
from lavrov_corpus.store.where import parse_where
from lavrov_corpus.store.words import COLUMNS

Rows = Callable[[str, Sequence[Any]], Iterator[tuple[Any, ...]]]

_LAST_LETTER = chr(sys.maxunicode)


@dataclass(frozen=True, slots=True)
class StoredSentence:
    """A sentence as it is stored, with its place in both texts."""

    sentence: int
    paragraph: int
    start: int
    end: int
    raw_start: int
    raw_end: int
    kind: str
    text: str


#: (article, sentence, paragraph, label, canonical) of a mention.
Named = tuple[int, int, int, str, str]


class Passages:
    """The words and names of the articles of one database, to be read.

    `rows` asks the connection, and is where its errors get their names.
    """

    def __init__(self, connection: sqlite3.Connection, rows: Rows) -> None:
        self._connection = connection
        self._rows = rows

    @contextmanager
    def one_state(self) -> Iterator[None]:
        """Let all questions of the block see the database as it is at the first."""
        if self._connection.in_transaction:
            yield
            return
        next(self._ask("BEGIN"), None)
        try:
            yield
        finally:
            with suppress(sqlite3.Error):  # nothing was written, or the store is closed
                self._connection.execute("COMMIT")

    def sentences(self, article: int, first: int, last: int) -> list[StoredSentence]:
        """Return the sentences of an article from position `first` to `last`, both included."""
        query = (
            'SELECT position, paragraph, start, "end", raw_start, raw_end, kind, text'
            " FROM sentence WHERE article = ? AND position BETWEEN ? AND ? ORDER BY position"
        )
        return [StoredSentence(*row) for row in self._ask(query, article, first, last)]

    def passage(self, article: int) -> tuple[list[array[int]], list[array[int]]]:
        """Return the terms of the forms and of the lemmas of each sentence of an article."""
        query = (
            "SELECT form, lemma, sentences FROM passage"
            " JOIN article ON article.number = passage.article WHERE passage.article = ?"
        )
        *columns, sentences = next(self._ask(query, article), (b"", b"", 0))
        forms, lemmas = (list(as_sentences(as_numbers(column))) for column in columns)
        if not len(forms) == len(lemmas) == sentences:
            raise damaged_words()
        return forms, lemmas

    def streams(self, columns: Sequence[str], where: str = "") -> Iterator[tuple[bytes, ...]]:
        """Yield some of COLUMNS of each article as they are stored, in no certain order.

        Each value is a row of numbers of 4 bytes, little endian, with 0 after each sentence.
        """
        condition = parse_where(where)
        chosen = ", ".join(column for column in columns if column in COLUMNS)
        query = f"SELECT {chosen} FROM passage"
        if where.strip():
            query += f" JOIN article ON article.number = passage.article WHERE {condition.sql}"
        return self._ask(query, *condition.values)

    def named(self, where: str = "", *, paragraphs: bool = True) -> Iterator[Named]:
        """Yield each mention of a name, article by article, in the order of the text.

        Without `paragraphs` that of each is 0, which spares reading the sentences.
        """
        condition = parse_where(where)
        paragraph, join = "0", ""
        if paragraphs:
            paragraph = "sentence.paragraph"
            join = (
                " JOIN sentence ON sentence.article = article.number"
                " AND sentence.position = entity.sentence"
            )
        query = (
            f"SELECT article.number, entity.sentence, {paragraph}, label, canonical"
            f" FROM article JOIN entity ON entity.article = article.number{join}"
            f" WHERE {condition.sql} ORDER BY article.number, entity.position"
        )
        return self._ask(query, *condition.values)

    def names_of_articles(self, where: str = "") -> Iterator[tuple[int, int, str, str]]:
        """Yield (article, words of the article, label, canonical) of each mention of a name.

        The mentions of an article come one after the other. To group them by name in SQL
        would sort all mentions of the corpus.
        """
        condition = parse_where(where)
        query = (
            "SELECT article.number, length(passage.form) / 4 - article.sentences, label, canonical"
            " FROM article JOIN passage ON passage.article = article.number"
            " JOIN entity ON entity.article = article.number"
            f" WHERE {condition.sql} ORDER BY article.number"
        )
        return self._ask(query, *condition.values)

    def sizes(self, where: str = "") -> dict[str, int]:
        """Return how many articles, paragraphs, sentences and words there are."""
        condition = parse_where(where)
        query = (
            "SELECT count(*), coalesce(sum(paragraphs), 0), coalesce(sum(sentences), 0),"
            " coalesce(sum(length(passage.form) / 4 - sentences), 0)"
            " FROM article JOIN passage ON passage.article = article.number"
            f" WHERE {condition.sql}"
        )
        row = next(self._ask(query, *condition.values))
        return dict(zip(("article", "paragraph", "sentence", "word"), row, strict=True))

    def numbers(self, term: str, *, prefix: bool = False) -> frozenset[int]:
        """Return the number of a term, or of all terms that begin with it; empty if none."""
        query = "SELECT number FROM term WHERE text BETWEEN ? AND ?"
        last = term + _LAST_LETTER if prefix else term
        return frozenset(number for (number,) in self._ask(query, term, last))

    def terms(self, numbers: Iterable[int]) -> list[str]:
        """Return the terms with these numbers, in the same order."""
        query = "SELECT text FROM term WHERE number = ?"
        return [text for number in numbers for (text,) in self._ask(query, int(number))]

    def last_term(self) -> int:
        """Return the greatest number of a term, 0 where there is none."""
        return int(next(self._ask("SELECT coalesce(max(number), 0) FROM term"))[0])

    def articles_named(self, name: str, most: int) -> list[tuple[int, str, str]]:
        """Return (number, id, source) of the articles that a name can mean, at most so many.

        They are the article with this source, else those with this id, else those whose id
        begins with it or whose source has it in it.
        """
        columns = "SELECT number, id, source FROM article WHERE"
        for condition, values in (
            ("source = ?", (name,)),
            ("id = ?", (name,)),
            ("substr(id, 1, length(?)) = ? OR instr(source, ?)", (name, name, name)),
        ):
            query = f"{columns} {condition} ORDER BY source LIMIT ?"
            if found := list(self._ask(query, *values, most)):
                return found
        return []

    def json_of(self, article: int) -> str:
        """Return the JSON of an article that is there."""
        query = "SELECT json FROM document WHERE article = ?"
        return str(next(self._ask(query, article))[0])

    def _ask(self, query: str, *values: Any) -> Iterator[tuple[Any, ...]]:
        return self._rows(query, values)


def damaged_words() -> StoreError:
    """Return what is told of words that are not as they were stored."""
    return StoreError(
        "The words of an article are not as they were stored: the database is damaged.",
        "Move it away and run `corpus ingest` on your files again;"
        " corpus doctor --rescue -o saved.jsonl --db MOVED saves the articles.",
    )


def as_numbers(blob: bytes) -> array[int]:
    """Return the numbers of a column of `passage`; raise StoreError for what is none."""
    numbers = array("I")
    if len(blob) % numbers.itemsize:
        raise damaged_words()
    numbers.frombytes(blob)
    return little_endian(numbers)


def as_sentences(numbers: array[int]) -> Iterator[array[int]]:
    """Yield the terms of each sentence out of those of an article."""
    begin = 0
    for _ in range(numbers.count(0)):
        end = numbers.index(0, begin)
        yield numbers[begin:end]
        begin = end + 1


def little_endian(numbers: array[int]) -> array[int]:
    """Turn the bytes of the numbers round in place where this machine has them the other way."""
    if sys.byteorder == "big":
        numbers.byteswap()
    return numbers
