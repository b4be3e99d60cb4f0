"""What reports about a project have in common."""

from __future__ import annotations

from typing import Any, TypeAlias

from workbook.domain.project import Project
from workbook.domain.specs import Question

Report: TypeAlias = dict[str, Any]

FORMAT = 1


def heading(project: Project) -> Report:
    """What every report about a project begins with."""
    about = {"id": project.id, "name": project.name, "cycle": project.cycle.title}
    return {"format": FORMAT, "project": about, "today": project.today.isoformat()}


def form_of(project: Project, instance: str) -> Report | None:
    """The filled-in form of that id, in short; None outside forms."""
    titles = (form.title for form in project.every_form if form.id == instance) if instance else ()
    return {"id": instance, "title": next(iter(titles), "")} if instance else None


def brief(project: Project, question: Question | None) -> Report | None:
    """What names a question in a report; None for none."""
    if question is None:
        return None
    named = {"id": question.id, "code": question.code, "title": question.title, "ask": question.ask}
    return {**named, "form": form_of(project, question.instance)}
