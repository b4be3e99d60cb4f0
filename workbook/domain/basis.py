"""What the decision of a gate, or a signature under it, rests on, and whether that still says the same."""

from __future__ import annotations

from collections.abc import Iterable

from workbook.domain.events import Event
from workbook.domain.project import Project
from workbook.domain.specs import Phase, Question
from workbook.domain.statements import statements


def questions(phase: Phase) -> tuple[Question, ...]:
    """The questions of a phase, forms left out."""
    return tuple(question for section in phase.sections for question in section.questions)


def basis(project: Project, phase: Phase) -> tuple[str, ...]:
    """The heads that a decision rests on: the gate's own, and those of all that the phase says and shows."""
    assert phase.gate is not None
    own = project.ledger.head_ids(project.subject(phase.gate.id))
    asked = questions(phase) + tuple(project.pack.question(name) for name in phase.gate.shows)
    heads = own + tuple(head for question in asked for head in _heads(project, question))
    return tuple(dict.fromkeys(heads))


def moved(project: Project, phase: Phase, decided: Event) -> tuple[str, ...]:
    """What the event rested on and that says something else now, or nothing: question ids and tables.

    What was added since is no change.
    """
    before = statements(project, _events(project, decided.seen))
    gone = before - statements(project, _events(project, basis(project, phase)))
    return tuple(sorted({statement.name for statement in gone}))


def _heads(project: Project, question: Question) -> tuple[str, ...]:
    rows = (head for row in project.view_rows(question) for head in project.ledger.head_ids(row.subject))
    return *project.seen(question), *rows


def _events(project: Project, heads: Iterable[str]) -> list[Event]:
    return [event for event in map(project.ledger.event, heads) if event]
