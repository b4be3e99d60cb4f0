"""Rows by the names that people type, and the names of rows by their ids."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from workbook.domain.answers import read_row
from workbook.errors import BadInput, UnknownName

if TYPE_CHECKING:
    from workbook.domain.project import Project


def find_row(project: Project, collection_id: str, typed: str) -> str:
    """The id of the row that goes by that name. Raises as `find_named`."""
    names = {row.id: project.row_name(row) for row in project.rows(collection_id)}
    return find_named(names, typed, noun=project.pack.collection(collection_id).noun, where=collection_id)


def find_named(names: Mapping[str, str], typed: str, *, noun: str, where: str) -> str:
    """The id whose name is the one typed, or begins so.

    Raises:
        UnknownName: there is none; says the nearest. BadInput: there are several.
    """
    named = {row: name.removeprefix("@") for row, name in names.items()}
    wanted = typed.casefold()
    for found in (
        [row for row, name in named.items() if name == typed],
        [row for row, name in named.items() if name.casefold() == wanted],
        [row for row, name in named.items() if wanted and name.casefold().startswith(wanted)],
    ):
        if len(found) == 1:
            return found[0]
        if found:
            alike = len({named[row] for row in found}) < len(found)
            several = ", ".join(named[row] + (f" ({row[:8]})" if alike else "") for row in found)
            raise BadInput(f"Several are called {typed!r}: {several}.", where=where, hint="Type more of it, or its id.")
    raise UnknownName(noun, typed, named.values(), where=where)


def name_row(project: Project, collection_id: str, row_id: str) -> str:
    """What the row is called; of one that was removed since, what it was called: history still speaks of it."""
    for row in project.rows(collection_id):
        if row.id == row_id:
            return project.row_name(row)
    return _former_name(project, collection_id, row_id)


def _former_name(project: Project, collection_id: str, row_id: str) -> str:
    key = project.pack.collection(collection_id).key
    for subject in project.ledger.subjects_named(collection_id):
        if subject.row == row_id:
            texts = [read_row(event).text(key) for event in project.ledger.history(subject)]
            return next((text for text in reversed(texts) if text), "")
    return ""
