"""Meetings as reports (see `workbook.application.reports`)."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Final

from workbook.application.heading import Report, heading
from workbook.application.names import readable
from workbook.domain.answers import Row, is_open
from workbook.domain.commands import OpenMeeting
from workbook.domain.gates import is_late
from workbook.domain.meetings.agenda import finds_out, is_settled, times_carried
from workbook.domain.meetings.capture import Captured
from workbook.domain.meetings.clock import Clock, by_section, clock, items_left
from workbook.domain.meetings.closing import closing, is_left, lacks
from workbook.domain.meetings.happened import happened
from workbook.domain.meetings.meeting import AgendaItem, Meeting, asked_in, is_forgotten, known_question, meetings
from workbook.domain.primitives import Moment, Ref
from workbook.domain.project import Project

ANYBODY: Final = "*"


def meetings_report(project: Project, now: datetime) -> Report:
    """Every meeting, oldest first."""
    return {**heading(project), "meetings": [describe_meeting(project, found, now) for found in meetings(project)]}


def describe_meeting(project: Project, meeting: Meeting, now: datetime) -> Report:
    """What a meeting is: open, forgotten (nobody closed it) or closed; who leads, who is there."""
    state = "closed" if not meeting.open else "forgotten" if is_forgotten(project, meeting, now) else "open"
    return {
        "id": meeting.id,
        "number": meeting.number,
        "title": meeting.title,
        "state": state,
        "phase": meeting.phase,
        "about": asked_in(project, meeting.phase or meeting.about),
        "facilitator": project.person(meeting.facilitator) if meeting.facilitator else "",
        "here": [project.person(person) for person in meeting.attendees],
        "length": meeting.length,
        "blameless": meeting.blameless,
        "opened_at": meeting.opened_at,
        "closed_at": meeting.closed_at,
    }


def status_report(project: Project, meeting: Meeting, now: datetime) -> Report:
    """A meeting as it stands now: its clock, what it is at, what comes next, what came of it, what is left."""
    reading = clock(project, meeting, now)
    waiting = [item for item in meeting.agenda if is_left(project, item)]
    names = {item.question for item in waiting}
    return {
        **heading(project),
        "meeting": describe_meeting(project, meeting, now),
        "clock": _clock(project, meeting, reading),
        "at": _item_at(project, meeting, reading.item),
        "next": [title_of(project, meeting, name) for name in items_left(meeting, reading) if name in names],
        "agenda": [_agenda_item(project, item, reading) for item in meeting.agenda],
        "came": came_report(project, meeting),
        "closing": closing_report(project, meeting),
    }


def came_report(project: Project, meeting: Meeting) -> Report:
    """What came of a meeting so far."""
    came = happened(project, meeting)
    return {
        "answers": [
            {"id": change.question.id, "title": change.question.title, "changed": change.changed}
            for change in came.answers
        ],
        "actions": [action_report(project, row) for row in _standing(project, "actions", came.actions)],
        "decisions": [_named(project, row) for row in came.decisions],
        "risks": [_named(project, row) for row in came.risks],
        "parked": [_named(project, row) for row in came.parked],
        "notes": [row.text("note") for row in came.notes],
    }


def closing_report(project: Project, meeting: Meeting) -> Report:
    """What is left to settle before it can be closed."""
    left = closing(project, meeting)
    return {
        "ready": left.ready,
        "left": [{"row": item.row, "item": item.item, "question": item.question} for item in left.left],
        "lacking": [{**action_report(project, row), "lacks": list(lacks(row))} for row in left.lacking],
        "decisions": [_named(project, row) for row in left.decisions],
        "parked": [_named(project, row) for row in left.parked],
    }


def plan_report(project: Project, command: OpenMeeting) -> Report:
    """A meeting that was not opened yet."""
    return {
        **heading(project),
        "title": command.title,
        "about": asked_in(project, command.phase or command.about),
        "length": command.length,
        "facilitator": project.person(command.facilitator) if command.facilitator else "",
        "with": [project.person(person) for person in command.attendees],
        "blameless": command.blameless,
        "agenda": [_planned(project, item) for item in command.agenda],
    }


def action_report(project: Project, row: Row) -> Report:
    """An action: who, until when, from which question, and how many meetings closed while it was open."""
    owner, due = row.values.get("owner"), row.values.get("due")
    return {
        "row": row.id,
        "action": row.text("action"),
        "owner": project.person(owner.row) if isinstance(owner, Ref) else "",
        "due": due.iso if isinstance(due, Moment) else "",
        "late": is_late(row, project.today),
        "origin": readable(project, row.text("origin")),
        "note": row.text("note"),
        "carried": times_carried(project, row),
    }


def captured_report(captured: Captured) -> Report:
    """What a capture line was read as."""
    return {
        "kind": captured.kind,
        "text": captured.text,
        "owner": captured.owner_name,
        "due": captured.due,
        "said_by": captured.speaker_name,
        "why": captured.why,
        "alternatives": captured.alternatives,
        "dissent": captured.dissent,
        "hints": list(captured.hints),
        "echo": captured.echo,
    }


def mine_report(projects: Iterable[Project], people: Sequence[str]) -> Report:
    """What waits for one person, across projects, late ones first.

    Args:
        projects: which to look at; people: the id of the person in each of them, empty where nobody there is meant;
            `ANYBODY` for all open actions.
    """
    found = []
    for project, person in zip(projects, people, strict=True):
        rows = (row for row in project.rows("actions") if is_open(row))
        own = [row for row in rows if person == ANYBODY or row.values.get("owner") == Ref("people", person)]
        about = {"project": project.name, "project_id": project.id}
        found += [{**about, **action_report(project, row), "answer": is_asked(project, row)} for row in own]
    found.sort(key=lambda action: (action["due"] or "9999", action["project"]))
    return {"format": 1, "actions": found}


def is_asked(project: Project, row: Row) -> str:
    """The question that the owner of an action is asked to answer; empty for any other action."""
    name = row.text("origin")
    return readable(project, name) if known_question(project, name) and finds_out(project, row) else ""


def title_of(project: Project, meeting: Meeting, name: str) -> str:
    """What an item of the agenda, or a question, is called."""
    known = next((item.item for item in meeting.agenda if name and item.question == name), "")
    question = known_question(project, name)
    return known or (question.title if question else name)


def _clock(project: Project, meeting: Meeting, reading: Clock) -> Report:
    return {
        "spent": reading.total,
        "planned": reading.planned,
        "pace": reading.pace.value,
        "item_spent": reading.here,
        "item_planned": reading.box,
        "item_pace": reading.item_pace.value,
        "paused": reading.paused,
        "sections": [
            {"title": title, "spent": spent, "planned": planned}
            for title, spent, planned in by_section(project, reading, meeting)
        ],
    }


def _item_at(project: Project, meeting: Meeting, name: str) -> Report | None:
    if not name:
        return None
    question = known_question(project, name)
    ask = question.ask if question else ""
    return {"question": readable(project, name), "title": title_of(project, meeting, name), "ask": ask}


def _agenda_item(project: Project, item: AgendaItem, reading: Clock) -> Report:
    return {
        **_planned(project, item),
        "row": item.row,
        "spent": reading.spent.get(item.question, 0) if item.question else 0,
        "settled": is_settled(project, item),
        "outcome": item.outcome,
    }


def _planned(project: Project, item: AgendaItem) -> Report:
    owner = project.person(item.owner) if item.owner else ""
    question = readable(project, item.question)
    return {"item": item.item, "kind": item.kind, "question": question, "minutes": item.minutes, "owner": owner}


def _standing(project: Project, table: str, rows: Iterable[Row]) -> list[Row]:
    """The rows as they stand now; those that are gone are left out."""
    current = {row.id: row for row in project.rows(table)}
    return [current[row.id] for row in rows if row.id in current]


def _named(project: Project, row: Row) -> Report:
    return {"row": row.id, "text": project.row_name(row)}
