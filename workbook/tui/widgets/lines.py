"""A list of lines with a cursor, drawn line by line: as quick with five thousand as with five."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar, NamedTuple

from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.geometry import Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.style import Style
from textual.visual import Visual


class Line(NamedTuple):
    """One line.

    Attributes:
        key: says which line this is; empty for one that the cursor passes over.
        left, right: what stands at either end; the left gives way where room is short.
    """

    key: str
    left: Content
    right: Content = Content("")


class Lines(ScrollView, can_focus=True):
    """Shows lines and moves a cursor over them."""

    COMPONENT_CLASSES: ClassVar[set[str]] = {"lines--cursor", "lines--cursor-away"}

    DEFAULT_CSS = """
    Lines {
        height: 1fr; scrollbar-size-vertical: 1; overflow-x: hidden;
        & .lines--cursor { background: $here; text-style: bold; }
        & .lines--cursor-away { background: $panel; }
    }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up,k", "move(-1)", "Up", show=False),
        Binding("down,j", "move(1)", "Down", show=False),
        Binding("pageup", "page(-1)", "Page up", show=False),
        Binding("pagedown", "page(1)", "Page down", show=False),
        Binding("home", "edge(0)", "First", show=False),
        Binding("end", "edge(-1)", "Last", show=False),
        Binding("enter", "choose", "Open"),
    ]

    class _AboutLine(Message):
        """Something about one line."""

        def __init__(self, lines: Lines, key: str) -> None:
            super().__init__()
            self.lines = lines
            self.key = key

        @property
        def control(self) -> Lines:
            """The list."""
            return self.lines

    class Moved(_AboutLine):
        """The cursor stands on another line."""

    class Chosen(_AboutLine):
        """Enter, or a click, on a line."""

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self._keys: Sequence[str] = ()
        self._line: Callable[[int], Line] = ().__getitem__
        self._at = -1

    @property
    def key(self) -> str:
        """The key of the line under the cursor; empty when there is none."""
        return self._keys[self._at] if 0 <= self._at < len(self._keys) else ""

    def show(self, lines: Sequence[Line], key: str = "") -> None:
        """Shows other lines; the cursor stays on its key, goes to `key`, or to the first line."""
        self.show_some([line.key for line in lines], lines.__getitem__, key)

    def show_some(self, keys: Sequence[str], line: Callable[[int], Line], key: str = "") -> None:
        """The same for many lines of which few are seen: each is asked for by its place when it is drawn."""
        wanted = key or self.key
        self._keys, self._line = keys, line
        places = {known: place for place, known in enumerate(keys) if known}
        self._at = places.get(wanted, next(iter(places.values()), -1))
        self.virtual_size = Size(0, len(keys))
        self.refresh()
        self.call_after_refresh(self._reveal)

    def cut(self, key: str) -> bool:
        """Whether the left of a line is too long for its room."""
        width = self.scrollable_content_region.width
        lines = (self._line(place) for place, known in enumerate(self._keys) if known == key)
        return any(line.left.cell_length > _room(line, width) for line in lines)

    def go_to(self, key: str) -> None:
        """Puts the cursor on a line, without a message."""
        for place, known in enumerate(self._keys):
            if known == key:
                self._put(place)
                return

    def action_move(self, by: int) -> None:
        """One line up or down, over lines without a key."""
        place = self._at + by
        while 0 <= place < len(self._keys) and not self._keys[place]:
            place += by
        self._stand(place)

    def action_page(self, direction: int) -> None:
        """A screenful up or down."""
        places = [place for place, key in enumerate(self._keys) if key]
        wanted = self._at + direction * max(1, self.size.height - 1)
        self._stand(min(places, key=lambda place: abs(place - wanted), default=-1))

    def action_edge(self, end: int) -> None:
        """The first or the last line."""
        places = [place for place, key in enumerate(self._keys) if key]
        self._stand(places[end] if places else -1)

    def action_choose(self) -> None:
        """Tells that the line under the cursor is meant."""
        if self.key:
            self.post_message(self.Chosen(self, self.key))

    def on_click(self, event: events.Click) -> None:
        """Stands on the clicked line; a click where it stands already chooses it."""
        place = event.get_content_offset_capture(self).y + self.scroll_offset.y
        if 0 <= place < len(self._keys) and self._keys[place]:
            if place == self._at:
                self.action_choose()
            else:
                self._stand(place)

    def render_line(self, y: int) -> Strip:
        """One line: left and right, on the cursor's ground where the cursor is."""
        place = y + self.scroll_offset.y
        width = self.scrollable_content_region.width
        if not 0 <= place < len(self._keys) or width < 1:
            return Strip.blank(max(width, 0), self.visual_style.rich_style)
        style = self.visual_style + self._cursor_style() if self._is_here(place) else self.visual_style
        return Visual.to_strips(self, _joined(self._line(place), width), width, 1, style, pad=True)[0]

    def on_resize(self) -> None:
        """The cursor stays in sight."""
        self._reveal()

    def on_focus(self) -> None:
        """The cursor shows where the keys go."""
        self.refresh()

    def on_blur(self) -> None:
        """The cursor steps back."""
        self.refresh()

    def _is_here(self, place: int) -> bool:
        """Whether the cursor's ground is under a line."""
        return place == self._at

    def _cursor_style(self) -> Style:
        return self.get_visual_style("lines--cursor" if self.has_focus else "lines--cursor-away")

    def _stand(self, place: int) -> None:
        if 0 <= place < len(self._keys) and self._keys[place] and place != self._at:
            self._put(place)
            self.post_message(self.Moved(self, self.key))

    def _put(self, place: int) -> None:
        """Moves the cursor; only the line that it leaves and the one that it comes to are drawn anew."""
        self.refresh_lines(self._at)
        self._at = place
        self.refresh_lines(self._at)
        self._reveal()

    def _reveal(self) -> None:
        height = self.size.height
        if self._at < 0 or height < 1:
            return
        above = 1 if self._at and not self._keys[self._at - 1] else 0  # a heading comes along
        top = self.scroll_offset.y
        if not top <= self._at - above <= self._at < top + height:
            self.scroll_to(y=max(0, self._at - height // 2), animate=False, force=True)


def _joined(line: Line, width: int) -> Content:
    right = line.right
    left = line.left.truncate(_room(line, width), ellipsis=True)
    gap = max(0, width - left.cell_length - right.cell_length)
    return Content.assemble(left, " " * gap, right)


def _room(line: Line, width: int) -> int:
    return max(0, width - line.right.cell_length - (1 if line.right.plain else 0))
