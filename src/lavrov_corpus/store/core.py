"""The store: what is known of each source, in one SQLite database."""

from __future__ import annotations

import sqlite3
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, fields
from pathlib import Path
from types import TracebackType
from typing import Any, Literal, Self

from lavrov_corpus.document import Article, Failure
from lavrov_corpus.errors import StoreError
from lavrov_corpus.store.database import connect, named_errors
from lavrov_corpus.store.index import WordIndex
from lavrov_corpus.store.metadata import (
    apply_metadata,
    completed,
    has_metadata,
    own_columns,
    replace_metadata,
)
from lavrov_corpus.store.rows import ArticleRows, Cell, article_rows, as_record, level_query
from lavrov_corpus.store.where import Where, parse_where

Outcome = Literal["new", "updated", "failed"]

_ALL_SOURCES = "SELECT source FROM article UNION SELECT source FROM failure ORDER BY source"
_REFUSED = "quality"  # the stage of a failure whose article is not wanted
_ROOM_FOR_THE_ROW = 100  # bytes that a row takes beside its text
_NUMBER = "SELECT number FROM article WHERE source = ?"
_ORPHANS = "PRAGMA foreign_key_check"
_INSERT_ARTICLE = f"INSERT INTO article VALUES ({', '.join('?' * 18)})"
_INSERT_SENTENCE = f"INSERT INTO sentence VALUES (NULL, {', '.join('?' * 9)})"
_INSERT_ENTITY = f"INSERT INTO entity VALUES ({', '.join('?' * 12)})"
_NOTHING = "{}"
_SAID = (
    "(SELECT json_group_object(name, value) FROM metadata WHERE metadata.source = article.source)"
)
_INSERT_QUOTATION = f"INSERT INTO quotation VALUES ({', '.join('?' * 14)})"


@dataclass(frozen=True, slots=True)
class Counts:
    """How much is stored; `failures` are sources whose last run failed."""

    articles: int
    paragraphs: int
    sentences: int
    tokens: int
    entities: int
    quotes: int
    failures: int


@dataclass(frozen=True, slots=True)
class Words:
    """Readings of words as text, by word; `model` names all that they depend on."""

    model: str
    readings: Mapping[str, str]


