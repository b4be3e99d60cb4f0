"""Projects side by side, as lines: the names on top, below them a row for each thing that they are compared in."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any, ClassVar, NamedTuple, TypeAlias

from rich.cells import cell_len, set_cell_size
from textual.binding import Binding, BindingType
from textual.content import Content

from workbook.application import side_by_side
from workbook.text import one_line
from workbook.tui.widgets.lines import Line, Lines
from workbook.tui.words import plain

Report: TypeAlias = Mapping[str, Any]

SIGNS = {"full": "● ", "part": "◐ ", "none": "○ "}
"""How far an item is met, as a shape."""

LEGEND = ("— nobody said anything", "* note", "◂ lowest", "● met", "◐ half", "○ not")

_TITLE, _CELL, _GAP = 20, 16, 2
_HEAD_LINES = 3


class Rows(Lines):
    """The rows; there is nothing to open."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "choose", show=False)]

    def _is_here(self, place: int) -> bool:
        """All lines of a row are under the cursor together."""
        return bool(self.key) and self._keys[place].rpartition(":")[0] == self.key.rpartition(":")[0]

    def _put(self, place: int) -> None:
        super()._put(place)
        self.refresh()


class Frame(NamedTuple):
    """Which columns there is room for.

    Attributes:
        title, cell: how wide the rows' titles and each column are.
        first, room: the columns that are shown; of: how many there are.
    """

    title: int
    cell: int
    first: int
    room: int
    of: int

    @property
    def shown(self) -> range:
        """The places of the columns that are shown."""
        return range(self.first, self.first + self.room)


def frame(report: Report, width: int, first: int) -> Frame:
    """The columns that fit from `first` on; it gives way so that no room is left empty."""
    of = len(report["projects"])
    titles = [cell_len(row["title"]) for group in report["groups"] for row in group["rows"]]
    title = min(_TITLE, max(titles, default=0)) if width >= 80 else min(_TITLE - 4, max(titles, default=0))
    count = max(1, min(of, (width - title) // (_CELL + _GAP)))
    cell = min(48, (width - title) // count - _GAP)
    return Frame(title, cell, max(0, min(first, of - count)), count, of)


def heads(report: Report, found: Frame) -> Content:
    """The names, each on as many lines as it needs; of a very long one the beginning and the end."""
    names = [_name(_called(report["projects"][place]), found.cell) for place in found.shown]
    height = max(map(len, names), default=0)
    lines = []
    for number in range(height):
        parts = [set_cell_size(name[number] if number < len(name) else "", found.cell) for name in names]
        lines.append(Content.styled(" " * (found.title + _GAP) + (" " * _GAP).join(parts).rstrip(), "bold $accent"))
    return Content("\n").join(lines)


def row_lines(report: Report, found: Frame) -> list[Line]:
    """Every row below the title of its group; a line's key begins with the places of its group and row."""
    lines: list[Line] = []
    for number, group in enumerate(report["groups"]):
        lines += [Line("", Content(""))] if number else []
        lines.append(Line("", plain(group["title"], "bold $secondary")))
        for place, row in enumerate(group["rows"]):
            lines += _row(f"{number}:{place}", row, found)
    return lines


def notes(report: Report, key: str, found: Frame) -> Content:
    """What the asterisks of a row stand for, in the columns that are shown."""
    group, _, rest = key.partition(":")
    if not rest:
        return Content("")
    row = report["groups"][int(group)]["rows"][int(rest.partition(":")[0])]
    told = [(report["projects"][place]["name"], row["cells"][place]["note"]) for place in found.shown]
    lines = [
        Content.assemble(plain(f"* {one_line(name, 24)}: ", "$accent"), plain(one_line(note, 300), "$muted"))
        for name, note in told
        if note
    ]
    return Content("\n").join(lines)


def _row(key: str, row: Report, found: Frame) -> Iterator[Line]:
    cells = [row["cells"][place] for place in found.shown]
    texts = [one_line(row["title"]), *(_text(cell) for cell in cells)]
    widths = [found.title, *[found.cell] * found.room]
    for number, parts in enumerate(side_by_side.lines(texts, widths, cell_len)):
        columns = (plain(part, _style(cell)) for part, cell in zip(parts[1:], cells, strict=True))
        gap = Content(" " * _GAP)
        yield Line(f"{key}:{number}", Content.assemble(plain(parts[0], "bold"), gap, gap.join(columns)))


def _text(cell: Report) -> str:
    sign = SIGNS.get(cell["degree"], "")
    return sign + one_line(cell["text"]) + (" ◂" if cell["marks"] else "")


def _style(cell: Report) -> str:
    if cell["marks"]:
        return "$warning"
    return "" if cell["said"] else "$faint"


def _called(column: Report) -> str:
    """The project's name; a company as the talk tells of it has no id, and may stand beside itself as a sample."""
    return str(column["name"]) + ("" if column["id"] else f" ({column['cycle']})")


def _name(name: str, width: int) -> list[str]:
    folded = side_by_side.fold(one_line(name), width, cell_len)
    if len(folded) <= _HEAD_LINES:
        return folded
    end = ""
    for letter in reversed(one_line(name)):  # two long names mostly differ at their ends
        if cell_len(letter + end) > width - 1:
            break
        end = letter + end
    return [*folded[: _HEAD_LINES - 1], f"…{end}"]
