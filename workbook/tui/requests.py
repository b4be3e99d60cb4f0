"""What the app itself asks the workbook, on the store's own thread."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # imported with the first frame: nothing else may come along
    from workbook.application.workbook import ProjectRow, Workbook
    from workbook.domain.project import Project

A_FEW = 4
"""Projects that are reckoned at one go: whatever else is asked of the workbook waits so long."""


def news(workbook: Workbook, version: int, day: date) -> tuple[int, date] | None:
    """The file's version and the day, where one of them is new: "fri" and "late" are said of today."""
    if not workbook.exists:
        return None
    newer = workbook.changed(version)
    if newer is None and workbook.today == day:
        return None
    return version if newer is None else newer, workbook.today


def first(workbook: Workbook, wanted: str) -> tuple[list[ProjectRow], Project | None, bool]:
    """What to open first: the wanted project, the repository's own, the only one; or a choice.

    Returns:
        All projects, the one to open, and whether whoever types was asked something in what is opened.
    """
    projects = workbook.listed()
    found = workbook.find_project(wanted) if wanted else workbook.own_project(projects)
    if not found:
        projects = at_home(workbook)
        return projects, None, _is_asked(workbook, projects)
    project = workbook.project(found)
    return projects, project, _is_asked(workbook, [row for row in projects if row.id == found], project)


def at_home(workbook: Workbook) -> list[ProjectRow]:
    """Every project, with what home shows of it: where many changed, of a few of these; home asks for the others."""
    from workbook.application.summary import reckoned

    return reckoned(workbook, workbook.listed(), A_FEW)


def _is_asked(workbook: Workbook, rows: list[ProjectRow], project: Project | None = None) -> bool:
    from workbook.application.waiting import anybody_asked, waiting_for

    if project is not None and not all(row.summary for row in rows):  # it needs no figures, but its actions
        from workbook.application.summary import open_actions

        rows = [row._replace(summary={"open_actions": open_actions(project)}) for row in rows]
    return anybody_asked(rows) and any(waiting.asked for waiting in waiting_for(rows, workbook.author))
