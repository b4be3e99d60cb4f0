"""The connection to the workbook's file: its settings, its write transactions, what its errors mean."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from workbook.errors import StoreDamaged, StoreError, StoreFull, StoreLocked, StoreReadOnly

_SETTINGS = (
    "foreign_keys = ON",
    "recursive_triggers = ON",  # REPLACE then fires DELETE triggers too
    "synchronous = EXTRA",  # with journal_mode = DELETE: no acknowledged write is lost by a power cut
    "secure_delete = ON",  # what was erased is overwritten, not only unlinked
)


def connect(path: Path, *, mode: str, wait: float) -> sqlite3.Connection:
    """A connection with our settings and without implicit transactions.

    Args:
        mode: `ro`, `rw`, or `rwc`, which makes the file.
        wait: how many seconds to wait for another process.

    Raises:
        StoreError: the file cannot be used; says why.
    """
    with explained(path):
        connection = sqlite3.connect(
            f"{path.absolute().as_uri()}?mode={mode}", uri=True, timeout=wait, isolation_level=None
        )
    try:
        with explained(path):
            for setting in _SETTINGS:
                connection.execute(f"PRAGMA {setting}").close()
    except StoreError:
        connection.close()
        raise
    return connection


@contextmanager
def transaction(connection: sqlite3.Connection, path: Path, kind: str = "IMMEDIATE") -> Iterator[None]:
    """All or nothing. Nobody else writes from its beginning on, so that what it reads stays true.

    Raises:
        StoreError: it could not begin or be committed; then nothing was written.
    """
    with explained(path):
        connection.execute(f"BEGIN {kind}")
        try:
            yield
            connection.execute("COMMIT")
        except BaseException:
            if connection.in_transaction:  # some errors have rolled it back already
                connection.execute("ROLLBACK")
            raise


@contextmanager
def explained(path: Path) -> Iterator[None]:
    """Turns what SQLite raises into our errors; mistakes in our own code stay what they are."""
    try:
        yield
    except sqlite3.ProgrammingError:
        raise
    except (sqlite3.Error, UnicodeDecodeError) as error:  # SQLite may quote damaged names, which are no text
        raise _explain(error, path) from error


def _explain(error: Exception, path: Path) -> StoreError:
    where, code = str(path), getattr(error, "sqlite_errorcode", None) or 0
    match code & 0xFF:
        case sqlite3.SQLITE_BUSY | sqlite3.SQLITE_LOCKED:
            from workbook.store.surroundings import holder

            who = holder(path) or "another process"
            return StoreLocked(f"The workbook is held by {who}.", where=where, hint="Close it, or try again later.")
        case sqlite3.SQLITE_FULL:
            return _full(where)
        case sqlite3.SQLITE_READONLY | sqlite3.SQLITE_CANTOPEN | sqlite3.SQLITE_PERM:
            return _unwritable(path)
        case sqlite3.SQLITE_IOERR if code == sqlite3.SQLITE_IOERR_WRITE:
            return _full(where)  # a quota and a limit on file sizes come as a failed write
        case sqlite3.SQLITE_IOERR:
            return StoreError(f"The disk gave an error ({error}).", where=where, hint="Nothing was half-written.")
        case sqlite3.SQLITE_NOTADB:
            return StoreDamaged("This is not a workbook.", where=where, hint="Nothing was changed in it.")
        case _:
            hint = "Run 'mlworkbook doctor', or go back to a backup. Nothing was changed in the file."
            return StoreDamaged(f"The workbook is damaged ({error}).", where=where, hint=hint)


def _full(where: str) -> StoreFull:
    hint = "Make room and try again; nothing was half-written."
    return StoreFull("There is no room left to write the workbook.", where=where, hint=hint)


def _unwritable(path: Path) -> StoreError:
    if not os.access(path, os.R_OK):
        return StoreError("The workbook cannot be read.", where=str(path), hint="Check the rights of the file.")
    hint = "Check the rights of the file and of its folder, which SQLite writes to as well."
    return StoreReadOnly("The workbook can be read but not written.", where=str(path), hint=hint)
