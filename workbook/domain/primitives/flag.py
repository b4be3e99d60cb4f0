"""Flag: yes or no."""

from __future__ import annotations

from typing import Any

from workbook.domain.specs import FieldSpec
from workbook.errors import InvalidValue
from workbook.named import NamedTuple
from workbook.text import one_line

_YES = frozenset(("yes", "y", "true", "1", "✓", "x"))
_NO = frozenset(("no", "n", "false", "0", "✗"))


class Flag(NamedTuple):
    """Yes, or no."""

    on: bool


def parse(spec: FieldSpec, typed: str) -> Flag:
    """Takes yes or no, in any usual form. Raises InvalidValue."""
    word = typed.strip().casefold()
    if word not in _YES | _NO:
        raise InvalidValue(f"{one_line(typed, 40)!r} is neither yes nor no.", where=spec.name, hint="Write yes or no.")
    return Flag(word in _YES)


def show(value: Flag) -> str:
    """`yes` or `no`."""
    return "yes" if value.on else "no"


def encode(value: Flag) -> bool:
    """A JSON boolean."""
    return value.on


def decode(data: bool) -> Flag:
    """Reads what `encode` wrote."""
    return Flag(data)


def json_schema(_spec: FieldSpec) -> dict[str, Any]:
    """The JSON Schema of `encode`'s result."""
    return {"type": "boolean"}
