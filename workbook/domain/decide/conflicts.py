"""Conflicts: two versions stand against each other until a person says which holds."""

from __future__ import annotations

from workbook.domain.commands import Settle
from workbook.domain.decide.projects import find_event
from workbook.domain.decide.settled import settled
from workbook.domain.events import Draft, Event
from workbook.domain.ledger import Ledger
from workbook.domain.project import Project
from workbook.errors import Refused


def settle(project: Project, command: Settle) -> tuple[Draft, ...]:
    """The chosen version once more, over all versions that stand now.

    Raises:
        UnknownName: no such event. Refused: it is not one of several that stand.
    """
    chosen = find_event(project, command.event)
    heads = project.ledger.head_ids(chosen.subject)
    if len(heads) < 2 or chosen.id not in heads:
        raise Refused("This version is not part of a conflict.", where=chosen.subject.name)
    relied_on = elsewhere(project.ledger, chosen)
    draft = Draft(chosen.kind, chosen.subject, dict(chosen.body or {}), heads + relied_on, chosen.answered_by)
    return settled(project, [draft])


def elsewhere(ledger: Ledger, event: Event) -> tuple[str, ...]:
    """What the event was shown of other subjects: said once more, it still relies on that."""
    seen = ((event_id, ledger.event(event_id)) for event_id in event.seen)
    return tuple(event_id for event_id, shown in seen if shown is None or shown.subject != event.subject)
