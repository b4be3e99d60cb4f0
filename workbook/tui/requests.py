"""What the app itself asks the workbook, on the store's own thread."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # imported with the first frame: nothing else may come along
    from workbook.application.workbook import ProjectRow, Workbook
    from workbook.domain.project import Project


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
    projects = workbook.projects()
    if wanted:
        found = workbook.find_project(wanted)
    else:
        found = projects[0].id if len(projects) == 1 else workbook.own_project(projects)
    shown = [row for row in projects if found in ("", row.id)]
    return projects, workbook.project(found) if found else None, _is_asked(workbook, shown)


def _is_asked(workbook: Workbook, rows: list[ProjectRow]) -> bool:
    from workbook.application.waiting import anybody_asked, waiting_for

    return anybody_asked(rows) and any(waiting.asked for waiting in waiting_for(rows, workbook.author))
