"""The parking lot: what was parked and still waits; answered with what came of it, or dropped."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import ClassVar

from textual import on, work
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from workbook.application import typed
from workbook.domain.answers import Row, is_open
from workbook.domain.meetings.agenda import meeting_of_row, parked_title, times_carried
from workbook.domain.meetings.meeting import known_question, meetings
from workbook.domain.primitives import Ref
from workbook.errors import WorkbookError
from workbook.text import one_line
from workbook.tui.screens.base import OneProjectScreen
from workbook.tui.screens.prompt import Prompt
from workbook.tui.widgets.lines import Line, Lines
from workbook.tui.words import plain

_TABLE = "parking"


class ParkingScreen(OneProjectScreen):
    """Gives the name of the question that the chosen item came up at; empty when it is left."""

    CSS_PATH = "parking.tcss"
    AUTO_FOCUS = "#parked"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", "Back", tooltip="Back to the project"),
        Binding("x", "answered", "Answered", tooltip="It is answered, with what came of it"),
        Binding("delete", "drop", "Drop", tooltip="Nobody needs it any more"),
    ]

    def body(self) -> Iterator[Widget]:
        """What waits, and where the one under the cursor came up."""
        yield Vertical(
            Static(id="parked-head", markup=False),
            Lines(id="parked"),
            Static(id="parked-item", markup=False),
            classes="body",
        )

    def on_mount(self) -> None:
        """Those of the project."""
        self._show()

    @on(Lines.Moved)
    def show_the_detail(self, event: Lines.Moved) -> None:
        """Where it came up."""
        event.stop()
        self._detail()

    @on(Lines.Chosen)
    def go_to_its_question(self, event: Lines.Chosen) -> None:
        """Enter leads to the question that it came up at."""
        event.stop()
        row = self._chosen
        if row is not None:
            self.dismiss(row.text("question"))

    def action_leave(self) -> None:
        """Back."""
        self.dismiss("")

    @work
    async def action_answered(self) -> None:
        """What came of it is asked for; it stays in the history of the item."""
        row = self._chosen
        if row is None:
            return
        title = f"What came of “{one_line(parked_title(self._project, row), 50)}”?"
        outcome = await self.app.push_screen_wait(Prompt(title, empty=False))
        if outcome:
            await self._change(row, {"status": "answered", "outcome": outcome})

    async def action_drop(self) -> None:
        """It waits no longer."""
        row = self._chosen
        if row is not None:
            await self._change(row, {"status": "dropped"})

    async def _change(self, row: Row, texts: Mapping[str, str]) -> None:
        try:
            command = typed.row(self._project, _TABLE, dict(texts), row.id)
        except WorkbookError as error:
            self.workbook_app.show_error(error)
            return
        recorded = await self.workbook_app.record(self._project.id, command)
        if recorded is not None:
            self._project = recorded.project
            self._show()

    # What is shown

    @property
    def _chosen(self) -> Row | None:
        key = self.query_one(Lines).key
        return next((row for row in self._project.rows(_TABLE) if row.id == key), None)

    def _show(self) -> None:
        self.show_top("Parking lot")
        rows = self._project.rows(_TABLE)
        waiting = [row for row in rows if is_open(row)]
        head = f"{len(waiting)} parked, {len(rows) - len(waiting)} answered or dropped"
        self.query_one("#parked-head", Static).update(Content.styled(head, "$muted"))
        nothing = Line("none", Content.styled("Nothing is parked. ^o and p parks a question.", "$muted"))
        self.query_one(Lines).show([self._line(row) for row in waiting] or [nothing])
        self._detail()

    def _line(self, row: Row) -> Line:
        raised = row.values.get("raised-by")
        who = one_line(self._project.person(raised.row), 20) if isinstance(raised, Ref) else ""
        left = Content.assemble(("P ", "$accent"), plain(one_line(parked_title(self._project, row), 90)))
        return Line(row.id, left, plain(who, "$muted"))

    def _detail(self) -> None:
        row = self._chosen
        parts: list[str] = []
        if row is not None:
            origin, carried = known_question(self._project, row.text("question")), times_carried(self._project, row)
            noted = meeting_of_row(self._project, row)
            parts = [
                parked_title(self._project, row),
                f"came up at {origin.title}" if origin else "",
                next((f"in {meeting.title}" for meeting in meetings(self._project) if meeting.id == noted), ""),
                f"still parked after {carried} meetings" if carried > 1 else "",
            ]
        words = one_line(" · ".join(part for part in parts if part), 200)
        self.query_one("#parked-item", Static).update(plain(words, "$muted"))
