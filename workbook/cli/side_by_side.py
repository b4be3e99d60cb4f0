"""Tables whose cells fold to the width of the terminal; elsewhere every row stays on one line."""

from __future__ import annotations

from collections.abc import Sequence

from workbook.cli.output import cells as measure
from workbook.cli.output import say, width
from workbook.text import one_line


def print_table(heads: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    """Rows below their heads; where a terminal has no room for the columns, one cell under the other."""
    from workbook.application import side_by_side

    table = [[one_line(cell) for cell in row] for row in (heads, *rows)]
    found = side_by_side.widths(table, (width() or 10**6) - 2, measure)
    if not found:
        _stacked(table)
        return
    for number, row in enumerate(table):
        for line in side_by_side.lines(row, found, measure):
            say("  " + "  ".join(line).rstrip(), faint=not number)


def _stacked(table: Sequence[Sequence[str]]) -> None:
    heads, *rows = table
    for row in rows:
        say(f"  {row[0]}")
        for head, cell in zip(heads[1:], row[1:], strict=True):
            say(f"    {head}: {cell}")
