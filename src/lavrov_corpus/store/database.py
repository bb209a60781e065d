"""Opening a database file: whose it is, whether it is whole, and up to date."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from lavrov_corpus.errors import StoreError
from lavrov_corpus.store.schema import APPLICATION_ID, MIGRATIONS, VERSION
from lavrov_corpus.temporary import temporary_beside

#: How long a writer waits for another one, whose transactions take milliseconds.
BUSY_SECONDS = 30.0

# https://www.sqlite.org/fileformat2.html#the_database_header
_MAGIC = b"SQLite format 3\0"
_HEADER_BYTES = 100
_APPLICATION_ID_AT = slice(68, 72)

_AGAIN = "run the same command again: what was stored before is kept."
_EXPECTED: dict[int, tuple[str, str]] = {
    sqlite3.SQLITE_BUSY: (
        "is being written by another process",
        f"Wait until the other `corpus` has ended, then {_AGAIN}",
    ),
    sqlite3.SQLITE_FULL: (
        "cannot grow: the disk is full",
        f"Free some space, then {_AGAIN}",
    ),
    sqlite3.SQLITE_IOERR: (
        "cannot be read or written: the disk reports an error or is full",
        f"Check the disk and its free space, then {_AGAIN}",
    ),
    sqlite3.SQLITE_READONLY: (
        "cannot be written: the file or its folder is read-only",
        "Choose a database in a folder that you may write to: --db PATH",
    ),
    sqlite3.SQLITE_CANTOPEN: (
        "cannot be opened: check that its folder exists and may be read and written",
        "Choose a database in a folder that you may write to: --db PATH",
    ),
    sqlite3.SQLITE_CORRUPT: (
        "is damaged",
        "It was left as it is. Move it away and run `corpus ingest` on your files again;"
        " corpus doctor --rescue -o saved.jsonl --db MOVED saves what can be read.",
    ),
}
_SAME_AS = {
    sqlite3.SQLITE_NOTADB: sqlite3.SQLITE_CORRUPT,
    sqlite3.SQLITE_LOCKED: sqlite3.SQLITE_BUSY,
    sqlite3.SQLITE_PERM: sqlite3.SQLITE_CANTOPEN,
    sqlite3.SQLITE_AUTH: sqlite3.SQLITE_CANTOPEN,
}


@contextmanager
def named_errors(path: Path) -> Iterator[None]:
    """Turn the errors of SQLite and of the file system into a StoreError that names `path`."""
    try:
        yield
    except sqlite3.Error as error:
        # The low byte is the primary code; errors of the Python layer have none.
        code = getattr(error, "sqlite_errorcode", 0) & 0xFF
        code = _SAME_AS.get(code, code)
        if code not in _EXPECTED:
            raise StoreError(f"The database {path} failed: {error}.") from error
        raise _expected(path, code) from error
    except OSError as error:
        reason = error.strerror or str(error)
        raise StoreError(
            f"The database {path} cannot be opened: {reason}.",
            "Choose a database in a folder that you may write to: --db PATH",
        ) from error


def connect(path: Path, *, create: bool, read_only: bool) -> sqlite3.Connection:
    """Return a connection to a corpus database of this version.

    With `create`, a missing or empty file is made one, and an older one is brought up to
    date unless `read_only`. Raises StoreError for all else, leaving the file as it was.
    """
    with named_errors(path):
        is_new = not path.exists() or _is_empty(path)
        if is_new and (read_only or not create):
            what = "There are no articles yet in" if path.exists() else "There is no database at"
            raise StoreError(f"{what} {path}.", f"corpus ingest PATH... --db {path}")
        if not path.exists():
            _make(path)
        connection = _attach(path, _mode(path, read_only=read_only))
        try:
            if not is_new:
                _require_version(connection, path, read_only=read_only)
            if read_only:
                connection.execute("PRAGMA query_only = ON")
            else:
                _prepare_for_writing(connection)
        except BaseException:
            connection.close()
            raise
        return connection


def _expected(path: Path, code: int) -> StoreError:
    what, hint = _EXPECTED[code]
    return StoreError(f"The database {path} {what}.", hint)


def migrate(connection: sqlite3.Connection) -> None:
    """Bring the schema to VERSION, each step with its number in one transaction."""
    for number, steps in enumerate(MIGRATIONS, start=1):
        connection.execute("BEGIN IMMEDIATE")
        try:
            # Asked inside the transaction: another process may have done it meanwhile.
            if _pragma(connection, "user_version") < number:
                for step in steps:
                    if isinstance(step, str):
                        connection.execute(step)
                    else:
                        step(connection)
                connection.execute(f"PRAGMA application_id = {APPLICATION_ID}")
                connection.execute(f"PRAGMA user_version = {number}")
            connection.execute("COMMIT")
        except BaseException:
            if connection.in_transaction:
                connection.execute("ROLLBACK")
            raise


def _make(path: Path) -> None:
    """Make a database under another name and link it into place: it is there whole or not."""
    path.parent.mkdir(parents=True, exist_ok=True)
    temporary = temporary_beside(path, "new")
    try:
        temporary.unlink(missing_ok=True)
        with closing(_attach(temporary, "rwc")) as connection:
            migrate(connection)
        try:
            os.link(temporary, path)  # unlike a rename, never replaces what is there
        except FileExistsError:
            pass  # made by another process in the meantime, and as good
        except OSError:  # a file system without links
            temporary.rename(path)
    finally:
        temporary.unlink(missing_ok=True)
        temporary.with_name(f"{temporary.name}-journal").unlink(missing_ok=True)


def _is_empty(path: Path) -> bool:
    """Tell whether there is nothing in the file yet; raise StoreError if it is not ours.

    Looks at the bytes, since SQLite leaves files beside some databases that it opens.
    """
    if path.is_dir():
        raise StoreError(f"{path} is a folder, not a database.", "Name a file: --db PATH")
    with path.open("rb") as file:
        header = file.read(_HEADER_BYTES)
    if not header:
        return True
    if len(header) < _HEADER_BYTES or not header.startswith(_MAGIC):
        raise StoreError(
            f"{path} is not a database.",
            "It was left as it is. Choose another file: --db PATH",
        )
    application = int.from_bytes(header[_APPLICATION_ID_AT], "big")
    if application == APPLICATION_ID:
        return False
    if application == 0 and not _log_of(path).exists():
        with closing(_attach(path, "ro&immutable=1")) as connection:
            if connection.execute("SELECT count(*) FROM sqlite_schema").fetchone() == (0,):
                return True  # begun by us, and killed
    raise StoreError(
        f"{path} is a database of another program.",
        "It was left as it is. Choose another file: --db PATH",
    )


def _mode(path: Path, *, read_only: bool) -> str:
    """Return how to open a file, as a part of the URI that SQLite takes.

    Who only reads may write too if possible, since SQLite else leaves its log behind. To
    read in a read-only folder, where its shared memory has no place, SQLite must be told
    that nobody can change the file.
    """
    if os.access(path, os.W_OK) and os.access(path.parent, os.W_OK):
        return "rw"
    if not read_only:
        raise _expected(path, sqlite3.SQLITE_READONLY)
    return "ro" if _log_of(path).exists() else "ro&immutable=1"


def _log_of(path: Path) -> Path:
    return path.with_name(f"{path.name}-wal")


def _attach(path: Path, mode: str) -> sqlite3.Connection:
    uri = f"{path.absolute().as_uri()}?mode={mode}"
    connection = sqlite3.connect(uri, uri=True, isolation_level=None, timeout=BUSY_SECONDS)
    connection.execute("PRAGMA trusted_schema = OFF")
    connection.execute("PRAGMA cell_size_check = ON")
    connection.execute("PRAGMA foreign_keys = ON")
    return connection


def _require_version(connection: sqlite3.Connection, path: Path, *, read_only: bool) -> None:
    version = _pragma(connection, "user_version")
    connection.execute("SELECT count(*) FROM sqlite_schema")  # reads more than the header
    if version > VERSION:
        raise StoreError(
            f"{path} was made by a newer lavrov-corpus (schema {version}, this one: {VERSION}).",
            "pip install --upgrade lavrov-corpus",
        )
    if read_only and version < VERSION:
        raise StoreError(
            f"{path} was made by an older lavrov-corpus and must be brought up to date.",
            f"corpus ingest PATH... --db {path}",
        )


def _prepare_for_writing(connection: sqlite3.Connection) -> None:
    # WAL lets readers go on during a write. With NORMAL a lost power supply may take back
    # the last transactions as a whole, which the next run does again; a crash takes none.
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA synchronous = NORMAL")
    connection.execute("PRAGMA journal_size_limit = 67108864")
    connection.execute("BEGIN IMMEDIATE")  # a read-only file shows itself only here
    connection.execute("ROLLBACK")
    migrate(connection)


def _pragma(connection: sqlite3.Connection, name: str) -> int:
    value: int = connection.execute(f"PRAGMA {name}").fetchone()[0]
    return value
