"""What every screen has: a top line, a footer of at most seven keys, and a word when there is no room."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar, cast

from textual import events, on
from textual.content import Content
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Static

from workbook.domain.project import Project
from workbook.text import one_line
from workbook.tui.host import Host
from workbook.tui.widgets.key_bar import KeyBar
from workbook.tui.widgets.meeting_bar import TickingBar

TOO_SMALL = (
    "This window is too small.\n\nMake it at least 40 columns by 14 lines,\nor zoom out.\nWhat you typed is kept."
)

NOTHING = Content("")

_EDGES = 4
"""The columns that the top line leaves free at its sides."""


class WorkbookScreen(Screen[str]):
    """A screen with the parts that all share. Its own part has the class `body`."""

    @property
    def workbook_app(self) -> Host:
        """The app, typed."""
        return cast(Host, self.app)

    ABOUT: ClassVar[tuple[str, str]] = ("Keys", "")
    """What the screen is called in its help, and what it is for."""

    def __init__(self) -> None:
        super().__init__()
        self._top = (Content(""), Content(""))
        stylesheet = self.app.stylesheet
        for path in self.css_path:
            if not stylesheet.has_source(str(path)):  # else Textual would parse all other files anew with it
                stylesheet.read(path)
        self.add_class(*_breakpoints(self.workbook_app), update=False)  # it would do so once all styles are found

    def compose(self) -> Iterator[Widget]:
        """Top line, body, footer."""
        yield Static(id="top", markup=False)
        yield from self.body()
        yield Static(TOO_SMALL, id="too-small", markup=False)
        yield KeyBar()

    def body(self) -> Iterator[Widget]:
        """The screen's own widgets, each with the class `body`."""
        raise AssertionError("every screen has a body")

    @property
    def still_there(self) -> bool:
        """Whether there is anything to show news on: while the workbook is asked, people leave the screen, or all."""
        return self.is_attached and self.app.is_running

    def keep_typed(self) -> None:
        """Notes what stands in open fields as drafts; for the way out, which overtakes the messages about changes."""

    @on(events.Mount)
    def _heed_what_can_be_recorded(self) -> None:
        self.watch(self.app, "only_reads", self._fit_top, init=False)

    def on_resize(self) -> None:
        """The top line fits the width."""
        self._fit_top()

    def set_top(self, *parts: str | tuple[str, str] | Content, state: Content = NOTHING) -> None:
        """Shows the top line.

        Args:
            parts: where we are, from the left; cut where there is no room.
            state: what must never be cut, at the right edge.
        """
        top = (Content.assemble(*parts), state)
        if not all(now.is_same(before) for now, before in zip(top, self._top, strict=True)):
            self._top = top
            self._fit_top()

    def _fit_top(self) -> None:
        where, state = self._top
        if self.workbook_app.only_reads:
            state = Content.assemble(("read only", "$warning"), "   " if state.plain else "", state)
        room = self.app.size.width - _EDGES
        where = where.truncate(max(0, room - state.cell_length - (2 if state.plain else 0)), ellipsis=True)
        gap = " " * max(0, room - where.cell_length - state.cell_length)
        self.query_one("#top", Static).update(Content.assemble(where, gap, state), layout=False)


def _breakpoints(app: Host) -> Iterator[str]:
    """The classes that say how wide and how high the window is."""
    for breakpoints, length in (
        (app.HORIZONTAL_BREAKPOINTS, app.size.width),
        (app.VERTICAL_BREAKPOINTS, app.size.height),
    ):
        yield max((least, name) for least, name in breakpoints or () if least <= length)[1]


class Ground(WorkbookScreen):
    """A screen that others lie above, from where one can go to any line of a project."""

    async def project_here(self) -> Project | None:
        """The project that is shown, or that the cursor is on; None where there is none."""
        raise AssertionError("every such screen knows its project")

    async def go_to_key(self, project: Project, key: str) -> None:
        """To a line of its outline (see `Outline`)."""
        raise AssertionError("every such screen goes")


class OneProjectScreen(WorkbookScreen):
    """A screen that shows one project and keeps up with it."""

    GIVES_WAY: ClassVar[bool] = True
    """Nothing typed is lost when somebody goes elsewhere from here (see `workbook.tui.going`)."""

    def __init__(self, project: Project) -> None:
        super().__init__()
        self._project = project

    def compose(self) -> Iterator[Widget]:
        """The line of a meeting below the top line: whatever people look at, its clock is there."""
        for widget in super().compose():
            yield widget
            if widget.id == "top":
                yield TickingBar(lambda: self._project)

    async def refresh_from_store(self) -> None:
        """What another process recorded appears, and a new day."""
        project_id = self._project.id
        project = await self.workbook_app.ask(lambda workbook: workbook.project(project_id))
        if project is not None and self.still_there and is_news(self._project, project):
            self._project = project
            self.show_news()

    def show_news(self) -> None:
        """Shows the project anew after something was recorded, or a day began."""
        self._show()

    def show_top(self, what: str) -> None:
        """Shows the top line: the project, its version, and what this screen is."""
        demo = ("   sample, a scratch copy", "$warning") if self.workbook_app.demo else ""
        title = one_line(self._project.name, 24 if self.app.size.width < 80 else 60)
        self.set_top((title, "bold $primary"), (f"  {self._project.cycle.title}   {what}", "$muted"), demo)

    def _show(self) -> None:
        raise AssertionError("every such screen shows its project")


def is_news(shown: Project, project: Project) -> bool:
    """Whether a project is another than the one on the screen: more was recorded, or a new day began."""
    return len(project.ledger) != len(shown.ledger) or project.today != shown.today
