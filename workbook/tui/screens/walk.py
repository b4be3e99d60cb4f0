"""The whole walk on one screen: where the project stands, what its next gate lacks, who has what, which documents."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from textual import on, work
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.widget import Widget

from workbook.application.export import Exported
from workbook.domain.gates import current_phase
from workbook.domain.project import Project
from workbook.tui.screens.base import OneProjectScreen
from workbook.tui.widgets.files import tally
from workbook.tui.widgets.lines import Lines
from workbook.tui.widgets.steady import Column, Words
from workbook.tui.widgets.walk import detail, rail, walk_lines, who_has_what


class WalkScreen(OneProjectScreen):
    """Gives the key of the line where to go on; empty when it is left."""

    ABOUT = (
        "The walk",
        "The seven phases with their gates, and the two tests. Below stands what the line under the cursor "
        "still lacks, and who has what.",
    )
    CSS_PATH = "walk.tcss"
    AUTO_FOCUS = "#walk-lines"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "open", "Open", tooltip="Go to this phase or test"),
        Binding("space", "next_open", "Next open", tooltip="Go to the next open question"),
        Binding("f4", "documents", "Documents", tooltip="See the documents, and write them"),
        Binding("escape,f5", "leave", "Back", tooltip="Back to the question"),
        Binding(
            "v", "scores", "Scores", tooltip="The scores: what holds them down, how they came about, what is unmet"
        ),
        Binding("f7", "pictures", "Pictures", tooltip="The ten pictures of this project, and its card"),
        Binding("f6", "home", "Projects", show=False, tooltip="All projects"),
    ]

    def body(self) -> Iterator[Widget]:
        """The way, a line for each phase and test, what stands behind the line, who has what, the documents."""
        yield Vertical(
            Words(id="walk-rail", markup=False),
            Lines(id="walk-lines"),
            Horizontal(
                Column(Words(id="walk-detail", markup=False), can_focus=False),
                Column(Words(id="walk-people", markup=False), id="walk-right", can_focus=False),
                id="walk-below",
            ),
            Words(id="walk-documents", markup=False),
            classes="body",
        )

    def __init__(self, project: Project) -> None:
        super().__init__(project)
        self._previews: list[Exported] = []

    def on_mount(self) -> None:
        """Shows the walk; the documents are rendered meanwhile, and again when somebody comes back to this terminal."""
        self._show(f"area:{current_phase(self._project).id}")
        self._look_at_documents()
        self.watch(self.app, "app_focus", self._look_again, init=False)

    def on_resize(self) -> None:
        """The lines fit the width."""
        self._show()

    def show_news(self) -> None:
        """What was recorded changes documents, too."""
        self._show()
        self._look_at_documents()

    @on(Lines.Moved)
    def show_the_detail(self, event: Lines.Moved) -> None:
        """What stands behind the line under the cursor."""
        event.stop()
        self.query_one("#walk-detail", Words).update(detail(self._project, event.key, self.app.size.width))

    @on(Lines.Chosen)
    def go_there(self, event: Lines.Chosen) -> None:
        """Enter goes to the phase, the test or the forms."""
        event.stop()
        self.dismiss(event.key)

    def action_open(self) -> None:
        """Goes to what is under the cursor."""
        self.dismiss(self.query_one(Lines).key)

    def action_next_open(self) -> None:
        """Goes to the next open question of the phase that the project is in."""
        self.dismiss("next:")

    def action_documents(self) -> None:
        """The documents."""
        self.dismiss("documents:")

    def action_pictures(self) -> None:
        """The ten panels of the talk, and its takeaways."""
        self.dismiss("pictures:")

    def action_scores(self) -> None:
        """The scorecard."""
        self.dismiss("scores:")

    def action_home(self) -> None:
        """All projects."""
        self.dismiss("home:")

    def action_leave(self) -> None:
        """Back to where one came from."""
        self.dismiss("")

    def _show(self, key: str = "") -> None:
        project, width = self._project, self.app.size.width
        self.show_top("The walk")
        way = rail(project, width)
        self.query_one("#walk-rail", Words).update(way)
        self.query_one("#walk-rail", Words).display = bool(way.plain)
        lines = self.query_one(Lines)
        lines.show(walk_lines(project, width), key)
        self.query_one("#walk-detail", Words).update(detail(project, lines.key, width))
        self.query_one("#walk-people", Words).update(who_has_what(project))

    def _look_again(self, focused: bool) -> None:
        if focused:
            self._look_at_documents()

    @work(exclusive=True, group="documents")
    async def _look_at_documents(self) -> None:
        previews = await self.workbook_app.previews(self._project)
        if previews is not None and self.is_mounted:
            self._previews = previews
            self._show_documents()

    def _show_documents(self) -> None:
        if self._previews:
            words = tally(preview.state for preview in self._previews)
            self.query_one("#walk-documents", Words).update(words)
