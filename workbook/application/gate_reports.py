"""A gate as a report (see `workbook.application.reports`): what it asks for, what it rests on, who stands behind it."""

from __future__ import annotations

from workbook.application.answer_reports import describe
from workbook.application.heading import Report, brief, heading
from workbook.domain.approvals import Signature, missing_signatures, signatures
from workbook.domain.basis import questions
from workbook.domain.cautions import cautions
from workbook.domain.disagreements import disagreements
from workbook.domain.figures.kinds import figures
from workbook.domain.gates import Decision, GateReview, Waiver, fingers, review
from workbook.domain.hands import words
from workbook.domain.project import Project
from workbook.domain.row_tests import passes
from workbook.domain.specs import Phase, Question


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
        "cautions": [caution._asdict() for caution in cautions(project, questions(phase))],
        "conflict": found.conflict,
        "decision": _decision(project, found),
        "ahead": [] if found.decision else [_waiver(project, waiver) for waiver in found.waivers],
        "shows": [_shown(project, project.pack.question(name)) for name in phase.gate.shows] if phase.gate else [],
        "signatures": [_signature(project, signed) for signed in signatures(project, phase)],
        "to_sign": [project.row_name(row) for row in missing_signatures(project, phase, _decider(found))],
        "outcomes": [outcome.id for outcome in phase.gate.outcomes] if phase.gate else [],
        "deciders": deciders(project, phase),
        "disagreements": [
            {**(brief(project, question) or {}), "hands": words(question, project.answer_to(question))}
            for question in disagreements(project, phase)
        ],
    }


def deciders(project: Project, phase: Phase) -> list[str]:
    """The names of the people who may decide the phase's gate."""
    tests = phase.gate.decider if phase.gate else ()
    return [project.row_name(row) for row in project.rows("people") if passes(project.pack, row, tests)]


def _shown(project: Project, question: Question) -> Report:
    """What is looked at before deciding, with the figures that stand beside it."""
    worked_out = [figure._asdict() for figure in figures(project, question)]
    return {**describe(project, question), "figures": worked_out}


def _signature(project: Project, signed: Signature) -> Report:
    return {
        "person": project.person(signed.person),
        "agrees": signed.agrees,
        "reason": signed.reason,
        "at": signed.at,
        "recorded_by": project.person(signed.recorded_by),
        "changed": list(signed.moved),
        "event": signed.event,
    }


def _decider(found: GateReview) -> str:
    return found.decision.decider if found.decision else ""


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
        "hands": fingers(found),
    }


def _waiver(project: Project, waiver: Waiver) -> Report:
    owner = project.context.name("people", waiver.owner) or waiver.owner
    return {**waiver._asdict(), "owner": owner}
