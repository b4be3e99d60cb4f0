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


def first(workbook: Workbook, wanted: str) -> tuple[list[ProjectRow], Project | None]:
    """What to open first: the wanted project, the repository's own, the only one; or a choice."""
    projects = workbook.projects()
    if wanted:
        return projects, workbook.project(workbook.find_project(wanted))
    if len(projects) == 1:
        return projects, workbook.project(projects[0].id)
    own = workbook.own_project(projects)
    return projects, workbook.project(own) if own else None
