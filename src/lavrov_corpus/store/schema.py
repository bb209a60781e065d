"""The tables of the database, as a row of migrations; each is run in one transaction."""

from __future__ import annotations

import sqlite3
import string
from collections.abc import Callable

from lavrov_corpus.store.index import index_all

#: One statement, or a function that does what SQL alone cannot.
Step = str | Callable[[sqlite3.Connection], None]

#: Marks a SQLite file as ours; `file` and other programs see it in the header ("LCRP").
APPLICATION_ID = 0x4C435250

_FIRST = (
    # The counts stand beside the metadata so that `status` and rates per million never
    # have to read the large tables.
    """
    CREATE TABLE article (
        number      INTEGER PRIMARY KEY,
        source      TEXT NOT NULL UNIQUE,
        id          TEXT NOT NULL,
        sha256      TEXT NOT NULL,
        fingerprint TEXT NOT NULL,
        encoding    TEXT NOT NULL,
        title       TEXT NOT NULL,
        agency      TEXT NOT NULL,
        place       TEXT NOT NULL,
        author      TEXT NOT NULL,
        date        TEXT NOT NULL,
        paragraphs  INTEGER NOT NULL,
        sentences   INTEGER NOT NULL,
        tokens      INTEGER NOT NULL,
        entities    INTEGER NOT NULL,
        quotes      INTEGER NOT NULL
    ) STRICT
    """,
    "CREATE INDEX article_id ON article (id)",
    # Apart from the metadata, so that a scan of the metadata does not turn these pages.
    """
    CREATE TABLE document (
        article INTEGER PRIMARY KEY REFERENCES article (number) ON DELETE CASCADE,
        json    TEXT NOT NULL
    ) STRICT
    """,
    # A row number of its own is what a full-text index can point to.
    """
    CREATE TABLE sentence (
        number    INTEGER PRIMARY KEY,
        article   INTEGER NOT NULL REFERENCES article (number) ON DELETE CASCADE,
        position  INTEGER NOT NULL,
        paragraph INTEGER NOT NULL,
        start     INTEGER NOT NULL,
        "end"     INTEGER NOT NULL,
        raw_start INTEGER NOT NULL,
        raw_end   INTEGER NOT NULL,
        kind      TEXT NOT NULL,
        text      TEXT NOT NULL,
        UNIQUE (article, position)
    ) STRICT
    """,
    """
    CREATE TABLE entity (
        article   INTEGER NOT NULL REFERENCES article (number) ON DELETE CASCADE,
        position  INTEGER NOT NULL,
        sentence  INTEGER NOT NULL,
        start     INTEGER NOT NULL,
        "end"     INTEGER NOT NULL,
        raw_start INTEGER NOT NULL,
        raw_end   INTEGER NOT NULL,
        label     TEXT NOT NULL,
        text      TEXT NOT NULL,
        name      TEXT NOT NULL,
        canonical TEXT NOT NULL,
        PRIMARY KEY (article, position)
    ) STRICT, WITHOUT ROWID
    """,
    """
    CREATE TABLE quotation (
        article      INTEGER NOT NULL REFERENCES article (number) ON DELETE CASCADE,
        position     INTEGER NOT NULL,
        start        INTEGER NOT NULL,
        "end"        INTEGER NOT NULL,
        raw_start    INTEGER NOT NULL,
        raw_end      INTEGER NOT NULL,
        kind         TEXT NOT NULL,
        text         TEXT NOT NULL,
        speaker      TEXT NOT NULL,
        speaker_name TEXT NOT NULL,
        cue          TEXT NOT NULL,
        implicit     INTEGER NOT NULL,
        partial      INTEGER NOT NULL,
        score        REAL NOT NULL,
        PRIMARY KEY (article, position)
    ) STRICT, WITHOUT ROWID
    """,
    # A failure does not replace the article that an earlier state of the file gave.
    """
    CREATE TABLE failure (
        source      TEXT NOT NULL PRIMARY KEY,
        sha256      TEXT NOT NULL,
        fingerprint TEXT NOT NULL,
        stage       TEXT NOT NULL,
        error       TEXT NOT NULL,
        hint        TEXT NOT NULL
    ) STRICT, WITHOUT ROWID
    """,
)

# What a user said of names; it stays when articles are annotated again. `place` keeps the
# order of the user's file, in which an earlier line wins.
_SECOND = (
    """
    CREATE TABLE alias (
        place     INTEGER PRIMARY KEY,
        label     TEXT NOT NULL,
        name      TEXT NOT NULL,
        canonical TEXT NOT NULL,
        article   TEXT NOT NULL
    ) STRICT
    """,
)

# What cleaning says of the text; articles that were stored without it are made again.
_THIRD = (
    "ALTER TABLE article ADD COLUMN flags TEXT NOT NULL DEFAULT ''",
    "ALTER TABLE article ADD COLUMN quality REAL NOT NULL DEFAULT 0.0",
    "UPDATE article SET fingerprint = ''",
)

# Readings of words, by what they depend on, so that those of an older model never serve.
_FOURTH = (
    """
    CREATE TABLE word (
        model    TEXT NOT NULL,
        word     TEXT NOT NULL,
        readings TEXT NOT NULL,
        PRIMARY KEY (model, word)
    ) STRICT, WITHOUT ROWID
    """,
)

# What a user said of articles in a metadata.csv (`origin`); it stays when they are annotated
# again. Keyed by source, since it may be known before its article is.
_FIFTH = (
    """
    CREATE TABLE metadata (
        source TEXT NOT NULL,
        name   TEXT NOT NULL,
        value  TEXT NOT NULL,
        origin TEXT NOT NULL,
        PRIMARY KEY (source, name)
    ) STRICT, WITHOUT ROWID
    """,
    "CREATE INDEX metadata_origin ON metadata (origin)",
    "CREATE INDEX metadata_name ON metadata (name)",
)

# The terms come folded and joined by spaces: every other sign is a part of a term to SQLite.
_SIGNS = string.punctuation.replace("'", "''").replace('"', '""')

# The index keeps no copy of the words. Its rows are those of `sentence`, numbered by article
# and position; `passage` tells it what to forget, and is what words are counted in.
_SIXTH = (
    "CREATE TABLE term (number INTEGER PRIMARY KEY, text TEXT NOT NULL UNIQUE) STRICT",
    """
    CREATE TABLE passage (
        article INTEGER PRIMARY KEY REFERENCES article (number) ON DELETE CASCADE,
        form    BLOB NOT NULL,
        lemma   BLOB NOT NULL,
        entity  BLOB NOT NULL,
        speaker BLOB NOT NULL
    ) STRICT
    """,
    f"""
    CREATE VIRTUAL TABLE search USING fts5 (
        form, lemma, entity, speaker, content = '', tokenize = "ascii tokenchars '{_SIGNS}'"
    )
    """,
    index_all,
)

# The probability of a name; articles that were stored without it are made again.
_SEVENTH = (
    "ALTER TABLE entity ADD COLUMN score REAL NOT NULL DEFAULT 1.0",
    "UPDATE article SET fingerprint = ''",
)

#: Migration `i` leads from version `i` to `i + 1`; one that was released never changes.
MIGRATIONS: tuple[tuple[Step, ...], ...] = (
    _FIRST,
    _SECOND,
    _THIRD,
    _FOURTH,
    _FIFTH,
    _SIXTH,
    _SEVENTH,
)
VERSION = len(MIGRATIONS)
