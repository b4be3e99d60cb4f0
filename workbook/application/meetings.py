"""Meetings for the faces: opened, captured in, marked and closed, always by the same commands.

The pure questions (the agenda, the clock, what happened, what is left) stand in `workbook.domain.meetings`.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import datetime
from typing import Final

from workbook.application.workbook import Recorded, Workbook
from workbook.domain.answers import Row, answer_it, is_open
from workbook.domain.clock import utc
from workbook.domain.commands import CloseForm, OpenMeeting, SetRow
from workbook.domain.meetings.agenda import propose
from workbook.domain.meetings.capture import Captured, day_words, find_person, read_capture
from workbook.domain.meetings.clock import clock, items_left
from workbook.domain.meetings.closing import closing, is_left, park_item, settle_item, why_not
from workbook.domain.meetings.meeting import (
    ATTENDEES,
    NOTES,
    REVIEWS,
    AgendaItem,
    Meeting,
    alone,
    asked_in,
    find_meeting,
    known_question,
    last_record,
    meetings,
    running,
)
from workbook.domain.primitives import Choice, Moment, Ref, Text, Value, moment
from workbook.domain.project import Project
from workbook.errors import BadInput, InvalidValue, Refused
from workbook.named import NamedTuple

_POST_MORTEM: Final = "postmortem"


class Settled(NamedTuple):
    """What somebody said while the meeting closed.

    Attributes:
        items: by agenda row, what becomes of it: carried, parked or dropped. The others are carried.
        reasons: by row of an action, why it has no owner or no day yet; an empty key speaks for all others.
    """

    items: Mapping[str, str] = {}
    reasons: Mapping[str, str] = {}


def planned(
    project: Project,
    about: str = "",
    *,
    length: int = 60,
    people: Sequence[str] = (),
    facilitator: str = "",
    title: str = "",
    blameless: bool | None = None,
) -> OpenMeeting:
    """A meeting ready to be opened, with its agenda.

    Args:
        about: a phase, an instrument, or the id of a filled-in form; empty for a free agenda.
        people, facilitator: ids of people; whose turn it is leads, when nobody is named.
        blameless: without speakers; a post-mortem is so by itself.

    Raises:
        UnknownName: nothing is called so.
    """
    proposal = propose(project, about, length, people)
    form = next((form for form in project.forms if form.id == about), None)
    silent = (form is not None and form.form.id == _POST_MORTEM) if blameless is None else blameless
    leads = facilitator or proposal.facilitator
    return OpenMeeting(
        title or _title(project, about),
        "" if form else about,
        about if form else "",
        leads,
        length,
        tuple(person for person in people if person != leads),
        proposal.items,
        silent,
    )


def open_meeting(workbook: Workbook, project_id: str, command: OpenMeeting) -> Recorded:
    """Opens it, and notes which clocks it goes by. Raises Refused while another one is being held."""
    alone(workbook.project(project_id), workbook.now())
    offset = f"{workbook.now().astimezone():%z}"
    here = "" if offset == "+0000" else f"{offset[:3]}:{offset[3:5]}"
    return workbook.record(project_id, command if command.zone else command._replace(zone=here))


def held(project: Project, now: datetime, name: str = "") -> Meeting:
    """The meeting that is meant: the one of that name, else the one being held, else the newest that is open.

    Raises:
        UnknownName: there is none of that name. Refused: none is open.
    """
    if name:
        return find_meeting(project, name)
    found = running(project, now)
    if found is not None:
        return found
    still_open = [meeting for meeting in meetings(project) if meeting.open]
    if still_open:
        return still_open[-1]
    raise Refused("No meeting is being held.", where="meeting", hint="Open one: mlworkbook meeting start.")


def understood(project: Project, typed: str, meeting: Meeting | None) -> Captured:
    """What a capture line says, by the project's people and those who are here."""
    people = {row.id: project.row_name(row) for row in project.rows("people")}
    here = meeting.attendees if meeting else ()
    return read_capture(typed, project.today, people, here, blameless=bool(meeting and meeting.blameless))


