"""Projects side by side: the report that `compare` prints and the compare screen lays out."""

from __future__ import annotations

from collections.abc import Sequence

from workbook.application.heading import Report
from workbook.application.reference import RowGroup, page, row_groups
from workbook.application.workbook import ProjectRow, Workbook
from workbook.domain.figures import comparison
from workbook.domain.figures.comparison import Compared
from workbook.domain.project import Project
from workbook.errors import InvalidValue
from workbook.named import NamedTuple

NOTHING = "—"
"""What stands where nobody said anything: the talk prints it, too."""

MOST = 8
"""So many projects are compared where nobody said which."""

_TALK = "the talk"


class Chosen(NamedTuple):
    """Projects to compare, and how many others there are that nobody named."""

    projects: list[Project]
    left_out: int


def chosen(workbook: Workbook, names: Sequence[str] = (), instrument: str = "") -> Chosen:
    """The projects of those names, in that order; without names the usual ones. Raises UnknownName."""
    ids = dict.fromkeys(workbook.find_project(name) for name in names)
    if ids:
        return Chosen([workbook.project(id) for id in ids], 0)
    rows = workbook.projects() if instrument else workbook.listed()
    picked = usual(rows, instrument)
    return Chosen([workbook.project(row.id) for row in picked], len(rows) - len(picked))


def usual(rows: Sequence[ProjectRow], instrument: str = "") -> list[ProjectRow]:
    """The projects to compare where nobody said which, by name: a few, as each of them has to be folded.

    They are those that changed last; to be compared in an instrument, those first in which it was begun.

    Args:
        rows: every project, the last changed first; with its summary where an instrument is named.
    """
    wanted = sorted(rows, key=lambda row: bool(instrument) and not _begun(row, instrument))
    return sorted(wanted[:MOST], key=lambda row: row.name.casefold())


def compare(projects: Sequence[Project], instrument: str = "", *, with_talk: bool = False, left_out: int = 0) -> Report:
    """Projects beside each other, in groups of rows.

    Args:
        instrument: compare in that one alone; else in everything, from afar.
        left_out: how many projects there are beside these, which nobody asked for by name.
        with_talk: the four companies as the talk tells them follow as columns, where it has the row.

    Raises:
        InvalidValue: there is no project. UnknownName: no such instrument.
    """
    if not projects:
        raise InvalidValue("There is no project to compare.", hint="Start one with 'mlworkbook init NAME'.")
    own = {group.id: group for group in row_groups()}
    groups = _in_one(projects, instrument, own.get(instrument)) if instrument else _from_afar(projects, own["project"])
    columns = [{"id": project.id, "name": project.name, "cycle": project.cycle.title} for project in projects]
    report = {"format": 1, "instrument": instrument, "projects": columns, "groups": groups, "left_out": left_out}
    return _beside_the_talk(report, instrument or "spectrum") if with_talk else report


def _from_afar(projects: Sequence[Project], about: RowGroup) -> list[Report]:
    rows = [comparison.places(projects), *comparison.said(projects, about.rows)]
    tests = [row for found in projects[0].pack.instruments for row in comparison.scores(projects, found)]
    return _groups(
        (about.id, about.title, rows),
        ("scores", "The tests", tests),
        ("metrics", "Targets and what came of them", comparison.metrics(projects)),
    )


def _in_one(projects: Sequence[Project], name: str, practice: RowGroup | None) -> list[Report]:
    instrument = projects[0].pack.instrument(name)
    told = practice.rows if practice else ()
    return _groups(
        ("practice", practice.title if practice else "", comparison.said(projects, told)),
        ("score", "The score", comparison.scores(projects, instrument)),
        ("items", "Item by item" if not told else "The other items", comparison.items(projects, instrument, told)),
    )


def _groups(*found: tuple[str, str, Sequence[Compared]]) -> list[Report]:
    return [{"id": id, "title": title, "rows": [_row(row) for row in rows]} for id, title, rows in found if rows]


def _row(row: Compared) -> Report:
    return {"title": row.title, "question": row.question, "cells": [_cell(cell) for cell in row.cells]}


def _cell(cell: comparison.Cell) -> Report:
    """A note shows as an asterisk, as in the talk's own table."""
    shown = cell.text + ("*" if cell.note else "") if cell.text else NOTHING
    return {"text": shown, "said": bool(cell.text), "note": cell.note, "marks": cell.marks, "degree": cell.degree or ""}


def _beside_the_talk(report: Report, name: str) -> Report:
    """The report with a column for each company that the talk's page about it has; a row that it lacks stays empty."""
    told = page(name)
    across = name == "spectrum"  # its companies stand in rows
    companies = [row[0] for row in told.rows] if across else list(told.columns[1:])
    by_row = {title: [row[place] for row in told.rows] for place, title in enumerate(told.columns)} if across else {}
    by_row |= {} if across else {row[0]: list(row[1:]) for row in told.rows}
    projects = [*report["projects"], *({"id": "", "name": company, "cycle": _TALK} for company in companies)]
    groups = [
        {**group, "rows": [_beside(row, _told(row, by_row, len(companies))) for row in group["rows"]]}
        for group in report["groups"]
    ]
    return {**report, "projects": projects, "groups": groups}


def _beside(row: Report, told: list[Report]) -> Report:
    return {**row, "cells": [*row["cells"], *told]}


def _told(row: Report, by_row: dict[str, list[str]], count: int) -> list[Report]:
    texts = by_row.get(row["title"]) or [""] * count
    said = (text not in ("", NOTHING, "?") for text in texts)
    return [
        {"text": text, "said": one, "note": "", "marks": False, "degree": ""}
        for text, one in zip(texts, said, strict=True)
    ]


def _begun(row: ProjectRow, instrument: str) -> bool:
    scores = row.summary.get("scores", [])
    return any(score["id"] == instrument and score["answered"] for score in scores)
