"""Meetings: opened with everything that is planned, and the marks of their clock."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from workbook.domain.asking import asked
from workbook.domain.commands import KeepAnswer, MarkMeeting, OpenForm, OpenMeeting
from workbook.domain.decide.forms import open_form
from workbook.domain.events import Draft, Subject
from workbook.domain.meetings.meeting import AGENDA, ATTENDEES, FORM, KEPT, MARK, RECORD, find_meeting
from workbook.domain.order import between
from workbook.domain.primitives import Choice, Quantity, Ref, Text, Value, encode
from workbook.domain.project import Project
from workbook.errors import InvalidValue, Refused
from workbook.text import accept, one_line

_MARKS = ("item", "more", "pause", "go")
_LONGEST = 24 * 60


def open_meeting(project: Project, command: OpenMeeting, new_id: Callable[[], str]) -> tuple[Draft, ...]:
    """The meeting with its record, attendees and agenda, all in one act.

    Raises:
        UnknownName: the pack has no meetings; no such person. Refused: one of that title is there already.
        InvalidValue: no title, or no length that a meeting can have.
    """
    if not 0 < command.length <= _LONGEST:
        raise InvalidValue(f"A meeting cannot take {command.length} minutes.", where=RECORD, hint="Try 60.")
    opened = open_form(project, OpenForm(FORM, command.title), new_id)
    subject = opened[0].subject
    texts = {"phase": command.phase, "about": command.about, "zone": command.zone}
    values: dict[str, Value] = {name: Text(text) for name, text in texts.items() if text}
    values["length"] = Quantity(str(command.length), "minutes")
    if command.facilitator:
        values["facilitator"] = Ref("people", project.row("people", command.facilitator).id)
    if command.blameless:
        values["blameless"] = Choice(("yes",))
    body = {**opened[1].body, "fields": {**opened[1].body["fields"], **_encoded(values)}}
    rows = (*_attendees(project, command), *_agenda(command))
    return opened[0], opened[1]._replace(body=body), *_rows(rows, subject, new_id)


def mark_meeting(project: Project, command: MarkMeeting, new_id: Callable[[], str]) -> tuple[Draft, ...]:
    """The mark. Raises UnknownName; Refused for a meeting that is closed; InvalidValue for what no clock knows."""
    meeting = find_meeting(project, command.meeting)
    if not meeting.open:
        raise Refused(f"{meeting.title} is closed.", where=FORM, hint="Open it again: mlworkbook form reopen.")
    if command.what not in _MARKS:
        raise InvalidValue(f"No clock knows {command.what!r}.", where=FORM, hint=f"One of: {', '.join(_MARKS)}.")
    body: dict[str, Any] = {"what": command.what}
    if command.item:
        body["item"] = command.item
    if command.what == "more":
        if not 0 < command.minutes < 1000:
            raise InvalidValue(f"{command.minutes} minutes cannot be added.", where=FORM)
        body["minutes"] = str(command.minutes)
    return (Draft("meeting.note", Subject(MARK, meeting.cycle, meeting.id, new_id()), body),)


def keep_answer(project: Project, command: KeepAnswer, new_id: Callable[[], str]) -> tuple[Draft, ...]:
    """The mark that an answer reads well. Raises UnknownName; Refused where there is no answer."""
    meeting, question = find_meeting(project, command.meeting), asked(project, command.question, command.form)
    if not project.answer_to(question).given:
        raise Refused("There is no answer to keep.", where=question.name, hint="Answer the question first.")
    body = {"what": KEPT, "item": question.name}
    seen = project.answer_heads(question.id, question.instance)
    return (Draft("meeting.note", Subject(MARK, meeting.cycle, meeting.id, new_id()), body, seen),)


def _attendees(project: Project, command: OpenMeeting) -> Iterator[tuple[str, Mapping[str, Value]]]:
    here = (command.facilitator, *command.attendees)
    for person in dict.fromkeys(person for person in here if person):
        yield ATTENDEES, {"person": Ref("people", project.row("people", person).id)}


def _agenda(command: OpenMeeting) -> Iterator[tuple[str, Mapping[str, Value]]]:
    for item in command.agenda:
        values: dict[str, Value] = {"item": Text(one_line(accept(item.item))), "kind": Choice((item.kind,))}
        if item.question:
            values["question"] = Text(item.question)
        if item.minutes:
            values["minutes"] = Quantity(str(item.minutes), "minutes")
        if item.owner:
            values["owner"] = Ref("people", item.owner)
        yield AGENDA, values


def _rows(
    rows: tuple[tuple[str, Mapping[str, Value]], ...], subject: Subject, new_id: Callable[[], str]
) -> Iterator[Draft]:
    orders: dict[str, str] = {}
    for table, values in rows:
        orders[table] = between(orders.get(table, ""), "")
        row = Subject(table, subject.cycle, subject.form, new_id())
        yield Draft("row.set", row, {"fields": _encoded(values), "order": orders[table]})


def _encoded(values: Mapping[str, Value]) -> dict[str, Any]:
    return {name: encode(value) for name, value in values.items()}
