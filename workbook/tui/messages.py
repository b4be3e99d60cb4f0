"""Wishes that screens send up to the app."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual.message import Message

if TYPE_CHECKING:
    from workbook.application.workbook import ProjectRow
    from workbook.domain.project import Project


class HomeWanted(Message):
    """Show all projects."""

    def __init__(self, projects: Sequence[ProjectRow]) -> None:
        super().__init__()
        self.projects = projects


class ProjectWanted(Message):
    """Show this project; at a line of its outline, where one is named (see `Outline`)."""

    def __init__(self, project: Project, key: str = "") -> None:
        super().__init__()
        self.project = project
        self.key = key


class SampleWanted(Message):
    """Leave for the sample projects."""
