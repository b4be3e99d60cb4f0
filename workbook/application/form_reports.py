"""Filled-in forms as reports (see `workbook.application.reports`)."""

from __future__ import annotations

from workbook.application.heading import Report, heading
from workbook.domain.forms import FilledForm
from workbook.domain.progress import progress
from workbook.domain.project import Project


def forms(project: Project, *, dropped: bool = False) -> Report:
    """Every filled-in form, oldest first, and which forms can be opened.

    Args:
        dropped: those that were opened in error too.
    """
    found = project.forms_ever if dropped else project.forms
    return {
        **heading(project),
        "forms": [describe_form(project, form) for form in found],
        "kinds": [
            {"id": form.id, "title": form.title, "noun": form.noun, "phase": form.area, "purpose": form.purpose}
            for form in project.pack.forms
        ],
    }


def form(project: Project, filled: FilledForm) -> Report:
    """One filled-in form, with how each of its questions stands."""
    from workbook.application.answer_reports import describe

    answers = [describe(project, question) for question in filled.questions]
    return {**heading(project), "form": describe_form(project, filled), "answers": answers}


def open_forms(project: Project) -> list[Report]:
    """Those that somebody still works on, oldest first."""
    return [describe_form(project, form) for form in project.forms if form.open]


def describe_form(project: Project, filled: FilledForm) -> Report:
    """Who opened it and when, how far it is, and what it lacks before it can be closed."""
    return {
        "id": filled.id,
        "number": filled.number,
        "title": filled.title,
        "form": filled.form.id,
        "noun": filled.form.noun,
        "phase": filled.form.area,
        "cycle": next((cycle.title for cycle in project.cycles if cycle.id == filled.cycle), ""),
        "state": "dropped" if filled.dropped else "open" if filled.open else "closed",
        "reason": filled.reason,
        "opened_by": project.person(filled.opened_by),
        "opened_at": filled.opened_at,
        "closed_by": project.person(filled.closed_by) if filled.closed_at else "",
        "closed_at": filled.closed_at,
        **_how_far(project, filled),
    }


def _how_far(project: Project, filled: FilledForm) -> Report:
    """Counts and lacks; of a dropped one none, because nothing in it counts."""
    if filled.dropped:
        return {"answered": None, "questions": None, "lacks": []}
    from workbook.domain.decide.forms import lacks  # with all that decides: only where there is a form

    counts = progress(project, filled.questions)
    return {"answered": counts.done, "questions": counts.all, "lacks": list(lacks(project, filled))}
