"""The talk's ten panels and its takeaways, filled in from answers: one project, seen by ten pairs of eyes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.containers import Grid, VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from workbook.domain.figures.panels import Panel, panels
from workbook.domain.figures.takeaways import Light, takeaways
from workbook.domain.project import Project
from workbook.text import one_line
from workbook.tui.screens.base import WorkbookScreen, is_news
from workbook.tui.words import plain

_VERDICTS = {"match": ("✓ ", "$success"), "drift": ("▲ ", "$warning"), "missing": ("○ ", "$error")}
_WIDE_ROOM, _ROOM = 90, 190
_LIGHTS = {True: ("● ", "$success"), False: ("○ ", "$warning"), None: ("? ", "$faint")}


class PicturesScreen(WorkbookScreen):
    """Ten boxes in the order of the talk, and the card below them; it scrolls where there is no room for all."""

    CSS_PATH = "pictures.tcss"
    AUTO_FOCUS = "#pictures"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,f7", "leave", "Back", key_display="esc", tooltip="Back to the question"),
    ]

    def __init__(self, project: Project) -> None:
        super().__init__()
        self._project = project

    def body(self) -> Iterator[Widget]:
        """A box for each panel, a line for each piece of advice."""
        boxes = (Static(id=f"panel-{panel.number}", classes="panel", markup=False) for panel in panels(self._project))
        lights = (Static(id=f"light-{place}", markup=False) for place, _ in enumerate(takeaways(self._project)))
        yield VerticalScroll(Grid(*boxes, id="panels"), Grid(*lights, id="lights"), id="pictures", classes="body")

    def on_mount(self) -> None:
        """Fills the boxes."""
        self._show()

    def on_resize(self) -> None:
        """As much of each answer as its box holds."""
        self._show()

    async def refresh_from_store(self) -> None:
        """What another process recorded appears."""
        project_id = self._project.id
        project = await self.workbook_app.ask(lambda workbook: workbook.project(project_id))
        if project is not None and is_news(self._project, project):
            self._project = project
            self._show()

    def action_leave(self) -> None:
        """Back to where one came from."""
        self.dismiss("")

    @property
    def _room(self) -> int:
        """How many letters a box holds below its title; 0 where it grows with them. Documents tell all of it."""
        return _WIDE_ROOM if self.has_class("-wide") else 0 if self.has_class("-narrow") else _ROOM

    def _show(self) -> None:
        project = self._project
        demo = ("   sample, a scratch copy", "$warning") if self.workbook_app.demo else ""
        title = one_line(project.name, 24 if self.app.size.width < 80 else 60)
        self.set_top((title, "bold $primary"), (f"  {project.cycle.title}   Ten pictures", "$muted"), demo)
        for panel in panels(project):
            box = self.query_one(f"#panel-{panel.number}", Static)
            box.update(_picture(panel, self._room))
            box.set_class(not panel.says, "empty")
        for place, light in enumerate(takeaways(project)):
            self.query_one(f"#light-{place}", Static).update(_light(light))


def _picture(panel: Panel, room: int) -> Content:
    """A panel's words; where room is given, its answers and the note share it."""
    share = room // (len(panel.says) + bool(panel.note)) if panel.says else room
    sign, style = _VERDICTS.get(panel.verdict, ("", "$muted"))
    lines = [Content.assemble((f"{panel.number} ", "bold $accent"), (panel.title, "bold $secondary"))]
    if panel.verdict:
        lines.append(Content.assemble((sign + panel.verdict, style)))
    if panel.kept_back:
        lines.append(Content.styled("kept back until the customer has been asked again", "$warning"))
    lines += [plain(one_line(text, share) if room else text) for text in panel.says]
    if panel.ask:
        lines += [Content.styled("Empty. It asks for:", "$faint"), plain(panel.ask, "$muted")]
    if panel.note:
        lines.append(plain(one_line(panel.note, share), "$muted italic"))
    return Content("\n").join(lines)


def _light(light: Light) -> Content:
    return Content.assemble(_LIGHTS[light.lit], (light.title, "bold"), plain(f"  {light.why}", "$muted"))
