"""What every report about a project begins with."""

from __future__ import annotations

from typing import Any, TypeAlias

from workbook.domain.project import Project

Report: TypeAlias = dict[str, Any]

FORMAT = 1


def heading(project: Project) -> Report:
    """What every report about a project begins with."""
    about = {"id": project.id, "name": project.name, "cycle": project.cycle.title}
    return {"format": FORMAT, "project": about, "today": project.today.isoformat()}
