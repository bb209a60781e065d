"""An Article as the rows of the tables, its whole JSON beside them."""

from __future__ import annotations

from dataclasses import dataclass

from pydantic_core import PydanticSerializationError

from lavrov_corpus.document import Article, one_line
from lavrov_corpus.store.words import SentenceWords, words_of

Cell = str | int | float
Row = tuple[Cell, ...]

#: The keys of the records of each level that has a table, as they are exported.
LEVELS: dict[str, tuple[str, ...]] = {
    "sentence": (
        *("article", "source", "sentence", "paragraph"),
        *("start", "end", "raw_start", "raw_end", "kind", "text"),
    ),
    "entity": (
        *("article", "source", "sentence", "start", "end", "raw_start", "raw_end"),
        *("label", "text", "name", "canonical", "score"),
    ),
    "quote": (
        *("article", "source", "start", "end", "raw_start", "raw_end", "kind", "text"),
        *("speaker", "speaker_name", "cue", "implicit", "partial", "score"),
    ),
}
_TABLES = {"sentence": "sentence", "entity": "entity", "quote": "quotation"}
_COLUMNS = {"article": "article.id", "source": "article.source"}


@dataclass(frozen=True, slots=True)
class ArticleRows:
    """An Article ready to be stored: plain values, cheap to hand from process to process.

    `article` are the cells of its own row that follow the fingerprint; the cells of the
    other rows begin with their position in the article. `words` are what is indexed.
    """

    source: str
    id: str
    sha256: str
    article: Row
    json: str
    sentences: tuple[Row, ...]
    entities: tuple[Row, ...]
    quotes: tuple[Row, ...]
    words: tuple[SentenceWords, ...]


def article_rows(article: Article) -> ArticleRows:
    """Return the rows of an article; where workers call it, the writer has less to do."""
    try:
        json = one_line(article.model_dump_json())
    except PydanticSerializationError:  # a lone surrogate
        return article_rows(article.well_formed())
    return ArticleRows(
        article.source,
        article.id,
        article.sha256,
        _article_row(article),
        json,
        tuple(
            (
                *(i, s.paragraph, s.start, s.end, s.raw_start, s.raw_end),
                *(article.paragraphs[s.paragraph].kind, article.text[s.start : s.end]),
            )
            for i, s in enumerate(article.sentences)
        ),
        tuple(
            (
                *(i, e.sentence, e.start, e.end, e.raw_start, e.raw_end),
                *(e.label, e.text, e.name, e.canonical, e.score),
            )
            for i, e in enumerate(article.entities)
        ),
        tuple(
            (
                *(i, q.start, q.end, q.raw_start, q.raw_end, q.kind, q.text),
                *(q.speaker, q.speaker_name, q.cue, int(q.implicit), int(q.partial), q.score),
            )
            for i, q in enumerate(article.quotes)
        ),
        words_of(article),
    )


def _article_row(article: Article) -> Row:
    return (
        article.encoding,
        article.title,
        article.agency,
        article.place,
        article.author,
        article.date,
        len(article.paragraphs),
        len(article.sentences),
        len(article.tokens),
        len(article.entities),
        len(article.quotes),
        " ".join(article.flags),
        article.quality,
    )


def level_query(level: str, condition: str) -> str:
    """Return the query for the records of a level of LEVELS, by source and position.

    `condition` is SQL on the columns of `article`.
    """
    table = _TABLES[level]
    columns = {**_COLUMNS, level: f"{table}.position"}
    cells = ", ".join(columns.get(key, f'{table}."{key}"') for key in LEVELS[level])
    return (
        f"SELECT {cells} FROM article JOIN {table} ON {table}.article = article.number"
        f" WHERE {condition} ORDER BY article.source, {table}.position"
    )


def as_record(level: str, row: Row) -> dict[str, Cell]:
    """Return a row of the query of a level as a record with the keys of LEVELS."""
    record = dict(zip(LEVELS[level], row, strict=True))
    for key in ("implicit", "partial"):
        if key in record:
            record[key] = bool(record[key])
    return record
