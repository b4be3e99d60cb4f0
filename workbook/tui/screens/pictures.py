"""The talk's ten panels and its takeaways, filled in from answers: one project, seen by ten pairs of eyes."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from rich.cells import cell_len, set_cell_size
from textual.binding import Binding, BindingType
from textual.containers import Grid, VerticalScroll
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from workbook.application.side_by_side import fold
from workbook.domain.figures.panel_pairs import Pair, pairs
from workbook.domain.figures.panels import Panel, Source, panels
from workbook.domain.figures.takeaways import Light, takeaways
from workbook.domain.project import Project
from workbook.text import one_line
from workbook.tui.screens.base import OneProjectScreen
from workbook.tui.words import day, plain

_VERDICTS = {"match": ("✓ ", "$success"), "drift": ("▲ ", "$warning"), "missing": ("○ ", "$error")}
_SOURCES, _TOLD = 2, 3
"""Lines of sources in a box, and lines of differences below a pair."""

_LIGHTS = {True: ("● ", "$success"), False: ("○ ", "$warning"), None: ("? ", "$faint")}


class PicturesScreen(OneProjectScreen):
    """Ten boxes in the order of the talk, and the card below them; it scrolls where there is no room for all."""

    ABOUT = (
        "Ten pictures",
        "The ten panels of the talk, filled in from answers: where what was believed and what was found still "
        "match, and where they drifted apart.",
    )
    CSS_PATH = "pictures.tcss"
    AUTO_FOCUS = "#pictures"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,f7", "leave", "Back", key_display="esc", tooltip="Back to the question"),
    ]

    def body(self) -> Iterator[Widget]:
        """A box for each panel, a line for each piece of advice."""
        boxes = (Static(id=f"panel-{panel.number}", classes="panel", markup=False) for panel in panels(self._project))
        lights = (Static(id=f"light-{place}", markup=False) for place, _ in enumerate(takeaways(self._project)))
        side_by_side = Static(id="pairs", markup=False)
        yield VerticalScroll(
            Grid(*boxes, id="panels"), Grid(*lights, id="lights"), side_by_side, id="pictures", classes="body"
        )

    def on_resize(self) -> None:
        """As much of each answer as its box holds, once the screen knows whether it is wide."""
        self.call_after_refresh(self._show)

    def action_leave(self) -> None:
        """Back to where one came from."""
        self.dismiss("")

    def _show(self) -> None:
        project = self._project
        self.show_top("Ten pictures")
        found = panels(project)
        for panel in found:
            box = self.query_one(f"#panel-{panel.number}", Static)
            size = box.content_size
            box.update(_picture(project, panel, size.width, 0 if self.has_class("-narrow") else size.height))
            box.set_class(not panel.says, "empty")
        for place, light in enumerate(takeaways(project)):
            self.query_one(f"#light-{place}", Static).update(_light(light))
        room = max(20, self.app.size.width - 14)
        held = [line for pair in pairs(project, found) for line in _pair(pair, room)]
        self.query_one("#pairs", Static).update(Content("\n").join([Content.styled("Side by side", "bold"), *held]))


def _picture(project: Project, panel: Panel, width: int, height: int) -> Content:
    """A panel as its box holds it, what has no room cut where one sees it; whole where the box grows (`height` 0)."""
    sign, style = _VERDICTS.get(panel.verdict, ("", "$muted"))
    head = [Content.assemble((f"{panel.number} ", "bold $accent"), (panel.title, "bold $secondary"))]
    if panel.verdict:
        head.append(Content.assemble((sign + panel.verdict, style)))
    if panel.kept_back:
        head.append(Content.styled("kept back until the customer has been asked again", "$warning"))
    if panel.ask:
        head.append(Content.styled("Empty. It asks for:", "$faint"))
    if panel.because:
        head.append(Content.styled("Not asked here.", "$faint"))
    told = [(text, "") for text in panel.says]
    told += [(panel.ask, "$muted"), (panel.because, "$muted"), (panel.note, "$muted italic")]
    told = [(text, style) for text, style in told if text]
    texts = [text for text, _ in told]
    sources = fold(" · ".join(_source(project, source) for source in panel.sources), max(width, 2), cell_len)
    if height and width > 1:
        sources = _cut(sources[:_SOURCES], width) if len(sources) > _SOURCES else sources
        taken = sum(len(fold(line.plain, width, cell_len)) for line in [*head, *map(Content, sources)])
        texts = _fitted(texts, width, max(0, height - taken))
    body = [plain(text, style) for text, (_, style) in zip(texts, told, strict=True) if text]
    tail = [plain("\n".join(sources), "$faint")] if panel.sources else []
    return Content("\n").join([*head, *body, *tail])


def _source(project: Project, source: Source) -> str:
    """Which question, who, and when."""
    return f"{source.code or source.title} {source.who}, {day(source.at, project.today)}"


def _pair(pair: Pair, room: int) -> Iterator[Content]:
    """What the two panels say, each on a line, and what else is known of the difference."""
    sign, style = _VERDICTS.get(pair.verdict, ("", "$muted"))
    numbers = f"{pair.first.number:>2} ↔ {pair.second.number:<2}"
    yield Content.assemble((f"{numbers}  {pair.title}  ", "bold $secondary"), (sign + pair.verdict, style))
    for panel in (pair.first, pair.second):
        words = one_line("; ".join(panel.says), room)
        empty = "kept back until the customer has been asked again" if panel.kept_back else "empty"
        yield Content.assemble(
            (f"     {panel.number:>2}  ", "$accent"), plain(words or empty, "" if words else "$faint")
        )
    yield from (plain(f"         {one_line(text, room)}", "$muted italic") for text in pair.told[:_TOLD])
    if len(pair.told) > _TOLD:
        more = f"         and {len(pair.told) - _TOLD} more: mlworkbook pictures"
        yield Content.styled(more, "$faint")


def _fitted(texts: list[str], width: int, height: int) -> list[str]:
    """The texts folded into so many lines in all; those that need few get them, the others share the rest."""
    folded = [fold(text, width, cell_len) for text in texts]
    left = sorted(range(len(folded)), key=lambda place: len(folded[place]))
    while left:
        place = left.pop(0)
        share = min(len(folded[place]), height // (len(left) + 1))
        height -= share
        if share < len(folded[place]):
            folded[place] = _cut(folded[place][:share], width)
    return ["\n".join(lines) for lines in folded]


def _cut(lines: list[str], width: int) -> list[str]:
    """Lines of which the last says that more follows."""
    return [*lines[:-1], *(set_cell_size(line, min(cell_len(line), width - 1)).rstrip() + "…" for line in lines[-1:])]


def _light(light: Light) -> Content:
    return Content.assemble(_LIGHTS[light.lit], (light.title, "bold"), plain(f"  {light.why}", "$muted"))
