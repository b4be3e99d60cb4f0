"""The clock of a meeting: what is talked about, and how long everything took.

All of it follows from recorded times: a crash, another screen or another process changes nothing. The clock moves on
when somebody says so (a mark), or when an answer is recorded to a question while nothing open is being talked about.
It never moves on by itself.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from enum import StrEnum

from workbook.domain.events import Event
from workbook.domain.meetings.meeting import (
    FORM,
    MARK,
    REVIEWS,
    Meeting,
    is_forgotten,
    known_question,
    last_record,
    moment,
    planned_end,
    recorded,
    was_left,
)
from workbook.domain.project import WORDING, Project
from workbook.domain.specs import AT
from workbook.named import NamedTuple

_LAST_MINUTES = 300
"""Seconds before its end in which the whole meeting shows that it is nearly over."""
_LAST_PART = 5
"""The last part of a timebox in which an item shows the same: a fifth."""


_CLOSING = timedelta(minutes=15)
"""A meeting that was left open, and is closed within so long of being taken up again, was only closed."""


class Pace(StrEnum):
    """How a clock stands against what was planned."""

    FREE = "free"
    FINE = "fine"
    SOON = "soon"
    OVER = "over"


class Clock(NamedTuple):
    """The clock at one moment. Everything is in seconds; breaks do not count.

    Attributes:
        item: what is talked about: a question's name, what an agenda item is about, or empty.
        spent: by item; what belongs to none stands under an empty name.
        total: since the opening; planned: for the whole meeting.
        boxes: the time planned by item, with every minute that was added.
        paused: it is a break.
    """

    item: str
    spent: Mapping[str, int]
    total: int
    planned: int
    boxes: Mapping[str, int]
    paused: bool

    @property
    def here(self) -> int:
        """The time spent on what is talked about now."""
        return self.spent.get(self.item, 0)

    @property
    def box(self) -> int:
        """The time planned for it; 0 for none."""
        return self.boxes.get(self.item, 0) if self.item else 0

    @property
    def item_pace(self) -> Pace:
        """How it stands with what is talked about."""
        if not self.box:
            return Pace.FREE
        if self.here > self.box:
            return Pace.OVER
        return Pace.SOON if (self.box - self.here) * _LAST_PART <= self.box else Pace.FINE

    @property
    def pace(self) -> Pace:
        """How it stands with the whole meeting."""
        if self.total > self.planned:
            return Pace.OVER
        return Pace.SOON if self.planned - self.total <= _LAST_MINUTES else Pace.FINE


def clock(project: Project, meeting: Meeting, now: datetime) -> Clock:
    """The clock of a meeting as it stands now; of one that is over, as it stood at its end."""
    first = next((item.question for item in meeting.agenda if item.question and item.kind != "hand-out"), "")
    reading = _Reading(moment(meeting.opened_at), first, planned_end(meeting))
    reading.boxes = {item.question: item.minutes * 60 for item in meeting.agenda if item.question and item.minutes}
    tables = _tables(project, meeting)
    for event in recorded(project, meeting):
        if event.subject.form != meeting.id or event.kind in _OWN:
            reading.take(event, tables)
    reading.pass_to(end_of(project, meeting, now))
    spent = {item: int(seconds.total_seconds()) for item, seconds in reading.spent.items()}
    planned = meeting.length * 60 + reading.added
    return Clock(reading.item, spent, sum(spent.values()), planned, reading.boxes, reading.paused)


def end_of(project: Project, meeting: Meeting, now: datetime) -> datetime:
    """When the meeting ended: its closing; its last record before everybody left it open; now, while it is held."""
    if meeting.open:
        return last_record(project, meeting) if is_forgotten(project, meeting, now) else now
    last = ended = began_again = moment(meeting.opened_at)
    for at in (moment(event.at) for event in recorded(project, meeting)):
        if was_left(planned_end(meeting), last, at):
            ended, began_again = last, at
        last = max(last, at)
    closed_late = began_again > ended and last - began_again < _CLOSING
    return ended if closed_late else last


_OWN = ("meeting.note", "form.open", "form.close")
"""What of a meeting's own set-up moves its clock."""


