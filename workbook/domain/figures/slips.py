"""Slips: how late each milestone is, by the day that was promised first."""

from __future__ import annotations

from typing import NamedTuple

from workbook.domain.answers import Row, read_row
from workbook.domain.figures.figure import Figure, Needs, Part, Tone
from workbook.domain.primitives import Choice, Moment
from workbook.domain.project import Project
from workbook.domain.specs import Kind

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
    days = (read_row(event).values.get("date") for event in project.ledger.history(row.subject))
    first = next((day for day in days if isinstance(day, Moment)), now)
    return Slip(row, first, now, (now.day - first.day).days)


def _figure(project: Project, slip: Slip) -> Figure:
    done = slip.milestone.values.get("status") == Choice(("done",))
    missed = not done and slip.now.day < project.today
    moved = f"first promised for {slip.first.day.isoformat()}" if slip.days else "as first promised"
    late = f"{slip.days} days later" if slip.days > 0 else f"{-slip.days} days earlier" if slip.days else ""
    parts = [slip.now.day.isoformat(), moved, late, "done" if done else "its day has passed" if missed else ""]
    tone = Tone.BAD if missed else Tone.WARNING if slip.days > 0 else Tone.PLAIN
    return Figure(project.row_name(slip.milestone), ", ".join(part for part in parts if part), tone)
