"""Verified copies of the whole workbook."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing, suppress
from pathlib import Path

from workbook.errors import StoreDamaged, StoreError, TargetUnwritable
from workbook.store.connection import connect, explained


def copy_to(connection: sqlite3.Connection, path: Path, to: Path) -> Path:
    """Copies the workbook, checks the copy, and only then gives it its name.

    Others may read and write meanwhile. Whoever opens the copy writes to it as somebody new.

    Args:
        path: the workbook's own file.
        to: the copy, which must not exist yet.

    Returns:
        Where the copy is.

    Raises:
        TargetUnwritable: it cannot be written there, or something is there already.
        StoreDamaged: the workbook is damaged, and so would be its copy.
    """
    if to.exists():
        raise TargetUnwritable("There is something here already.", where=str(to), hint="Give the copy another name.")
    part = to.with_name(f".{to.name}.{os.getpid()}.part")
    try:
        _write(connection, path, part)
        _name(part, to)
    except (OSError, StoreError) as error:
        if isinstance(error, StoreDamaged):
            raise
        reason = error.strerror if isinstance(error, OSError) else error.what
        raise TargetUnwritable(f"The copy cannot be written ({reason}).", where=str(to)) from error
    finally:
        with suppress(OSError):
            part.unlink(missing_ok=True)
    return to


def _write(connection: sqlite3.Connection, path: Path, part: Path) -> None:
    part.touch(mode=path.stat().st_mode & 0o777, exist_ok=False)  # no more people may read it than the workbook
    with closing(connect(part, mode="rw", wait=0)) as target, explained(path):
        connection.execute("BEGIN")  # one state of the workbook for the copy and the check
        try:
            expected = _size(connection)
            connection.backup(target)
            found = target.execute("PRAGMA integrity_check(1)").fetchone()[0]
            if found != "ok" or _size(target) != expected:
                hint = "Run 'mlworkbook doctor'."
                raise StoreDamaged(f"The copy is not whole ({found}).", where=str(path), hint=hint)
        finally:
            connection.execute("ROLLBACK")
    _sync(part, os.O_RDWR)


def _name(part: Path, to: Path) -> None:
    try:
        os.link(part, to)  # unlike a renaming, this never replaces what somebody put there meanwhile
    except FileExistsError:
        raise
    except OSError:  # no hard links here
        part.rename(to)
    if hasattr(os, "O_DIRECTORY"):
        _sync(to.parent, os.O_DIRECTORY)


def _size(connection: sqlite3.Connection) -> int:
    return int(connection.execute("SELECT count(*) FROM events").fetchone()[0])


def _sync(path: Path, flags: int) -> None:
    handle = os.open(path, flags)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
