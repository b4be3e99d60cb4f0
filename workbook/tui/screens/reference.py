"""The pages to look things up in: what this is, and how the four companies of the talk did."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import ClassVar

from rich.cells import cell_len
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from workbook import __version__
from workbook.application import side_by_side
from workbook.application.reference import Page, pages
from workbook.tui.words import plain


class ReferenceScreen(ModalScreen[None]):
    """All pages below each other; the arrows scroll."""

    GIVES_WAY: ClassVar[bool] = True
    CSS_PATH = "reference.tcss"
    AUTO_FOCUS = "#pages"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,f8,q", "leave", "Leave")]

    def compose(self) -> ComposeResult:
        """The pages, in the order of their file."""
        with Vertical(classes="dialog"):
            with VerticalScroll(id="pages"):
                yield Static(id="pages-text", markup=False)
            yield Static("esc leaves", classes="hint", markup=False)

    def on_resize(self) -> None:
        """The tables fit the width."""
        room = self.query_one("#pages").scrollable_content_region.width - 3
        parts = [part for page in pages() for part in (*_page(page, room), Content(""))]
        version = Content.styled(f"mlworkbook {__version__}", "bold $primary")
        self.query_one("#pages-text", Static).update(Content("\n").join([version, Content(""), *parts[:-1]]))

    def action_leave(self) -> None:
        """Back."""
        self.dismiss()


def _page(page: Page, room: int) -> Iterator[Content]:
    slide = f"  the talk, {page.slide}" if page.slide else ""
    yield Content.assemble((page.title, "bold $secondary"), (slide, "$faint"))
    for number, text in enumerate(page.says):
        yield from ([Content("")] if number else [])
        yield plain(text)
    if page.rows:
        yield Content("")
        yield from _table((page.columns, *page.rows), room)
    for lost in page.lost:
        yield plain(f"? {lost.title}", "$warning")
        yield plain(f"  {'; '.join(lost.says)}", "$muted")
    for text in page.notes:
        yield Content("")
        yield plain(text, "$faint")


def _table(table: Sequence[Sequence[str]], room: int) -> Iterator[Content]:
    """The rows in columns; where there is no room for them, one cell under the other."""
    widths = side_by_side.widths(table, room, cell_len)
    for number, row in enumerate(table):
        if widths:
            for line in side_by_side.lines(row, widths, cell_len):
                yield Content.assemble(plain(line[0], "bold"), plain("  " + "  ".join(line[1:]), _style(number)))
        elif number:
            yield plain(row[0], "bold")
            yield from (plain(f"  {head}: {cell}") for head, cell in zip(table[0][1:], row[1:], strict=True))


def _style(number: int) -> str:
    return "" if number else "$accent"
