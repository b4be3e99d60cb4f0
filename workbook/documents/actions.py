"""The actions as lines of a sheet, each with what it came from. Nothing in it depends on the day."""

from __future__ import annotations

from workbook.documents.names import mark
from workbook.documents.sheet import cell, line
from workbook.documents.sources import Block
from workbook.domain.answers import Row
from workbook.domain.primitives import Choice, Moment, Ref, show
from workbook.domain.project import Project
from workbook.domain.specs import AT, Question

TABLE = "actions"


def lines(project: Project) -> tuple[Block, ...]:
    """Every action, also those that are done or were dropped."""
    return tuple(_block(project, row) for row in project.rows(TABLE))


def _block(project: Project, row: Row) -> Block:
    name = f"action-{mark(row.id)}"
    question = _question(project, row)
    origin = project.pack.area(question.area).title if question else ""
    due, owner = row.values.get("due"), row.values.get("owner")
    filled = _form(project, row.subject.form or row.text("origin").partition(AT)[2])
    state = row.values.get("status")
    cells = (
        row.text("action") or "An action without words",
        _description(project, row, [filled or origin, question.title if question else ""]),
        name,
        project.person(owner.row) if isinstance(owner, Ref) else "",
        due.iso[:10] if isinstance(due, Moment) else "",
        "open" if state is None else _column(project, row, "status"),
        _column(project, row, "priority"),
        filled or origin,
        question.title if question else "",
        _form(project, project.ledger.history(row.subject)[0].meeting),
        row.text("link"),
    )
    return Block(name, line([cell(text) for text in cells]))


def _description(project: Project, row: Row, origin: list[str]) -> str:
    """What else was said of it. It begins with a word of ours: trackers take a `/close` there for a command."""
    kind, came_from = _column(project, row, "type"), ", ".join(part for part in origin if part)
    parts = {"Done when": row.text("done-when"), "Note": row.text("note"), "Kind of change": kind, "From": came_from}
    said = [f"{label}: {text.rstrip('.')}." for label, text in parts.items() if text]
    return " ".join(said) or f"From: {project.name or 'a project without a name'}."


def _question(project: Project, row: Row) -> Question | None:
    name = row.text("origin").partition(AT)[0]
    return project.pack.question(name) if name and project.pack.has_question(name) else None


def _form(project: Project, instance: str) -> str:
    """What a filled-in form is called: an incident, a review, a meeting."""
    filled = next((form for form in project.forms if instance and form.id == instance), None)
    return f"{filled.form.noun.capitalize()}: {filled.title}" if filled else ""


def _column(project: Project, row: Row, name: str) -> str:
    value = row.values.get(name)
    column = next((c for c in project.pack.collection(TABLE).columns if c.name == name), None)
    return show(column, value, project.context) if column and isinstance(value, Choice) else ""
