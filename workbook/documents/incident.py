"""An incident as plain data for templates: what its filled-in form says, beside what was planned for such a night."""

from __future__ import annotations

import re
from datetime import datetime
from typing import Any, TypeAlias

from workbook.documents.closing import shown_rows
from workbook.documents.inline import day, inline, of_value
from workbook.documents.names import mark
from workbook.domain.figures import incidents
from workbook.domain.forms import FilledForm
from workbook.domain.gates import lack
from workbook.domain.ledger import fold
from workbook.domain.primitives import Choice, Moment
from workbook.domain.project import Project
from workbook.text import one_line

Plain: TypeAlias = "dict[str, Any]"

RECORD, IMPACT, ACTIONS = "post.pm-record", "post.pm-impact", "post.pm-actions"
WAY_BACK = "preprod.rollback"
_CHART_WIDTH = 70


def summary(project: Project, filled: FilledForm) -> Plain:
    """What other documents tell of an incident, beside its times."""
    return {
        "id": mark(filled.id),
        "severity": _said(project, RECORD, "severity", filled.id),
        "affected": _said(project, IMPACT, "affected", filled.id),
    }


def details(project: Project, filled: FilledForm) -> Plain:
    """What its own document tells as well."""
    timed = any(collection.id == incidents.TIMELINE for collection in project.pack.collections)
    times = incidents.moments(project, filled.id) if timed else {}
    return {
        "moments": {kind: _time(at) for kind, at in times.items()},
        "planned": _planned(project, filled, times.get("started")),
        "steps": [name for name, minutes in _durations(project, filled, timed) if minutes >= 0],
        "odd": any(minutes < 0 for _, minutes in _durations(project, filled, timed)),
        "changes": _kinds_of_change(project, filled),
        "took": _minutes(times.get("detected"), times.get("mitigated")),
        "lacks": [{"question": q.id, "title": inline(q.title)} for q in filled.questions if lack(project, q)],
        "chart": _chart(project, filled) if timed else [],
    }


def _durations(project: Project, filled: FilledForm, timed: bool) -> list[tuple[str, int]]:
    found = incidents.durations(project, filled.id)._asdict() if timed else {}
    return [(name, minutes) for name, minutes in found.items() if minutes is not None]


def _kinds_of_change(project: Project, filled: FilledForm) -> list[str]:
    """What its actions do about the next such incident: prevent, detect ...; empty for one of which nobody said it."""
    question = next((q for q in filled.questions if q.id == ACTIONS), None)
    rows = shown_rows(project, question) if question else ()
    types = [row.values.get("type") for row in rows]
    return [kind.chosen[0] if isinstance(kind, Choice) and kind.chosen else "" for kind in types]


def _minutes(start: datetime | None, end: datetime | None) -> int | str:
    """The minutes in between; empty where there are none to tell."""
    return round((end - start).total_seconds() / 60) if start and end and end >= start else ""


def _planned(project: Project, filled: FilledForm, started: datetime | None) -> str:
    """How long the way back was to take, by what was written down before the incident."""
    if not project.pack.has_question(WAY_BACK):
        return ""
    until = filled.opened_at
    if started is not None:
        until = min(until, started.strftime("%Y-%m-%dT%H:%M:%S"))
    known = fold(event for event in project.ledger.events if event.at <= until)
    return _said(Project(project.id, known, project.pack, project.today), WAY_BACK, "minutes")


def _said(project: Project, question_id: str, name: str, form: str = "") -> str:
    if not project.pack.has_question(question_id):
        return ""
    answer = project.answer(question_id, form)
    value = answer.values.get(name) if answer.given else None
    return "" if value is None else of_value(project.pack.question(question_id).field(name), value, project.context)


def _time(at: datetime) -> str:
    return f"{day(at.strftime('%Y-%m-%d'))}, {at:%H:%M}"


def _chart(project: Project, filled: FilledForm) -> list[Plain]:
    """The timeline for a diagram, by day; labels hold nothing that a diagram could take for its own language."""
    rows = (r for r in project.rows(incidents.TIMELINE) if r.subject.form == filled.id)
    timed = sorted(((r.values["time"], r) for r in rows if isinstance(r.values.get("time"), Moment)), key=_first)
    days: dict[str, list[Plain]] = {}
    for moment, row in timed:
        assert isinstance(moment, Moment)
        event = {"time": f"{moment.iso[11:13]}h{moment.iso[14:16]}", "event": label(row.text("event"))}
        days.setdefault(day(moment.iso), []).append(event)
    return [{"day": name, "events": events} for name, events in days.items()]


def _first(found: tuple[Any, Any]) -> str:
    return str(found[0].iso)


def label(text: str) -> str:
    """Words for a diagram: letters, digits and a few signs, on one line; never empty."""
    paused = re.sub(r"\s*[:;]+(?=\s)", ",", text).replace('"', "'")
    plain = re.sub(r"[^\w ,.()/+'%-]+", " ", paused)
    return one_line(re.sub("%+", "%", plain), _CHART_WIDTH) or "an event"
