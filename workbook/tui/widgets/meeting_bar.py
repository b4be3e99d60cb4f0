"""The line above a project while a meeting is held: the clock first, as it must not be cut on a narrow window."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime

from textual import work
from textual.content import Content
from textual.widgets import Static

from workbook.application.meeting_reports import title_of
from workbook.application.meetings import next_item
from workbook.domain.meetings.clock import Clock, Pace, clock
from workbook.domain.meetings.meeting import Meeting, known_question, meetings, running
from workbook.domain.project import Project
from workbook.text import one_line
from workbook.tui.host import Host
from workbook.tui.words import plain

_COLOURS = {Pace.FREE: "$muted", Pace.FINE: "$success", Pace.SOON: "$warning", Pace.OVER: "bold $error"}
_MORE, _ALL = 80, 112
"""Columns from which the line says what comes next, and who is here, too."""
_NAMES = 3
"""More people than these are counted."""
TICK = 1.0
"""Seconds between two looks at the clock."""


class MeetingBar(Static):
    """One line; hidden while no meeting is held. It repaints itself and lays nothing out."""

    DEFAULT_CSS = """
    MeetingBar {
        height: 1; background: $here; padding: 0 2; display: none; text-wrap: nowrap; text-overflow: ellipsis;
        &.-held { display: block; }
        &.-two { height: 2; }
    }
    """

    keys = True

    def __init__(self) -> None:
        super().__init__(id="meeting-bar", markup=False)

    def show(self, project: Project, meeting: Meeting | None, now: datetime) -> None:
        """Shows the meeting as it stands at a moment; None hides the line."""
        self.set_class(meeting is not None, "-held")
        if meeting is None:
            return
        width = self.app.size.width
        alone = self.screen.has_class("-focus") and width < _ALL  # the question is alone, so there is a line more
        line = meeting_line(project, meeting, now, 0 if alone else width, keys=self.keys)
        self.set_class(alone, "-two")
        if alone:
            second = (_next(project, meeting, now, self.keys), "   ", plain(_here(project, meeting), "$muted"))
            line = Content("\n").join([line, Content.assemble(*second)])
        self.update(line, layout=False)


class TickingBar(MeetingBar):
    """The same on a screen that holds no meeting itself: it looks at the clock on its own.

    Args:
        project: gives what the screen shows.
    """

    keys = False

    def __init__(self, project: Callable[[], Project]) -> None:
        super().__init__()
        self._project = project

    def on_mount(self) -> None:
        """The clock is there from the first frame on."""
        self.set_interval(TICK, self._look)
        self._look()

    def _look(self) -> None:
        if self.has_class("-held") or any(meeting.open for meeting in meetings(self._project())):
            self._look_at_the_clock()

    @work(exclusive=True, exit_on_error=False)
    async def _look_at_the_clock(self) -> None:
        app = self.app
        now = await app.ask(lambda workbook: workbook.now()) if isinstance(app, Host) else None
        if now is not None and self.is_attached:
            self.show(self._project(), running(self._project(), now), now)


def meeting_line(project: Project, meeting: Meeting, now: datetime, width: int, *, keys: bool = True) -> Content:
    """The clock of the item and of the whole, what it is about, what comes next, who is here; `keys`: what to press."""
    reading = clock(project, meeting, now)
    at = one_line(title_of(project, meeting, reading.item), 24) if reading.item else "nothing on the agenda"
    how = _how(project, meeting, reading.item) if keys else ""
    parts: list[Content | str] = [_item_clock(reading), "  ", plain(at, "bold"), plain(how, "$accent"), "   "]
    parts.append(_whole_clock(reading, keys))
    if width >= _MORE:
        parts += ["   ", _next(project, meeting, now, keys)]
    if width >= _ALL:
        parts += ["   ", plain(_here(project, meeting), "$muted")]
    return Content.assemble(*parts)


def _how(project: Project, meeting: Meeting, name: str) -> str:
    """What is done with the item: what is known is confirmed with a key; a list to be read and done is read first."""
    question = known_question(project, name)
    if any(item.question == name and item.kind == "confirm" and not item.outcome for item in meeting.agenda):
        return "  y still holds"
    return "  read, then do" if question is not None and question.mode == "read-do" else ""


def _item_clock(reading: Clock) -> Content:
    if reading.paused:
        return Content.styled("break", "bold $warning")
    colour = _COLOURS[reading.item_pace]
    if not reading.box:
        return Content.styled(_minutes(reading.here), colour)
    if reading.item_pace is Pace.OVER:
        return Content.styled(f"+{_minutes(reading.here - reading.box)} over {_minutes(reading.box)}", colour)
    soon = " soon over" if reading.item_pace is Pace.SOON else ""
    return Content.styled(f"{_minutes(reading.here)}/{_minutes(reading.box)}{soon}", colour)


def _whole_clock(reading: Clock, keys: bool) -> Content:
    total, planned = reading.total // 60, reading.planned // 60
    if reading.pace is Pace.OVER:
        return Content.styled(f"meeting {total}/{planned} min, over time", _COLOURS[Pace.OVER])
    if reading.pace is Pace.SOON:
        said = "m closes it" if keys else "nearly over"
        return Content.styled(f"meeting {total}/{planned} min: {said}", _COLOURS[Pace.SOON])
    return Content.styled(f"meeting {total}/{planned} min", "$muted")


def _next(project: Project, meeting: Meeting, now: datetime, keys: bool) -> Content:
    name = next_item(project, meeting, now)
    following = f"{'n ' if keys else ''}next: {one_line(title_of(project, meeting, name), 24)}"
    return plain(following if name else "nothing waits any more", "$muted")


def _here(project: Project, meeting: Meeting) -> str:
    names = [one_line(project.person(person), 16) for person in meeting.attendees]
    more = f" +{len(names) - _NAMES}" if len(names) > _NAMES else ""
    return "here: " + ", ".join(names[:_NAMES]) + more if names else ""


def _minutes(seconds: int) -> str:
    return f"{seconds // 60:02}:{seconds % 60:02}"
