"""Reports: plain data that `--json` prints and that screens lay out.

Each begins `{"format": 1, ...}`. What stands in a report stays there under its name; new names may
be added. Values stand twice: as stored (`value`) and as people read them (`text`).
"""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from workbook.application.form_reports import open_forms
from workbook.application.heading import Report, form_of, heading
from workbook.application.history import conflicts
from workbook.domain.answers import Row
from workbook.domain.disagreements import disagreements
from workbook.domain.gates import Decision, GateReview, GateState, Waiver, review
from workbook.domain.hands import words
from workbook.domain.primitives import Choice, Moment, Ref
from workbook.domain.progress import next_open, progress
from workbook.domain.project import Project
from workbook.domain.scoring import NextStep, Score, SectionScore
from workbook.domain.scoring import score as score_of
from workbook.domain.specs import Phase, Question


def status(project: Project) -> Report:
    """Where the project stands: phases, gates, scores, actions, parked items, open forms, conflicts, what is next."""
    everything = [question for phase in project.pack.phases for question in _questions(phase)]
    everything += [question for form in project.forms if form.open for question in form.questions]
    return {
        **heading(project),
        "changed_at": project.changed_at,
        "phases": [_phase(project, phase) for phase in project.pack.phases],
        "scores": [_score(project, score_of(project, found)) for found in project.pack.instruments],
        "actions": [_action(project, row) for row in project.rows("actions") if is_open(row)],
        "parked": [_parked(project, row) for row in project.rows("parking") if is_open(row)],
        "forms": open_forms(project),
        "conflicts": [found["subject"] for found in conflicts(project)],
        "next": _brief(project, next_open(project, everything)),
    }


def score(project: Project, instruments: Iterable[str] = ()) -> Report:
    """The scores of the instruments named; of all, when none is named. Raises UnknownName."""
    wanted = [project.pack.instrument(name) for name in instruments] or project.pack.instruments
    return {**heading(project), "scores": [_score(project, score_of(project, found)) for found in wanted]}


def gate(project: Project, phase: Phase) -> Report:
    """The gate of a phase, as it stands today. The phase must have a gate."""
    found = review(project, phase)
    return {
        **heading(project),
        "phase": phase.id,
        "title": phase.title,
        "gate": phase.gate.id if phase.gate else "",
        "state": found.state.value,
        "passed": found.passed,
        "lacks": [lack._asdict() for lack in found.lacks],
        "changed": list(found.changed),
        "conflict": found.conflict,
        "decision": _decision(project, found),
        "outcomes": [outcome.id for outcome in phase.gate.outcomes] if phase.gate else [],
        "deciders": deciders(project, phase),
        "disagreements": [
            {**(_brief(project, question) or {}), "hands": words(question, project.answer_to(question))}
            for question in disagreements(project, phase)
        ],
    }


def deciders(project: Project, phase: Phase) -> list[str]:
    """The names of the people who may decide the phase's gate."""
    from workbook.domain.row_tests import passes

    tests = phase.gate.decider if phase.gate else ()
    return [project.row_name(row) for row in project.rows("people") if passes(project.pack, row, tests)]


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
        "gate_lacks": len(found.open_lacks) if found and found.state is not GateState.NOT_STARTED else None,
        "next": _brief(project, next_open(project, questions)),
    }


def _brief(project: Project, question: Question | None) -> Report | None:
    if question is None:
        return None
    brief = {"id": question.id, "code": question.code, "title": question.title, "ask": question.ask}
    return {**brief, "form": form_of(project, question.instance)}


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
        "not_yet": [_brief(project, item) for item in _unmarked(project, found)],
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
    return {"items": [_brief(project, item) for item in step.items], "score": str(step.score), "tied": step.tied}


def _unmarked(project: Project, found: Score) -> list[Question]:
    from workbook.domain.scoring import points

    items = (item for section in found.instrument.sections for item in section.questions)
    return [item for item in items if points(project, item) is None]


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


def _decision(project: Project, found: GateReview) -> Report | None:
    made: Decision | None = found.decision
    if made is None:
        return None
    return {
        "outcome": made.outcome,
        "decider": project.person(made.decider),
        "reason": made.reason,
        "at": made.at,
        "recorded_by": project.person(made.recorded_by),
        "waivers": [_waiver(project, waiver) for waiver in made.waivers],
        "event": made.event,
    }


def _waiver(project: Project, waiver: Waiver) -> Report:
    owner = project.context.name("people", waiver.owner) or waiver.owner
    return {**waiver._asdict(), "owner": owner}
