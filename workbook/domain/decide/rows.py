"""Rows of collections: added, changed, moved, taken out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from workbook.domain.answers import Row
from workbook.domain.commands import MoveRow, RemoveRow, SetRow
from workbook.domain.events import Draft, Subject
from workbook.domain.order import between
from workbook.domain.primitives import Value, encode
from workbook.domain.project import Project
from workbook.errors import InvalidValue


def set_row(project: Project, command: SetRow, new_id: Callable[[], str]) -> tuple[Draft, ...]:
    """A row added at the end, or changed where it stands; nothing when it says nothing new.

    Raises:
        UnknownName: no such table, row or column. InvalidValue: nothing is filled in.
    """
    collection = project.pack.collection(command.collection)
    for name in command.values:
        collection.column(name)
    before = project.row(collection.id, command.row) if command.row else None
    fields = _fields(before, command.values)
    if not fields:
        raise InvalidValue(f"A {collection.noun} needs something filled in.", where=collection.id)
    if before is not None and not before.conflict and fields == _fields(before, {}) and not command.said_by:
        return ()
    subject = _subject(project, collection.id, before, new_id)
    order = before.order if before else between(last_key(project, collection.id), "")
    seen = project.ledger.head_ids(subject) if command.seen is None else command.seen
    return (Draft("row.set", subject, {"fields": fields, "order": order}, seen, command.said_by),)


def move_row(project: Project, command: MoveRow) -> tuple[Draft, ...]:
    """The row put behind another; nothing when it stands there already."""
    row = project.row(command.collection, command.row)
    others = [other for other in project.rows(command.collection) if other.id != row.id]
    place = 0
    if command.after:
        place = others.index(project.row(command.collection, command.after)) + 1
    if project.rows(command.collection).index(row) == place:
        return ()
    before = others[place - 1].order if place else ""
    following = others[place].order if place < len(others) else ""
    body = {"fields": _fields(row, {}), "order": between(before, following)}
    return (Draft("row.set", row.subject, body, project.ledger.head_ids(row.subject)),)


def remove_row(project: Project, command: RemoveRow) -> tuple[Draft, ...]:
    """The row taken out; what it said stays in its history."""
    row = project.row(command.collection, command.row)
    seen = project.ledger.head_ids(row.subject) if command.seen is None else command.seen
    body = {"fields": _fields(row, {}), "order": row.order, "removed": True}
    return (Draft("row.set", row.subject, body, seen),)


def last_key(project: Project, collection_id: str) -> str:
    """The order key of the last row; empty for an empty collection."""
    rows = project.rows(collection_id)
    return rows[-1].order if rows else ""


def _subject(project: Project, collection_id: str, before: Row | None, new_id: Callable[[], str]) -> Subject:
    if before is not None and before.subject.cycle in ("", project.cycle.id):
        return before.subject
    in_cycle = project.pack.collection(collection_id).scope == "cycle"
    return Subject(collection_id, project.cycle.id if in_cycle else "", row=before.id if before else new_id())


def _fields(before: Row | None, values: Mapping[str, Value | None]) -> dict[str, Any]:
    kept = {name: encode(value) for name, value in before.values.items()} if before else {}
    for name, value in values.items():
        if value is None:
            kept.pop(name, None)
        else:
            kept[name] = encode(value)
    return kept
