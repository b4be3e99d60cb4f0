"""Conflicts: two versions stand against each other until a person says which holds."""

from __future__ import annotations

from workbook.domain.commands import Settle
from workbook.domain.decide.projects import find_event
from workbook.domain.events import Draft
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
    return (Draft(chosen.kind, chosen.subject, dict(chosen.body or {}), heads, chosen.answered_by),)
