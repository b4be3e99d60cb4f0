"""What a meeting is: who leads it, who is there, what it goes through. And which one is being held."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import UTC, datetime, timedelta, timezone
from decimal import Decimal
from functools import partial
from typing import Final

from workbook.domain.answers import Row
from workbook.domain.events import Draft, Event
from workbook.domain.forms import FilledForm, find_form
from workbook.domain.primitives import Choice, Quantity, Ref, Value
from workbook.domain.project import Project
from workbook.domain.specs import AT, Question
from workbook.errors import Refused, UnknownName
from workbook.named import NamedTuple

FORM: Final = "meeting"
RECORD: Final = "meeting.record"
ATTENDEES: Final = "attendees"
AGENDA: Final = "agenda"
NOTES: Final = "meeting-notes"
MARK: Final = "mark"
"""The name of what the events of a meeting's clock are about."""

KEPT: Final = "kept"
"""The mark that an answer reads well in its document: it is made after the meeting, and no part of it."""

REVIEWS: Final = ("actions", "parking")
"""Tables that an agenda item may be about in place of a question: what the last meeting left."""

IDLE: Final = timedelta(minutes=90)
"""So long after its planned end, or after its last record, an open meeting counts as forgotten."""

_LENGTH = 60


class AgendaItem(NamedTuple):
    """One thing that the meeting goes through.

    Attributes:
        row: its id in the agenda.
        kind: review, discuss, confirm, hand-out or sweep.
        question: the name of a question, `actions` or `parking`, or `instrument/section` of a sweep; may be empty.
        minutes: its timebox; None without one.
        owner: the person it was handed to; outcome: skipped, carried, parked, dropped, or empty.
    """

    row: str
    item: str
    kind: str
    question: str
    minutes: int | None
    owner: str
    outcome: str
    note: str


class Meeting(NamedTuple):
    """A meeting.

    Attributes:
        phase: the phase or instrument that it is about; about: the id of the filled-in form; both may be empty.
        facilitator, attendees: ids of people.
        length: minutes planned.
        blameless: nobody is named as a speaker.
        zone: how far the clocks there were from UTC, as somebody wrote it; empty for not at all.
        opened_at, closed_at: UTC times; the second is empty while it is open.
    """

    id: str
    number: int
    title: str
    cycle: str
    phase: str
    about: str
    facilitator: str
    length: int
    blameless: bool
    zone: str
    attendees: tuple[str, ...]
    agenda: tuple[AgendaItem, ...]
    opened_at: str
    opened_by: str
    closed_at: str

    @property
    def open(self) -> bool:
        """Whether nobody closed it yet."""
        return not self.closed_at

    def item(self, question: str) -> AgendaItem | None:
        """What the agenda says of a question; None where it is silent."""
        return next((item for item in self.agenda if item.question == question), None)


def meetings(project: Project) -> tuple[Meeting, ...]:
    """All meetings of the project, oldest first; those that were dropped count for nothing."""
    return tuple(
        project.kept.get(("meeting", filled.id, filled.closed_at), partial(_read, project, filled))
        for filled in project.forms
        if filled.form.id == FORM
    )


def find_meeting(project: Project, name: str = "") -> Meeting:
    """The meeting of that title, number or id, or the beginning of one; without a name, the newest.

    Raises:
        UnknownName: there is none. BadInput: several fit.
    """
    known = meetings(project)
    if not known:
        raise UnknownName("meeting", name)
    if not name:
        return known[-1]
    found = find_form((filled for filled in project.forms if filled.form.id == FORM), name)
    return next(meeting for meeting in known if meeting.id == found.id)


def running(project: Project, now: datetime) -> Meeting | None:
    """The meeting that is being held: the newest that is open and was not forgotten."""
    held = [meeting for meeting in meetings(project) if meeting.open and not is_forgotten(project, meeting, now)]
    return held[-1] if held else None


def alone(project: Project, now: datetime, but: str = "") -> None:
    """Raises Refused while a meeting is being held, other than the one of the id `but`."""
    for meeting in meetings(project):
        if meeting.open and meeting.id != but and not is_forgotten(project, meeting, now):
            hint = "Close it first: mlworkbook meeting close."
            raise Refused(f"{meeting.title} is still being held.", where="meeting", hint=hint)


def forgotten(project: Project, now: datetime) -> tuple[Meeting, ...]:
    """Those that nobody closed, and that are surely over."""
    return tuple(meeting for meeting in meetings(project) if is_forgotten(project, meeting, now))


def is_forgotten(project: Project, meeting: Meeting, now: datetime) -> bool:
    """Whether a meeting is open long after its planned end and after the last thing that was recorded in it."""
    if not meeting.open:
        return False
    return was_left(planned_end(meeting), last_record(project, meeting), now)


def planned_end(meeting: Meeting) -> datetime:
    """When it was to end."""
    return moment(meeting.opened_at) + timedelta(minutes=meeting.length)


def was_left(planned: datetime, last: datetime, at: datetime) -> bool:
    """Whether, at a time, a meeting is long over: by its planned end and by its last record."""
    return at > max(planned, last) + IDLE


def last_record(project: Project, meeting: Meeting) -> datetime:
    """When something was last recorded in the meeting, its opening included."""
    return max((moment(event.at) for event in recorded(project, meeting)), default=moment(meeting.opened_at))


