"""What went stale: answers that relied on something that moved since.

An event names in `seen` what its author was shown. Where one of those events is no longer a head,
and the subject now says something else, the answer relied on an older one.
"""

from __future__ import annotations

from workbook.domain.events import Event
from workbook.domain.pack import Question
from workbook.domain.project import WORDING, Project


def relied_on_older(project: Project, question: Question, form: str = "") -> tuple[str, ...]:
    """The ids of the questions (or tables) that the answer built on and that changed since.

    A new wording moves nothing; a value that was changed and changed back moves nothing either.
    """
    event = project.ledger.event(project.answer(question.id, form).event)
    if event is None:
        return ()
    moved = (_moved(project, event, seen) for seen in event.seen)
    return tuple(dict.fromkeys(name for name in moved if name))


def _moved(project: Project, answer: Event, seen: str) -> str:
    before = project.ledger.event(seen)
    if before is None or before.subject == answer.subject or before.subject.name.endswith(WORDING):
        return ""
    now = project.ledger.heads(before.subject)
    same = any(_fields(head) == _fields(before) for head in now)
    return "" if same else before.subject.name


def _fields(event: Event) -> object:
    return (event.body or {}).get("fields"), (event.body or {}).get("removed", False)
