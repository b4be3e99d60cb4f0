"""The parking lot: what was parked and still waits; answered with what came of it, or dropped."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import ClassVar

from textual import work
from textual.binding import Binding, BindingType
from textual.content import Content

from workbook.application import typed
from workbook.domain.answers import Row, is_open
from workbook.domain.meetings.agenda import parked_title, times_carried
from workbook.domain.meetings.meeting import known_question
from workbook.domain.primitives import Ref
from workbook.errors import WorkbookError
from workbook.text import one_line
from workbook.tui.screens.prompt import Prompt
from workbook.tui.screens.register import RegisterScreen, noted_in
from workbook.tui.widgets.lines import Line, Lines
from workbook.tui.words import plain

_TABLE = "parking"


class ParkingScreen(RegisterScreen):
    """Gives the name of the question that the chosen item came up at; empty when it is left."""

    ABOUT = (
        "Parking lot",
        "What came up and was put off, so that the talk could go on: each waits here until somebody answers it, or "
        "nobody needs it any more.",
    )
    OF_A_ROW = frozenset(("answered", "drop"))
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("x", "answered", "Answered", tooltip="It is answered, with what came of it"),
        Binding("delete", "drop", "Drop", tooltip="Nobody needs it any more"),
    ]

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

    def _question(self) -> str | None:
        row = self._chosen
        return row.text("question") if row is not None else None

    def _show(self) -> None:
        self.show_top("Parking lot")
        rows = self._project.rows(_TABLE)
        waiting = [row for row in rows if is_open(row)]
        head = f"{len(waiting)} parked, {len(rows) - len(waiting)} answered or dropped"
        lines = [self._line(row) for row in waiting]
        self._show_rows(head, lines, "Nothing is parked. ^o and p parks a question.")

    def _line(self, row: Row) -> Line:
        raised = row.values.get("raised-by")
        who = one_line(self._project.person(raised.row), 20) if isinstance(raised, Ref) else ""
        left = Content.assemble(("P ", "$accent"), plain(one_line(parked_title(self._project, row), 90)))
        return Line(row.id, left, plain(who, "$muted"))

    def _about(self) -> Iterator[str]:
        row = self._chosen
        if row is None:
            return
        origin, carried = known_question(self._project, row.text("question")), times_carried(self._project, row)
        yield parked_title(self._project, row)
        yield f"came up at {origin.title}" if origin else ""
        yield noted_in(self._project, row)
        yield f"still parked after {carried} meetings" if carried > 1 else ""
