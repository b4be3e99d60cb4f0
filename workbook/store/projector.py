"""What is derived from events: the current answers, rows and projects, in plain tables.

Home, search and people with Datasette read them; the domain never does. Recording, loading and
rebuilding all write them through here, so that they always say the same.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple, TypeAlias, assert_never

from workbook.domain.canonical import canonical_json
from workbook.domain.events import Event, Subject
from workbook.domain.ledger import fold
from workbook.domain.primitives import Choice, Flag, Moment, Quantity, Ref, Text, Value, decode
from workbook.domain.primitives.quantity import show as show_quantity
from workbook.errors import BadInput
from workbook.store import records

_PROJECT = Subject("project")
_UNSHOWN = frozenset(("project", "pack", "cycle", "erase"))
"""Subjects that no line of `answers` or `rows` shows; looking would be in vain."""


class AnswerRecord(NamedTuple):
    """One line of `answers`: a question as it stands. `text` is everything that people can read in it."""

    project: str
    cycle: str
    form: str
    question: str
    status: str
    confidence: str
    text: str
    recorded_by: str
    answered_by: str
    at: str
    event: str
    conflict: int


class RowRecord(NamedTuple):
    """One line of `rows`: a row of a collection as it stands. `fields` is JSON: readable text by column."""

    project: str
    collection: str
    cycle: str
    form: str
    row: str
    fields: str
    position: str
    text: str
    recorded_by: str
    answered_by: str
    at: str
    event: str
    conflict: int


Record: TypeAlias = AnswerRecord | RowRecord


class Summary(NamedTuple):
    """What home shows of a project.

    Attributes:
        name: of the project; empty takes the one that its events say.
        pack: the digest of the pack that it was reckoned with.
        data: JSON data, with dates rather than "late".
    """

    name: str
    pack: str
    data: Mapping[str, Any]


def derive(project: str, subject: Subject, heads: Sequence[Event]) -> Record | None:
    """What the heads of a subject say; None when there is nothing to show."""
    kind = "row.set" if subject.row else "answer.set"
    said = [event for event in heads if event.kind == kind]
    if not said:
        return None
    return _row(project, subject, said) if subject.row else _answer(project, subject, said)


def derive_all(project: str, events: Iterable[Event]) -> list[Record]:
    """Everything that the events of a project say."""
    ledger = fold(events)
    found = (derive(project, subject, ledger.heads(subject)) for subject in ledger.subjects)
    return [record for record in found if record is not None]


def name_of(events: Iterable[Event]) -> str:
    """What the project is called; in a conflict, by the later of its names."""
    names = [str((event.body or {}).get("name", "")) for event in fold(events).heads(_PROJECT)]
    return next((name for name in reversed(names) if name), "")


def project_events(
    connection: sqlite3.Connection, project: str, events: Sequence[Event], erased: Iterable[Subject] = ()
) -> None:
    """Brings the derived tables up to date with events that were just stored, and with erasures."""
    subjects = dict.fromkeys([*(event.subject for event in events), *erased])
    for subject in subjects:
        if subject.name not in _UNSHOWN:
            _write_subject(connection, project, subject)
    times = [event.at for event in events]
    connection.execute(
        "INSERT INTO projects VALUES (:id, '', :first, :last, '{}', '') ON CONFLICT (id) DO UPDATE SET"
        " created_at = min(created_at, :first), changed_at = max(changed_at, :last)",
        {"id": project, "first": min(times), "last": max(times)},
    )
    if _PROJECT in subjects:
        name = name_of(records.of_subject(connection, project, _PROJECT))
        connection.execute("UPDATE projects SET name = ? WHERE id = ?", (name, project))


def _write_subject(connection: sqlite3.Connection, project: str, subject: Subject) -> None:
    """Writes what one subject says now, or takes it away."""
    heads = fold(records.of_subject(connection, project, subject)).heads(subject)
    record = derive(project, subject, heads)
    if record is not None:
        connection.execute(_UPSERT_ANSWER if isinstance(record, AnswerRecord) else _UPSERT_ROW, record)
    elif subject.row:
        _delete(connection, "rows", RowRecord, (project, subject.name, subject.cycle, subject.form, subject.row))
    else:
        _delete(connection, "answers", AnswerRecord, (project, subject.cycle, subject.form, subject.name))


def write_summary(connection: sqlite3.Connection, project: str, summary: Summary | None) -> None:
    """Stores the summary beside the project; None leaves the one that is there."""
    if summary is not None:
        data = json.dumps(summary.data, ensure_ascii=False, separators=(",", ":"))
        connection.execute("UPDATE projects SET summary = ?, pack = ? WHERE id = ?", (data, summary.pack, project))
        if summary.name:
            connection.execute("UPDATE projects SET name = ? WHERE id = ?", (summary.name, project))


def visible(data: object) -> str:
    """What people can read in a stored value; nothing in one that this version does not know."""
    try:
        value = decode(data)
    except BadInput:
        return ""
    return _words(value)


def _words(value: Value) -> str:
    match value:
        case Text():
            return value.text
        case Choice():
            return ", ".join(value.chosen)
        case Quantity():
            return show_quantity(value)
        case Moment():
            return value.iso
        case Flag():
            return "yes" if value.on else "no"
        case Ref():
            return ""  # a random id; the row that it names has a line of its own
        case _:
            assert_never(value)


def _answer(project: str, subject: Subject, heads: Sequence[Event]) -> AnswerRecord:
    last = heads[-1]
    body = last.body or {}
    return AnswerRecord(
        project=project,
        cycle=subject.cycle,
        form=subject.form,
        question=subject.name,
        status=str(body.get("status", "open")),
        confidence=str(body.get("confidence", "")),
        text=_text(heads),
        recorded_by=last.recorded_by,
        answered_by=last.answered_by,
        at=last.at,
        event=last.id,
        conflict=int(len(heads) > 1),
    )


def _row(project: str, subject: Subject, heads: Sequence[Event]) -> RowRecord | None:
    standing = [event for event in heads if not (event.body or {}).get("removed")]
    if not standing:
        return None
    last = standing[-1]
    return RowRecord(
        project=project,
        collection=subject.name,
        cycle=subject.cycle,
        form=subject.form,
        row=subject.row,
        fields=canonical_json(_readable(last)),
        position=str((last.body or {}).get("order", "")),
        text=_text(standing),
        recorded_by=last.recorded_by,
        answered_by=last.answered_by,
        at=last.at,
        event=last.id,
        conflict=int(len(heads) > 1),
    )


def _readable(event: Event) -> dict[str, str]:
    fields = (event.body or {}).get("fields")
    texts = {str(name): visible(data) for name, data in fields.items()} if isinstance(fields, dict) else {}
    return {name: text for name, text in texts.items() if text}


def _text(heads: Sequence[Event]) -> str:
    """Everything readable in all versions that stand, once."""
    parts: dict[str, None] = {}
    for event in heads:
        body = event.body or {}
        notes = (body.get("note"), body.get("reason"))
        parts |= dict.fromkeys([*_readable(event).values(), *(str(note) for note in notes if note)])
    return "\n".join(parts)


def _upsert(table: str, fields: tuple[str, ...], key: tuple[str, ...]) -> str:
    rest = ", ".join(f"{name} = excluded.{name}" for name in fields if name not in key)
    return (
        f"INSERT INTO {table} ({', '.join(fields)}) VALUES ({', '.join('?' * len(fields))})"
        f" ON CONFLICT ({', '.join(key)}) DO UPDATE SET {rest}"
    )


_UPSERT_ANSWER = _upsert("answers", AnswerRecord._fields, AnswerRecord._fields[:4])
_UPSERT_ROW = _upsert("rows", RowRecord._fields, RowRecord._fields[:5])


def _delete(connection: sqlite3.Connection, table: str, record: type[NamedTuple], key: tuple[str, ...]) -> None:
    names = record._fields[: len(key)]
    connection.execute(f"DELETE FROM {table} WHERE {' AND '.join(f'{name} = ?' for name in names)}", key)
