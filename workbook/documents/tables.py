"""Rows as a Markdown table, and back."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import TypeAlias

from workbook.domain.primitives import Context, Value, parse, written
from workbook.domain.specs import FieldSpec
from workbook.errors import InvalidValue, UnknownName
from workbook.text import escape_cell, unescape_cell

Record: TypeAlias = Mapping[str, Value]

_SEPARATOR = re.compile(r"(?<!\\)((?:\\\\)*)\|")
_RULE = re.compile(r"\|?\s*:?-+:?\s*(\|\s*:?-+:?\s*)*\|?\s*")


def to_table(columns: Sequence[FieldSpec], records: Sequence[Record], context: Context, key: str) -> str:
    """The records as a table; columns that are empty throughout are left out, save the key's.

    Returns:
        Markdown that `from_table` reads back; empty without records.
    """
    if not records:
        return ""
    used = [c for c in columns if c.name == key or any(c.name in record for record in records)]
    head = _line(escape_cell(_label(column)) for column in used)
    rule = _line("---" for _ in used)
    body = [_line(_cell(column, record, context) for column in used) for record in records]
    return "\n".join([head, rule, *body])


def from_table(columns: Sequence[FieldSpec], markdown: str, context: Context) -> tuple[dict[str, Value], ...]:
    """The records of a table; what stands before and after it is passed over.

    Raises:
        InvalidValue: there is no table, or a line does not fit its head.
        UnknownName: a column or a value that there is not.
    """
    lines = [line.strip() for line in markdown.split("\n") if line.strip().startswith("|")]
    if len(lines) < 2 or not _RULE.fullmatch(lines[1]):
        raise InvalidValue("There is no table here.", hint="Keep its head and the line of dashes below it.")
    by_label = {_label(column): column for column in columns}
    head = [_column(by_label, label) for label in _texts(lines[0])]
    return tuple(_record(head, line, context) for line in lines[2:])


def _label(column: FieldSpec) -> str:
    return column.label or column.name


def _line(cells: Iterable[str]) -> str:
    return f"| {' | '.join(cells)} |"


def _cell(column: FieldSpec, record: Record, context: Context) -> str:
    value = record.get(column.name)
    return "" if value is None else escape_cell(written(column, value, context))


def _column(by_label: Mapping[str, FieldSpec], label: str) -> FieldSpec:
    if label not in by_label:
        raise UnknownName("column", label, by_label)
    return by_label[label]


def _record(head: Sequence[FieldSpec], line: str, context: Context) -> dict[str, Value]:
    texts = _texts(line)
    if len(texts) != len(head):
        raise InvalidValue(f"This line has {len(texts)} cells; the table has {len(head)} columns.", where=line[:60])
    read = {column.name: parse(column, text, context) for column, text in zip(head, texts, strict=True)}
    return {name: value for name, value in read.items() if value is not None}


def _texts(line: str) -> list[str]:
    """The plain texts of a table line's cells; a pipe behind an odd number of backslashes is one that was typed."""
    cells = _SEPARATOR.sub("\\1\n", line.strip().removeprefix("|")).split("\n")
    if cells and not cells[-1].strip():
        cells.pop()  # what follows the last pipe
    return [unescape_cell(cell) for cell in cells]
