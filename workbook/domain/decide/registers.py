"""Rows that come of something else: the action of an unknown, a parked item, a piece of evidence."""

from __future__ import annotations

from collections.abc import Mapping

from workbook.domain.events import Draft, Subject
from workbook.domain.primitives import Value, encode
from workbook.domain.project import Project


def last_key(project: Project, collection_id: str) -> str:
    """The order key of the last row; empty for an empty collection."""
    rows = project.rows(collection_id)
    return rows[-1].order if rows else ""


def row_draft(project: Project, collection: str, row: str, values: Mapping[str, Value], order: str) -> Draft:
    """The row with these values, over what stands of it now."""
    scope = project.pack.collection(collection).scope
    subject = Subject(collection, project.cycle.id if scope == "cycle" else "", row=row)
    body = {"fields": {name: encode(value) for name, value in values.items()}, "order": order}
    return Draft("row.set", subject, body, project.ledger.head_ids(subject))
