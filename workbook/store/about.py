"""What the workbook's file says about itself."""

from __future__ import annotations

import sqlite3


def last_seq(connection: sqlite3.Connection) -> int:
    """The highest sequence number; 0 in an empty workbook."""
    return last(connection)[0]


def last(connection: sqlite3.Connection) -> tuple[int, str]:
    """The sequence number and the clock reading of the last event; 0 and nothing in an empty workbook."""
    row = connection.execute("SELECT seq, clock FROM events ORDER BY seq DESC LIMIT 1").fetchone()
    return row or (0, "")


def meta(connection: sqlite3.Connection, key: str) -> str:
    """What is noted under a key; empty for nothing."""
    row = connection.execute("SELECT value FROM meta WHERE key = ?", (key,)).fetchone()
    return str(row[0]) if row else ""


def set_meta(connection: sqlite3.Connection, key: str, value: str) -> None:
    """Notes something about the file."""
    connection.execute(
        "INSERT INTO meta VALUES (?, ?) ON CONFLICT (key) DO UPDATE SET value = excluded.value", (key, value)
    )
