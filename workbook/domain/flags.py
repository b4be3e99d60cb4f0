"""What went stale: answers that relied on something that moved since.

An event names in `seen` what its author was shown. Where one of those events is no longer a head,
and the subject now says something else, the answer relied on an older one.
"""

from __future__ import annotations

from workbook.domain.events import Event, Subject
from workbook.domain.project import WORDING, Project
from workbook.domain.specs import Question
from workbook.domain.statements import statement, statements


def relied_on_older(project: Project, question: Question) -> tuple[str, ...]:
    """The ids of the questions (or tables) that the answer built on and that changed since.

    A new wording moves nothing; a value that was changed and changed back moves nothing either.
    """
    event = project.ledger.event(project.answer_to(question).event)
    if event is None:
        return ()
    moved = (_moved(project, event, seen) for seen in event.seen)
    return tuple(dict.fromkeys(name for name in moved if name))


def _moved(project: Project, answer: Event, seen: str) -> str:
    before = project.ledger.event(seen)
    if before is None or before.subject.name == answer.subject.name or before.subject.name.endswith(WORDING):
        return ""
    meant = statement(project.pack, before)
    if meant is None or meant in statements(project, _heads_now(project, before.subject)):
        return ""
    return before.subject.name


def _heads_now(project: Project, subject: Subject) -> tuple[Event, ...]:
    """What stands of an answer or a row today: in a newer cycle it is another subject."""
    if not subject.row:
        ids = project.answer_heads(subject.name, subject.form)
        return tuple(event for event in map(project.ledger.event, ids) if event)
    known = any(collection.id == subject.name for collection in project.pack.collections)
    rows = project.rows(subject.name) if known else ()
    standing = next((row.subject for row in rows if row.id == subject.row), subject)
    return project.ledger.heads(standing)
