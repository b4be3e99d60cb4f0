"""Projects side by side: in everything from afar, or in one test; beside the four companies of the talk on a key."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, ClassVar

from textual import on, work
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from workbook.application.comparing import chosen, compare
from workbook.application.workbook import Workbook
from workbook.text import one_line
from workbook.tui.screens.base import WorkbookScreen
from workbook.tui.widgets.comparison import LEGEND, Frame, Rows, frame, heads, notes, row_lines
from workbook.tui.widgets.lines import Lines


class CompareScreen(WorkbookScreen):
    """Begins with the usual projects; other ones can be picked."""

    GIVES_WAY: ClassVar[bool] = True
    ABOUT = (
        "Compare",
        "Projects side by side, and the four companies of the talk beside them.",
    )
    CSS_PATH = "compare.tcss"
    AUTO_FOCUS = "#compare-rows"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("p", "pick", "Projects", tooltip="Pick the projects to compare"),
        Binding("i", "next_test", "Next test", tooltip="Compare in everything, in the Joel Test, in the ML Test Score"),
        Binding("t", "talk", "The talk", tooltip="With the four companies of the talk, and without them"),
        Binding("right,l", "column(1)", "More", key_display="→", tooltip="Columns further to the right"),
        Binding("left,h", "column(-1)", "Columns further to the left", show=False, tooltip="Columns further left"),
        Binding("escape,c", "leave", "Back", key_display="esc", tooltip="Back to all projects"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._ids: Sequence[str] = ()
        self._tests: Sequence[tuple[str, str]] = ()
        self._test = 0
        self._with_talk = False
        self._first = 0
        self._report: dict[str, Any] | None = None

    def body(self) -> Iterator[Widget]:
        """The names, the rows, what the asterisks of a row stand for, what the signs mean."""
        yield Vertical(
            Static(id="compare-heads", markup=False),
            Rows(id="compare-rows"),
            Static(id="compare-notes", markup=False),
            Static(id="compare-legend", markup=False),
            classes="body",
        )

    def on_mount(self) -> None:
        """The projects are read once the screen stands."""
        self.set_top(("Compare", "bold $primary"), ("  reading …", "$muted"))
        self._load()

    def on_resize(self) -> None:
        """As many columns as there is room for."""
        self._show()

    async def refresh_from_store(self) -> None:
        """What another process recorded appears."""
        self._load()

    @on(Lines.Moved)
    def show_the_notes(self, event: Lines.Moved) -> None:
        """What the asterisks of the row under the cursor stand for."""
        event.stop()
        self._show_notes()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Columns move where some are out of sight."""
        if action == "column":
            return self._report is not None and self._frame.room < self._frame.of
        return super().check_action(action, parameters)

    def action_next_test(self) -> None:
        """Everything, then each test."""
        self._test = (self._test + 1) % (len(self._tests) + 1)
        self._load()

    def action_talk(self) -> None:
        """The companies of the talk come or go."""
        self._with_talk = not self._with_talk
        self._load()

    def action_column(self, by: int) -> None:
        """The columns one further."""
        self._first = max(0, self._frame.first + by)
        self._show()

    @work
    async def action_pick(self) -> None:
        """Other projects."""
        from workbook.tui.screens.picking import PickScreen

        rows = await self.workbook_app.ask(lambda workbook: workbook.listed())
        if rows is not None and self._report is not None:
            picked = await self.app.push_screen_wait(PickScreen(rows, [p["id"] for p in self._report["projects"]]))
            if picked:
                self._ids, self._first = picked.split(), 0
                self._load()

    def action_leave(self) -> None:
        """Back to where one came from."""
        self.dismiss("")

    @work(exclusive=True, group="compare")
    async def _load(self) -> None:
        ids, place, with_talk = self._ids, self._test, self._with_talk

        def read(workbook: Workbook) -> tuple[dict[str, Any], list[tuple[str, str]]]:
            tests = [(instrument.id, instrument.title) for instrument in workbook.pack.instruments]
            test = tests[place - 1][0] if place else ""
            found = chosen(workbook, ids, test)
            return compare(found.projects, test, with_talk=with_talk, left_out=found.left_out), tests

        found = await self.workbook_app.ask(read)
        if found is not None and self.is_mounted:
            self._report, self._tests = found
            self._show()

    @property
    def _frame(self) -> Frame:
        assert self._report is not None
        width = self.query_one("#compare-rows").scrollable_content_region.width or self.app.size.width - 4
        return frame(self._report, width, self._first)

    def _show(self) -> None:
        report = self._report
        if report is None:
            return
        found = self._frame
        title = self._tests[self._test - 1][1] if self._test else "from afar"
        of = f" of {found.of}" if found.of > found.room else ""
        span = f"{found.first + 1} to {found.first + found.room}{of}" if found.of > 1 else "1"
        how = ", p picks" if self.app.size.width >= 80 else ""
        words = f"{report['left_out']} left out{how}" if report["left_out"] else ""
        told = (f"  {one_line(title, 24)}   columns {span}", "$muted")
        self.set_top(("Compare", "bold $primary"), told, state=Content.styled(words, "$warning"))
        self.query_one("#compare-heads", Static).update(heads(report, found))
        self.query_one(Rows).show(row_lines(report, found))
        legend = "   ".join(LEGEND) if self.app.size.width >= 80 else " ".join(LEGEND)
        self.query_one("#compare-legend", Static).update(Content.styled(legend, "$faint"))
        self._show_notes()
        self.refresh_bindings()

    def _show_notes(self) -> None:
        if self._report is not None:
            self.query_one("#compare-notes", Static).update(notes(self._report, self.query_one(Rows).key, self._frame))
