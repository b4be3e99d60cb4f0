"""Gates: the decision that closes a phase, what it asks for, and when it must be looked at again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import date
from enum import StrEnum
from functools import partial

from workbook.domain.answers import Row, is_open
from workbook.domain.approvals import Maker, is_made, is_signed
from workbook.domain.basis import moved, questions
from workbook.domain.conditions import Facts, PassedBefore, holds
from workbook.domain.events import Event
from workbook.domain.hands import outcome_field, told
from workbook.domain.primitives import Moment
from workbook.domain.progress import Progress, State, missing, progress, state
from workbook.domain.project import Project
from workbook.domain.row_tests import passes
from workbook.domain.scoring import score
from workbook.domain.specs import GateRule, Phase, Question
from workbook.named import NamedTuple

DUE = "due"
"""The column of a table that says until when a row is to be done."""


class GateState(StrEnum):
    """Where a gate stands."""

    NOT_STARTED = "not started"
    IN_PROGRESS = "in progress"
    READY = "ready for review"
    PASSED = "passed"
    PASSED_WITH_WAIVERS = "passed with waivers"
    FAILED = "failed"
    NEEDS_REVIEW = "needs re-review"


class Lack(NamedTuple):
    """One thing that a gate still asks for.

    Attributes:
        rule: a question id, or the id of one of the gate's own rules; a waiver names it.
        title: what it is about; why: what is missing, in words.
        waived: somebody took it on: owner, reason and expiry stand in the waiver.
        own: it is a rule of the gate itself, and `why` says what does not hold yet.
    """

    rule: str
    title: str
    why: str
    waived: bool = False
    own: bool = False

    @property
    def words(self) -> str:
        """The lack as people read it: `The verdict: not answered`, `No action is late: not so yet`."""
        if self.own:
            return f"{self.why[:1].upper()}{self.why[1:].removesuffix('.')}: not so yet"
        return f"{self.title}: {self.why}"


class Waiver(NamedTuple):
    """What was let through, by whom, why, and until when (a day, `2026-12-01`)."""

    rule: str
    owner: str
    reason: str
    until: str


class Decision(NamedTuple):
    """What was decided.

    Attributes:
        decider: a row of the people; recorded_by: who typed it.
        hands: the outcome that each person showed; empty where no fingers were shown.
    """

    outcome: str
    decider: str
    reason: str
    waivers: tuple[Waiver, ...]
    at: str
    recorded_by: str
    event: str
    hands: tuple[str, ...] = ()


class GateReview(NamedTuple):
    """A gate as it stands today.

    Attributes:
        lacks: what is missing now, waived or not.
        changed: what moved since the decision: question ids, tables, or a waiver that ran out.
        conflict: several decisions stand against each other.
        waivers: those of the decision; while there is none, those that were given ahead of it.
    """

    phase: Phase
    state: GateState
    lacks: tuple[Lack, ...]
    decision: Decision | None
    changed: tuple[str, ...]
    conflict: bool = False
    waivers: tuple[Waiver, ...] = ()

    @property
    def passed(self) -> bool:
        """Whether the project may go on: decided so, and nothing moved since."""
        return self.state in (GateState.PASSED, GateState.PASSED_WITH_WAIVERS)

    @property
    def waits(self) -> bool:
        """Whether nothing but the decision is missing: the first one, or another one since something moved."""
        return self.state in (GateState.READY, GateState.NEEDS_REVIEW) and not self.open_lacks

    @property
    def open_lacks(self) -> tuple[Lack, ...]:
        """What is missing and not waived."""
        return tuple(lack for lack in self.lacks if not lack.waived)


def review(project: Project, phase: Phase) -> GateReview:
    """The gate of a phase, as it stands today. The phase must have a gate.

    Kept, as each gate may ask for those before it: made anew for each that asks, it would be made ever so often.
    """
    return project.kept.get(("review", phase.id), partial(_review, project, phase))


def _review(project: Project, phase: Phase) -> GateReview:
    assert phase.gate is not None
    heads = project.ledger.heads(project.subject(phase.gate.id))
    found = read_decision(heads[0]) if len(heads) == 1 else None
    waivers = found.waivers if found else ()
    decision = found if found and found.outcome else None
    made = Maker(decision.decider, decision.recorded_by) if decision else None
    lacks = tuple(_waived(lack, waivers, project.today) for lack in lacks_of(project, phase, made))
    changed = _changed(project, phase, heads[0], waivers) if decision else ()
    where = _state(project, phase, lacks, decision, bool(changed), len(heads) > 1)
    return GateReview(phase, where, lacks, decision, changed, len(heads) > 1, waivers)


def read_decision(event: Event) -> Decision:
    """The decision that one event says."""
    body = event.body or {}
    waivers = tuple(Waiver(w["rule"], w["owner"], w["reason"], w["until"]) for w in body.get("waivers", ()))
    return Decision(
        str(body.get("outcome", "")),
        str(body.get("decider", "")),
        str(body.get("reason", "")),
        waivers,
        event.at,
        event.recorded_by,
        event.id,
        tuple(body.get("hands", ())),
    )


def fingers(found: GateReview) -> str:
    """What people showed for the decision, `go go stop; 1 of 3 saw it differently`; empty where they showed none."""
    made, gate = found.decision, found.phase.gate
    if made is None or gate is None or not made.hands:
        return ""
    return told(outcome_field(gate), made.hands, sum(hand != made.outcome for hand in made.hands))


def facts_of_gates(project: Project) -> Facts:
    """What the rules of gates ask: beside answers and rows, also scores, forms, late rows and other gates."""

    def complete(instrument: str) -> bool:
        return score(project, project.pack.instrument(instrument)).complete

    def enough(instrument: str) -> bool | None:
        return score(project, project.pack.instrument(instrument)).enough

    def passed(gate: str) -> bool:
        return review(project, project.pack.gated(gate)).passed

    def closed(form: str) -> bool:
        filled = [found for found in project.forms if found.form.id == form]
        return bool(filled) and not any(found.open for found in filled)

    def overdue(collection: str) -> bool:
        return any(is_late(row, project.today) for row in project.rows(collection))

    return project.facts._replace(
        complete=complete,
        enough=enough,
        passed=passed,
        closed=closed,
        overdue=overdue,
        passed_before=partial(_passed_before, project),
    )


def _passed_before(project: Project, condition: PassedBefore) -> bool:
    """Whether the gate stood decided well on the day of the row that it has to come before."""
    rows = (row for row in project.rows(condition.collection) if passes(project.pack, row, condition.where))
    days = sorted(day.day for row in rows if isinstance(day := row.values.get(condition.column), Moment))
    if len(days) < condition.nth:
        return True
    gate = project.pack.gated(condition.gate).gate
    first = days[condition.nth - 1].isoformat()
    decided = [e for e in project.ledger.history(project.subject(condition.gate)) if e.at[:10] <= first]
    return bool(gate and decided) and read_decision(decided[-1]).outcome in (gate.passing if gate else ())


def current_phase(project: Project) -> Phase:
    """Where the project is: the first phase that somebody works on and whose gate is not passed, else the last."""
    reviews = [review(project, phase) for phase in project.pack.phases if phase.gate is not None]
    waiting = [found.phase for found in reviews if not found.passed]
    return waiting[0] if waiting else project.pack.phases[-1]


def progress_of(project: Project, phase: Phase) -> Progress:
    """How far the questions of a phase are, forms left out."""
    return project.kept.get(("progress", phase.id), lambda: progress(project, questions(phase)))


def is_late(row: Row, today: date) -> bool:
    """Whether an open row was due before today."""
    due = row.values.get(DUE)
    return is_open(row) and isinstance(due, Moment) and due.day < today


def lacks_of(project: Project, phase: Phase, made: Maker | None) -> Iterator[Lack]:
    """What a gate asks for and does not have, waived or not.

    Args:
        made: who makes the decision; None while nobody did.
    """
    yield from project.kept.get(("unanswered", phase.id), partial(_unanswered, project, phase))
    facts = facts_of_gates(project)._replace(
        signed=partial(is_signed, project, phase, made.decider if made else ""),
        decided=partial(is_made, project, phase, made),
    )
    for rule in phase.gate.rules if phase.gate else ():
        met = project.kept.get(("rule", phase.id, rule.id, made), partial(holds, rule.condition, facts))
        if met is not True:
            yield Lack(rule.id, _named(project, rule), rule.says, own=True)


def _unanswered(project: Project, phase: Phase) -> tuple[Lack, ...]:
    """What the questions of a phase lack. Kept by itself: what a rule asks for moves more often."""
    asked = ((q, project.kept.get(("lack", q.name), partial(lack, project, q))) for q in questions(phase))
    return tuple(Lack(question.id, question.title, why) for question, why in asked if why)


def _named(project: Project, rule: GateRule) -> str:
    """A rule's id as people read it: `score-is-enough` as "Score is enough"; an instrument by its title."""
    titles = {instrument.id: instrument.title for instrument in project.pack.instruments}
    words = " ".join(titles.get(word, word) for word in rule.id.split("-"))
    return words[:1].upper() + words[1:]


