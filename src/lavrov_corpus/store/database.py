"""Opening a database file: whose it is, whether it is whole, and up to date."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from lavrov_corpus.errors import StoreError
from lavrov_corpus.store.schema import APPLICATION_ID, MIGRATIONS, VERSION

#: How long a writer waits for another one, whose transactions take milliseconds.
BUSY_SECONDS = 30.0

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
    sqlite3.SQLITE_NOTADB: (
        "is not a database of lavrov-corpus",
        "It was left as it is. Choose another file: --db PATH",
    ),
    sqlite3.SQLITE_CORRUPT: (
        "is damaged",
        "It was left as it is. Move it away and run `corpus ingest` on your files again.",
    ),
}
_SAME_AS = {
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
        what, hint = _EXPECTED.get(_SAME_AS.get(code, code), (f"failed: {error}", ""))
        raise StoreError(f"The database {path} {what}.", hint) from error
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
        if path.is_dir():
            raise StoreError(f"{path} is a folder, not a database.", "Name a file: --db PATH")
        if not path.exists():
            if not create or read_only:
                raise _nothing_at(path, "There is no database at")
            _make(path)
        connection = _attach(path, "ro" if read_only else "rw")
        try:
            version = _checked_version(connection, path)
            if version == 0 and (read_only or not create):
                raise _nothing_at(path, "There are no articles yet in")
            if read_only:
                _require_current(version, path)
            else:
                _prepare_for_writing(connection)
        except BaseException:
            connection.close()
            raise
        return connection


def migrate(connection: sqlite3.Connection) -> None:
    """Bring the schema to VERSION, each step with its number in one transaction."""
    for number, statements in enumerate(MIGRATIONS, start=1):
        connection.execute("BEGIN IMMEDIATE")
        try:
            # Asked inside the transaction: another process may have done it meanwhile.
            if _pragma(connection, "user_version") < number:
                for statement in statements:
                    connection.execute(statement)
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
    temporary = path.with_name(f".{path.name}.{os.getpid()}.new")
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


def _attach(path: Path, mode: str) -> sqlite3.Connection:
    uri = f"{path.absolute().as_uri()}?mode={mode}"
    if mode == "ro" and _lies_still(path):
        uri += "&immutable=1"
    connection = sqlite3.connect(uri, uri=True, isolation_level=None, timeout=BUSY_SECONDS)
    connection.execute("PRAGMA trusted_schema = OFF")
    connection.execute("PRAGMA cell_size_check = ON")
    connection.execute("PRAGMA foreign_keys = ON")
    return connection


def _lies_still(path: Path) -> bool:
    """Tell whether nobody can be writing: a folder that is read-only, and no log in it.

    SQLite needs a place for its shared memory to read a database in WAL mode, unless it
    is told that the file cannot change.
    """
    log = path.with_name(f"{path.name}-wal")
    return not os.access(path.parent, os.W_OK) and not log.exists()


def _checked_version(connection: sqlite3.Connection, path: Path) -> int:
    application = _pragma(connection, "application_id")
    version = _pragma(connection, "user_version")
    tables = connection.execute("SELECT count(*) FROM sqlite_schema").fetchone()[0]
    if application == version == tables == 0:
        return 0
    if application != APPLICATION_ID:
        raise StoreError(
            f"{path} is a database of another program.",
            "It was left as it is. Choose another file: --db PATH",
        )
    if version > VERSION:
        raise StoreError(
            f"{path} was made by a newer lavrov-corpus (schema {version}, this one: {VERSION}).",
            "pip install --upgrade lavrov-corpus",
        )
    return version


def _require_current(version: int, path: Path) -> None:
    if version < VERSION:
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


def _nothing_at(path: Path, what: str) -> StoreError:
    return StoreError(f"{what} {path}.", f"corpus ingest PATH... --db {path}")


def _pragma(connection: sqlite3.Connection, name: str) -> int:
    value: int = connection.execute(f"PRAGMA {name}").fetchone()[0]
    return value
