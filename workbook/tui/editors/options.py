"""The list of options that choices and flags share: one widget, drawn line by line."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.geometry import Region, Size
from textual.message import Message
from textual.strip import Strip

from workbook.domain.specs import Option
from workbook.tui.editors.drawing import Settled, blank, drawn
from workbook.tui.editors.pasted import brief, shown

_GAP = 2
_SIGN = 4
_ACROSS = 56  # longer rows are read better from top to bottom


class Options(Settled, can_focus=True):
    """Options to choose from, on one line where they fit, else one below the other.

    No option is highlighted before somebody moves or chooses, so that enter on an untouched list
    chooses nothing.

    Args:
        options: what can be chosen.
        text: what it holds at first; one that names no option is kept until one is chosen.
        reads: text -> the ids that it names, in the pack's order.
        says: ids -> the text that names them.
        several: ticks instead of one choice.
    """

    DEFAULT_CSS = """
    Options { height: auto; min-width: 4; }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up,left", "move(-1)", "Up", show=False),
        Binding("down,right", "move(1)", "Down", show=False),
        Binding("home", "edge(0)", "First", show=False),
        Binding("end", "edge(-1)", "Last", show=False),
        Binding("space", "tick", "Choose", show=False),
        Binding("enter", "choose", "Choose, next", show=False),
        Binding("backspace,delete", "clear", "Clear", show=False),
    ]

    class Changed(Message):
        """Something else is chosen."""

    class Moved(Message):
        """Another option is highlighted."""

    class Entered(Message):
        """Enter: the choice is made."""

    def __init__(
        self,
        options: Sequence[Option],
        text: str,
        reads: Callable[[str], tuple[str, ...]],
        says: Callable[[tuple[str, ...]], str],
        *,
        several: bool = False,
    ) -> None:
        super().__init__()
        self.options = tuple(options)
        self.several = several
        self._reads = reads
        self._says = says
        self._labels = [brief(option.label or option.id) for option in self.options]
        self._chosen: set[str] = set()
        self._cursor = -1
        self._drawn: list[tuple[int, Content]] = []
        self.text = text

    @property
    def text(self) -> str:
        """The choice as text."""
        return self._text

    @text.setter
    def text(self, text: str) -> None:
        self._text = shown(text)
        self._chosen = set(self._reads(self._text))
        places = [place for place, option in enumerate(self.options) if option.id in self._chosen]
        self._cursor = places[0] if places else -1
        self.refresh()

    @property
    def chosen(self) -> tuple[str, ...]:
        """The ids that are chosen, in the pack's order."""
        return tuple(option.id for option in self.options if option.id in self._chosen)

    @property
    def highlighted(self) -> Option | None:
        """The option under the cursor."""
        return self.options[self._cursor] if self._cursor >= 0 else None

    @property
    def made(self) -> Option | None:
        """The one option that is chosen; none where several are."""
        found = [option for option in self.options if option.id in self._chosen]
        return found[0] if len(found) == 1 else None

    # Keys

    def action_move(self, by: int) -> None:
        """To the next option, or the one before."""
        self._stand(0 if self._cursor < 0 else self._cursor + by)

    def action_edge(self, end: int) -> None:
        """To the first or the last option."""
        self._stand(0 if end == 0 else len(self.options) - 1)

    def action_tick(self) -> None:
        """Chooses the highlighted option, or takes it back."""
        if self.highlighted is not None:
            self._choose(self.highlighted.id, toggle=True)

    def action_choose(self) -> None:
        """Chooses the highlighted option and goes on; of several, one that is ticked already goes on."""
        here = self.highlighted
        if here is not None and here.id not in self._chosen:
            self._choose(here.id, toggle=False)
            if self.several:
                return
        self.post_message(self.Entered())

    def action_clear(self) -> None:
        """Chooses nothing."""
        if self._text:
            self._chosen.clear()
            self._changed()

    def on_key(self, event: events.Key) -> None:
        """An option's key, or the first letter of its label."""
        typed = (event.character or "").casefold()
        if not event.is_printable or typed.isspace():
            return
        found = self._by_key(typed) or self._by_letter(typed)
        if found:
            event.stop()
            event.prevent_default()
            self._pick(found)

    def on_click(self, event: events.Click) -> None:
        """Chooses what was clicked."""
        place = self._place_at(*event.get_content_offset_capture(self))
        if 0 <= place < len(self.options):
            self._stand(place)
            self.action_tick()

    def _pick(self, found: list[int]) -> None:
        """One option is chosen; of several that begin alike, the next one is highlighted."""
        if len(found) == 1:
            self._stand(found[0])
            self._choose(self.options[found[0]].id, toggle=self.several)
        else:
            self._stand(next((place for place in found if place > self._cursor), found[0]))

    def _by_key(self, typed: str) -> list[int]:
        return [place for place, option in enumerate(self.options) if option.key.casefold() == typed]

    def _by_letter(self, typed: str) -> list[int]:
        return [place for place, label in enumerate(self._labels) if label.casefold().startswith(typed)]

    def _stand(self, place: int) -> None:
        place = min(max(place, 0), len(self.options) - 1)
        if place != self._cursor:
            self._cursor = place
            self.refresh()
            self.post_message(self.Moved())

    def _choose(self, option: str, *, toggle: bool) -> None:
        before = set(self._chosen)
        if toggle and option in before:
            self._chosen = before - {option}
        else:
            self._chosen = before | {option} if self.several else {option}
        if self._chosen != before:
            self._changed()

    def _changed(self) -> None:
        self._text = self._says(self.chosen)
        self.refresh()
        self.post_message(self.Changed())

    # Drawing

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """One line, or as many as the wrapped labels take."""
        return max(1, len(self._lines(width)))

    def on_focus(self) -> None:
        """The cursor shows."""
        self.refresh()

    def on_blur(self) -> None:
        """The cursor goes."""
        self.refresh()

    def render_lines(self, crop: Region) -> list[Strip]:
        """What is painted now: all lines are worked out once for it."""
        if self.parent is None:
            return blank(crop)
        self._drawn = self._lines(self.size.width) if self.size.width > 0 else []
        return super().render_lines(crop)

    def render_line(self, y: int) -> Strip:
        """One line of options."""
        return drawn(self, self._drawn[y][1] if y < len(self._drawn) else None)

    def _across(self, width: int) -> bool:
        total = sum(Content(label).cell_length + _SIGN for label in self._labels) + _GAP * (len(self._labels) - 1)
        return total <= min(width, _ACROSS)

    def _lines(self, width: int) -> list[tuple[int, Content]]:
        """What is drawn, each with the option it belongs to (-1: several)."""
        cells = [self._cell(place) for place in range(len(self.options))]
        if self._across(width):
            return [(-1, Content(" " * _GAP).join(cells))]
        lines: list[tuple[int, Content]] = []
        for place, cell in enumerate(cells):
            sign, label = cell[:_SIGN], cell[_SIGN:]
            wrapped = label.wrap(max(1, width - _SIGN)) or [label]
            lines += [(place, (Content(" " * _SIGN) if part else sign) + text) for part, text in enumerate(wrapped)]
        return lines

    def _cell(self, place: int) -> Content:
        option, label = self.options[place], self._labels[place]
        here = self.has_focus and place == self._cursor
        cursor = Content.styled("▸ ", "$accent") if here else Content("  ")
        if option.id in self._chosen:
            sign = "✓" if self.several else "●"
            return Content.assemble(cursor, (f"{sign} ", "$accent"), (label, "bold $accent"))
        sign = option.key or "○"
        aside = self._chosen and not self.has_focus  # the choice is made: the others step back
        style = "bold" if here else "$muted" if aside else ""
        return Content.assemble(cursor, (f"{sign[:1]} ", "$muted"), (label, style))

    def _place_at(self, x: int, y: int) -> int:
        width = self.size.width
        lines = self._lines(width)
        if not 0 <= y < len(lines):
            return -1
        if lines[y][0] >= 0:
            return lines[y][0]
        for place, label in enumerate(self._labels):
            x -= Content(label).cell_length + _SIGN + _GAP
            if x < 0:
                return place
        return -1
