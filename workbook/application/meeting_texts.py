"""Texts of meetings and actions for other tools, as the faces print them."""

from __future__ import annotations

from collections.abc import Iterable

from workbook.documents.chat import agenda_markdown, summary_text
from workbook.documents.handing_over import calendar, issue_lines
from workbook.domain.answers import Row, is_open
from workbook.domain.meetings.happened import happened
from workbook.domain.meetings.meeting import find_meeting
from workbook.domain.project import Project

__all__ = ["agenda_markdown", "calendar", "issue_lines", "open_actions", "summary_text"]


def open_actions(project: Project, meeting: str = "") -> Iterable[Row]:
    """The open actions of a project, or those that were noted in one meeting. Raises UnknownName, BadInput."""
    noted = {row.id for row in happened(project, find_meeting(project, meeting)).actions} if meeting else None
    rows = (row for row in project.rows("actions") if is_open(row))
    return [row for row in rows if noted is None or row.id in noted]
