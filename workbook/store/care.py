"""Care of the file: everything derived written anew, and everything checked."""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Callable, Iterable, Iterator
from itertools import groupby
from pathlib import Path
from typing import Any

from workbook.domain.canonical import digest
from workbook.domain.events import HASHED, Event, Subject, chain_faults, faults
from workbook.errors import StoreDamaged
from workbook.store import projector, records, schema
from workbook.store.about import meta
from workbook.store.findings import Finding
from workbook.store.projector import AnswerRecord, RowRecord
from workbook.store.surroundings import network_folder

_RESTORE = "Go back to a backup, or load the events from a dump."
_REBUILD = "Run 'mlworkbook doctor --rebuild'."


def rebuild(connection: sqlite3.Connection) -> None:
    """Drops what is derived and writes it anew from the events, but for the summaries. Needs a transaction."""
    db = schema.database(connection)
    schema.drop_derived(db)
    schema.create_derived(db)
    schema.create_triggers(connection)
    for project in _projects(connection):
        events = records.of_project(connection, project)
        derived = projector.derive_all(project, events)
        db.table("answers").insert_all(r._asdict() for r in derived if isinstance(r, AnswerRecord))
        db.table("rows").insert_all(r._asdict() for r in derived if isinstance(r, RowRecord))
        projector.write_project(connection, project, events)


def doctor(connection: sqlite3.Connection, path: Path, writable: bool) -> list[Finding]:
    """Everything that is wrong with the file, the worst first.

    It looks at the pages, at every event by its own hashes and in its chain, at the triggers, at
    what is derived, and at the folder that the file lies in.
    """
    checks: list[Callable[[sqlite3.Connection], Iterable[Finding]]] = [_pages, _history, _numbers, _packs, _triggers]
    checks += [_derived, *([_index] if writable else []), _leftovers]
    found: list[Finding] = []
    connection.text_factory = _readable  # a flipped byte must not hide which event it is in
    try:
        for check in checks:
            try:
                found += check(connection)
            except StoreDamaged as error:
                found.append(Finding(error.what, error.where, error.hint))
            except (sqlite3.DatabaseError, UnicodeDecodeError) as error:
                if getattr(error, "sqlite_errorcode", 0) & 0xFF == sqlite3.SQLITE_BUSY:
                    raise
                found.append(Finding(f"The file cannot be read to its end ({error}).", str(path), _RESTORE))
    finally:
        connection.text_factory = str
    return found + list(_place(path))


def _readable(data: bytes) -> str:
    return data.decode("utf-8", "replace")


def _projects(connection: sqlite3.Connection) -> list[str]:
    return [row[0] for row in connection.execute("SELECT DISTINCT project FROM events ORDER BY project").fetchall()]


def _project_line(project: str, events: list[Event]) -> dict[str, str]:
    times = [event.at for event in events]
    return {
        "id": project,
        "name": projector.name_of(events),
        "created_at": min(times, default=""),
        "changed_at": max(times, default=""),
    }


def _pages(connection: sqlite3.Connection) -> Iterator[Finding]:
    for (line,) in connection.execute("PRAGMA integrity_check(10)").fetchall():
        if line != "ok":
            yield Finding(f"The file is damaged: {line}.", hint=_RESTORE)
    for row in connection.execute("PRAGMA foreign_key_check").fetchall():
        yield Finding(f"A line of {row[0]} belongs to no event.", where=f"number {row[1]}", hint=_RESTORE)


def _history(connection: sqlite3.Connection) -> Iterator[Finding]:
    erased = {row[0] for row in connection.execute("SELECT row FROM events WHERE kind = 'body.erase'").fetchall()}
    rows = connection.execute(f"{_RAW} ORDER BY project")
    for _, group in groupby(rows, key=lambda row: row[_RAW_COLUMNS.index("project")]):
        events = []
        for row in group:
            event, damage = _event(dict(zip(_RAW_COLUMNS, row, strict=True)))
            if event is not None:
                events.append(event)
            yield from damage
        for event, fault in chain_faults(events, frozenset(erased)):
            yield _finding(event.id, event.seq, f"{event.kind} {event.subject.name}", fault)


_RAW_COLUMNS = ("seq", "id", "header", "salt", "body", *HASHED)
_RAW = f"SELECT events.seq, id, header, salt, body, {', '.join(HASHED)} FROM events LEFT JOIN bodies USING (seq)"


