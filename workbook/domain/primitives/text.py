"""Text: what somebody said, in their own words."""

from __future__ import annotations

from typing import Any

from workbook.domain.specs import FieldSpec
from workbook.errors import InvalidValue
from workbook.named import NamedTuple
from workbook.text import accept


class Text(NamedTuple):
    """Words, clean by construction (see `workbook.text.accept`)."""

    text: str


def parse(spec: FieldSpec, typed: str) -> Text:
    """Takes any text; a field that is not long takes one line. Raises InvalidValue."""
    return clean(spec, Text(typed))


def clean(spec: FieldSpec, value: Text) -> Text:
    """The text as the field keeps it. Raises InvalidValue."""
    text = accept(value.text, where=spec.name)
    if not spec.long and "\n" in text:
        raise InvalidValue("This field takes one line.", where=spec.name, hint="Join the lines, or use the note.")
    return Text(text)


def show(value: Text) -> str:
    """The words themselves."""
    return value.text


def encode(value: Text) -> str:
    """A JSON string."""
    return value.text


def decode(data: str) -> Text:
    """Reads what `encode` wrote."""
    return Text(accept(data))


def json_schema(_spec: FieldSpec) -> dict[str, Any]:
    """The JSON Schema of `encode`'s result."""
    return {"type": "string"}
