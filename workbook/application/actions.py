"""Actions for the faces: given another day, with the reason beside whatever was noted before."""

from __future__ import annotations

from workbook.application import typed
from workbook.domain.answers import Row
from workbook.domain.commands import SetRow
from workbook.domain.project import Project
from workbook.text import one_line


def redated(project: Project, row: Row, day: str, why: str) -> SetRow:
    """Another day for an action, and why it moved; its note is kept, the newest reason last.

    Args:
        day: as typed; why: one line, not empty.

    Raises:
        InvalidValue: that is no day, or no reason.
    """
    note = "; ".join(part for part in (row.text("note").strip(), one_line(why)) if part)
    command = typed.row(project, "actions", {"due": day, "note": note}, row.id)
    return command._replace(seen=project.ledger.head_ids(row.subject))
