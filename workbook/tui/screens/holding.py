"""Holding a meeting on the project screen: its line, its clock, the capture line, opening and closing it."""

from __future__ import annotations

from datetime import datetime
from typing import ClassVar

from textual import work
from textual.binding import Binding, BindingType
from textual.screen import ModalScreen

from workbook.application.meetings import at_question, kept, next_item, open_meeting, understood
from workbook.domain.commands import Command, MarkMeeting
from workbook.domain.meetings.clock import Pace, clock
from workbook.domain.meetings.closing import confirm_item
from workbook.domain.meetings.meeting import (
    REVIEWS,
    Meeting,
    find_meeting,
    forgotten,
    known_question,
    meetings,
    running,
)
from workbook.domain.meetings.tidying import last_unread
from workbook.domain.project import Project
from workbook.errors import WorkbookError
from workbook.tui.screens.asking import Asking
from workbook.tui.widgets import meeting_bar
from workbook.tui.widgets.meeting_bar import MeetingBar
from workbook.tui.widgets.read_back import ReadBack


class Holding(Asking):
    """While a meeting is held its clock follows what people work on; it never moves on by itself."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("m", "meeting", "Meeting", show=False, tooltip="Open a meeting; while one is held: close it"),
        Binding("n", "next_item", "Next item", tooltip="In a meeting: the next item of its agenda"),
        Binding("plus", "more_time", "+1 min", show=False, tooltip="In a meeting: one minute more for this item"),
        Binding("r", "tidy", "Tidy", show=False, tooltip="Tidy: the last meeting's answers as documents print them"),
    ]

    OUTSIDE_FIELDS: ClassVar[frozenset[str]] = Asking.OUTSIDE_FIELDS | frozenset(
        ("meeting", "next_item", "more_time", "tidy")
    )

    def __init__(self) -> None:
        super().__init__()
        self._meeting: Meeting | None = None
        self._offered: set[str] = set()

    def on_mount(self) -> None:
        """The clock ticks on its own line."""
        self.set_interval(meeting_bar.TICK, self._tick)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """What only a meeting has."""
        if action in ("next_item", "more_time") and self._meeting is None:
            return False
        return super().check_action(action, parameters)

    # The line and its clock

    def update(self, project: Project | None = None, *, key: str = "") -> None:
        """Shows the project, and its meeting, anew."""
        super().update(project, key=key)
        self._tick()

    def _tick(self) -> None:
        if self.project is not None and any(meeting.open for meeting in meetings(self.project)):
            self._show_meeting()
        elif self._meeting is not None:
            self._meeting = None
            self.query_one(MeetingBar).show(self.shown, None, datetime.min)
            self.refresh_bindings()

    @work(exclusive=True, group="meeting", exit_on_error=False)
    async def _show_meeting(self) -> None:
        now = await self._now()
        if now is None or self.project is None:
            return
        held, before = running(self.project, now), self._meeting
        self._meeting = held
        self.query_one(MeetingBar).show(self.project, held, now)
        if (held is None) != (before is None):
            self.refresh_bindings()
        if held is not None and clock(self.project, held, now).pace is Pace.SOON:
            self._say_once(held, "The last minutes: m goes through what is left, and closes the meeting.")
        left = forgotten(self.project, now)
        typing = self.editing or isinstance(self.app.screen, ModalScreen)
        calm = self.is_current and not typing  # a question of ours must not take the keys of somebody who types
        if held is None and calm and left and left[-1].id not in self._offered:
            self._offered.add(left[-1].id)
            self.close_meeting(left[-1], "Nobody closed this meeting. Close it now, and its minutes can be written?")

    def _say_once(self, meeting: Meeting, words: str) -> None:
        if meeting.id not in self._offered:
            self._offered.add(meeting.id)
            self.notify(words, title=meeting.title, timeout=15, markup=False)

    async def _now(self) -> datetime | None:
        return await self.workbook_app.ask(lambda workbook: workbook.now())

    async def edit(self) -> None:
        """What is opened is what the meeting is about from now on."""
        await self._follow()
        await super().edit()

    async def _follow(self) -> None:
        now = await self._now() if self._meeting is not None else None
        if self._meeting is None or now is None:
            return
        name = self._named_here()
        if name and name != clock(self.shown, self._meeting, now).item:
            await self.carry_out(MarkMeeting(self._meeting.id, "item", name))

    def _named_here(self) -> str:
        kind, _, name = self.key.partition(":")
        return name if kind in ("question", "section") else ""

    # Moving on

    @work
    async def action_next_item(self) -> None:
        """The next item that waits; when none does, the closing."""
        await self._next_item()

    async def go_on(self) -> None:
        """In a meeting, saving leads on along its agenda: to what is discussed next, ready to type."""
        if self._meeting is None:
            await super().go_on()
            return
        await self.close_editor()
        self.workbook_app.flush_drafts()
        self.outline.focus()
        await self._next_item(edit=True)

    async def set_aside(self) -> None:
        """In a meeting, along its agenda, too."""
        if self._meeting is None:
            await super().set_aside()
        else:
            await self._next_item()

    async def _next_item(self, *, edit: bool = False) -> None:
        now = await self._now()
        held = self._meeting
        if held is None or now is None:
            return
        name = next_item(self.shown, held, now)
        if not name:
            self.close_meeting(held, "Nothing on the agenda waits any more.")
            return
        if not await self.carry_out(MarkMeeting(held.id, "item", name)):
            return
        await self._show_item(held, name, edit=edit)

    async def _show_item(self, held: Meeting, name: str, *, edit: bool = False) -> None:
        if name in REVIEWS:
            self._look_back(name)
        elif known_question(self.shown, name) is not None:
            item = held.item(name)
            await self.go(name, edit=edit and item is not None and item.kind == "discuss")
        elif name:
            await self.go_to_line(f"section:{name}")

    @work
    async def _look_back(self, name: str) -> None:
        """What the last meeting left: its actions, or the parking lot."""
        await (self.show_parking() if name == "parking" else self.show_board())

    async def action_more_time(self) -> None:
        """One minute more for what the meeting is at, or for the whole when it is at nothing."""
        now = await self._now()
        if self._meeting is not None and now is not None:
            item = clock(self.shown, self._meeting, now).item
            await self.carry_out(MarkMeeting(self._meeting.id, "more", item, 1))

    async def action_confirm(self) -> None:
        """What is known still holds: of an item that the agenda only wants confirmed, in one key."""
        held, question = self._meeting, self.question
        item = held.item(question.name) if held and question else None
        if held is None or item is None or item.kind != "confirm":
            await super().action_confirm()
            return
        try:
            commands = confirm_item(self.shown, held, item)
        except WorkbookError as error:
            self.workbook_app.show_error(error)
            return
        for command in commands:
            await self.carry_out(command)
        self.action_next_item()

    async def carry_out(self, command: Command) -> bool:
        """In a meeting, what was said to a killer question is shown large for a moment, to be read aloud."""
        done = await super().carry_out(command)
        name = getattr(command, "question", "")
        question = known_question(self.shown, name) if done and self._meeting is not None and name else None
        if question is not None and question.killer:
            self.query_one(ReadBack).say(self.shown, question)
        return done

    # Capturing

    async def capture(self) -> None:
        """One line, kept as an action, a decision, a risk, a parked question or a note."""
        from workbook.tui.screens.capture import CaptureScreen

        self.app.clear_notifications()  # on a small window they would lie on top of the line
        now = await self._now()
        if self.project is None or now is None:
            return
        self.workbook_app.flush_drafts()
        held = running(self.project, now)
        about = self.question.name if self.question else at_question(self.project, held, now)
        title = self.project.question(about).title if about else ""
        kept_line = self.kept_line("capture", "")
        line = await self.app.push_screen_wait(CaptureScreen(self.project, held, title, kept_line))
        if not line:
            return
        captured = understood(self.shown, line, held)
        try:
            command = kept(self.shown, captured, held, about)
        except WorkbookError as error:
            self.workbook_app.show_error(error)
            return
        if await super().carry_out(command):
            kept_line.drop()
            if captured.kind == "decision" and self.app.screen is self:
                self.query_one(ReadBack).decided(captured)
            else:
                self.query_one(ReadBack).go()
                self.notify(captured.echo, title="Kept", timeout=4, markup=False)

    # Opening and closing

    @work
    async def action_meeting(self) -> None:
        """Opens a meeting; offers to close the one that is held."""
        from workbook.tui.screens.meeting_start import MeetingStartScreen

        now = await self._now()
        if self.project is None or now is None:
            return
        held = running(self.project, now)
        if held is not None:
            self.close_meeting(held)
            return
        command = await self.app.push_screen_wait(MeetingStartScreen(self.shown, self._suggested()))
        if command is None:
            return
        project_id = self.shown.id
        recorded = await self.workbook_app.ask(lambda workbook: open_meeting(workbook, project_id, command))
        if recorded is not None:
            self.update(recorded.project)
            self.notify("The clock runs. n goes on, ^o captures, + adds a minute, m closes.", timeout=8, markup=False)
            held = meetings(self.shown)[-1]
            await self._show_item(held, clock(self.shown, held, now).item)

    def _suggested(self) -> str:
        """What a meeting would be about: where the cursor is."""
        kind, _, name = self.here.partition(":")
        if self.question is not None:
            return self.question.instance or self.question.area
        return name.partition("/")[0] if kind in ("area", "section", "gate", "form") else ""

    async def may_leave(self) -> bool:
        """On the way out: whether a meeting that is held goes on without this window; else it is closed first."""
        from workbook.tui.screens.prompt import Confirm

        held = self._meeting
        if held is None:
            return True
        text = "It is still being held. Close it now, with its recap?"
        if not await self.app.push_screen_wait(Confirm(held.title, text, "enter closes it", "esc leaves it open")):
            return True
        self.close_meeting(held)
        return False

    @work
    async def close_meeting(self, meeting: Meeting, why: str = "") -> None:
        """The four steps of the closing; at its end the minutes are offered."""
        from workbook.tui.screens.meeting_close import MeetingCloseScreen, Said
        from workbook.tui.screens.prompt import Confirm

        await self.close_editor()
        self.app.clear_notifications()  # they would lie on top of the list
        if why and not await self.app.push_screen_wait(Confirm(meeting.title, why, "enter closes it")):
            return
        said = Said(self.workbook_app.drafts, self.kept_line("closing", meeting.id).key)
        closed = await self.app.push_screen_wait(MeetingCloseScreen(self.shown, meeting, said))
        await self.refresh_from_store()
        if not closed:
            return
        if await self.app.push_screen_wait(
            Confirm("The minutes", "Write them beside the other documents?", "enter writes")
        ):
            await self.workbook_app.write_document(self.shown, "minutes")
        await self._tidy(find_meeting(self.shown, meeting.id), ask=True)

    @work
    async def action_tidy(self) -> None:
        """The last meeting whose answers nobody read yet."""
        left = last_unread(self.shown) if self.project is not None else None
        if left is None or not await self._tidy(left):
            self.notify("No answer of a meeting is left to read.", markup=False)

    async def _tidy(self, meeting: Meeting, *, ask: bool = False) -> bool:
        """A meeting's answers in their paragraphs. Whether there are some."""
        from workbook.application.tidying import to_tidy
        from workbook.tui.screens.prompt import Confirm
        from workbook.tui.screens.tidy import TidyScreen

        project, cache = self.shown, self.workbook_app.places.cache
        waiting = await self.workbook_app.ask(lambda _workbook: to_tidy(project, meeting, cache))
        if not waiting:
            return waiting is None
        many = f"{len(waiting)} answers now stand" if len(waiting) > 1 else "One answer now stands"
        text = f"{many} in documents. Read how, and keep it or word it anew?"
        later = "esc leaves it for later: r"
        if not ask or await self.app.push_screen_wait(Confirm("Tidy", text, "enter reads", later)):
            await self.app.push_screen_wait(TidyScreen(project, meeting, waiting))
            await self.refresh_from_store()
        return True
