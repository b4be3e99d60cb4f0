"""The rows of a register as a list, and below it one line about the one that the cursor is on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from workbook.domain.answers import Row
from workbook.domain.meetings.agenda import meeting_of_row
from workbook.domain.meetings.meeting import meetings
from workbook.domain.project import Project
from workbook.text import one_line
from workbook.tui.screens.base import OneProjectScreen
from workbook.tui.widgets.lines import Line, Lines
from workbook.tui.words import plain

_NOTHING = "none"
"""The key of the line that stands where no row does."""


class _Rows(Lines):
    """Where Enter leads, and says so."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "choose", "Go there", tooltip="Go to the question that it came from")
    ]

    @property
    def on_a_row(self) -> bool:
        """Whether there is a row under the cursor, and not a word that there is none."""
        return self.key not in ("", _NOTHING)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Enter leads nowhere from an empty list."""
        return self.on_a_row if action == "choose" else super().check_action(action, parameters)


class RegisterScreen(OneProjectScreen):
    """Gives the name of the question that the chosen row came from; empty when it is left."""

    OF_A_ROW: ClassVar[frozenset[str]] = frozenset()
    """The actions that do something with the row under the cursor."""

    CSS_PATH = "register.tcss"
    AUTO_FOCUS = "#rows"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", "Back", tooltip="Back to the project"),
    ]

    def body(self) -> Iterator[Widget]:
        """How many there are, which, and what the one under the cursor is."""
        yield Vertical(
            Static(id="rows-head", markup=False),
            _Rows(id="rows"),
            Static(id="row", markup=False),
            classes="body",
        )

    def on_mount(self) -> None:
        """Those of the project."""
        self._show()

    @on(Lines.Moved)
    def show_the_detail(self, event: Lines.Moved) -> None:
        """Where it came from."""
        event.stop()
        self._show_row()

    @on(Lines.Chosen)
    def go_to_its_question(self, event: Lines.Chosen) -> None:
        """Enter leads to the question that it came from."""
        event.stop()
        question = self._question()
        if question is not None:
            self.dismiss(question)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """What is done with a row is offered where there is one."""
        if action in self.OF_A_ROW:
            return any(rows.on_a_row for rows in self.query(_Rows))
        return super().check_action(action, parameters)

    def action_leave(self) -> None:
        """Back."""
        self.dismiss("")

    def _question(self) -> str | None:
        """The name of the question that the row under the cursor came from; None where no row of this project is."""
        raise AssertionError("every register knows where its rows come from")

    def _about(self) -> Iterable[str]:
        """What is to be known of the row under the cursor, piece by piece; what is empty is left out."""
        raise AssertionError("every register tells of its rows")

    def _show_rows(self, head: str, lines: list[Line], nothing: str) -> None:
        self.query_one("#rows-head", Static).update(Content.styled(head, "$muted"))
        self.query_one(Lines).show(lines or [Line(_NOTHING, Content.styled(nothing, "$muted"))])
        self._show_row()

    def _show_row(self) -> None:
        words = one_line(" · ".join(part for part in self._about() if part), 200)
        self.query_one("#row", Static).update(plain(words, "$muted"))
        self.refresh_bindings()


def noted_in(project: Project, row: Row) -> str:
    """The meeting that a row was noted in, as it is told; empty where there was none."""
    noted = meeting_of_row(project, row)
    return next((f"in {meeting.title}" for meeting in meetings(project) if meeting.id == noted), "")
