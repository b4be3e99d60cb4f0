"""Events as rows: written once with the very bytes that were hashed, read back quickly."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from operator import itemgetter

from workbook.domain.canonical import compact_json
from workbook.domain.events import HASHED, Event, Sealed, Subject
from workbook.domain.lines import SEQ, Line, damaged, read

SELECT = """
    SELECT events.id, kind, project, name, cycle, form, row, body, seen, actor, previous, clock, at,
        recorded_by, answered_by, act, reverts, meeting, digest, salt, version, events.seq
    FROM events LEFT JOIN bodies ON bodies.seq = events.seq
"""
"""An event's fields in the order of a `Line`."""

_UNREADABLE = """
    SELECT id FROM events JOIN bodies USING (seq)
    WHERE project = ? AND NOT CASE typeof(body) WHEN 'text' THEN json_valid(body) AND body GLOB '{*' ELSE 0 END LIMIT 1
"""

_INSERT = f"""
    INSERT INTO events (id, header, {", ".join(HASHED)})
    VALUES (:id, :header, {", ".join(f":{name}" for name in HASHED)})
"""


def insert(connection: sqlite3.Connection, events: Iterable[Sealed]) -> list[Event]:
    """Writes sealed events; gives them with their sequence numbers. An event without a body gets none."""
    stored = []
    for event, header, body in events:
        fields = event._asdict() | event.subject._asdict()
        fields |= {"header": header, "seen": compact_json(event.seen)}
        del fields["subject"], fields["body"]
        seq = connection.execute(_INSERT, fields).lastrowid or 0
        if body:
            connection.execute("INSERT INTO bodies VALUES (?, ?, ?)", (seq, event.salt, body))
        stored.append(event._replace(seq=seq))
    return stored


def lines(connection: sqlite3.Connection, project: str, after: int = 0) -> list[Line]:
    """The events of one project (of all when empty) that were stored after a sequence number, not read yet."""
    if not project:
        return _lines(connection, "events.seq > ?", (after,))
    if not after:
        return _lines(connection, "project = ?", (project,))
    # The unary plus keeps SQLite from walking all of the project's index for the few last events.
    return _lines(connection, "events.seq > ? AND +project = ?", (after, project))


def of_project(connection: sqlite3.Connection, project: str, after: int = 0) -> list[Event]:
    """The same, read. Raises StoreDamaged: one of them is no JSON; names it."""
    return read(lines(connection, project, after))


def check_bodies(connection: sqlite3.Connection, project: str) -> None:
    """Raises StoreDamaged: the text of an event of the project is no JSON; names it. It reads none of them."""
    found = connection.execute(_UNREADABLE, (project,)).fetchone()
    if found is not None:
        raise damaged(found[0])


def by_ids(connection: sqlite3.Connection, ids: Sequence[str]) -> list[Event]:
    """The events of these ids; those that are not stored are left out."""
    return _select(connection, f"id IN ({', '.join('?' * len(ids))})", ids)


def of_subject(connection: sqlite3.Connection, project: str, subject: Subject) -> list[Event]:
    """All events about one subject. It looks through the whole project: not for what happens often."""
    where = "project = ? AND name = ? AND cycle = ? AND form = ? AND row = ?"
    return _select(connection, where, (project, *subject))


def _select(connection: sqlite3.Connection, where: str, arguments: Sequence[object]) -> list[Event]:
    return read(_lines(connection, where, arguments))


def _lines(connection: sqlite3.Connection, where: str, arguments: Sequence[object]) -> list[Line]:
    """The events for which the condition holds, in the order in which they were stored."""
    rows: list[Line] = connection.execute(f"{SELECT} WHERE {where}", arguments).fetchall()
    rows.sort(key=itemgetter(SEQ))  # SQLite's sorter would copy the bodies around
    return rows