def _event(row: dict[str, Any]) -> tuple[Event | None, list[Finding]]:
    """The event as its columns say it, and what is wrong with the bytes that are stored beside them."""
    whose = (row["id"], row["seq"], f"{row['kind']} {row['name']}")
    if any(isinstance(value, bytes) for value in row.values()):
        return None, [_finding(*whose, "it holds what is no text")]
    try:
        seen = tuple(json.loads(row["seen"]))
        body = None if row["body"] is None else json.loads(row["body"])
    except (ValueError, TypeError, RecursionError):
        return None, [_finding(*whose, "its text is no longer JSON")]
    rest = {name: row[name] for name in HASHED if name not in Subject._fields and name != "seen"}
    subject = Subject(*(row[name] for name in Subject._fields))
    event = Event(id=row["id"], subject=subject, body=body, seen=seen, salt=row["salt"] or "", seq=row["seq"], **rest)
    if faults(event):
        return event, []  # `chain_faults` tells
    found = []
    if digest(row["header"]) != event.id:
        found.append(_finding(*whose, "the header stored with it was changed"))
    if body is not None and digest(event.salt, row["body"]) != event.digest:
        found.append(_finding(*whose, "its body is written in another way"))
    return event, found


def _finding(event_id: str, seq: int, what: str, fault: str) -> Finding:
    where = f"event {event_id[:12]} (number {seq}, {what})"
    return Finding(f"An event is damaged: {fault}.", where, _RESTORE)


def _numbers(connection: sqlite3.Connection) -> Iterator[Finding]:
    """Sequence numbers have no gaps: a number is given only to what is committed."""
    row = connection.execute("SELECT seq FROM sqlite_sequence WHERE name = 'events'").fetchone()
    given = row[0] if row else 0
    count = connection.execute("SELECT count(*) FROM events").fetchone()[0]
    if count != given:
        what = f"The record has {count} events, where {given} were written."
        yield Finding(what, hint=_RESTORE)


def _packs(connection: sqlite3.Connection) -> Iterator[Finding]:
    kept = dict(connection.execute("SELECT digest, json FROM packs").fetchall())
    for name, text in kept.items():
        if digest(text) != name:
            yield Finding("A kept pack was changed.", f"pack {name[:12]}", _RESTORE)


def _triggers(connection: sqlite3.Connection) -> Iterator[Finding]:
    for name in schema.missing_triggers(connection):
        yield Finding("A guard of the file is missing.", name, "Opening the workbook for writing puts it back.")
    present = connection.execute(
        "SELECT name FROM sqlite_master WHERE type = 'trigger' AND tbl_name IN ('events', 'bodies')"
    ).fetchall()
    for (name,) in present:
        if name not in schema.TRIGGERS:
            hint = f'Look at it, and if nobody needs it: DROP TRIGGER "{name}".'
            yield Finding("A trigger that is not ours may change what is recorded.", name, hint)


def _derived(connection: sqlite3.Connection) -> Iterator[Finding]:
    expected: dict[str, set[tuple[Any, ...]]] = {"projects": set(), "answers": set(), "rows": set()}
    for project in _projects(connection):
        events = records.of_project(connection, project)
        expected["projects"].add(tuple(_project_line(project, events).values()))
        for record in projector.derive_all(project, events):
            expected["answers" if isinstance(record, AnswerRecord) else "rows"].add(tuple(record))
    columns = {"projects": _PROJECT_COLUMNS, "answers": AnswerRecord._fields, "rows": RowRecord._fields}
    for table, wanted in expected.items():
        present = set(connection.execute(f"SELECT {', '.join(columns[table])} FROM {table}").fetchall())
        differing = len(wanted ^ present)
        if differing:
            yield Finding("What is derived from the events does not agree with them.", f"table {table}", _REBUILD)


_PROJECT_COLUMNS = ("id", "name", "created_at", "changed_at")


def _index(connection: sqlite3.Connection) -> Iterator[Finding]:
    """FTS5 is asked by a command that looks like writing, and so takes a writer's place for a moment."""
    connection.execute("BEGIN IMMEDIATE")
    try:
        for table in schema.SEARCHED:
            try:
                connection.execute(f"INSERT INTO {table}_fts ({table}_fts, rank) VALUES ('integrity-check', 1)")
            except sqlite3.DatabaseError:
                yield Finding("The search index does not agree with what is searched.", f"table {table}", _REBUILD)
    finally:
        connection.execute("ROLLBACK")


def _leftovers(connection: sqlite3.Connection) -> Iterator[Finding]:
    if meta(connection, "scrub"):
        what = "Traces of an erased text may still be in the file."
        yield Finding(what, hint="Close other programs that use the workbook, and open it again.")


def _place(path: Path) -> Iterator[Finding]:
    kind = network_folder(path)
    if kind:
        hint = "Keep it on a local disk, and share it with 'mlworkbook dump' and 'load'."
        yield Finding(f"The workbook lies in a network or synchronised folder ({kind}).", str(path), hint)
