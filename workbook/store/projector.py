"""What is derived from events: the current answers, rows and projects, in plain tables.

Home, search and people with Datasette read them; the domain never does. Recording, loading and
rebuilding all write them through here, so that they always say the same.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterable, Sequence
from typing import TypeAlias, assert_never

from workbook.domain.canonical import canonical_json
from workbook.domain.events import Event, Subject, display_order
from workbook.domain.ledger import fold
from workbook.domain.primitives import Choice, Flag, Moment, Quantity, Ref, Text, Value, decode
from workbook.domain.primitives.quantity import show as show_quantity
from workbook.errors import BadInput
from workbook.named import NamedTuple
from workbook.store import records
from workbook.store.listing import UNRECKONED

_PROJECT = Subject("project")


class AnswerRecord(NamedTuple):
    """One line of `answers`: a question as it stands.

    Attributes:
        text: everything that people can read in it, all versions of a conflict together.
        event: the last of its heads; conflict: JSON, the ids of all heads where there are several; else empty.
    """

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
    conflict: str


class RowRecord(NamedTuple):
    """One line of `rows`: a row of a collection as it stands.

    Attributes:
        fields: JSON, readable text by column.
        removed: 1 when it was taken out; then it has no text.
        event, conflict: as in `answers`.
    """

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
    conflict: str
    removed: int


Record: TypeAlias = AnswerRecord | RowRecord


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


def append(connection: sqlite3.Connection, project: str, event: Event) -> None:
    """Brings the line of one subject up to date with an event that was just recorded here.

    Nothing can have superseded it yet, so that the heads known so far tell the new ones.
    """
    subject = event.subject
    kind, table, key = _place(project, subject)
    row = connection.execute(_HEADS[table], key).fetchone()
    if row is None and event.kind != kind:
        return
    heads = [] if row is None else json.loads(row[1]) if row[1] else [row[0]]
    left = [head for head in heads if head not in event.seen]
    standing = records.by_ids(connection, left) if left else []
    _write(connection, project, subject, sorted([*standing, event], key=display_order))


def refresh(connection: sqlite3.Connection, project: str, subjects: Iterable[Subject]) -> None:
    """Writes the lines of some subjects anew from their history, whatever became of it."""
    ledger = fold(records.of_project(connection, project))
    for subject in subjects:
        _write(connection, project, subject, ledger.heads(subject))


def write_project(
    connection: sqlite3.Connection,
    project: str,
    events: Sequence[Event],
    erased: Iterable[Subject] = (),
) -> None:
    """Brings the line of the project up to date with events that were just stored; its summary is outdated by them.

    Args:
        erased: subjects that lost a text.
    """
    name = None
    if _PROJECT in {*erased, *(event.subject for event in events)}:
        name = name_of(records.of_subject(connection, project, _PROJECT))
    times = [event.at for event in events]
    connection.execute(_UPSERT_PROJECT, {"id": project, "first": min(times), "last": max(times), "name": name})


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
        conflict=_conflict(heads),
    )


def _row(project: str, subject: Subject, heads: Sequence[Event]) -> RowRecord:
    standing = [event for event in heads if not (event.body or {}).get("removed")]
    last = (standing or heads)[-1]
    return RowRecord(
        project=project,
        collection=subject.name,
        cycle=subject.cycle,
        form=subject.form,
        row=subject.row,
        fields=canonical_json(_readable(last)) if standing else "{}",
        position=str((last.body or {}).get("order", "")),
        text=_text(standing),
        recorded_by=last.recorded_by,
        answered_by=last.answered_by,
        at=last.at,
        event=last.id,
        conflict=_conflict(heads),
        removed=int(not standing),
    )


def _conflict(heads: Sequence[Event]) -> str:
    return canonical_json([event.id for event in heads]) if len(heads) > 1 else ""


def _readable(event: Event) -> dict[str, str]:
    fields = (event.body or {}).get("fields")
    texts = {str(name): visible(data) for name, data in sorted(fields.items())} if isinstance(fields, dict) else {}
    return {name: text for name, text in texts.items() if text}


def _text(heads: Sequence[Event]) -> str:
    """Everything readable in all versions that stand, once."""
    parts: dict[str, None] = {}
    for event in heads:
        body = event.body or {}
        notes = (body.get("note"), body.get("reason"))
        parts |= dict.fromkeys([*_readable(event).values(), *(str(note) for note in notes if note)])
    return "\n".join(parts)


def _place(project: str, subject: Subject) -> tuple[str, str, tuple[str, ...]]:
    """The kind of event that a subject is shown by, and the table and key of its line."""
    if subject.row:
        return "row.set", "rows", (project, subject.name, subject.cycle, subject.form, subject.row)
    return "answer.set", "answers", (project, subject.cycle, subject.form, subject.name)


def _write(connection: sqlite3.Connection, project: str, subject: Subject, heads: Sequence[Event]) -> None:
    record = derive(project, subject, heads)
    if record is None:
        _, table, key = _place(project, subject)
        connection.execute(_DELETE[table], key)
    else:
        connection.execute(_UPSERT_ANSWER if isinstance(record, AnswerRecord) else _UPSERT_ROW, record)


def _upsert(table: str, fields: tuple[str, ...], key: tuple[str, ...]) -> str:
    rest = ", ".join(f"{name} = excluded.{name}" for name in fields if name not in key)
    return (
        f"INSERT INTO {table} ({', '.join(fields)}) VALUES ({', '.join('?' * len(fields))})"
        f" ON CONFLICT ({', '.join(key)}) DO UPDATE SET {rest}"
    )


_ANSWER_KEY, _ROW_KEY = AnswerRecord._fields[:4], RowRecord._fields[:5]
_IS_ANSWER, _IS_ROW = (" AND ".join(f"{name} = ?" for name in key) for key in (_ANSWER_KEY, _ROW_KEY))
_UPSERT_ANSWER = _upsert("answers", AnswerRecord._fields, _ANSWER_KEY)
_UPSERT_ROW = _upsert("rows", RowRecord._fields, _ROW_KEY)
_HEADS = {
    "answers": f"SELECT event, conflict FROM answers WHERE {_IS_ANSWER}",
    "rows": f"SELECT event, conflict FROM rows WHERE {_IS_ROW}",
}
_DELETE = {"answers": f"DELETE FROM answers WHERE {_IS_ANSWER}", "rows": f"DELETE FROM rows WHERE {_IS_ROW}"}
_UPSERT_PROJECT = f"""
    INSERT INTO projects
    VALUES (:id, coalesce(:name, ''), :first, :last, '{UNRECKONED}', '')
    ON CONFLICT (id) DO UPDATE SET
        name = coalesce(:name, name),
        created_at = min(created_at, :first),
        changed_at = max(changed_at, :last),
        summary = excluded.summary,
        pack = excluded.pack
"""
