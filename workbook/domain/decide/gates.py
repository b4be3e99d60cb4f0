"""Gate decisions."""

from __future__ import annotations

from datetime import date
from typing import Any

from workbook.domain.approvals import NO, YES, Maker, missing_signatures, subject_of
from workbook.domain.basis import basis, questions
from workbook.domain.commands import DecideGate, SignGate, WaiveAhead
from workbook.domain.events import Draft
from workbook.domain.gates import Waiver, lacks_of, review
from workbook.domain.project import Project
from workbook.domain.row_tests import passes
from workbook.domain.specs import Gate, Phase
from workbook.errors import InvalidValue, Refused, UnknownName
from workbook.text import accept, one_line


def decide_gate(project: Project, command: DecideGate) -> tuple[Draft, ...]:
    """The decision, resting on everything the phase says now.

    Raises:
        UnknownName: no such phase, outcome or person. InvalidValue: no reason, or a bad waiver.
        Refused: the person may not decide, or a mandatory answer is missing and not waived.
    """
    phase = project.pack.phase(command.phase)
    gate = phase.gate
    if gate is None:
        raise Refused("This phase has no gate.", where=phase.id)
    if command.outcome not in [outcome.id for outcome in gate.outcomes]:
        known = ", ".join(outcome.id for outcome in gate.outcomes)
        said = f"{command.outcome!r} is no outcome of this gate." if command.outcome else "Nothing is decided yet."
        raise InvalidValue(said, where=gate.id, hint=f"One of: {known}.")
    if not command.reason.strip():
        raise InvalidValue("A decision needs a reason.", where=gate.id)
    for shown in command.hands:
        if shown not in [outcome.id for outcome in gate.outcomes]:
            raise InvalidValue(f"{shown!r} is no outcome of this gate.", where="hands")
    decider = _decider(project, command, gate)
    waivers = [sound_waiver(waiver, phase, project.today) for waiver in command.waivers]
    if command.outcome in gate.passing:
        _check_lacks(project, phase, Maker(decider, command.author), {waiver.rule for waiver in waivers})
    body: dict[str, Any] = {
        "outcome": command.outcome,
        "decider": decider,
        "reason": accept(command.reason, where=gate.id),
        "waivers": [waiver._asdict() for waiver in waivers],
    }
    if command.hands:
        body["hands"] = list(command.hands)
    seen = basis(project, phase) if command.seen is None else command.seen
    return (Draft("gate.decide", project.subject(gate.id), body, seen, decider),)


def waive_ahead(project: Project, command: WaiveAhead) -> tuple[Draft, ...]:
    """The waivers that count while nothing is decided; nothing where the same do already.

    Raises:
        UnknownName: no such phase or rule. InvalidValue: a bad waiver. Refused: there is no gate, or it is decided.
    """
    phase = project.pack.phase(command.phase)
    if phase.gate is None:
        raise Refused("This phase has no gate.", where=phase.id)
    found = review(project, phase)
    if found.conflict:
        raise Refused("Two decisions stand against each other.", where=phase.id, hint="Settle that first.")
    if found.decision is not None:
        raise Refused("There is a decision already.", where=phase.id, hint="Decide it anew, with the waiver.")
    kept = [waiver for waiver in command.waivers if waiver in found.waivers]
    waivers = [*kept, *(sound_waiver(w, phase, project.today) for w in command.waivers if w not in kept)]
    if waivers == list(found.waivers):
        return ()
    subject = project.subject(phase.gate.id)
    body = {"outcome": "", "waivers": [waiver._asdict() for waiver in waivers]}
    return (Draft("gate.decide", subject, body, project.ledger.head_ids(subject)),)


def sign_gate(project: Project, command: SignGate) -> tuple[Draft, ...]:
    """A signature under the gate, resting on everything the phase says now.

    Raises:
        UnknownName: no such phase or person. InvalidValue: a no without a reason. Refused: the phase has no gate.
    """
    phase = project.pack.phase(command.phase)
    if phase.gate is None:
        raise Refused("This phase has no gate.", where=phase.id)
    person = project.row("people", command.person).id
    if not command.agrees and not command.reason.strip():
        raise InvalidValue("A no needs a reason.", where=phase.gate.id, hint="Say what would have to be different.")
    subject = subject_of(project, phase.gate, person)
    body = {"signed": YES if command.agrees else NO, "reason": accept(command.reason, where=phase.gate.id)}
    seen = basis(project, phase) if command.seen is None else command.seen
    return (Draft("gate.decide", subject, body, project.ledger.head_ids(subject) + seen, person),)


def _decider(project: Project, command: DecideGate, gate: Gate) -> str:
    may = [project.row_name(row) for row in project.rows("people") if passes(project.pack, row, gate.decider)]
    hint = f"Those who may: {', '.join(may)}." if may else "Name somebody who decides among the people first."
    if not command.decider:
        raise InvalidValue("A decision needs somebody who decides.", where=gate.id, hint=hint)
    person = project.row("people", command.decider)
    if gate.decider and not passes(project.pack, person, gate.decider):
        raise Refused(f"{project.row_name(person)} is not among those who decide.", where=gate.id, hint=hint)
    return person.id


def sound_waiver(waiver: Waiver, phase: Phase, today: date) -> Waiver:
    """The waiver as it is kept.

    Raises:
        UnknownName: the gate has no such rule. InvalidValue: no owner, reason or day, or a day in the past.
    """
    rules = [question.id for question in questions(phase)]
    rules += [rule.id for rule in phase.gate.rules] if phase.gate else []
    if waiver.rule not in rules:
        raise UnknownName("rule", waiver.rule, rules, where=phase.id)
    owner, reason = one_line(accept(waiver.owner)), accept(waiver.reason)
    if not (owner and reason.strip() and waiver.until):
        raise InvalidValue("A waiver needs an owner, a reason and a day on which it ends.", where=waiver.rule)
    try:
        until = date.fromisoformat(waiver.until)
    except ValueError as error:
        raise InvalidValue(f"{waiver.until!r} is not a day.", where=waiver.rule, hint="Write 2026-12-01.") from error
    if until < today:
        raise InvalidValue("A waiver cannot end in the past.", where=waiver.rule)
    return Waiver(waiver.rule, owner, reason, until.isoformat())


def _check_lacks(project: Project, phase: Phase, made: Maker, waived: set[str]) -> None:
    lacks = [lack for lack in lacks_of(project, phase, made) if lack.rule not in waived]
    if lacks:
        listed = "; ".join(lack.words for lack in lacks[:5])
        more = f" and {len(lacks) - 5} more" if len(lacks) > 5 else ""
        unsigned = ", ".join(project.row_name(row) for row in missing_signatures(project, phase, made.decider))
        hint = "Answer, or waive by name." + (f" Not signed yet: {unsigned}." if unsigned else "")
        known = {lack.rule for lack in lacks_of(project, phase, None)}
        if all(lack.rule not in known for lack in lacks):  # what only shows once somebody decides
            rule = f"{lacks[0].rule}:OWNER:DAY:REASON"
            hint = f"Whoever decides records it on their own, or: mlworkbook gate {phase.id} --waive {rule}"
        raise Refused(f"The gate still asks for {listed}{more}.", where=phase.id, hint=hint)
