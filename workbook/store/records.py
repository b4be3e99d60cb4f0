"""Events as rows: written once with the very bytes that were hashed, read back quickly."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Sequence
from typing import Any

from workbook.domain.canonical import compact_json
from workbook.domain.events import HASHED, Event, Subject, header_json
from workbook.errors import StoreDamaged

SELECT = """
    SELECT events.id, kind, project, name, cycle, form, row, body, seen, actor, previous, clock, at,
        recorded_by, answered_by, act, reverts, meeting, digest, salt, version, events.seq
    FROM events LEFT JOIN bodies ON bodies.seq = events.seq
"""
"""An event's fields in the order of `Event`, with its subject spread out."""

_INSERT = f"""
    INSERT INTO events (id, header, {", ".join(HASHED)})
    VALUES (:id, :header, {", ".join(f":{name}" for name in HASHED)})
"""
_BODY, _SEEN = 7, 8


def insert(connection: sqlite3.Connection, events: Iterable[Event]) -> list[Event]:
    """Writes sealed events; gives them with their sequence numbers. An event without a body gets none."""
    stored = []
    for event in events:
        fields = event._asdict() | event.subject._asdict()
        fields |= {"header": header_json(event), "seen": compact_json(event.seen)}
        del fields["subject"], fields["body"]
        seq = connection.execute(_INSERT, fields).lastrowid or 0
        if event.body is not None:
            connection.execute("INSERT INTO bodies VALUES (?, ?, ?)", (seq, event.salt, compact_json(event.body)))
        stored.append(event._replace(seq=seq))
    return stored


def select(connection: sqlite3.Connection, where: str, arguments: Sequence[object] = ()) -> list[Event]:
    """The events for which the condition holds, in the order in which they were stored.

    Raises:
        StoreDamaged: a body is no JSON; names the event.
    """
    rows = connection.execute(f"{SELECT} WHERE {where}", arguments).fetchall()
    if not rows:  # as mostly, when somebody asks what is new
        return []
    rows.sort(key=_seq)  # SQLite's sorter would copy the bodies around
    whole = zip(rows, _parsed(rows, _BODY, dict), _parsed(rows, _SEEN, list), strict=True)
    return [
        Event._make((*row[:3], Subject._make(row[3:7]), body, tuple(seen), *row[9:19], row[19] or "", *row[20:]))
        for row, body, seen in whole
    ]


def of_project(connection: sqlite3.Connection, project: str, after: int = 0) -> list[Event]:
    """The events of one project (of all when empty) that were stored after a sequence number."""
    if not project:
        return select(connection, "events.seq > ?", (after,))
    if not after:
        return select(connection, "project = ?", (project,))
    # The unary plus keeps SQLite from walking all of the project's index for the few last events.
    return select(connection, "events.seq > ? AND +project = ?", (after, project))


def by_ids(connection: sqlite3.Connection, ids: Sequence[str]) -> list[Event]:
    """The events of these ids; those that are not stored are left out."""
    return select(connection, f"id IN ({', '.join('?' * len(ids))})", ids)


def of_subject(connection: sqlite3.Connection, project: str, subject: Subject) -> list[Event]:
    """All events about one subject. It looks through the whole project: not for what happens often."""
    where = "project = ? AND name = ? AND cycle = ? AND form = ? AND row = ?"
    return select(connection, where, (project, *subject))


def _seq(row: Sequence[Any]) -> int:
    return int(row[21])


def _parsed(rows: Sequence[Sequence[Any]], column: int, shape: type) -> list[Any]:
    """The JSON of one column: parsed at one go, which takes a third of the time."""
    fitting = (shape, type(None)) if column == _BODY else (shape,)
    try:
        parsed = json.loads("[" + ",".join([row[column] or "null" for row in rows]) + "]")
        if len(parsed) == len(rows) and all(type(value) in fitting for value in parsed):
            return list(parsed)
    except (TypeError, ValueError, RecursionError):
        pass
    return [_one(row, column, shape) for row in rows]  # to name the one that is damaged


def _one(row: Sequence[Any], column: int, shape: type) -> Any:
    try:
        value = json.loads(row[column] or "null")
    except (TypeError, ValueError, RecursionError):
        value = ""
    if type(value) is shape or (value is None and column == _BODY):
        return value
    hint = "Run 'mlworkbook doctor', or go back to a backup."
    raise StoreDamaged("This event is damaged.", where=f"event {str(row[0])[:12]}", hint=hint)
