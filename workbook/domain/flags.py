"""What went stale: answers and rows that relied on something that moved since.

An event names in `seen` what its author was shown. Where one of those events is no longer a head,
and the subject now says something else, the answer relied on an older one. It is told, and never rewritten.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from workbook.domain.answers import Row, read_answer, read_row
from workbook.domain.events import Event, Subject
from workbook.domain.primitives import Quantity, Value, show
from workbook.domain.project import WORDING, Project
from workbook.domain.specs import FieldSpec, Question
from workbook.domain.statements import statement, statements
from workbook.named import NamedTuple
from workbook.text import one_line

_SHORT = 40
_FEW = 2


class Moved(NamedTuple):
    """Something that an answer or a row relied on, and that says something else now.

    Attributes:
        name: of the subject: a question's id, or a table's.
        row, row_id: the row of a table question that relied on it, and its id; empty for an answer.
        about: what it is called, where it is a row itself; change: what it said and says, as far as that can be told.
    """

    name: str
    row: str
    row_id: str
    about: str
    change: str


def relied_on_older(project: Project, question: Question) -> tuple[str, ...]:
    """The ids of the questions (or tables) that the answer or its rows built on and that changed since."""
    return tuple(dict.fromkeys(found.name for found in moved_under(project, question)))


def moved_under(project: Project, question: Question) -> tuple[Moved, ...]:
    """What changed since under an answer, and under each row of a table question.

    A new wording moves nothing; a value that was changed and changed back moves nothing either.
    """
    answered = project.ledger.event(project.answer_to(question).event)
    found = list(_moved(project, answered, "")) if answered else []
    for row in project.view_rows(question):
        found += moved_under_row(project, row)
    return tuple(dict.fromkeys(found))


def moved_under_row(project: Project, row: Row) -> tuple[Moved, ...]:
    """What changed since under one row: what it was taken from."""
    event = project.ledger.event(row.event)
    return tuple(_moved(project, event, project.row_name(row))) if event else ()


def taken_from(project: Project, row: Row) -> tuple[str, ...]:
    """The events that a row was taken from, or held against last; nothing for a row that somebody typed."""
    event = project.ledger.event(row.event)
    seen = (project.ledger.event(event_id) for event_id in event.seen) if event else ()
    return tuple(before.id for before in seen if before and not _same(before.subject, row.subject))


def relies_on(project: Project, row: Row) -> tuple[str, ...]:
    """The events that stand today for what a row was taken from."""
    events = (project.ledger.event(event_id) for event_id in taken_from(project, row))
    sources = dict.fromkeys(event.subject for event in events if event)
    return tuple(head.id for subject in sources for head in _heads_now(project, subject))


def _moved(project: Project, event: Event, row: str) -> Iterator[Moved]:
    for seen in event.seen:
        before = project.ledger.event(seen)
        if before is None or before.subject.name.endswith(WORDING) or _same(before.subject, event.subject):
            continue
        meant, now = statement(project.pack, before), _heads_now(project, before.subject)
        if meant is not None and meant not in statements(project, now):
            about = project.context.name(before.subject.name, before.subject.row) if before.subject.row else ""
            yield Moved(before.subject.name, row, event.subject.row, about, _change(project, before, now))


def _same(one: Subject, other: Subject) -> bool:
    """Whether it is the same answer, or the same row, perhaps of another cycle."""
    return one.name == other.name and one.row == other.row


def _heads_now(project: Project, subject: Subject) -> tuple[Event, ...]:
    """What stands of an answer or a row today: in a newer cycle it is another subject."""
    if not subject.row:
        ids = project.answer_heads(subject.name, subject.form)
        return tuple(event for event in map(project.ledger.event, ids) if event)
    known = any(collection.id == subject.name for collection in project.pack.collections)
    rows = project.rows(subject.name) if known else ()
    standing = next((row.subject for row in rows if row.id == subject.row), subject)
    return project.ledger.heads(standing)


def _change(project: Project, before: Event, now: tuple[Event, ...]) -> str:
    """`Minimum or limit 4.8 → 5.5`; the first few fields that differ, empty where that cannot be told."""
    if len(now) != 1 or before.body is None or now[0].body is None:
        return ""
    if before.subject.row and read_row(now[0]).removed:
        return "taken out"
    was, stands = _values(before), _values(now[0])
    differ = [f for f in _fields(project, before) if not f.progress and was.get(f.name) != stands.get(f.name)]
    texts = [_step(project, field, was.get(field.name), stands.get(field.name)) for field in differ]
    return "; ".join(texts[:_FEW]) + (f" and {len(texts) - _FEW} more" if len(texts) > _FEW else "")


def _step(project: Project, field: FieldSpec, was: Value | None, now: Value | None) -> str:
    return f"{field.label or field.name} {_text(project, field, was)} → {_text(project, field, now)}".lstrip()


def _text(project: Project, field: FieldSpec, value: Value | None) -> str:
    if value is None:
        return "nothing"
    bare = value._replace(confidence=None) if isinstance(value, Quantity) else value
    return one_line(show(field, bare, project.context), _SHORT)


def _values(event: Event) -> Mapping[str, Value]:
    return read_row(event).values if event.subject.row else read_answer(event).values


def _fields(project: Project, event: Event) -> tuple[FieldSpec, ...]:
    name = event.subject.name
    if event.subject.row:
        return next((c.columns for c in project.pack.collections if c.id == name), ())
    return project.pack.question(name).fields if project.pack.has_question(name) else ()
