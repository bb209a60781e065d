"""What a user says of the articles in a `metadata.csv`, and its way into their records.

The rows are keyed by source and stay when an article is annotated again. What the text said of
itself stays in the JSON of the article; the columns of `article`, which conditions compare,
hold what counts, and an article's JSON is completed as it is read.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Mapping, Sequence

#: The fields of an article that a user may set.
FIELDS = ("title", "agency", "place", "author", "date")

_VALUE = "(SELECT value FROM metadata WHERE metadata.source = article.source AND name = '{0}')"
_APPLY = (
    f"UPDATE article SET ({', '.join(FIELDS)}) = (SELECT "
    + ", ".join(
        f"coalesce({_VALUE.format(name)}, json_extract(json, '$.{name}'))" for name in FIELDS
    )
    + " FROM document WHERE document.article = article.number) WHERE source = ?"
)
# Inside a JSON string each quotation mark has a backslash before it, so that this can only be
# the key behind the metadata.
_TEXT_KEY = ',"text":'


def replace_metadata(
    connection: sqlite3.Connection, origin: str, values: Mapping[str, Mapping[str, str]]
) -> None:
    """Put the values of a file, by source and column, in place of what it said before."""
    query = "SELECT source, name, value FROM metadata WHERE origin = ?"
    before = set(connection.execute(query, (origin,)))
    now = {(source, name, value) for source, row in values.items() for name, value in row.items()}
    changed = before ^ now
    connection.executemany(
        "DELETE FROM metadata WHERE source = ? AND name = ?",
        sorted((source, name) for source, name, _ in changed),
    )
    connection.executemany(
        "INSERT INTO metadata (source, name, value, origin) VALUES (?, ?, ?, ?)",
        sorted((*row, origin) for row in now & changed),
    )
    for source in sorted({source for source, _, _ in changed}):
        apply_metadata(connection, source)


def apply_metadata(connection: sqlite3.Connection, source: str) -> None:
    """Set the columns of an article to what the user says, or else to what its text says."""
    connection.execute(_APPLY, (source,))


def has_metadata(connection: sqlite3.Connection, source: str) -> bool:
    """Tell whether a user has said anything of a source."""
    query = "SELECT 1 FROM metadata WHERE source = ? LIMIT 1"
    return connection.execute(query, (source,)).fetchone() is not None


def own_columns(connection: sqlite3.Connection) -> tuple[str, ...]:
    """Return the names of the columns that the user has added, in order."""
    rows = connection.execute("SELECT DISTINCT name FROM metadata ORDER BY name")
    return tuple(str(name) for (name,) in rows if name not in FIELDS)


def completed(article: str, values: str, columns: Sequence[str]) -> str:
    """Return the JSON of an article with what the user says of it.

    `values` is a JSON object by column; `columns` are the user's own, which every article
    gets, empty where nothing is said.
    """
    split = article.index(_TEXT_KEY)
    head = json.loads(article[:split] + "}")
    said = json.loads(values)
    head |= {name: said[name] for name in FIELDS if name in said}
    head["metadata"] = {name: said.get(name, "") for name in columns}
    return json.dumps(head, ensure_ascii=False, separators=(",", ":"))[:-1] + article[split:]
