"""Sums over the articles of a corpus, all of one state of the database."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from types import TracebackType
from typing import Any, Self

from lavrov_corpus.store.core import Store
from lavrov_corpus.store.database import named_errors
from lavrov_corpus.store.where import parse_where

_SPOKEN_OF = (
    "JOIN quotation ON quotation.article = article.number"
    " JOIN entity ON entity.article = quotation.article"
    ' AND entity.start >= quotation.start AND entity."end" <= quotation."end"'
)


@dataclass(frozen=True, slots=True)
class ArticleSummary:
    """What is known of an article without its text; strings are "" where unknown."""

    source: str
    date: str
    agency: str
    paragraphs: int
    sentences: int
    tokens: int
    entities: int
    quotes: int


class Overview:
    """What a report asks of the articles that fulfil a condition of `--where`.

    Used as a context, within which every answer is of one state of the database, whatever
    is written meanwhile. Every method raises StoreError where the database cannot be read;
    the constructor raises it where `where` is no condition.
    """

    def __init__(self, store: Store, where: str = "") -> None:
        self._store = store
        self._condition = parse_where(where)

    def __enter__(self) -> Self:
        with named_errors(self._store.path):
            self._store._connection.execute("BEGIN")
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        traceback: TracebackType | None,
    ) -> None:
        with named_errors(self._store.path):
            self._store._connection.execute("COMMIT")

    def summaries(self) -> Iterator[ArticleSummary]:
        """Yield a summary of each article, by source."""
        columns = "source, date, agency, paragraphs, sentences, tokens, entities, quotes"
        rows = self._rows(f"SELECT {columns} FROM article WHERE", "ORDER BY source")
        return (ArticleSummary(*row) for row in rows)

    def articles_by_id(self) -> Iterator[str]:
        """Yield the JSON of each article, by id.

        An id is the beginning of a SHA-256, so that any first part of them is as good as
        drawn by lot, and the same each time.
        """
        query = "SELECT json FROM article JOIN document ON document.article = article.number WHERE"
        return (str(json) for (json,) in self._rows(query, "ORDER BY article.id, source"))

    def mentions(self) -> Iterator[tuple[str, int, str, str, str]]:
        """Yield (source, sentence, label, name, canonical) of each mention, in its order."""
        return self._rows(
            "SELECT source, sentence, label, name, canonical"
            " FROM article JOIN entity ON entity.article = article.number WHERE",
            "ORDER BY source, entity.position",
        )

    def speakers(self) -> Iterator[tuple[str, str, str, int]]:
        """Yield (source, speaker's name, kind, quotations); the name is "" where unknown."""
        return self._rows(
            "SELECT source, speaker_name, quotation.kind, count(*)"
            " FROM article JOIN quotation ON quotation.article = article.number WHERE",
            "GROUP BY source, speaker_name, quotation.kind ORDER BY 1, 2, 3",
        )

    def spoken_of(self) -> Iterator[tuple[str, str, str, str, str, int]]:
        """Yield (source, speaker's name, label, name, canonical, mentions) inside quotations.

        Quotations without a speaker are left out.
        """
        return self._rows(
            "SELECT source, speaker_name, label, name, canonical, count(*)"
            f" FROM article {_SPOKEN_OF} WHERE speaker_name != '' AND",
            "GROUP BY source, speaker_name, label, name, canonical ORDER BY 1, 2, 3, 4, 5",
        )

    def _rows(self, before: str, after: str) -> Iterator[tuple[Any, ...]]:
        query = f"{before} {self._condition.sql} {after}"
        return self._store._rows(query, self._condition.values)
