"""Who stands behind a gate's decision: whoever decides, and whoever signs beside them.

A signature is an event about the gate whose row is the person. It stands for what its person was shown:
once that says something else, it no longer counts.
"""

from __future__ import annotations

from collections.abc import Iterator

from workbook.domain.answers import Row
from workbook.domain.basis import moved, questions
from workbook.domain.conditions import All, AnyOf, Condition, Decided, Not, Signed
from workbook.domain.events import Event, Subject
from workbook.domain.project import Project
from workbook.domain.row_tests import passes
from workbook.domain.specs import Gate, Phase
from workbook.named import NamedTuple

YES, NO = "yes", "no"
BY_ANOTHER, IN_PERSON = "by-another", "in-person"


class Signature(NamedTuple):
    """What one person says to the decision of a gate.

    Attributes:
        person: a row of the people; recorded_by: who typed it.
        agrees: whether they stand behind it.
        moved: what changed since they said so: question ids and tables.
    """

    person: str
    agrees: bool
    reason: str
    at: str
    recorded_by: str
    event: str
    moved: tuple[str, ...] = ()

    @property
    def counts(self) -> bool:
        """Whether it can be relied on: a yes to what is there now."""
        return self.agrees and not self.moved


class Maker(NamedTuple):
    """Who makes a decision: whose it is (a row of the people), and who types it."""

    decider: str
    recorded_by: str


def subject_of(project: Project, gate: Gate, person: str) -> Subject:
    """What a person's signature is about."""
    return project.subject(gate.id)._replace(row=person)


def signatures(project: Project, phase: Phase) -> tuple[Signature, ...]:
    """What each of the people says, in the order of the people. Two versions of one count for nothing."""
    return tuple(found for row in project.rows("people") if (found := signature(project, phase, row.id)) is not None)


def signature(project: Project, phase: Phase, person: str) -> Signature | None:
    """What one person says; None where they said nothing, or took it back."""
    assert phase.gate is not None
    heads = project.ledger.heads(subject_of(project, phase.gate, person))
    said = (heads[0].body or {}).get("signed") if len(heads) == 1 else None
    return _read(project, phase, heads[0]) if said in (YES, NO) else None


def missing_signatures(project: Project, phase: Phase, decider: str = "") -> tuple[Row, ...]:
    """The people whose signature the gate asks for and does not have yet; whoever decides signs by that."""
    assert phase.gate is not None
    wanted = (
        row
        for condition in asked_for(phase.gate)
        for row in _who(project, condition)
        if not _stands_behind(project, phase, row.id, decider)
        and (condition.each or not _one_signed(project, phase, condition, decider))
    )
    return tuple({row.id: row for row in wanted}.values())


def asked_for(gate: Gate) -> Iterator[Signed]:
    """The signatures that a gate's rules speak of."""
    for rule in gate.rules:
        yield from _signed_in(rule.condition)


def is_signed(project: Project, phase: Phase, decider: str, condition: Signed) -> bool:
    """Whether the people of a condition stand behind the decision."""
    if not condition.each:
        return _one_signed(project, phase, condition, decider)
    return all(_stands_behind(project, phase, row.id, decider) for row in _who(project, condition))


def is_made(project: Project, phase: Phase, made: Maker | None, condition: Decided) -> bool:
    """Whether the decision was made in the way of a condition; before there is one, nothing speaks against it."""
    if made is None:
        return True
    signed = [found for found in signatures(project, phase) if found.counts]
    if condition.how == IN_PERSON:
        return made.recorded_by == made.decider and all(found.recorded_by == found.person for found in signed)
    behind = {made.decider, *(found.person for found in signed)}
    return len(behind) > 1 or not behind & _authors(project, phase)


def _one_signed(project: Project, phase: Phase, condition: Signed, decider: str) -> bool:
    return any(_stands_behind(project, phase, row.id, decider) for row in _who(project, condition))


def _stands_behind(project: Project, phase: Phase, person: str, decider: str) -> bool:
    found = signature(project, phase, person)
    return person == decider or (found is not None and found.counts)


def _who(project: Project, condition: Signed) -> list[Row]:
    return [row for row in project.rows("people") if passes(project.pack, row, condition.who)]


def _authors(project: Project, phase: Phase) -> set[str]:
    """Whoever gave an answer or a row of the phase."""
    asked = questions(phase)
    answers = {project.answer_to(question).answered_by for question in asked}
    rows = {row.answered_by for question in asked for row in project.view_rows(question)}
    return (answers | rows) - {""}


def _signed_in(condition: Condition) -> Iterator[Signed]:
    match condition:
        case Signed():
            yield condition
        case All(parts) | AnyOf(parts):
            for part in parts:
                yield from _signed_in(part)
        case Not(part):
            yield from _signed_in(part)
        case _:
            pass


def _read(project: Project, phase: Phase, event: Event) -> Signature:
    body = event.body or {}
    agrees = body.get("signed") == YES
    changed = moved(project, phase, event)
    reason = str(body.get("reason", ""))
    return Signature(event.subject.row, agrees, reason, event.at, event.recorded_by, event.id, changed)
