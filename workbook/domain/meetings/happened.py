"""What came of a meeting: answers that are new or changed, decisions, actions, risks, parked items and notes."""

from __future__ import annotations

from collections.abc import Iterator

from workbook.domain.answers import Answer, Row, Status, read_answer, read_row, said, says_nothing
from workbook.domain.events import Event, Subject, display_order
from workbook.domain.meetings.meeting import AGENDA, ATTENDEES, FORM, MARK, NOTES, Meeting, known_question, recorded
from workbook.domain.project import WORDING, Project
from workbook.domain.specs import AT, Question
from workbook.named import NamedTuple

_SETTING_UP = (ATTENDEES, AGENDA, NOTES, MARK, "evidence")


class AnswerChange(NamedTuple):
    """An answer as the meeting left it.

    Attributes:
        before: what it said when the meeting came to it; open where nobody had answered.
        after: what it says at the end; of several, the last one. Open, where it was taken back.
    """

    question: Question
    before: Answer
    after: Answer

    @property
    def changed(self) -> bool:
        """Whether something that was said before now says something else."""
        return self.before.given and (self.before.values != self.after.values or not self.after.given)


class RowChange(NamedTuple):
    """A row as the meeting left it; `before` is None for one that was added in it."""

    before: Row | None
    after: Row


class Happened(NamedTuple):
    """What came of a meeting.

    Attributes:
        answers: in the order in which they were come to.
        decisions, actions, risks, parked: rows that were added in it, without those that were taken out again.
        reviewed: actions and parked items from before that it changed: closed, given another day.
        others: rows of other tables that it added or changed, by table.
        notes: what was noted.
    """

    answers: tuple[AnswerChange, ...]
    decisions: tuple[Row, ...]
    actions: tuple[Row, ...]
    risks: tuple[Row, ...]
    parked: tuple[Row, ...]
    reviewed: tuple[RowChange, ...]
    others: dict[str, tuple[RowChange, ...]]
    notes: tuple[Row, ...]


def happened(project: Project, meeting: Meeting) -> Happened:
    """What came of a meeting, by the last thing that was recorded in it about each answer and row."""
    events = recorded(project, meeting)
    rows = list(_rows(project, meeting, events))
    new = {table: tuple(c.after for c in rows if c.before is None and c.after.collection == table) for table in _NEW}
    reviewed = tuple(c for c in rows if c.before is not None and c.after.collection in ("actions", "parking"))
    tables = dict.fromkeys(c.after.collection for c in rows if c.after.collection not in _NEW)
    return Happened(
        tuple(_answers(project, meeting, events)),
        new["decisions"],
        new["actions"],
        new["risks"],
        new["parking"],
        reviewed,
        {table: tuple(c for c in rows if c.after.collection == table) for table in tables},
        tuple(row for row in project.rows(NOTES) if row.subject.form == meeting.id) if _has_notes(project) else (),
    )


_NEW = ("decisions", "actions", "risks", "parking")


def _has_notes(project: Project) -> bool:
    return any(collection.id == NOTES for collection in project.pack.collections)


def _answers(project: Project, meeting: Meeting, events: tuple[Event, ...]) -> Iterator[AnswerChange]:
    by_subject: dict[Subject, list[Event]] = {}
    for event in events:
        own = event.subject.form == meeting.id
        if event.kind == "answer.set" and not own and not event.subject.name.endswith(WORDING):
            by_subject.setdefault(event.subject, []).append(event)
    for subject, found in by_subject.items():
        question = known_question(project, f"{subject.name}{AT}{subject.form}" if subject.form else subject.name)
        if question is None:
            continue
        first, last = _before(project, found), read_answer(found[-1])
        gone = says_nothing(found[-1]) and first.status is Status.OPEN
        if not gone and (first.status is not last.status or said(found[-1]) != _said(project, found)):
            yield AnswerChange(question, first, last)


def _said(project: Project, found: list[Event]) -> tuple[object, ...]:
    before = _heads_before(project, found)
    return said(before[-1]) if before else ()


def _before(project: Project, found: list[Event]) -> Answer:
    before = _heads_before(project, found)
    return read_answer(before[-1]) if before else Answer(found[0].subject.name, status=Status.OPEN)


def _heads_before(project: Project, found: list[Event]) -> list[Event]:
    """What stood when the meeting came to the subject: what its first event superseded; of a new cycle, what came over.

    Of two versions in conflict, the later one.
    """
    subject = found[0].subject
    seen = [event for event in map(project.ledger.event, found[0].seen) if event and event.subject == subject]
    if not seen and subject.cycle and not subject.form:
        at = project.lineage.index(subject.cycle) + 1 if subject.cycle in project.lineage else len(project.lineage)
        for cycle in project.lineage[at:]:
            seen = list(project.ledger.heads(subject._replace(cycle=cycle)))
            if seen:
                break
    return sorted(seen, key=display_order)


def _rows(project: Project, meeting: Meeting, events: tuple[Event, ...]) -> Iterator[RowChange]:
    """Each row of a table that the meeting touched and that is still there, beside what it was before."""
    last: dict[Subject, Event] = {}
    for event in events:
        if event.kind == "row.set" and event.subject.name not in (*_SETTING_UP, "people", FORM):
            last[event.subject] = event
    known = {collection.id for collection in project.pack.collections}
    for subject, event in last.items():
        after = read_row(event)
        if subject.name not in known or after.removed or after.erased:
            continue
        history = project.ledger.history(subject)
        earlier = [e for e in history if display_order(e) < display_order(event) and e.meeting != meeting.id]
        before = read_row(earlier[-1]) if earlier else None
        if before is None or before.values != after.values:
            yield RowChange(before, after)
