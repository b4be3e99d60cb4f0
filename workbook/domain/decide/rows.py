"""Rows of collections: added, changed, moved, taken out."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any

from workbook.domain.answers import Row
from workbook.domain.commands import MoveRow, RemoveRow, SetRow
from workbook.domain.decide.registers import last_key
from workbook.domain.decide.settled import settled
from workbook.domain.events import Draft, Subject
from workbook.domain.flags import moved_under_row, relies_on, taken_from
from workbook.domain.order import between
from workbook.domain.primitives import Value, clean, encode
from workbook.domain.project import Project
from workbook.domain.specs import Collection
from workbook.errors import InvalidValue, Refused


def set_row(project: Project, command: SetRow, new_id: Callable[[], str]) -> tuple[Draft, ...]:
    """A row added at the end, or changed where it stands; nothing when it says nothing new.

    Raises:
        UnknownName: no such table, row or column. InvalidValue: nothing is filled in.
    """
    collection = project.pack.collection(command.collection)
    columns = {name: collection.column(name) for name in command.values}
    values = {name: None if value is None else clean(columns[name], value) for name, value in command.values.items()}
    before = project.row(collection.id, command.row) if command.row else None
    fields = _fields(before, values)
    if not fields:
        raise InvalidValue(f"A {collection.noun} needs something filled in.", where=collection.id)
    if before is not None and _says_nothing_new(project, before, fields, command.said_by):
        return ()
    subject = _subject(project, before) if before else _new_subject(project, collection, command.form, new_id())
    order = before.order if before else between(last_key(project, collection.id), "")
    own = project.ledger.head_ids(subject) if command.seen is None else command.seen
    seen = (*own, *(relies_on(project, before) if before else command.rests_on))
    return settled(project, [Draft("row.set", subject, {"fields": fields, "order": order}, seen, command.said_by)])


def move_row(project: Project, command: MoveRow) -> tuple[Draft, ...]:
    """The row put behind another; nothing when it stands there already. Raises UnknownName."""
    row = project.row(command.collection, command.row)
    after = project.row(command.collection, command.after) if command.after else None
    others = [other for other in project.rows(command.collection) if other.id != row.id]
    place = others.index(after) + 1 if after in others else 0
    if after == row or project.rows(command.collection).index(row) == place:
        return ()
    before = others[place - 1].order if place else ""
    # rows that two people added at once share a key: behind one of them is behind both
    following = next((other.order for other in others[place:] if other.order > before), "")
    body = {"fields": _fields(row, {}), "order": between(before, following)}
    subject = _subject(project, row)
    seen = (*project.ledger.head_ids(subject), *taken_from(project, row))  # moved, and not looked at anew
    return (Draft("row.set", subject, body, seen),)


def remove_row(project: Project, command: RemoveRow) -> tuple[Draft, ...]:
    """The row taken out; what it said stays in its history. Raises UnknownName."""
    row = project.row(command.collection, command.row)
    subject = _subject(project, row)
    seen = project.ledger.head_ids(subject) if command.seen is None else command.seen
    body = {"fields": _fields(row, {}), "order": row.order, "removed": True}
    return settled(project, [Draft("row.set", subject, body, seen)])


def _says_nothing_new(project: Project, before: Row, fields: Mapping[str, Any], said_by: str) -> bool:
    if before.conflict or fields != _fields(before, {}) or said_by not in ("", before.answered_by):
        return False
    return not moved_under_row(project, before)  # else the same words confirm it


def _subject(project: Project, row: Row) -> Subject:
    """What a change of the row is about: in a new cycle the carried row stays as it was in the old one."""
    in_cycle = row.subject.cycle and not row.subject.form
    return row.subject._replace(cycle=project.cycle.id) if in_cycle else row.subject


def _new_subject(project: Project, collection: Collection, form: str, row_id: str) -> Subject:
    """What a new row is about.

    Raises:
        Refused: the table belongs to a form, and none is named.
    """
    if collection.scope == "form":
        if not form:
            hint = "Name the one that the row belongs to: --form TITLE."
            raise Refused("The rows of this table belong to a filled-in form.", where=collection.id, hint=hint)
        return Subject(collection.id, project.subject(collection.id, form).cycle, form, row_id)
    return Subject(collection.id, project.cycle.id if collection.scope == "cycle" else "", form, row_id)


def _fields(before: Row | None, values: Mapping[str, Value | None]) -> dict[str, Any]:
    kept = {name: encode(value) for name, value in before.values.items()} if before else {}
    for name, value in values.items():
        if value is None:
            kept.pop(name, None)
        else:
            kept[name] = encode(value)
    return kept