def kept(project: Project, captured: Captured, meeting: Meeting | None, question: str = "") -> SetRow:
    """The row that a captured line becomes.

    Args:
        question: the name of the question that it came up at; empty for none.

    Raises:
        InvalidValue: the line cannot be kept; says why. Refused: a note outside of any meeting.
    """
    if captured.problems:
        raise InvalidValue(captured.problems[0], where=captured.kind, hint=" ".join(captured.problems[1:]))
    match captured.kind:
        case "action":
            table, texts, people, days = "actions", {"action": captured.text, "origin": question}, "owner", "due"
        case "decision":
            told = {"why": captured.why, "alternatives": captured.alternatives, "dissent": captured.dissent}
            texts = {"decision": captured.text, "question": question, **told}
            table, people, days = "decisions", "owner", "revisit"
        case "risk":
            table, texts, people, days = "risks", {"risk": captured.text, "question": question}, "owner", "review"
        case "parking":
            table, texts, people, days = "parking", {"item": captured.text, "question": question}, "raised-by", ""
        case _:
            return _note(captured, meeting, question)
    values: dict[str, Value | None] = {name: Text(text) for name, text in texts.items() if text}
    if captured.owner:
        values[people] = Ref("people", captured.owner)
    if captured.due and days:
        values[days] = Moment(captured.due)
    if table == "decisions":
        values |= {"date": Moment(project.today.isoformat()), "kind": Choice(("other",))}
    else:
        values["status"] = Choice(("open",))
    return SetRow(table, values, said_by=captured.speaker)


def given(project: Project, row: Row, typed: str) -> SetRow:
    """What `@name >day` says about an action that is there already: its owner, its day, or both.

    Raises:
        InvalidValue: nothing of that kind is said, or a name or a day is not known.
    """
    captured = understood(project, f"a x {typed}", None)
    values: dict[str, Value | None] = {}
    if captured.owner:
        values["owner"] = Ref("people", captured.owner)
    if captured.due:
        values["due"] = Moment(captured.due)
    if captured.problems or not values:
        what = captured.problems[0] if captured.problems else "That names nobody and no day."
        raise InvalidValue(what, where=row.text("action"), hint="@name >fri")
    return SetRow("actions", values, row=row.id)


def at_question(project: Project, meeting: Meeting | None, now: datetime) -> str:
    """The name of the question that a meeting is at; empty for none."""
    if meeting is None:
        return ""
    item = clock(project, meeting, now).item
    return item if known_question(project, item) else ""


def next_item(project: Project, meeting: Meeting, now: datetime) -> str:
    """What the clock calls the next thing on the agenda that waits; empty when nothing does."""
    reading = clock(project, meeting, now)
    waiting = {item.question for item in meeting.agenda if is_left(project, item) or item.kind == "review"}
    waiting -= {name for name in REVIEWS if name in reading.spent}
    return next((name for name in items_left(meeting, reading) if name in waiting), "")


def join(project: Project, meeting: Meeting, person: str, note: str = "") -> SetRow | None:
    """Somebody came in; None when they are here already and nothing is noted."""
    rows = [row for row in project.rows(ATTENDEES) if row.subject.form == meeting.id]
    there = next((row.id for row in rows if row.values.get("person") == Ref("people", person)), "")
    if there and not note:
        return None
    values: dict[str, Value | None] = {"person": Ref("people", person)} | ({"note": Text(note)} if note else {})
    return SetRow(ATTENDEES, values, row=there, form=meeting.id)


def ended_at(project: Project, name: str) -> str:
    """The UTC time at which the meeting of that name closed, or had its last record; empty where there is none."""
    try:
        meeting = find_meeting(project, name)
    except BadInput:
        return ""
    return meeting.closed_at or utc(last_record(project, meeting))


