"""One decision as plain data for its record: what was decided, against what, why, and what became of it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, TypeAlias

from workbook.documents.code import prose
from workbook.documents.inline import heading, inline, of_value
from workbook.documents.names import mark
from workbook.domain.answers import Row
from workbook.domain.events import display_order
from workbook.domain.primitives import Choice, Ref, Text
from workbook.domain.project import Project
from workbook.text import one_line

Plain: TypeAlias = "dict[str, Any]"

TABLE = "decisions"
_LONGEST = 90
"""Letters of a heading; a decision of more words is told in full below it."""
_ENDS = re.compile(r"[.;:!?](?=\s)")


def details(project: Project, row_id: str) -> Plain:
    """What the record of a decision is made of. What nobody said is empty."""
    row = next(row for row in project.rows(TABLE) if row.id == row_id)
    return {
        **brief(project, row),
        "whole": _long(row, "decision"),
        "context": _long(row, "context"),
        "options": list(_options(row)),
        "why": _long(row, "why"),
        "consequences": _long(row, "consequences"),
        "dissent": _long(row, "dissent"),
        "revisit": _column(project, row, "revisit"),
        "replaces": [brief(project, other) for other in project.rows(TABLE) if _replaces(row, other)],
        "version": inline(_version(project, row)),
        "versions": [brief(project, version) for version in row.conflict],
    }


def brief(project: Project, row: Row) -> Plain:
    """What a list of decisions says of one."""
    said = project.row_name(row)
    kind = row.values.get("kind")
    return {
        "id": mark(row.id),
        "title": heading(_short(said)) if said else "",
        "cut": _short(said) != one_line(said),
        "date": _column(project, row, "date"),
        "owner": _column(project, row, "owner"),
        "kind": "" if kind == Choice(("other",)) else _column(project, row, "kind"),
        "replaced_by": [_named(project, other) for other in project.rows(TABLE) if _replaces(other, row)],
    }


def _named(project: Project, row: Row) -> Plain:
    return {"id": mark(row.id), "title": inline(_short(project.row_name(row))), "date": _column(project, row, "date")}


def _replaces(newer: Row, older: Row) -> bool:
    replaced = newer.values.get("supersedes")
    return isinstance(replaced, Ref) and replaced.row == older.id and newer.id != older.id


def _short(text: str) -> str:
    """A decision as a heading: all of it, or its first sentence, or as much of it as fits."""
    line = one_line(text)
    if len(line) <= _LONGEST:
        return line
    ends = [found.start() for found in _ENDS.finditer(line, 0, _LONGEST)]
    return line[: ends[0]] if ends else one_line(line, _LONGEST)


def _options(row: Row) -> Iterator[str]:
    """The alternatives, as people list them: one a line, or with semicolons between them."""
    value = row.values.get("alternatives")
    text = value.text if isinstance(value, Text) else ""
    for part in text.split("\n") if "\n" in text else text.split(";"):
        said = re.sub(r"^\s*[-*•]\s+", "", part).strip()
        if said:
            yield prose(said)


def _long(row: Row, column: str) -> str:
    value = row.values.get(column)
    return prose(value.text) if isinstance(value, Text) else ""


def _column(project: Project, row: Row, name: str) -> str:
    value = row.values.get(name)
    column = project.pack.collection(row.collection).column(name)
    return "" if value is None else of_value(column, value, project.context)


def _version(project: Project, row: Row) -> str:
    """The version of the project that it was made in."""
    made = min(project.ledger.history(row.subject), key=display_order).at
    return next((cycle.title for cycle in reversed(project.cycles) if cycle.at <= made), project.cycle.title)