def recorded(project: Project, meeting: Meeting) -> tuple[Event, ...]:
    """Everything that was recorded in the meeting, its own set-up included, in order."""
    return project.kept.get(("recorded", meeting.id), partial(_recorded, project, meeting.id))


def meeting_of(project: Project, drafts: Sequence[Draft], now: datetime) -> str:
    """The id of the meeting that new events belong to: the one that they are about, else the one being held."""
    about = [draft.subject.form for draft in drafts if draft.kind == "form.open" and draft.subject.name == FORM]
    about += [draft.subject.form for draft in drafts if _is_meeting(project, draft.subject.form)]
    if about:
        return about[0]
    held = running(project, now)
    return held.id if held else ""


def without_speakers(project: Project, drafts: Sequence[Draft], meeting: str) -> tuple[Draft, ...]:
    """The drafts as a meeting keeps them: in one without names nobody is the speaker but who records."""
    blameless = any(known.id == meeting and known.blameless for known in meetings(project))
    return tuple(draft._replace(answered_by="") if blameless else draft for draft in drafts)


def is_reading(event: Event) -> bool:
    """Whether it says that an answer was read and reads well, or takes that back."""
    return event.kind == "meeting.note" and (event.body or {}).get("what") == KEPT


def moment(at: str) -> datetime:
    """A recorded time; what another program wrote and is none counts as long ago."""
    try:
        return datetime.fromisoformat(at.replace("Z", "+00:00")).astimezone(UTC)
    except (ValueError, OverflowError):
        return datetime.fromtimestamp(0, UTC)


def zone_of(written: str) -> timezone:
    """The zone that `+01:00` names; UTC for what names none."""
    found = re.fullmatch(r"(?:UTC|GMT)?\s*([+\-−])(\d{1,2})(?::?([0-5]\d))?", written.strip())
    if found is None or int(found[2]) > _FARTHEST:
        return UTC
    offset = timedelta(hours=int(found[2]), minutes=int(found[3] or 0))
    return timezone(offset if found[1] == "+" else -offset)


_FARTHEST = 14


def known_question(project: Project, name: str) -> Question | None:
    """The question of that name as it is asked; None where nothing asks it (any more), or not in that form."""
    question_id, _, instance = name.partition(AT)
    if not project.pack.has_question(question_id):
        return None
    question = project.pack.question(question_id)
    form = next((form.form.id for form in project.forms if form.id == instance), "") if instance else ""
    return question._replace(instance=instance) if question.form == form and bool(instance) == bool(form) else None


def asked_in(project: Project, about: str) -> str:
    """What a phase, an instrument or a filled-in form is called; empty where nothing has that name."""
    form = next((form.title for form in project.forms if form.id == about), "")
    return form or next((area.title for area in project.pack.areas if area.id == about), "")


def _is_meeting(project: Project, form: str) -> bool:
    return bool(form) and any(meeting.id == form for meeting in meetings(project))


def _recorded(project: Project, meeting: str) -> tuple[Event, ...]:
    return tuple(event for event in project.ledger.recorded_in(meeting) if not is_reading(event))


def _read(project: Project, filled: FilledForm) -> Meeting:
    values = project.answer(RECORD, filled.id).values
    rows = {table: _rows(project, table, filled.id) for table in (ATTENDEES, AGENDA)}
    people = [_row_of(row.values.get("person")) for row in rows[ATTENDEES]]
    return Meeting(
        filled.id,
        filled.number,
        filled.title,
        filled.cycle,
        _text(values.get("phase")),
        _text(values.get("about")),
        _row_of(values.get("facilitator")),
        _minutes(values.get("length")) or _LENGTH,
        values.get("blameless") == Choice(("yes",)),
        _text(values.get("zone")),
        tuple(dict.fromkeys(person for person in people if person)),
        tuple(_item(row) for row in rows[AGENDA]),
        filled.opened_at,
        filled.opened_by,
        filled.closed_at,
    )


def _rows(project: Project, table: str, meeting: str) -> list[Row]:
    return [row for row in project.rows(table) if row.subject.form == meeting]


def _item(row: Row) -> AgendaItem:
    chosen = {name: value.chosen for name in ("kind", "outcome") if isinstance(value := row.values.get(name), Choice)}
    return AgendaItem(
        row.id,
        row.text("item"),
        next(iter(chosen.get("kind", ())), "discuss"),
        row.text("question"),
        _minutes(row.values.get("minutes")),
        _row_of(row.values.get("owner")),
        next(iter(chosen.get("outcome", ())), ""),
        row.text("note"),
    )


def _text(value: Value | None) -> str:
    return getattr(value, "text", "")


def _row_of(value: Value | None) -> str:
    return value.row if isinstance(value, Ref) else ""


def _minutes(value: Value | None) -> int | None:
    """Whole minutes of a quantity in minutes or hours; None for anything else."""
    if not isinstance(value, Quantity):
        return None
    number = round(Decimal(value.amount) * _PER_UNIT.get(value.unit.casefold(), 1))
    return number if 0 < number <= _DAY else None


_PER_UNIT = {"h": 60, "hour": 60, "hours": 60}
_DAY = 24 * 60
