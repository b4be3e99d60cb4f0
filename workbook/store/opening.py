"""Opening the workbook's file: made if need be, checked, brought up to date; never written over."""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Callable
from pathlib import Path

from workbook import __version__
from workbook.errors import StoreDamaged, StoreError, StoreLocked, StoreReadOnly, TargetUnwritable
from workbook.named import NamedTuple
from workbook.store import schema
from workbook.store.connection import connect, explained, transaction

_RETRIES = 5


class Opened(NamedTuple):
    """A connection to a workbook that can be read.

    Attributes:
        needs: the version of mlworkbook that is needed for writing, if this one is too old; else empty.
    """

    connection: sqlite3.Connection
    writable: bool
    needs: str = ""


def open_file(path: Path, *, token: Callable[[], str], create: bool, readonly: bool, wait: float) -> Opened:
    """Opens the file, makes it when `create` says so, migrates an older one, puts back lost triggers.

    Raises:
        StoreError: there is no file, and it may not be made.
        StoreDamaged, StoreLocked, StoreReadOnly, StoreFull: it cannot be used.
    """
    with explained(path):
        if _is_missing(path):
            return _make(path, token, create and not readonly, wait)
        writable = not readonly and os.access(path, os.W_OK) and os.access(path.resolve().parent, os.W_OK | os.X_OK)
        connection = connect(path, mode="rw" if writable else "ro", wait=wait)
        try:
            if writable and _application(connection) == 0 and _is_missing(path):
                connection.close()  # making it was cut short: SQLite has just taken back what there was
                return _make(path, token, create, wait)
            return _checked(connection, path, writable)
        except BaseException:
            connection.close()
            raise


def _is_missing(path: Path) -> bool:
    """Whether there is nothing yet: no file, or an empty one, such as another process has just begun."""
    try:
        if path.is_dir():
            raise StoreDamaged("This is a folder, not a workbook.", where=str(path))
        return not path.exists() or path.stat().st_size == 0
    except OSError as error:
        raise StoreError(f"The workbook cannot be reached ({error.strerror}).", where=str(path)) from error


def _make(path: Path, token: Callable[[], str], allowed: bool, wait: float) -> Opened:
    if not allowed:
        hint = "Start a project with 'mlworkbook init NAME', or name another file with --workbook."
        raise StoreError("There is no workbook here.", where=str(path), hint=hint)
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        what = f"The folder for the workbook cannot be made ({error.strerror})."
        raise TargetUnwritable(what, where=str(path.parent)) from error
    if not os.access(path.parent, os.W_OK | os.X_OK):
        what = "The folder for the workbook cannot be written."
        raise TargetUnwritable(what, where=str(path.parent), hint="Check its rights, or name a file with --workbook.")
    connection = connect(path, mode="rwc", wait=wait)
    try:
        schema.database(connection)  # imports sqlite-utils before anybody has to wait for us
        with transaction(connection, path, "EXCLUSIVE"):
            if _application(connection) == 0 and _is_blank(connection):  # nobody was faster
                schema.migrate(connection, __version__)
                connection.execute("INSERT INTO meta VALUES ('store', ?)", (token(),))
        return _checked(connection, path, True)
    except BaseException:
        connection.close()
        raise


def _checked(connection: sqlite3.Connection, path: Path, writable: bool) -> Opened:
    if _application(connection) != schema.APPLICATION_ID:
        hint = "Nothing was changed in it. Name another file with --workbook."
        raise StoreDamaged("This file is not a workbook.", where=str(path), hint=hint)
    version = _format(connection)
    if version > schema.newest():
        return Opened(connection, False, _needs(connection, version))
    if writable:
        connection.execute("PRAGMA journal_mode = DELETE")
    if version < schema.newest():
        _upgrade(connection, path, writable)
    elif writable and schema.missing_triggers(connection):
        with transaction(connection, path):
            schema.create_triggers(connection)
    return Opened(connection, writable)


def _upgrade(connection: sqlite3.Connection, path: Path, writable: bool) -> None:
    """Migrates an older file, after a backup that was verified and that nobody has written past."""
    if not writable:
        hint = "Open it once where it can be written; a backup is made first."
        raise StoreReadOnly("An older mlworkbook wrote this workbook.", where=str(path), hint=hint)
    from workbook.store.copies import copy_to

    schema.database(connection)
    for _ in range(_RETRIES):
        version, before = _format(connection), _data_version(connection)
        if version >= schema.newest():
            return
        copy_to(connection, path, _backup_path(path, version))
        with transaction(connection, path, "EXCLUSIVE"):
            if _data_version(connection) == before:
                schema.migrate(connection, __version__)
                return
    raise StoreLocked("Others keep writing to the workbook.", where=str(path), hint="Close them and try again.")


def _backup_path(path: Path, version: int) -> Path:
    """A name beside the workbook that is still free: backups are never written over."""
    stem = f"{path.stem}-before-format-{version + 1}"
    names = [f"{stem}{path.suffix}", *(f"{stem}-{number}{path.suffix}" for number in range(2, 1000))]
    return next(path.with_name(name) for name in names if not path.with_name(name).exists())


def _application(connection: sqlite3.Connection) -> int:
    return _number(connection, "application_id")


def _format(connection: sqlite3.Connection) -> int:
    return _number(connection, "user_version")


def _data_version(connection: sqlite3.Connection) -> int:
    return _number(connection, "data_version")


def _number(connection: sqlite3.Connection, pragma: str) -> int:
    return int(connection.execute(f"PRAGMA {pragma}").fetchone()[0])


def _is_blank(connection: sqlite3.Connection) -> bool:
    return not connection.execute("SELECT 1 FROM sqlite_master LIMIT 1").fetchone()


def _needs(connection: sqlite3.Connection, version: int) -> str:
    """The version of mlworkbook that a newer file asks for, by its name if the file tells it."""
    try:
        row = connection.execute("SELECT value FROM meta WHERE key = 'needs'").fetchone()
    except sqlite3.OperationalError:  # a newer format may have no such table
        row = None
    return f"mlworkbook {row[0]}" if row else f"a newer mlworkbook (for format {version})"
