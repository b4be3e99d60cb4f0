"""Which columns of a table fit, how wide they are, and which fold below."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from textual.content import Content

from workbook.domain.specs import FieldSpec
from workbook.tui.editors.pasted import brief

NARROW = 80
GAP = 2
_LEAST = 6
_MOST = 32
_FAIR = 14
_KEY_FAIR = 20


class TableRow(NamedTuple):
    """One row as the table shows it.

    Attributes:
        texts: by column, as people read them and as a parser takes them back.
        missing: the labels of required columns without a value.
        conflict: two versions stand against each other.
        seen: the events that say so; whoever changes the row was shown these.
    """

    id: str
    texts: Mapping[str, str]
    missing: tuple[str, ...] = ()
    conflict: bool = False
    seen: tuple[str, ...] = ()


class Layout(NamedTuple):
    """How the columns stand.

    Attributes:
        shown: columns in the grid, each with its width.
        folded: columns that stand below, for the current row.
    """

    shown: tuple[tuple[FieldSpec, int], ...]
    folded: tuple[FieldSpec, ...]


def label(column: FieldSpec) -> str:
    """What a column is called."""
    return brief(column.label or column.name)


def cell(text: str, size: int) -> Content:
    """The text cut or filled up to a width."""
    return Content(text).truncate(size, ellipsis=True, pad=True)


def lay_out(columns: Sequence[FieldSpec], key: str, rows: Sequence[TableRow], width: int) -> Layout:
    """Chooses the columns for a width: the key first, then the required ones, then the rest.

    Args:
        columns: all of them, in order.
        key: the name of the column that names a row.
        rows: their texts say how wide columns want to be.
        width: cells to fill. Below NARROW only the key and the required columns stand in the grid.
    """
    ideal = {column.name: _ideal(column, rows) for column in columns}
    wanted = [column for column in columns if width >= NARROW or column.required or column.name == key]
    wanted = wanted or list(columns[:1])
    while len(wanted) > 1 and sum(_least(column, key, ideal) for column in wanted) + GAP * (len(wanted) - 1) > width:
        wanted.remove(_weakest(wanted, key))
    widths = _widths(wanted, key, ideal, width - GAP * (len(wanted) - 1))
    folded = tuple(column for column in columns if column not in wanted)
    return Layout(tuple((column, widths[column.name]) for column in wanted), folded)


def _ideal(column: FieldSpec, rows: Sequence[TableRow]) -> int:
    texts = (brief(row.texts.get(column.name, ""), _MOST + 1) for row in rows)
    return min(_MOST, max([_LEAST, Content(label(column)).cell_length, *(Content(text).cell_length for text in texts)]))


def _least(column: FieldSpec, key: str, ideal: Mapping[str, int]) -> int:
    """What a column gets at least: a table of few columns that can be read beats one of stumps."""
    return min(ideal[column.name], _KEY_FAIR if column.name == key else _FAIR)


def _weakest(columns: Sequence[FieldSpec], key: str) -> FieldSpec:
    """The column that gives way first: the last one that is not required; the key never."""
    others = [column for column in columns if column.name != key]
    return next((column for column in reversed(others) if not column.required), others[-1])


def _widths(columns: Sequence[FieldSpec], key: str, ideal: Mapping[str, int], width: int) -> dict[str, int]:
    """The least widths, and what is left over to those who want more, the key first."""
    widths = {column.name: min(_least(column, key, ideal), max(1, width)) for column in columns}
    left = width - sum(widths.values())
    for column in sorted(columns, key=lambda column: column.name != key):
        more = min(max(0, left), ideal[column.name] - widths[column.name])
        widths[column.name] += more
        left -= more
    return widths