def close_meeting(workbook: Workbook, project_id: str, name: str, settled: Settled) -> Recorded:
    """Settles what is left and closes the meeting.

    Everything of it belongs to the meeting, also when it was forgotten and is closed days later.

    Raises:
        UnknownName: no such meeting. Refused: an action lacks an owner or a day, and nobody said why.
    """
    project = workbook.project(project_id)
    meeting = find_meeting(project, name)
    left = closing(project, meeting)
    unexplained = [row for row in left.lacking if not (settled.reasons.get(row.id) or settled.reasons.get(""))]
    if unexplained:
        named = "; ".join(row.text("action") for row in unexplained)
        hint = "Give them one, or say aloud why not."
        raise Refused(f"These have no owner or no day: {named}.", where="actions", hint=hint)
    for row in left.lacking:
        reason = settled.reasons.get(row.id) or settled.reasons[""]
        workbook.record(project_id, why_not(row, reason), meeting=meeting.id)
    for item in left.left:
        _settle(workbook, project_id, meeting, item, settled.items.get(item.row, "carried"))
    return workbook.record(project_id, CloseForm(meeting.id), meeting=meeting.id)


def asked_before(project: Project, question_name: str, person: str, due: str = "") -> SetRow:
    """The action by which somebody is asked to answer a question beforehand: one per question, asked again or not."""
    question = project.question(question_name)
    text = answer_it(question.title)
    known = [r for r in project.rows("actions") if r.text("origin") == question.name and r.text("action") == text]
    waiting = next((row.id for row in known if is_open(row)), "")
    values: dict[str, Value | None] = {
        "action": Text(text),
        "owner": Ref("people", person),
        "origin": Text(question.name),
        "status": Choice(("open",)),
    }
    if due:
        values["due"] = Moment(due)
    return SetRow("actions", values, row=waiting)


def asked_line(project: Project, question_name: str, typed: str) -> tuple[SetRow, str]:
    """`@name by thu` said of a question: the action, and what it says in words.

    Raises:
        InvalidValue: nobody is named, or a name or day is not known. UnknownName, BadInput: as `find_person`.
    """
    captured = understood(project, f"a x {_BY.sub('>', typed)}", None)
    name = captured.text.removeprefix("x").strip()
    if captured.problems or bool(name) == bool(captured.owner):
        what = captured.problems[0] if captured.problems else "Say one name, and by when."
        raise InvalidValue(what, where="ask", hint="Write it like: @name by thu.")
    people = {row.id: project.row_name(row) for row in project.rows("people")}
    person = captured.owner or find_person(name, people)
    by = f", by {day_words(captured.due)}" if captured.due else ""
    told = f"{project.person(person)} is asked: {project.question(question_name).title}{by}."
    return asked_before(project, question_name, person, captured.due), told


_BY: Final = re.compile(r"(?i)\bby\s+(?=\S)")


def _title(project: Project, about: str) -> str:
    """`Kickoff meeting, 2 Nov 2026`; with a number where there is one already."""
    day = moment.show(Moment(project.today.isoformat()))
    plain = f"{asked_in(project, about)} meeting, {day}".strip()
    plain = plain[:1].upper() + plain[1:]
    taken = {form.title for form in project.forms_ever}
    numbered = (plain if number == 1 else f"{plain} ({number})" for number in range(1, len(taken) + 2))
    return next(title for title in numbered if title not in taken)


def _note(captured: Captured, meeting: Meeting | None, question: str) -> SetRow:
    if meeting is None:
        hint = "Open one with 'mlworkbook meeting start', or keep it beside an answer: mlworkbook answer ID --note."
        raise Refused("A note belongs to a meeting.", where="note", hint=hint)
    values: dict[str, Value | None] = {"note": Text(captured.text)}
    if question:
        values["question"] = Text(question)
    return SetRow(NOTES, values, form=meeting.id, said_by=captured.speaker)


def _settle(workbook: Workbook, project_id: str, meeting: Meeting, item: AgendaItem, outcome: str) -> None:
    if outcome == "parked":
        workbook.record(project_id, park_item(workbook.project(project_id), item), meeting=meeting.id)
    workbook.record(project_id, settle_item(meeting, item, outcome), meeting=meeting.id)
