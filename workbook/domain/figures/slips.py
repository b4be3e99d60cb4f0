"""Slips: how late each milestone is, by the day that was promised first."""

from __future__ import annotations

from collections.abc import Iterator

from workbook.domain.answers import Row, read_row
from workbook.domain.figures.figure import Figure, Needs, Part, Tone
from workbook.domain.primitives import Choice, Moment, Value
from workbook.domain.project import Project
from workbook.domain.specs import Kind
from workbook.named import NamedTuple

MILESTONES = "milestones"
NEEDS = Needs({MILESTONES: {"date": Part(Kind.MOMENT), "status": Part(Kind.CHOICE, ("done",))}})


class Slip(NamedTuple):
    """One milestone: the day promised first, the day it stands at, and the days between (late is positive)."""

    milestone: Row
    first: Moment
    now: Moment
    days: int


def slips(project: Project) -> tuple[Slip, ...]:
    """Every milestone that has a day."""
    found = (_slip(project, row) for row in project.rows(MILESTONES))
    return tuple(slip for slip in found if slip is not None)


def figures(project: Project) -> tuple[Figure, ...]:
    """A line for each milestone."""
    return tuple(_figure(project, slip) for slip in slips(project))


def _slip(project: Project, row: Row) -> Slip | None:
    now = row.values.get("date")
    if not isinstance(now, Moment):
        return None
    first = next((day for day in _days(project, row) if isinstance(day, Moment)), now)
    return Slip(row, first, now, (now.day - first.day).days)


def _days(project: Project, row: Row) -> Iterator[Value | None]:
    """Every day that it stood at, oldest first: also in earlier cycles, where it was promised first."""
    for cycle in dict.fromkeys((*reversed(project.lineage), row.subject.cycle)):
        for event in project.ledger.history(row.subject._replace(cycle=cycle)):
            yield read_row(event).values.get("date")


def _figure(project: Project, slip: Slip) -> Figure:
    status = slip.milestone.values.get("status")
    over = status.chosen[0] if status in (Choice(("done",)), Choice(("dropped",))) else ""
    missed = not over and slip.now.day < project.today
    moved = f"first promised for {slip.first.day.isoformat()}" if slip.days else "as first promised"
    apart = f"{abs(slip.days)} {'day' if abs(slip.days) == 1 else 'days'}"
    late = f"{apart} {'later' if slip.days > 0 else 'earlier'}" if slip.days else ""
    ahead = (slip.now.day - project.today).days
    left = "today" if not ahead else f"{ahead} {'day' if ahead == 1 else 'days'} left"
    parts = [slip.now.day.isoformat(), moved, late, over or ("its day has passed" if missed else left)]
    tone = Tone.BAD if missed else Tone.WARNING if slip.days > 0 and over != "dropped" else Tone.PLAIN
    return Figure(project.row_name(slip.milestone), ", ".join(part for part in parts if part), tone)
