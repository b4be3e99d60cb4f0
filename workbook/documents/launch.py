"""What a rollout plan is told beside the answers: the days of the stages, as a table and as a diagram.

calendar  each stage that has a day: stage, planned, began, ended, decided
chart     the same and the milestones for a diagram, section by section: title, and bars of name, mark, start and end;
          empty where fewer than two things have a day
leads     who leads the launch, and their stand-in; empty while nobody does
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from typing import Any, TypeAlias

from workbook.documents.incident import label
from workbook.documents.inline import inline, of_value
from workbook.documents.later import Later
from workbook.domain.answers import Row
from workbook.domain.figures.slips import MILESTONES
from workbook.domain.primitives import Choice, Moment, Ref
from workbook.domain.project import Project

Plain: TypeAlias = "dict[str, Any]"

STAGES, WATCHERS, WINDOW = "stages", "watchers", "rollout.window"
_LEADS = Choice(("leads",))
_DAYS = ("planned", "started", "ended")
_DIRECTIVE = re.compile(
    r"gantt|dateformat|axisformat|topaxis|tickinterval|inclusiveenddates|includes|excludes|todaymarker|week(day|end)"
    r"|title|acc(title|descr)|section|click|call|href|\d{4}-",
    re.IGNORECASE,
)
"""How a line begins that a Gantt diagram takes for its own language."""


def figures(project: Project) -> Plain:
    """All of them."""
    stages = project.rows(STAGES) if _has(project, STAGES) else ()
    return {
        "calendar": Later(lambda: [_entry(project, row) for row in stages if any(_day(row, name) for name in _DAYS)]),
        "chart": Later(chart, project, stages),
        "leads": Later(leads, project),
    }


def chart(project: Project, stages: Sequence[Row]) -> list[Plain]:
    """The sections of the diagram. A planned stage goes on until the next one, a running one until now."""
    rows = project.rows(MILESTONES) if _has(project, MILESTONES) else ()
    milestones = sorted((at, row.id, row) for row in rows if (at := _day(row, "date")))
    found = {
        "Planned": list(_planned(project, stages)),
        "As it went": list(_real(project, stages)),
        "Milestones": [_bar(project, row, "milestone", at, at) for at, _, row in milestones],
    }
    if sum(len(bars) for bars in found.values()) < 2:
        return []
    return [{"title": title, "bars": bars} for title, bars in found.items() if bars]


def leads(project: Project) -> Plain:
    """The person who decides during the launch."""
    rows = project.rows(WATCHERS) if _has(project, WATCHERS) else ()
    row = next((row for row in rows if row.values.get("part") == _LEADS), None)
    return {name: _person(project, row, name) for name in ("who", "stand-in")}


def _planned(project: Project, stages: Sequence[Row]) -> Iterator[Plain]:
    days = sorted({day for row in stages if (day := _day(row, "planned"))})
    over = project.answer(WINDOW).values.get("closes") if project.pack.has_question(WINDOW) else None
    for row in stages:
        start = _day(row, "planned")
        if start is not None:
            following = [day - timedelta(days=1) for day in days if day > start]
            last = [over.day] if isinstance(over, Moment) and over.day > start else []
            yield _bar(project, row, "", start, next(iter(following + last), start))


def _real(project: Project, stages: Sequence[Row]) -> Iterator[Plain]:
    for row in stages:
        start, end = _day(row, "started"), _day(row, "ended")
        if start is not None:
            yield _bar(project, row, "done" if end else "active", start, max(end or project.today, start))


def _bar(project: Project, row: Row, mark: str, start: date, end: date) -> Plain:
    name = label(project.row_name(row) or f"a {project.pack.collection(row.collection).noun}")
    if _DIRECTIVE.match(name):
        name = f"the {name}"
    return {"name": name, "mark": mark, "start": start.isoformat(), "end": end.isoformat()}


def _entry(project: Project, row: Row) -> Plain:
    columns = {"planned": "planned", "began": "started", "ended": "ended", "decided": "outcome"}
    return {"stage": inline(project.row_name(row)), **{of: _said(project, row, name) for of, name in columns.items()}}


def _said(project: Project, row: Row, name: str) -> str:
    value = row.values.get(name)
    column = project.pack.collection(row.collection).column(name)
    return "" if value is None else of_value(column, value, project.context)


def _person(project: Project, row: Row | None, name: str) -> str:
    person = row.values.get(name) if row else None
    return inline(project.person(person.row)) if isinstance(person, Ref) else ""


def _day(row: Row, name: str) -> date | None:
    value = row.values.get(name)
    return value.day if isinstance(value, Moment) else None


def _has(project: Project, collection: str) -> bool:
    return any(known.id == collection for known in project.pack.collections)