class Store:
    """Articles and failures in one SQLite database, one of each for a source at most.

    A source is the name of an input file. Its failure does not take away the article that
    an earlier state of the file gave, unless the article is refused for its quality; the
    next article does take away the failure. Every
    method raises StoreError where the database cannot be read or written.

    A store is used by one thread. Other processes may read at any time; another writer
    waits for a transaction to end. `index` is what finds and counts words.
    """

    def __init__(self, path: Path, connection: sqlite3.Connection) -> None:
        self.path = path
        self._connection = connection
        self.index = WordIndex(connection, self._rows)

    @classmethod
    def open(cls, path: Path, *, create: bool = False, read_only: bool = False) -> Self:
        """Open a database; with `create`, make it and its folder where there is none.

        Raises StoreError where it is missing, damaged, of another program, of a newer
        version, or cannot be written; the file is then left as it was.
        """
        return cls(path, connect(path, create=create, read_only=read_only))

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        self.close()

    def close(self) -> None:
        """Close the database; what was put stays put."""
        with named_errors(self.path):
            self._connection.close()

    def is_current(
        self,
        source: str,
        sha256: str,
        fingerprint: str,
        *,
        retry_failed: bool = False,
        min_quality: float = 0.0,
    ) -> bool:
        """Tell whether a source has nothing to be done: its last run saw the same.

        The last run is an article or a failure of just these bytes, made by just this
        version, models and settings. With `retry_failed` a failure is never current, nor is
        an article below `min_quality`, and without a `sha256` (the bytes could not be read)
        nothing is.
        """
        failure = self._row("SELECT sha256, fingerprint FROM failure WHERE source = ?", source)
        if failure is not None:
            return failure == (sha256, fingerprint) and bool(sha256) and not retry_failed
        query = "SELECT sha256, fingerprint, quality FROM article WHERE source = ?"
        article = self._row(query, source)
        if article is None or not sha256:
            return False
        return article[:2] == (sha256, fingerprint) and article[2] >= min_quality

    def put(self, article: Article | ArticleRows, fingerprint: str) -> Outcome:
        """Store an article in place of what its source gave before, in one transaction."""
        return self.put_many([article], fingerprint)[0]

    def put_failure(self, failure: Failure, fingerprint: str) -> Outcome:
        """Record that a source failed; a stored article of the source stays."""
        return self.put_many([failure], fingerprint)[0]

    def put_many(
        self,
        results: Sequence[Article | ArticleRows | Failure],
        fingerprint: str | Sequence[str],
        words: Words | None = None,
    ) -> list[Outcome]:
        """Store results in one transaction, all or none, and return what each one was.

        `fingerprint` is that of all of them, or one for each; `words` are stored with them, in
        place of all words of other models.
        Rows are made before the transaction begins, so that nobody waits for that. An
        article that is longer than SQLite can hold (1 GB as JSON) becomes a failure.
        """
        prepared = [
            self.storable(article_rows(result) if isinstance(result, Article) else result)
            for result in results
        ]
        fingerprints = (
            [fingerprint] * len(prepared) if isinstance(fingerprint, str) else fingerprint
        )
        with self._transaction():
            if words and words.readings:
                self._put_words(words)
            return [
                self._put_failure(result, seen)
                if isinstance(result, Failure)
                else self._put_rows(result, seen)
                for result, seen in zip(prepared, fingerprints, strict=True)
            ]

    def remove(self, sources: Iterable[str]) -> int:
        """Remove what is stored of the sources; return how many of them were stored."""
        removed = 0
        listed = list(sources)  # often a query of this very connection
        with self._transaction():
            for source in listed:
                gone = self._delete_article(source) + self._delete("failure", source)
                removed += bool(gone)
        return removed

    def articles(self, where: str = "", leave_out: Container[str] = ()) -> Iterator[str]:
        """Yield the JSON of each article, by source, as all were when it began.

        Reads as it is asked, in constant memory; writers go on meanwhile. `where` is a
        condition as `--where` takes it; StoreError is raised at once if it is none. What
        the user's `metadata.csv` says is in place of what the text says. Sources of
        `leave_out` are left out.
        """
        condition = self._condition(where)
        query = (
            f"SELECT source, json, {_SAID}"
            " FROM article JOIN document ON document.article = article.number"
            f" WHERE {condition.sql} ORDER BY source"
        )
        columns = self.metadata_columns()
        return (
            completed(json, said, columns) if columns or said != _NOTHING else str(json)
            for source, json, said in self._rows(query, condition.values)
            if source not in leave_out
        )

    def texts(self, where: str = "") -> Iterator[tuple[str, str, str]]:
        """Yield (source, date, clean text) of each article, by source; see `articles`."""
        condition = self._condition(where)
        query = (
            "SELECT source, date, json_extract(json, '$.text')"
            " FROM article JOIN document ON document.article = article.number"
            f" WHERE {condition.sql} ORDER BY source"
        )
        return self._rows(query, condition.values)

    def text(self, source: str) -> str:
        """Return the clean text of an article, "" of a source that has none."""
        query = (
            "SELECT json_extract(json, '$.text')"
            " FROM article JOIN document ON document.article = article.number WHERE source = ?"
        )
        row = self._row(query, source)
        return str(row[0]) if row else ""

    def facts(self, source: str) -> dict[str, str]:
        """Return source, title, agency and date of an article, empty where there is none."""
        names = ("source", "title", "agency", "date")
        row = self._row(f"SELECT {', '.join(names)} FROM article WHERE source = ?", source)
        return dict(zip(names, row or (source, "", "", ""), strict=True))

    def rows(self, level: str, where: str = "") -> Iterator[dict[str, Cell]]:
        """Yield the records of a level of LEVELS by source and position, in constant memory.

        Keys and values are those that the export of this level has; see `articles`.
        """
        condition = self._condition(where)
        rows = self._rows(level_query(level, condition.sql), condition.values)
        return (as_record(level, row) for row in rows)

    def names(self, where: str = "") -> Iterator[tuple[str, str, str, str, str, int]]:
        """Yield (source, date, label, name, canonical, mentions) of each article, by source."""
        condition = self._condition(where)
        query = (
            "SELECT source, date, label, name, canonical, count(*)"
            " FROM article JOIN entity ON entity.article = article.number"
            f" WHERE {condition.sql} GROUP BY source, label, name, canonical"
            " ORDER BY source, label, name, canonical"
        )
        return self._rows(query, condition.values)

    def aliases(self) -> list[tuple[str, str, str, str]]:
        """Return the (label, name, canonical, article) that `set_aliases` stored, in order."""
        return list(self._rows("SELECT label, name, canonical, article FROM alias ORDER BY place"))

    def set_aliases(self, aliases: Iterable[tuple[str, str, str, str]]) -> None:
        """Store aliases in place of all that were stored before, in one transaction."""
        with self._transaction():
            self._connection.execute("DELETE FROM alias")
            self._connection.executemany(
                "INSERT INTO alias (label, name, canonical, article) VALUES (?, ?, ?, ?)", aliases
            )

    def words(self, model: str, most: int) -> dict[str, str]:
        """Return the readings that `put_many` stored for a model by word, `most` at most."""
        query = "SELECT word, readings FROM word WHERE model = ? ORDER BY word LIMIT ?"
        return {str(word): str(readings) for word, readings in self._rows(query, (model, most))}

    def set_metadata(self, origin: str, values: Mapping[str, Mapping[str, str]]) -> None:
        """Store what a `metadata.csv` says, by source and column, in one transaction.

        It takes the place of what the file `origin` said before; articles that are stored
        change with it. Where two files speak of one source and column, the later counts.
        """
        with self._transaction():
            replace_metadata(self._connection, origin, values)

    def metadata_origins(self) -> list[str]:
        """Return the files that the stored metadata come from, in order."""
        return [row[0] for row in self._rows("SELECT DISTINCT origin FROM metadata ORDER BY 1")]

    def metadata_columns(self) -> tuple[str, ...]:
        """Return the names of the columns that the user's files have added, in order."""
        with named_errors(self.path):
            return own_columns(self._connection)

    def has(self, source: str) -> bool:
        """Tell whether an article or a failure of the source is stored."""
        known = (
            "SELECT 1 FROM article WHERE source = ?1 UNION SELECT 1 FROM failure WHERE source = ?1"
        )
        return self._row(known, source) is not None

    def failures(self) -> Iterator[Failure]:
        """Yield the failure of each source whose last run failed, by source."""
        names = list(Failure.model_fields)
        for row in self._rows(f"SELECT {', '.join(names)} FROM failure ORDER BY source"):
            yield Failure(**dict(zip(names, row, strict=True)))

    def sources(self) -> Iterator[str]:
        """Yield each source of which an article or a failure is stored, in order."""
        for (source,) in self._rows(_ALL_SOURCES):
            yield str(source)

    def vanished(self, is_there: Callable[[str], bool]) -> Iterator[str]:
        """Yield each stored source of which `is_there(source)` is not true, in order."""
        return (source for source in self.sources() if not is_there(source))

    def flagged(self) -> Iterator[tuple[str, tuple[str, ...], float]]:
        """Yield (source, flags, quality) of each article that has flags, by source."""
        query = "SELECT source, flags, quality FROM article WHERE flags != '' ORDER BY source"
        for source, flags, quality in self._rows(query):
            yield str(source), tuple(flags.split(" ")), quality

    def fingerprints(self) -> dict[str, int]:
        """Return how many articles each fingerprint has made."""
        query = "SELECT fingerprint, count(*) FROM article GROUP BY fingerprint ORDER BY 1"
        return {str(fingerprint): int(count) for fingerprint, count in self._rows(query)}

    def counts(self) -> Counts:
        """Return how much is stored, from the metadata alone."""
        names = [field.name for field in fields(Counts)][1:-1]
        sums = ", ".join(f"coalesce(sum({name}), 0)" for name in names)
        query = f"SELECT count(*), {sums}, (SELECT count(*) FROM failure) FROM article"
        return Counts(*next(self._rows(query)))

    def check(self) -> list[str]:
        """Return what is wrong with the database file, page by page; reads all of it."""
        try:
            problems = [str(row[0]) for row in self._rows("PRAGMA integrity_check")]
            orphans = [f"{row[0]}: a row of no article" for row in self._rows(_ORPHANS)]
            orphans += self.index.problems()
        except StoreError as error:
            return [error.message]
        return [problem for problem in problems if problem != "ok"] + orphans

    def _condition(self, where: str) -> Where:
        return parse_where(where, self.metadata_columns() if where else ())

    def storable(self, result: ArticleRows | Failure) -> ArticleRows | Failure:
        """Return a result as `put_many` stores it: a Failure in place of rows that are too long."""
        if isinstance(result, Failure):
            return result
        most = self._connection.getlimit(sqlite3.SQLITE_LIMIT_LENGTH) - _ROOM_FOR_THE_ROW
        # A character has 4 bytes at most, so that hardly any text need be encoded for this.
        if len(result.json) * 4 <= most or len(result.json.encode()) <= most:
            return result
        return Failure(
            source=result.source,
            sha256=result.sha256,
            stage="store",
            error=f"{result.source}: is too long to be stored as one article",
            hint="Split the file into its articles.",
        )

    def _put_rows(self, rows: ArticleRows, fingerprint: str) -> Outcome:
        known = self._row(_NUMBER, rows.source)
        self._delete("failure", rows.source)
        self._delete_article(rows.source)
        execute = self._connection.execute
        number = known and known[0]
        row = (number, rows.source, rows.id, rows.sha256, fingerprint, *rows.article)
        number = execute(_INSERT_ARTICLE, row).lastrowid or 0
        execute("INSERT INTO document VALUES (?, ?)", (number, rows.json))
        for query, children in (
            (_INSERT_SENTENCE, rows.sentences),
            (_INSERT_ENTITY, rows.entities),
            (_INSERT_QUOTATION, rows.quotes),
        ):
            self._connection.executemany(query, ((number, *child) for child in children))
        if has_metadata(self._connection, rows.source):
            apply_metadata(self._connection, rows.source)
        self.index.put(number, rows.words)
        return "updated" if known else "new"

    def _put_words(self, words: Words) -> None:
        # Two ranges of the key: a test for inequality would read the whole table.
        stale = "DELETE FROM word WHERE model < :model OR model > :model"
        self._connection.execute(stale, {"model": words.model})
        rows = ((words.model, word, readings) for word, readings in words.readings.items())
        self._connection.executemany("INSERT OR REPLACE INTO word VALUES (?, ?, ?)", rows)

    def _put_failure(self, failure: Failure, fingerprint: str) -> Outcome:
        if failure.stage == _REFUSED:
            self._delete("article", failure.source)
        named = {**failure.well_formed().model_dump(), "fingerprint": fingerprint}
        self._connection.execute(
            "INSERT OR REPLACE INTO failure (source, sha256, fingerprint, stage, error, hint)"
            " VALUES (:source, :sha256, :fingerprint, :stage, :error, :hint)",
            named,
        )
        return "failed"

    def _delete_article(self, source: str) -> int:
        for (number,) in list(self._rows(_NUMBER, [source])):
            self.index.remove(number)
        return self._delete("article", source)

    def _delete(self, table: str, source: str) -> int:
        return self._connection.execute(f"DELETE FROM {table} WHERE source = ?", (source,)).rowcount

    def _row(self, query: str, *values: str) -> tuple[Any, ...] | None:
        with named_errors(self.path):
            row: tuple[Any, ...] | None = self._connection.execute(query, values).fetchone()
            return row

    def _rows(self, query: str, values: Sequence[Cell] = ()) -> Iterator[tuple[Any, ...]]:
        with named_errors(self.path):
            # Not `yield from`: that would close the cursor of a store that is closed by then.
            for row in self._connection.execute(query, values):  # noqa: UP028
                yield row

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        with named_errors(self.path):
            self._connection.execute("BEGIN IMMEDIATE")
            try:
                yield
                self._connection.execute("COMMIT")
            except BaseException:
                self.index.forget()
                if self._connection.in_transaction:
                    self._connection.execute("ROLLBACK")
                raise
