"""Reports: plain data that `--json` prints and that screens lay out.

Each begins `{"format": 1, ...}`. What stands in a report stays there under its name; new names may
be added. Values stand twice: as stored (`value`) and as people read them (`text`).
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from workbook.application.early_reports import early_report
from workbook.application.form_reports import open_forms
from workbook.application.heading import Report, brief, heading
from workbook.application.history import conflicts
from workbook.domain.answers import Row
from workbook.domain.cautions import cautions
from workbook.domain.early import early
from workbook.domain.gates import GateState, review
from workbook.domain.primitives import Choice, Moment, Ref
from workbook.domain.progress import next_open, progress
from workbook.domain.project import Project
from workbook.domain.scoring import NextStep, Score, SectionScore, items_of, points
from workbook.domain.scoring import score as score_of
from workbook.domain.specs import Phase, Question


def status(project: Project) -> Report:
    """Where the project stands: phases, gates, scores, actions, parked items, forms, conflicts, cautions, what next."""
    everything = [question for phase in project.pack.phases for question in _questions(phase)]
    everything += [question for form in project.forms if form.open for question in form.questions]
    return {
        **heading(project),
        "changed_at": project.changed_at,
        "phases": [_phase(project, phase) for phase in project.pack.phases],
        "scores": [_score(project, score_of(project, found)) for found in project.pack.instruments],
        "actions": [_action(project, row) for row in project.rows("actions") if is_open(row)],
        "parked": [_parked(project, row) for row in project.rows("parking") if is_open(row)],
        "early": [early_report(project, found) for found in early(project)],
        "forms": open_forms(project),
        "conflicts": [found["subject"] for found in conflicts(project)],
        "cautions": [found._asdict() for found in cautions(project, project.questions)],
        "next": brief(project, next_open(project, everything)),
    }


def score(project: Project, instruments: Iterable[str] = (), *, trend: bool = False) -> Report:
    """The scores of the instruments named; of all, when none is named; with how each came about. Raises UnknownName."""
    from workbook.application.score_reports import details

    wanted = [project.pack.instrument(name) for name in instruments] or project.pack.instruments
    found = [score_of(project, instrument) for instrument in wanted]
    scores = [{**_score(project, one), **details(project, one, trend=trend)} for one in found]
    return {**heading(project), "scores": scores}


def is_open(row: Row) -> bool:
    """Whether an action or a parked item still waits: nobody said that it is done or dropped."""
    return row.values.get("status") in (None, Choice(("open",)))


def _questions(phase: Phase) -> list[Question]:
    return [question for section in phase.sections for question in section.questions]


def _phase(project: Project, phase: Phase) -> Report:
    questions = _questions(phase)
    found = review(project, phase) if phase.gate else None
    return {
        "id": phase.id,
        "title": phase.title,
        **progress(project, questions)._asdict(),
        "gate": found.state.value if found else "",
        "gate_passed": found.passed if found else None,
        "gate_waits": found.waits if found else None,
        "gate_lacks": len(found.open_lacks) if found and found.state is not GateState.NOT_STARTED else None,
        "next": brief(project, next_open(project, questions)),
    }


def _score(project: Project, found: Score) -> Report:
    return {
        "id": found.instrument.id,
        "title": found.instrument.title,
        "score": str(found.total),
        "most": str(found.most),
        "answered": found.answered,
        "items": found.items,
        "complete": found.answered == found.items,
        "band": found.band.label if found.band else "",
        "meaning": found.band.meaning if found.band else "",
        "sections": [_section(section) for section in found.sections],
        "binding": list(found.binding),
        "next_step": _next_step(project, found.next_step),
        "evidenced": found.evidenced,
        "claimed": found.claimed,
        "minimum": found.minimum.score if found.minimum else "",
        "minimum_for": found.minimum.level if found.minimum else "",
        "strictly_more": found.minimum.strictly if found.minimum else False,
        "enough": found.enough,
        "not_yet": [brief(project, item) for item in _unmarked(project, found)],
    }


def _section(section: SectionScore) -> Report:
    return {
        "id": section.section.id,
        "title": section.section.title,
        "points": str(section.points),
        "most": str(section.most),
        "answered": section.answered,
        "items": len(section.section.questions),
    }


def _next_step(project: Project, step: NextStep | None) -> Report | None:
    if step is None:
        return None
    return {"items": [brief(project, item) for item in step.items], "score": str(step.score), "tied": step.tied}


def _unmarked(project: Project, found: Score) -> list[Question]:
    return [item for item in items_of(found.instrument) if points(project, item) is None]


def _action(project: Project, row: Row) -> Report:
    owner, due = row.values.get("owner"), row.values.get("due")
    day = due.day if isinstance(due, Moment) else None
    return {
        "row": row.id,
        "action": row.text("action"),
        "owner": project.person(owner.row) if isinstance(owner, Ref) else "",
        "due": day.isoformat() if day else "",
        "late": _is_late(day, project.today),
        "origin": row.text("origin"),
    }


def _is_late(day: date | None, today: date) -> bool:
    return day is not None and day < today


def _parked(project: Project, row: Row) -> Report:
    raised = row.values.get("raised-by")
    who = project.person(raised.row) if isinstance(raised, Ref) else ""
    return {"row": row.id, "item": row.text("item"), "question": row.text("question"), "raised_by": who}
