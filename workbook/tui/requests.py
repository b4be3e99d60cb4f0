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
        The projects to choose from, or the one to open, and whether whoever types was asked something in it.
    """
    found = workbook.find_project(wanted) if wanted else workbook.own_project(workbook.names())
    if not found:
        projects = at_home(workbook)
        return projects, None, _is_asked(workbook, projects)
    project = workbook.project(found)
    return [], project, _is_asked(workbook, [_with_its_actions(project)])


def at_home(workbook: Workbook) -> list[ProjectRow]:
    """Every project, with what home shows of it: where many changed, of a few of these; home asks for the others."""
    from workbook.application.summary import reckoned

    return reckoned(workbook, workbook.listed(), A_FEW)


def _with_its_actions(project: Project) -> ProjectRow:
    """Its line as far as it tells what waits for somebody: that needs no figures."""
    from workbook.application.summary import open_actions
    from workbook.application.workbook import ProjectRow

    return ProjectRow(project.id, project.name, "", "", {"open_actions": open_actions(project)}, "")


def _is_asked(workbook: Workbook, rows: list[ProjectRow]) -> bool:
    from workbook.application.waiting import anybody_asked, waiting_for

    return anybody_asked(rows) and any(waiting.asked for waiting in waiting_for(rows, workbook.author))
