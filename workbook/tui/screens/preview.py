"""The documents as they would be written now, beside what stands in the repository."""

from __future__ import annotations

from typing import ClassVar, cast

from rich.markdown import Markdown
from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from workbook.application.export import Exported
from workbook.domain.project import Project
from workbook.tui.host import Host
from workbook.tui.widgets.files import SIGNS
from workbook.tui.widgets.lines import Line, Lines
from workbook.tui.widgets.markdown import rendered
from workbook.tui.widgets.meeting_bar import TickingBar
from workbook.tui.words import plain

_AROUND = 6
"""Columns that the frame takes."""


class PreviewScreen(ModalScreen[None]):
    """Shows each document; writes one, or all."""

    GIVES_WAY: ClassVar[bool] = True
    CSS_PATH = "preview.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape,f4", "leave", "Leave"),
        Binding("w", "write", "Write", tooltip="Write this document"),
        Binding("W", "write_all", "Write all", tooltip="Write every document"),
        Binding("tab", "switch", "Text / difference", tooltip="Between the document and what would change"),
    ]

    def __init__(self, project: Project) -> None:
        super().__init__()
        self._project = project
        self._previews: dict[str, Exported] = {}
        self._diff = False

    def compose(self) -> ComposeResult:
        """The documents on the left, one of them on the right."""
        yield TickingBar(lambda: self._project)
        with Vertical(classes="dialog"):
            yield Static(id="preview-title", classes="title", markup=False)
            with Horizontal():
                yield Lines(id="documents")
                with VerticalScroll(id="page"):
                    yield Static("…", id="page-text", markup=False)
            yield Static("w writes it   W all   tab the difference   esc leaves", classes="hint", markup=False)

    def on_mount(self) -> None:
        """Renders on the store's thread; nothing waits for it."""
        self._render_all()

    @work
    async def _render_all(self) -> None:
        previews = await self._app.previews(self._project)
        if previews is None:
            return
        self._previews = {preview.document: preview for preview in previews}
        lines = self.query_one(Lines)
        lines.show(_lines(previews))
        lines.focus()
        self._show(lines.key)

    @on(Lines.Moved)
    def show_the_document(self, event: Lines.Moved) -> None:
        """The document under the cursor."""
        event.stop()
        self._show(event.key)

    def action_switch(self) -> None:
        """Between the document and what a write would change."""
        self._diff = not self._diff
        self._show(self.query_one(Lines).key)

    @work
    async def action_write(self) -> None:
        """Writes the document under the cursor."""
        document = self.query_one(Lines).key
        if document and self._previews[document].state != "leftover":
            await self._app.write_document(self._project, document)
            self._render_all()

    @work
    async def action_write_all(self) -> None:
        """Writes every document, and says it in one line."""
        if self._previews:
            await self._app.write_documents(self._project)
            self._render_all()

    def action_leave(self) -> None:
        """Back to the question."""
        self.dismiss()

    @property
    def _app(self) -> Host:
        return cast(Host, self.app)

    def _show(self, document: str) -> None:
        preview = self._previews.get(document)
        if preview is None:
            return
        sign, style, words = SIGNS[preview.state]
        room = self.app.size.width * 96 // 100 - _AROUND - len(words) - 5
        path = self._app.shown_path(preview.path)
        path = path if len(path) <= room else f"…{path[1 - room :]}"  # the end says which document it is
        title = Content.assemble(plain(path, "bold"), (f"   {sign} {words}", style))
        self.query_one("#preview-title", Static).update(title)
        text = _coloured(preview.diff) if self._diff else _page(preview)
        self.query_one("#page-text", Static).update(text)
        self.query_one("#page", VerticalScroll).scroll_home(animate=False)


def _lines(previews: list[Exported]) -> list[Line]:
    """What is alone of its kind first, then each kind below its name."""
    lines = [_line(preview, preview.title) for preview in previews if not preview.group]
    for group in dict.fromkeys(preview.group for preview in previews if preview.group):
        mine = [preview for preview in previews if preview.group == group]
        heading = Content.assemble((group, "bold $secondary"), (f"  {len(mine)}", "$muted"))
        lines += [Line("", Content("")), Line("", heading), *(_line(preview, preview.short) for preview in mine)]
    return lines


def _line(preview: Exported, name: str) -> Line:
    sign, style, _ = SIGNS[preview.state]
    return Line(preview.document, Content.assemble((f"{sign} ", style), plain(name)))


def _page(preview: Exported) -> Markdown | Content:
    """The document as it reads; a sheet as the lines that it is."""
    return rendered(preview.text) if preview.path.suffix == ".md" else plain(preview.text)


def _coloured(diff: str) -> Content:
    styles = {"+": "$success", "-": "$error", "@": "$primary"}
    lines = [plain(line, styles.get(line[:1], "$muted")) for line in diff.splitlines()]
    return Content("\n").join(lines) if lines else Content.styled("Nothing would change.", "$muted")
