"""What waits for whoever opens the workbook: what they were asked, and what they have to do. It folds nothing."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from datetime import datetime
from typing import Any

from workbook.application.git import Author
from workbook.application.workbook import ProjectRow
from workbook.domain.answers import without_verb
from workbook.domain.meetings.meeting import moment, was_left
from workbook.named import NamedTuple
from workbook.text import one_line


class Waiting(NamedTuple):
    """An open action of one person.

    Attributes:
        project, project_name: where it stands.
        text: what is to be done; of what was asked, the title of the question.
        question: the name of the question that it came from; empty for none.
        asked: it is to answer that question.
        due: a day, or empty.
    """

    project: str
    project_name: str
    text: str
    question: str
    asked: bool
    due: str


def waiting_for(rows: Iterable[ProjectRow], author: Author) -> tuple[Waiting, ...]:
    """What a person was asked, then what they have to do; each by its day, what has none last."""
    found = [waiting for row in rows for waiting in _of(row, author)]
    return tuple(sorted(found, key=lambda waiting: (not waiting.asked, waiting.due or "9999", waiting.project_name)))


def anybody_asked(rows: Iterable[ProjectRow]) -> bool:
    """Whether anybody is to answer a question: else nobody need be told who opens the workbook."""
    return any(action.get("asked") for row in rows for action in row.summary.get("open_actions", ()))


def next_asked(row: ProjectRow) -> Mapping[str, Any] | None:
    """Of what was asked in a project, what is due first."""
    asked = (action for action in row.summary.get("open_actions", ()) if action.get("asked"))
    return min(asked, key=lambda action: action["due"] or "9999", default=None)


def is_being_held(row: ProjectRow, now: datetime) -> bool:
    """Whether the project's newest meeting is open and nobody forgot it, as far as the stored line tells."""
    last = row.summary.get("meeting") or {}
    if not last or last["closed_at"]:
        return False
    return not was_left(moment(last["planned_end"]), moment(row.changed_at), now)


def _of(row: ProjectRow, author: Author) -> Iterator[Waiting]:
    for action in row.summary.get("open_actions", ()):
        if _is_owner(action, author):
            asked, text = bool(action.get("asked")), action["action"]
            text = without_verb(text) if asked else text
            yield Waiting(row.id, row.name, text, action.get("question", ""), asked, action["due"])


def _is_owner(action: Mapping[str, Any], author: Author) -> bool:
    mail, name = action.get("email", ""), action.get("owner", "")
    return bool((author.email and mail == author.email) or (name and name == one_line(author.name)))
