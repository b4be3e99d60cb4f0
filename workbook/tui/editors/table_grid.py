"""The rows of a table, drawn line by line, with a cursor row."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.geometry import Region, Size
from textual.message import Message
from textual.strip import Strip

from workbook.domain.specs import FieldSpec
from workbook.tui.editors.columns import GAP, Layout, TableRow, cell, label, lay_out
from workbook.tui.editors.drawing import Settled, blank, drawn
from workbook.tui.editors.offered import (
    AT_ONCE,
    BESIDE_ROWS,
    OfferLine,
    carried,
    carried_lines,
    suggested,
    suggested_lines,
)
from workbook.tui.editors.pasted import brief

_HEAD = 2
_LEAD = 4


class TableGrid(Settled, can_focus=True):
    """Shows rows; keys ask for what should happen to them. It changes nothing but its own order.

    Args:
        columns: all columns, in order.
        key: the name of the column that names a row.
        noun: what one row is, in words.
        offers: rows that can be taken.
    """

    COMPONENT_CLASSES: ClassVar[set[str]] = {"table-grid--cursor", "table-grid--cursor-away"}

    DEFAULT_CSS = """
    TableGrid {
        height: auto; max-height: 100%; width: 1fr; min-width: 8;
        & .table-grid--cursor { background: $here; }
        & .table-grid--cursor-away { background: $panel; }
    }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("a,insert", "ask('add')", "Add"),
        Binding("enter", "ask('edit')", "Edit"),
        Binding("d,delete", "remove", "Remove"),
        Binding("s", "take('suggested')", "Take suggestions"),
        *(Binding(f"{number}", f"take('{number}')", "Take", show=False) for number in range(AT_ONCE + 1)),
        Binding("J,shift+down", "carry(1)", "Move down", show=False),
        Binding("K,shift+up", "carry(-1)", "Move up", show=False),
        Binding("up,k", "move(-1)", "Up", show=False),
        Binding("down,j", "move(1)", "Down", show=False),
        Binding("pageup", "page(-1)", "Page up", show=False),
        Binding("pagedown", "page(1)", "Page down", show=False),
        Binding("home", "edge(0)", "First", show=False),
        Binding("end", "edge(-1)", "Last", show=False),
    ]

    class Asked(Message):
        """A key asked for `add`, `edit`, `remove`, or `take`: the offered rows of these names."""

        def __init__(self, what: str, row_id: str = "", names: tuple[str, ...] = ()) -> None:
            super().__init__()
            self.what = what
            self.row_id = row_id
            self.names = names

    class Carried(Message):
        """A row stands after another one now; after none when it is the first."""

        def __init__(self, row_id: str, after: str) -> None:
            super().__init__()
            self.row_id = row_id
            self.after = after

    def __init__(self, columns: Sequence[FieldSpec], key: str, noun: str, offers: Sequence[OfferLine] = ()) -> None:
        super().__init__()
        self.columns = tuple(columns)
        self.key = key
        self.noun = brief(noun) or "row"
        self.offers = tuple(offers)
        self.drafts: frozenset[str] = frozenset()
        self._table: list[TableRow] = []
        self._at = 0
        self._asking = ""
        self._laid: tuple[int, Layout] = (-1, Layout((), ()))
        self._drawn: list[tuple[Content, bool]] = []

    # State down

    @property
    def rows(self) -> tuple[TableRow, ...]:
        """The rows, in order."""
        return tuple(self._table)

    @property
    def row(self) -> TableRow | None:
        """The row under the cursor."""
        return self._table[self._at] if self._at < len(self._table) else None

    def show(self, rows: Sequence[TableRow], drafts: frozenset[str] = frozenset()) -> None:
        """Other rows; the cursor stays on its row, or where that row was. `drafts`: rows with unsaved text."""
        here = self.row.id if self.row else ""
        self._table = list(rows)
        self.drafts = drafts
        self._asking = ""
        self._laid = (-1, Layout((), ()))
        self._at = max(0, min(self._at, len(self._table) - 1))
        self.go_to(here)
        self.refresh(layout=True)

    def go_to(self, row_id: str) -> None:
        """Puts the cursor on a row."""
        places = [place for place, row in enumerate(self._table) if row.id == row_id]
        if places:
            self._at = places[0]
            self.refresh()

    # Keys

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Only what there is something for."""
        if action == "take":
            return bool(self._to_take(str(parameters[0])))
        return bool(self._table) or parameters == ("add",)

    def action_ask(self, what: str) -> None:
        """Asks for a row to be added or edited."""
        self.post_message(self.Asked(what, self.row.id if self.row and what == "edit" else ""))

    def action_take(self, which: str) -> None:
        """Asks for rows that are offered: the one of that number, all from earlier answers (0), what is suggested."""
        self.post_message(self.Asked("take", names=self._to_take(which)))

    def _to_take(self, which: str) -> tuple[str, ...]:
        if which == "suggested":
            return tuple(offer.name for offer in suggested(self.offers))
        names = tuple(offer.name for offer in carried(self.offers))
        return names if which == "0" else names[: self._at_once][int(which) - 1 : int(which)]

    @property
    def _at_once(self) -> int:
        """How many of what earlier answers offer have a key."""
        return BESIDE_ROWS if self._table else AT_ONCE

    def action_remove(self) -> None:
        """The first press asks, the second one on the same row removes."""
        row_id = self.row.id if self.row else ""
        if self._asking == row_id:
            self._asking = ""
            self.post_message(self.Asked("remove", row_id))
        else:
            self._asking = row_id
        self.refresh()

    def action_carry(self, by: int) -> None:
        """Moves the row; it stands there at once, and the order is told."""
        to = self._at + by
        if 0 <= to < len(self._table):
            rows = self._table
            rows[self._at], rows[to] = rows[to], rows[self._at]
            self._at = to
            self.refresh()
            self.post_message(self.Carried(rows[to].id, rows[to - 1].id if to else ""))

    def action_move(self, by: int) -> None:
        """One row up or down."""
        self._at = min(max(self._at + by, 0), max(0, len(self._table) - 1))
        self.refresh()

    def action_page(self, direction: int) -> None:
        """A screenful up or down."""
        self.action_move(direction * max(1, self._room(self.size.height) - 1))

    def action_edge(self, end: int) -> None:
        """To the first or the last row."""
        self.action_move(-len(self._table) if end == 0 else len(self._table))

    def on_key(self, event: events.Key) -> None:
        """Enter adds the first row; any other key than the one that was asked for keeps a row."""
        if event.key == "enter" and not self._table:
            event.stop()
            self.action_ask("add")
        if self._asking and event.key not in ("d", "delete"):
            self._asking = ""
            self.refresh()
            if event.key == "escape":
                event.stop()  # it has done its work; the screen would leave the table

    def on_click(self, event: events.Click) -> None:
        """Stands on the clicked row; a click where it stands already edits it."""
        place = event.y - _HEAD + self._first(self._room(self.size.height))
        if event.y >= _HEAD and 0 <= place < len(self._table):
            if place == self._at:
                self.action_ask("edit")
            self._at = place
            self.refresh()

    def on_focus(self) -> None:
        """The cursor shows where the keys go."""
        self.refresh()

    def on_blur(self) -> None:
        """The cursor steps back; a removal that was asked for is off."""
        self._asking = ""
        self.refresh()

    # Drawing

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """Head, rows, and what stands below them."""
        if not self._table:
            return len(self._empty(width))
        offered = len(self._offered(width))
        return _HEAD + len(self._table) + len(self._layout(width).folded) + 1 + offered

    def render_lines(self, crop: Region) -> list[Strip]:
        """What is painted now: all lines are worked out once for it."""
        if self.parent is None:
            return blank(crop)
        width, height = self.size
        self._drawn = self._lines(width, height) if width > 0 else []
        return super().render_lines(crop)

    def render_line(self, y: int) -> Strip:
        """One line of the table."""
        if y >= len(self._drawn):
            return drawn(self, None)
        line, here = self._drawn[y]
        cursor = "table-grid--cursor" if self.has_focus else "table-grid--cursor-away"
        return drawn(self, line, cursor if here else "")

    def _layout(self, width: int) -> Layout:
        if self._laid[0] != width:
            self._laid = (width, lay_out(self.columns, self.key, self._table, max(1, width - _LEAD)))
        return self._laid[1]

    def _room(self, height: int) -> int:
        """How many rows can be seen at once."""
        below = len(self._layout(self.size.width).folded) + 1 + len(self._offered(self.size.width))
        return max(1, height - _HEAD - below)

    def _first(self, room: int) -> int:
        """The first row that is seen: the cursor is in the middle of a long table."""
        return max(0, min(self._at - room // 2, len(self._table) - room))

    def _lines(self, width: int, height: int) -> list[tuple[Content, bool]]:
        """All lines, each with whether the cursor is on it."""
        if not self._table:
            return [(line, False) for line in self._empty(width)]
        room = self._room(height)
        first = self._first(room)
        seen = range(first, min(first + room, len(self._table)))
        lines = [(line, False) for line in self._head(width)]
        lines += [(self._line(self._table[place], place == self._at, width), place == self._at) for place in seen]
        lines += [(line, False) for line in self._below(width, len(seen) < len(self._table))]
        lines += [(line, False) for line in self._offered(width)]
        return lines

    def _offered(self, width: int) -> list[Content]:
        """What can be taken: from earlier answers, and of what is suggested."""
        lead = Content(" " * (_LEAD - 2))
        room = width - len(lead)
        lines = carried_lines(self.offers, self._at_once, room)
        lines += suggested_lines(self.offers, room, briefly=bool(self._table))
        return [lead + line for line in lines]

    def _head(self, width: int) -> Iterator[Content]:
        cells = [cell(label(column), size) for column, size in self._layout(width).shown]
        yield Content.assemble(" " * _LEAD, (Content(" " * GAP).join(cells)).stylize("$muted"))
        yield Content.styled(" " * (_LEAD - 2) + "─" * max(0, width - _LEAD + 2), "$faint")

    def _line(self, row: TableRow, here: bool, width: int) -> Content:
        sign, colour = ("▲", "$error") if row.conflict else ("◐", "$warning") if row.missing else ("✓", "$success")
        cells = [self._value(row, column, size) for column, size in self._layout(width).shown]
        lead = Content.assemble(("▸ " if here else "  ", "$accent"), (f"{sign} ", colour))
        return lead + Content(" " * GAP).join(cells)

    def _value(self, row: TableRow, column: FieldSpec, size: int, needed: str = "▲") -> Content:
        text = row.texts.get(column.name, "")
        if text.strip():
            return cell(brief(text), size).stylize("bold" if column.name == self.key else "")
        if label(column) in row.missing or (column.label or column.name) in row.missing:
            return cell(needed, size).stylize("$warning")
        return cell("·", size).stylize("$faint")

    def _below(self, width: int, cut: bool) -> Iterator[Content]:
        """How things stand, and what the grid has no room for, of the current row."""
        row = self._table[self._at]
        yield self._status(cut)
        folded = self._layout(width).folded
        widest = min(20, max((Content(label(column)).cell_length for column in folded), default=0))
        for column in folded:
            value = self._value(row, column, max(1, width - _LEAD - widest - GAP), "▲ still needed")
            name = cell(label(column), widest).stylize("$muted")
            yield Content.assemble(" " * _LEAD, name, " " * GAP, value)

    def _status(self, cut: bool) -> Content:
        row = self.row
        lead = " " * (_LEAD - 2)
        if row is not None and self._asking == row.id and self._asking:
            name = brief(row.texts.get(self.key, ""), 30) or f"this {self.noun}"
            return Content.assemble(lead, (f"▲ Remove “{name}”? d removes it, any other key keeps it.", "$warning"))
        if row is not None and row.conflict:
            return Content.assemble(lead, ("▲ Two versions of this row; c compares.", "$error"))
        if row is not None and row.id in self.drafts:
            return Content.assemble(lead, ("● Unsaved text here; enter goes on with it.", "$accent"))
        if "" in self.drafts:
            return Content.assemble(lead, ("● A new row was begun; a goes on with it.", "$accent"))
        counted = self._counted(cut)
        hint = "J and K move a row" if len(self._table) > 1 and self.has_focus and not counted else ""
        return Content.assemble(lead, (counted, "$muted"), (hint, "$faint"))

    def _counted(self, cut: bool) -> str:
        open_rows = sum(bool(row.missing) for row in self._table)
        counted = f"row {self._at + 1} of {len(self._table)}" if cut else ""
        missing = f"▲ {open_rows} not complete" if open_rows else ""
        return " · ".join(part for part in (counted, missing) if part)

    def _empty(self, width: int) -> list[Content]:
        """Says which key comes next."""
        lead = Content(" " * (_LEAD - 2))
        key = ("a", "bold $accent")
        if "" in self.drafts:
            return [Content.assemble(lead, ("● A row was begun; ", "$accent"), key, " goes on with it.")]
        lines = [Content.assemble(lead, (f"No {self.noun} yet. ", "$muted"), key, " adds the first.")]
        return lines + self._offered(width)
