"""What comes too early: rows that have to wait for a gate, told while they come about and not only at the gate."""

from __future__ import annotations

from collections.abc import Iterator

from workbook.domain.answers import Row
from workbook.domain.conditions import All, Condition, PassedBefore, holds
from workbook.domain.gates import Waiver, facts_of_gates, review
from workbook.domain.primitives import Moment
from workbook.domain.project import Project
from workbook.domain.row_tests import passes
from workbook.domain.specs import Phase, Question
from workbook.named import NamedTuple


class Early(NamedTuple):
    """A row that must wait for a gate, or did not wait.

    Attributes:
        phase: the one whose gate asks for it; rule: the id of that gate's rule, which a waiver names.
        row: the row; started: its day (ISO), empty while it can still wait.
        gate: the phase whose gate comes first.
        waiver: what lets it through; None where nothing does.
    """

    phase: Phase
    rule: str
    row: Row
    started: str
    gate: Phase
    waiver: Waiver | None


def early(project: Project, collection: str = "") -> tuple[Early, ...]:
    """What must wait or did not, by the rules of all gates; of one table, when it is named."""
    found = project.kept.get("early", lambda: tuple(_early(project)))
    return tuple(one for one in found if collection in ("", one.row.collection))


def early_at(project: Project, question: Question) -> tuple[Early, ...]:
    """The same of the table that a question shows."""
    return early(project, question.view.collection) if question.view is not None else ()


def early_words(project: Project, found: Early) -> str:
    """`25 % of shoes has to wait: the gate of Monitoring is not passed.`"""
    name, gate = project.row_name(found.row) or "This one", f"the gate of {found.gate.title}"
    if not found.started:
        return f"{name} has to wait: {gate} is not passed."
    return f"{name} was started before {gate} was passed."


def waiver_words(project: Project, waiver: Waiver) -> str:
    """`Waived by Ana until 2026-12-01: the alarms are tested by hand`"""
    owner = project.context.name("people", waiver.owner) or waiver.owner
    return f"Waived by {owner} until {waiver.until}: {waiver.reason}"


def comes_early(phase: Phase, rule: str) -> bool:
    """Whether a rule of the phase's gate is one that rows can break long before the gate is decided."""
    rules = phase.gate.rules if phase.gate else ()
    return any(list(_parts(one.condition)) for one in rules if one.id == rule)


def _early(project: Project) -> Iterator[Early]:
    for phase in project.pack.phases:
        for rule in phase.gate.rules if phase.gate else ():
            for condition in _parts(rule.condition):
                found = _row(project, condition)
                if found is not None:
                    gate = project.pack.gated(condition.gate)
                    yield Early(phase, rule.id, *found, gate, _waiver(project, phase, rule.id))


def _parts(condition: Condition) -> Iterator[PassedBefore]:
    match condition:
        case PassedBefore():
            yield condition
        case All(parts):
            for part in parts:
                yield from _parts(part)
        case _:
            pass


def _row(project: Project, condition: PassedBefore) -> tuple[Row, str] | None:
    """The row that came too early, with its day; or the one that would, as it comes next."""
    rows = [row for row in project.rows(condition.collection) if passes(project.pack, row, condition.where)]
    days = ((row, row.values.get(condition.column)) for row in rows)
    begun = sorted(((day.day.isoformat(), place) for place, (_, day) in enumerate(days) if isinstance(day, Moment)))
    if len(begun) >= condition.nth:
        day, place = begun[condition.nth - 1]
        return (rows[place], day) if holds(condition, facts_of_gates(project)) is False else None
    waiting = [row for row in rows if not isinstance(row.values.get(condition.column), Moment)]
    is_next = len(begun) == condition.nth - 1 and bool(waiting)
    return (waiting[0], "") if is_next and not review(project, project.pack.gated(condition.gate)).passed else None


def _waiver(project: Project, phase: Phase, rule: str) -> Waiver | None:
    today = project.today.isoformat()
    return next((w for w in review(project, phase).waivers if w.rule == rule and w.until >= today), None)
