"""Which projects to compare: found while typing, ticked with Enter."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from workbook.application.workbook import ProjectRow
from workbook.text import one_line
from workbook.tui.editors.line_input import LineInput
from workbook.tui.widgets.lines import Line, Lines
from workbook.tui.words import plain

_FOUND = 200
"""More lines than these nobody looks through: another word finds the right one."""


class PickScreen(ModalScreen[str]):
    """Gives the ids of those that are ticked, with blanks between; empty when it is left.

    Args:
        rows: every project, as home lists it.
        ticked: the ids of those that are compared now.
    """

    CSS_PATH = "goto.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "move(1)", "Down", show=False),
        Binding("up", "move(-1)", "Up", show=False),
        Binding("ctrl+s", "take", "Compare", tooltip="Compare those that are ticked"),
        Binding("escape", "leave", "Leave"),
    ]

    def __init__(self, rows: Sequence[ProjectRow], ticked: Sequence[str]) -> None:
        super().__init__()
        self._rows = rows
        self._ticked = [id for id in ticked if id]

    def compose(self) -> ComposeResult:
        """A line to type in, what it finds, how many are ticked."""
        with Vertical(classes="dialog"):
            yield LineInput(placeholder="Words of a project's name")
            yield Lines(id="found")
            yield Static(id="picked", classes="hint", markup=False)

    def on_mount(self) -> None:
        """Every project, those that are ticked first."""
        self._find()

    @on(Input.Changed)
    def find_what_is_typed(self, event: Input.Changed) -> None:
        """Finds while typing."""
        event.stop()
        self._find()

    @on(Input.Submitted)
    @on(Lines.Chosen)
    def tick(self, event: Input.Submitted | Lines.Chosen) -> None:
        """Enter, or a click, ticks the project under the cursor, or takes its tick away."""
        event.stop()
        id = self.query_one(Lines).key
        if id in self._ticked:
            self._ticked.remove(id)
        elif id:
            self._ticked.append(id)
        self._find(stay=True)

    def action_move(self, by: int) -> None:
        """The arrows move the cursor while the line keeps the focus."""
        self.query_one(Lines).action_move(by)

    def action_take(self) -> None:
        """Those that are ticked; with none, everything stays as it was."""
        self.dismiss(" ".join(self._ticked))

    def action_leave(self) -> None:
        """Nothing changes."""
        self.dismiss("")

    def _find(self, *, stay: bool = False) -> None:
        lines = self.query_one(Lines)
        shown = list(self._lines(self.query_one(Input).value.casefold().split()))
        lines.show(shown, lines.key if stay else next((line.key for line in shown), ""))
        words = f"{len(self._ticked)} ticked.  enter ticks, ctrl+s compares, esc leaves"
        self.query_one("#picked", Static).update(words)

    def _lines(self, words: Sequence[str]) -> Iterator[Line]:
        found = [row for row in self._rows if all(word in row.name.casefold() for word in words)]
        for row in found[:_FOUND]:
            sign = ("[✓] ", "$success") if row.id in self._ticked else ("[ ] ", "$muted")
            yield Line(
                row.id, Content.assemble(sign, plain(one_line(row.name))), plain(f"{row.changed_at[:10]} ", "$faint")
            )
        if len(found) > _FOUND:
            yield Line("", Content.styled(f"    and {len(found) - _FOUND} more: type a word of the name", "$muted"))
