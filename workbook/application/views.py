"""Projects as they were last looked at, and how they grow with what was recorded since."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from workbook.domain.answers import is_open
from workbook.domain.events import Event
from workbook.domain.ledger import fold
from workbook.domain.lines import SEQ, seen_in
from workbook.domain.pack import Pack
from workbook.domain.project import Project
from workbook.named import NamedTuple
from workbook.store.listing import ProjectRow
from workbook.store.store import Store


class Recorded(NamedTuple):
    """What came of a command: nothing new gives no events and an empty act."""

    project: Project
    events: tuple[Event, ...]
    act: str

    @property
    def closed(self) -> tuple[str, ...]:
        """The actions and parked items, by name, that the answer of the act was the end of."""
        after = [e.subject for e in self.events[1:] if e.subject.name in ("actions", "parking") and not e.reverts]
        rows = [row for subject in after for row in self.project.rows(subject.name) if row.id == subject.row]
        return tuple(self.project.row_name(row) for row in rows if not is_open(row))


class View(NamedTuple):
    """A project in its newest cycle, with all its events up to a sequence number."""

    seq: int
    project: Project


def unless_outdated(row: ProjectRow, pack: str, today: date) -> ProjectRow:
    """The line of a project; with an empty summary where another pack made it, or a day has come that changes it.

    Args:
        pack: the digest of the pack that it is looked at with.
    """
    holds = row.pack == pack and str(row.summary.get("stands_until", "")) >= today.isoformat()
    return row if holds else row._replace(summary={}, pack="")


def begun(store: Store, project_id: str, pack: Pack, today: date) -> View:
    """The view of everything that is stored of a project.

    Raises:
        StoreDamaged: an event cannot be read; names it. That is told here, and not in the middle of a screen.
    """
    lines = store.lines(project_id)
    seen_in(lines)
    store.check_bodies(project_id)
    ledger = fold(lines)
    for subject in ledger.subjects:
        ledger.heads(subject)
    return View(lines[-1][SEQ] if lines else 0, Project(project_id, ledger, pack, today))


def grown(known: View, store: Store, pack: Pack, today: date, new: Sequence[Event] = ()) -> View:
    """The view with the events that were stored since.

    It grows out of the former one, of which most stays true. Another day or another pack makes it anew.

    Args:
        new: the last of those events, where they are known; if nothing came before them, nothing need be read.
    """
    project = known.project
    follows = bool(new) and new[0].seq == known.seq + 1
    events = new if follows else store.events(project.id, after=known.seq)
    if project.today != today or project.pack is not pack:
        project = Project(project.id, project.ledger.plus(events), pack, today)
    elif events:
        project = project.plus(events)
    return View(max((event.seq for event in events), default=known.seq), project)
