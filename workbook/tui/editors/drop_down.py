"""The list of names that drops down under an input, drawn line by line."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from textual import events
from textual.content import Content
from textual.geometry import Region
from textual.message import Message
from textual.strip import Strip

from workbook.tui.editors.drawing import Settled, blank, drawn
from workbook.tui.editors.pasted import brief

MOST = 7
"""Lines shown at once."""


class DropDown(Settled):
    """Entries under an input that keeps the focus; it lies over what stands below."""

    COMPONENT_CLASSES = {"drop-down--cursor"}  # as Textual declares it

    DEFAULT_CSS = """
    DropDown {
        display: none; overlay: screen; constrain: inside inflect; width: 1fr; min-width: 6; height: 1;
        margin: 0 1; background: $panel;
        & .drop-down--cursor { background: $here; text-style: bold; }
    }
    """

    class Picked(Message):
        """A click on an entry."""

        def __init__(self, place: int) -> None:
            super().__init__()
            self.place = place

    def __init__(self) -> None:
        super().__init__()
        self.entries: Sequence[str] = ()
        self.cursor = -1
        self.is_open = False
        self._top = 0

    def open(self, entries: Sequence[str], cursor: int) -> None:
        """Shows entries; the cursor stands on one of them (-1: on none)."""
        self.entries = entries
        self.cursor = min(cursor, len(entries) - 1)
        self._top = 0
        self.styles.height = min(max(1, len(entries)), MOST)
        self.is_open = self.display = bool(entries)
        self.refresh()

    def close(self) -> None:
        """Hides it."""
        self.is_open = self.display = False
        self.cursor = -1

    def move(self, by: int) -> None:
        """The cursor goes up or down."""
        self.cursor = min(max(self.cursor + by, 0), len(self.entries) - 1)
        self._top = min(max(self._top, self.cursor - MOST + 1), self.cursor)
        self.refresh()

    def on_mouse_down(self, event: events.MouseDown) -> None:
        """Picks the entry; at the press already, for the input loses the focus and closes the list."""
        event.stop()
        place = event.y + self._top
        if place < len(self.entries):
            self.post_message(self.Picked(place))

    def render_lines(self, crop: Region) -> list[Strip]:
        """What is painted now; nothing once it was taken out."""
        return blank(crop) if self.parent is None else super().render_lines(crop)

    def render_line(self, y: int) -> Strip:
        """One entry."""
        place = y + self._top
        if place >= len(self.entries):
            return drawn(self, None)
        here = place == self.cursor
        line = Content.assemble(("▸ " if here else "  ", "$accent"), brief(self.entries[place]))
        return drawn(self, line, "drop-down--cursor" if here else "")


def matching(names: Iterable[str], typed: str) -> list[str]:
    """The names that fit what was typed: those that begin so first, then by word, then by letters in order."""
    wanted = typed.strip().removeprefix("@").casefold()
    ranked = [(_rank(name.casefold(), wanted), place, name) for place, name in enumerate(dict.fromkeys(names))]
    return [name for rank, _, name in sorted(ranked) if rank < 4]


def _rank(name: str, wanted: str) -> int:
    if name.startswith(wanted):
        return 0
    if any(word.startswith(wanted) for word in name.split()):
        return 1
    if wanted in name:
        return 2
    rest = iter(name)
    return 3 if all(letter in rest for letter in wanted) else 4
