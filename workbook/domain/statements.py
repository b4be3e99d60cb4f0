"""What an answer or a row says, as far as others rely on it.

A note, a wording, a place in an order, how far something is (`progress`), and the rows of tables that
live (`living`) move nothing that was decided or answered on their ground.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import partial
from typing import Any

from workbook.domain.answers import said, says_nothing
from workbook.domain.canonical import canonical_json
from workbook.domain.events import Event
from workbook.domain.pack import Pack
from workbook.domain.project import Project
from workbook.domain.specs import FieldSpec
from workbook.named import NamedTuple


class Statement(NamedTuple):
    """What a subject says, in whatever cycle: an undo or a confirmation is another event, and may say the same."""

    name: str
    form: str
    row: str
    said: str


def statement(pack: Pack, event: Event) -> Statement | None:
    """What one event says; None where nobody relies on it."""
    subject = event.subject
    if event.kind not in ("answer.set", "row.set") or says_nothing(event):
        return None
    if subject.row and any(c.id == subject.name and c.living for c in pack.collections):
        return None
    fields, *rest = said(event)
    kept = _relied_on(_fields(pack, event), fields if isinstance(fields, Mapping) else {})
    return Statement(subject.name, subject.form, subject.row, canonical_json([kept, *rest]))


def statements(project: Project, events: Iterable[Event]) -> set[Statement]:
    """What some events of a project say; of each event it is worked out once."""
    pack, kept = project.pack, project.kept
    found = (kept.get(("statement", event.id), partial(statement, pack, event)) for event in events)
    return {said for said in found if said is not None}


def _fields(pack: Pack, event: Event) -> tuple[FieldSpec, ...]:
    name = event.subject.name
    if event.subject.row:
        return next((collection.columns for collection in pack.collections if collection.id == name), ())
    return pack.question(name).fields if pack.has_question(name) else ()


def _relied_on(fields: tuple[FieldSpec, ...], values: Mapping[str, Any]) -> dict[str, Any]:
    passing = {field.name for field in fields if field.progress}
    return {name: value for name, value in values.items() if name not in passing}
