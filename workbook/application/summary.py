"""The line that home shows of a project, stored beside it so that home folds nothing."""

from __future__ import annotations

from typing import Any

from workbook.domain.gates import review
from workbook.domain.primitives import Choice, Moment
from workbook.domain.progress import Progress, progress
from workbook.domain.project import Project
from workbook.domain.scoring import score
from workbook.domain.specs import Phase


def summarise(project: Project) -> dict[str, Any]:
    """Everything that home shows, as JSON data. Dates stand as dates: "late" is for the reader's day."""
    return {
        "cycle": project.cycle.title,
        "phases": [_phase(project, phase) for phase in project.pack.phases],
        "scores": [_score(project, instrument.id) for instrument in project.pack.instruments],
        "open_actions": _open_actions(project),
        "parked": sum(_is_open(row.values.get("status")) for row in project.rows("parking")),
        "people": len(project.rows("people")),
    }


def counts(found: Progress) -> dict[str, int]:
    """Progress as JSON data."""
    return dict(found._asdict())


def _phase(project: Project, phase: Phase) -> dict[str, Any]:
    questions = [question for section in phase.sections for question in section.questions]
    gate = review(project, phase).state.value if phase.gate else ""
    return {"id": phase.id, "title": phase.title, "gate": gate, **counts(progress(project, questions))}


def _score(project: Project, instrument_id: str) -> dict[str, Any]:
    found = score(project, project.pack.instrument(instrument_id))
    return {
        "id": instrument_id,
        "title": found.instrument.title,
        "score": str(found.total),
        "answered": found.answered,
        "items": found.items,
        "band": found.band.label if found.band else "",
    }


def _open_actions(project: Project) -> list[dict[str, str]]:
    found = []
    for row in project.rows("actions"):
        if _is_open(row.values.get("status")):
            due = row.values.get("due")
            found.append({"action": row.text("action"), "due": due.iso if isinstance(due, Moment) else ""})
    return found


def _is_open(status: object) -> bool:
    return status is None or status == Choice(("open",))
