"""A page of text that is drawn line by line: showing another text paints it and lays nothing out."""

from __future__ import annotations

from textual.content import Content
from textual.geometry import Region, Size
from textual.reactive import Reactive
from textual.scroll_view import ScrollView
from textual.selection import Selection
from textual.strip import Strip
from textual.visual import Visual

_GAP = 1
"""Columns between the text and its scrollbar."""

WIDEST = 76
"""Columns that a page fills at most: longer lines are hard to read."""


class Page(ScrollView, can_focus=False):
    """Shows one text, wrapped to its width. Its scrollbar keeps its place, so that nothing moves when it is needed."""

    DEFAULT_CSS = """
    Page { height: 1fr; overflow-x: hidden; overflow-y: scroll; scrollbar-size-vertical: 1; }
    """

    virtual_size = Reactive(Size(0, 0), layout=False, repaint=False)

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.auto_links = False  # nothing here is a link, and looking for them costs as much as drawing
        self._about = ""
        self._content = Content("")
        self._strips: list[Strip] | None = None
        self._width = 0

    def show(self, about: str, content: Content) -> None:
        """Shows a text, from its top when it is about something else than the one before."""
        moved = about != self._about
        if not moved and content.is_same(self._content):
            return
        before = len(self._strips or ())
        self._about, self._content, self._strips = about, content, None
        if moved:
            self.scroll_to(y=0, animate=False)
        if self.size:  # else it is drawn once it is laid out
            self._measure()
            self.refresh(Region(0, 0, self.size.width, min(self.size.height, max(before, len(self._lines)))))

    def render(self) -> Content:
        """The whole text, which is what is copied from."""
        return self._content

    def render_lines(self, crop: Region) -> list[Strip]:
        """What is painted now. A page has no border and no padding, so Textual need not draw them at each line."""
        top = self.scroll_offset.y
        strips = self._lines[top + crop.y : top + crop.bottom]
        strips += [Strip.blank(crop.width, self.visual_style.rich_style)] * (crop.height - len(strips))
        ground = self.background_colors[1]
        for line_filter in self.get_line_filters():
            strips = [strip.apply_filter(line_filter, ground) for strip in strips]
        return [strip.crop(crop.x, crop.right) for strip in strips]

    def on_resize(self) -> None:
        """Fits to the new size; it was painted so already."""
        self._measure()

    def notify_style_update(self) -> None:
        """Draws in the new colours."""
        super().notify_style_update()
        self._strips = None

    def selection_updated(self, selection: Selection | None) -> None:
        """Draws what is selected."""
        self._draw_anew()

    @property
    def _lines(self) -> list[Strip]:
        width = self.scrollable_content_region.width
        if self._strips is None or width != self._width:
            self._width, style = width, self.visual_style
            strips = Visual.to_strips(self, self._content, min(max(1, width - _GAP), WIDEST), None, style)
            self._strips = [strip.extend_cell_length(width, style.rich_style) for strip in strips]
        return self._strips

    def _draw_anew(self) -> None:
        self._strips = None
        self._measure()
        self.refresh()

    def _measure(self) -> None:
        """Tells the scrollbar; while all of the text shows, the same as before, and then it is not drawn anew."""
        height = max(len(self._lines), self.size.height)
        self.virtual_size = Size(self.size.width, height)
        self.vertical_scrollbar.window_virtual_size = height
        self.scroll_y = min(self.scroll_y, self.max_scroll_y)
