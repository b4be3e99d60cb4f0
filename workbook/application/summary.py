"""The line that home shows of a project, stored beside it so that home folds nothing but what changed.

An act outdates the line of its project, in the same transaction. Whoever lists projects next reckons it, and stores
it if nothing was recorded meanwhile. So recording waits for no figures, and no figure outlives an event. Nor does one
outlive its pack, or the day on which a gate changes by itself (`stands_until`).
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from contextlib import suppress
from typing import TYPE_CHECKING, Any, TypeVar

from workbook.domain.answers import is_open
from workbook.domain.clock import utc
from workbook.domain.gates import DUE, progress_of, review
from workbook.domain.meetings.agenda import finds_out
from workbook.domain.meetings.meeting import meetings, planned_end
from workbook.domain.primitives import Moment, Ref
from workbook.domain.progress import Progress
from workbook.domain.project import Project
from workbook.domain.scoring import score
from workbook.domain.specs import Instrument, Phase
from workbook.errors import PackError, WorkbookError
from workbook.store.listing import ProjectRow, Summary

if TYPE_CHECKING:
    from workbook.application.workbook import Workbook

Area = TypeVar("Area", Phase, Instrument)

_NO_DAY = "9999-12-31"


def reckoned(workbook: Workbook, rows: Iterable[ProjectRow], at_most: int | None = None) -> list[ProjectRow]:
    """The rows, their empty summaries filled in, and kept where the file can be written.

    What cannot be reckoned stays empty: one damaged project shall not hide the others.

    Args:
        at_most: so many of them, the first ones; all when left out.
    """
    found = list(rows)
    waiting = [place for place, row in enumerate(found) if not row.summary][:at_most]
    if waiting:
        with suppress(PackError):  # without a pack, none can be
            pack = workbook.pack.digest
            for place in waiting:
                found[place] = _reckoned(workbook, found[place], pack)
    return found


def _reckoned(workbook: Workbook, row: ProjectRow, pack: str) -> ProjectRow:
    try:
        seq, project = workbook.view(row.id)
        summary = Summary(pack, summarise(project))
    except WorkbookError:
        return row
    workbook.store.keep_summary(row.id, seq, summary)
    return row._replace(summary=summary.data, pack=summary.pack)


def summarise(project: Project) -> dict[str, Any]:
    """Everything that home shows, as JSON data. Dates stand as dates: "late" is for the reader's day."""
    return {
        "cycle": project.cycle.title,
        "phases": [_kept(project, _phase, phase) for phase in project.pack.phases],
        "scores": [_kept(project, _score, instrument) for instrument in project.pack.instruments],
        "open_actions": open_actions(project),
        "parked": sum(map(is_open, project.rows("parking"))),
        "people": len(project.rows("people")),
        "meeting": _meeting(project),
        "stands_until": _stands_until(project),
    }


def counts(found: Progress) -> dict[str, int]:
    """Progress as JSON data."""
    return dict(found._asdict())


def _kept(project: Project, part: Callable[[Project, Area], dict[str, Any]], area: Area) -> dict[str, Any]:
    """One part of the summary: it is written at every answer, and an answer seldom touches more than one."""
    return project.kept.get((part.__name__, area.id), lambda: part(project, area))


def _phase(project: Project, phase: Phase) -> dict[str, Any]:
    gate = review(project, phase).state.value if phase.gate else ""
    return {"id": phase.id, "title": phase.title, "gate": gate, **counts(progress_of(project, phase))}


def _score(project: Project, instrument: Instrument) -> dict[str, Any]:
    found = score(project, instrument)
    return {
        "id": instrument.id,
        "title": found.instrument.title,
        "score": str(found.total),
        "answered": found.answered,
        "items": found.items,
        "band": found.band.label if found.band else "",
    }


def open_actions(project: Project) -> list[dict[str, Any]]:
    """Who has what: the owner by name and address, as that is how whoever opens the workbook is known."""
    people = {row.id: row for row in project.rows("people")}
    found = []
    for row in project.rows("actions"):
        if is_open(row):
            due, owner = row.values.get("due"), row.values.get("owner")
            person = people.get(owner.row) if isinstance(owner, Ref) else None
            found.append(
                {
                    "action": row.text("action"),
                    "due": due.iso if isinstance(due, Moment) else "",
                    "owner": person.text("name") if person else "",
                    "email": person.text("email") if person else "",
                    "question": row.text("origin"),
                    "asked": finds_out(project, row),
                }
            )
    return found


def _meeting(project: Project) -> dict[str, str]:
    """The newest meeting; nothing where there was none."""
    held = meetings(project)
    if not held:
        return {}
    last = held[-1]
    ends = utc(planned_end(last))
    return {"title": last.title, "opened_at": last.opened_at, "planned_end": ends, "closed_at": last.closed_at}


def _stands_until(project: Project) -> str:
    """The last day on which the gates are sure to be as they are now: then a waiver runs out, or an action is late."""
    gated = (phase for phase in project.pack.phases if phase.gate)
    days = [waiver.until for phase in gated for waiver in review(project, phase).waivers]
    for collection in project.pack.collections:
        if any(column.name == DUE for column in collection.columns):
            dues = (row.values.get(DUE) for row in project.rows(collection.id) if is_open(row))
            days += [due.day.isoformat() for due in dues if isinstance(due, Moment)]
    return min((day for day in days if day >= project.today.isoformat()), default=_NO_DAY)