def lack(project: Project, question: Question) -> str:
    """Why a mandatory answer is not there yet; empty when it is, or when nobody must give one."""
    if not project.mandatory(question):
        return ""
    match state(project, question):
        case State.DONE | State.NOT_APPLICABLE | State.HIDDEN:
            return ""
        case State.UNKNOWN if question.known:
            return "not known yet; this one must be known"
        case State.UNKNOWN:
            return "" if _owned(project, question) else "not known yet, and nobody is named to find out"
        case State.STARTED:
            return "still lacks " + ", ".join(missing(project, question))
        case State.CARRIED:
            return "carried over, to be confirmed"
        case State.CONFLICT:
            return "two answers stand against each other"
        case State.PARKED:
            return "parked"
        case State.OPEN | State.LATER:
            return "not answered"


def _owned(project: Project, question: Question) -> bool:
    """Whether an open action with an owner came of the question: an unknown needs one."""
    rows = (row for row in project.rows("actions") if row.text("origin") == question.name)
    return any("owner" in row.values for row in rows if is_open(row))


def _waived(lack: Lack, waivers: Iterable[Waiver], today: date) -> Lack:
    return lack._replace(waived=any(w.rule == lack.rule and not _ran_out(w, today) for w in waivers))


def _ran_out(waiver: Waiver, today: date) -> bool:
    return waiver.until < today.isoformat()


