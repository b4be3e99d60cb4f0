"""Where people saw it differently: shows of fingers that were not of one mind come up again at the gate."""

from __future__ import annotations

from collections.abc import Iterator

from workbook.domain.basis import questions
from workbook.domain.conditions import All, AnyOf, Complete, Condition, Enough, Not
from workbook.domain.hands import is_split
from workbook.domain.project import Project
from workbook.domain.specs import Phase, Question


def disagreements(project: Project, phase: Phase) -> tuple[Question, ...]:
    """The questions of a phase, and the items of instruments that its gate looks at, on which fingers differed."""
    asked = [*questions(phase)]
    wanted = {name for rule in (phase.gate.rules if phase.gate else ()) for name in _instruments(rule.condition)}
    for instrument in project.pack.instruments:
        if instrument.id in wanted:
            asked += [item for section in instrument.sections for item in section.questions]
    return tuple(q for q in asked if project.answer_to(q).given and is_split(project.answer_to(q)))


def _instruments(condition: Condition) -> Iterator[str]:
    match condition:
        case Complete(instrument) | Enough(instrument):
            yield instrument
        case All(parts) | AnyOf(parts):
            for part in parts:
                yield from _instruments(part)
        case Not(part):
            yield from _instruments(part)