class _Reading:
    """The clock while the events of a meeting go by.

    Args:
        first: what the meeting begins with: its clock runs from the opening on.
        planned_end: when it was to end.
    """

    def __init__(self, opened: datetime, first: str, planned_end: datetime) -> None:
        self.at = opened
        self._last = opened
        self._planned_end = planned_end
        self.item = first
        self.paused = False
        self.added = 0
        self.spent: dict[str, timedelta] = {}
        self.boxes: dict[str, int] = {}
        self._settled: set[str] = {first}  # nobody said that it is being talked about: an answer elsewhere tells better

    def take(self, event: Event, tables: Mapping[str, str]) -> None:
        """One event: what it says about the clock, if anything."""
        at = moment(event.at)
        if was_left(self._planned_end, self._last, at):
            self.pass_to(at)
        match event.kind:
            case "meeting.note":
                self._mark(event, at)
            case "form.close" if event.subject.name == FORM:
                self._pause(at)
            case "form.open" if event.subject.name == FORM:
                self._go(at)
            case "answer.set" if not event.subject.name.endswith(WORDING):
                self._answered(_name(event), at)
            case "row.set" if event.subject.name in tables:
                self._answered(tables[event.subject.name], at)
        self._last = max(self._last, at)

    def pass_to(self, at: datetime) -> None:
        """The time since then goes to what is talked about. Clocks of several machines may run back a little.

        What comes long after everything else, such as a closing days later, is not part of the meeting.
        """
        until = self._last if was_left(self._planned_end, self._last, at) else at
        if until > self.at and not self.paused:
            self.spent[self.item] = self.spent.get(self.item, timedelta()) + (until - self.at)
        self.at = max(self.at, at)

    def _mark(self, event: Event, at: datetime) -> None:
        body = event.body or {}
        item = str(body.get("item", ""))
        match body.get("what"):
            case "item":
                self.pass_to(at)
                self.item = item
                self._go(at)
            case "more":
                self._more(item, str(body.get("minutes", "")))
            case "pause":
                self._pause(at)
            case "go":
                self._go(at)

    def _more(self, item: str, minutes: str) -> None:
        seconds = int(minutes) * 60 if minutes.isdecimal() and len(minutes) < 4 else 0
        if item:
            self.boxes[item] = self.boxes.get(item, 0) + seconds
        else:
            self.added += seconds

    def _answered(self, item: str, at: datetime) -> None:
        """An answer to what nobody is at: what went before was about it, unless something else is still open."""
        if self.item in REVIEWS:  # nothing says that looking back is over but what comes after it
            self.pass_to(at)
            self.item = item
        if item != self.item and (not self.item or self.item in self._settled):
            self.item = item
            self._settled.discard(item)
        self.pass_to(at)
        self._settled.add(item)

    def _pause(self, at: datetime) -> None:
        self.pass_to(at)
        self.paused = True

    def _go(self, at: datetime) -> None:
        self.pass_to(at)
        self.paused = False


def _name(event: Event) -> str:
    subject = event.subject
    return f"{subject.name}{AT}{subject.form}" if subject.form else subject.name


def _tables(project: Project, meeting: Meeting) -> dict[str, str]:
    """The tables that agenda items ask for, each with its question: a row in one is an answer."""
    found: dict[str, str] = {}
    for question in (known_question(project, item.question) for item in meeting.agenda):
        if question is not None and question.view is not None and question.view.collection not in _CAPTURED:
            found.setdefault(question.view.collection, question.name)
    return found


_CAPTURED = ("actions", "decisions", "parking", "risks", MARK)


def by_section(project: Project, clock: Clock, meeting: Meeting) -> list[tuple[str, int, int]]:
    """Sections with the seconds spent and planned, in the order of the agenda; what belongs to none comes last."""
    listed = list(dict.fromkeys([*(item.question for item in meeting.agenda), *clock.spent]))
    found: dict[str, tuple[int, int]] = {}
    for name in listed:
        if name and name not in clock.spent and name not in clock.boxes:
            continue
        title = section_title(project, name)
        spent, planned = found.get(title, (0, 0))
        found[title] = (spent + clock.spent.get(name, 0), planned + clock.boxes.get(name, 0))
    last = found.pop("", (0, 0))
    rows = [(title, spent, planned) for title, (spent, planned) in found.items()]
    return rows + ([("", *last)] if last[0] else [])


def section_title(project: Project, name: str) -> str:
    """The section that an agenda item belongs to, in words; empty for what is about none."""
    if name in REVIEWS:
        return "Looking back"
    question = known_question(project, name)
    if question is not None:
        return project.pack.section_of(question).title
    area, _, section = name.partition("/")
    sections = (found.sections for found in project.pack.areas if found.id == area)
    return next((found.title for listed in sections for found in listed if found.id == section), "")


def items_left(meeting: Meeting, clock: Clock) -> Iterator[str]:
    """What the agenda still has after what is talked about, then what stands before it: nothing is lost by jumping."""
    names = [item.question for item in meeting.agenda if item.question and item.kind != "hand-out"]
    turn = names.index(clock.item) + 1 if clock.item in names else 0
    return (name for name in names[turn:] + names[:turn] if name != clock.item)