def _changed(project: Project, phase: Phase, decided: Event, waivers: Iterable[Waiver]) -> tuple[str, ...]:
    expired = {f"the waiver of {w.rule} ran out" for w in waivers if _ran_out(w, project.today)}
    return (*moved(project, phase, decided), *sorted(expired))


def _state(
    project: Project,
    phase: Phase,
    lacks: tuple[Lack, ...],
    decision: Decision | None,
    changed: bool,
    conflict: bool,
) -> GateState:
    if conflict:
        return GateState.NEEDS_REVIEW
    if decision is not None and phase.gate is not None:
        return _decided(phase.gate.passing, lacks, decision, changed)
    counts = progress_of(project, phase)
    if counts.done and all(lack.waived for lack in lacks):
        return GateState.READY
    return GateState.IN_PROGRESS if counts.done or _touched(project, phase) else GateState.NOT_STARTED


def _decided(passing: tuple[str, ...], lacks: tuple[Lack, ...], decision: Decision, changed: bool) -> GateState:
    if decision.outcome not in passing:
        return GateState.FAILED
    if changed or any(not lack.waived for lack in lacks):
        return GateState.NEEDS_REVIEW
    return GateState.PASSED_WITH_WAIVERS if lacks else GateState.PASSED


def _touched(project: Project, phase: Phase) -> bool:
    untouched = (State.OPEN, State.HIDDEN, State.CARRIED)
    return any(state(project, question) not in untouched for question in questions(phase))
