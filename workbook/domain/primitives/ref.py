"""Ref: a row of a collection, such as a person or a metric."""

from __future__ import annotations

from typing import Any

from workbook.domain.primitives.context import Context
from workbook.domain.specs import FieldSpec
from workbook.errors import InvalidValue
from workbook.named import NamedTuple
from workbook.text import accept


class Ref(NamedTuple):
    """The collection, and the row's permanent id."""

    collection: str
    row: str


def parse(spec: FieldSpec, typed: str, context: Context) -> Ref:
    """Takes a row's name, with or without `@`, or the beginning of one. Raises UnknownName."""
    name = accept(typed, where=spec.name).strip().removeprefix("@")
    return Ref(spec.collection, context.find(spec.collection, name))


def clean(spec: FieldSpec, value: Ref) -> Ref:
    """The reference as the field keeps it. Raises InvalidValue when it names a row of another collection."""
    if value.collection != spec.collection:
        raise InvalidValue(f"This field takes one of the {spec.collection}.", where=spec.name)
    return value


def show(value: Ref, context: Context) -> str:
    """The row's name."""
    return context.name(value.collection, value.row)


def encode(value: Ref) -> dict[str, Any]:
    """`{"ref": "people", "row": id}`."""
    return {"ref": value.collection, "row": value.row}


def decode(data: dict[str, Any]) -> Ref:
    """Reads what `encode` wrote. Raises InvalidValue for half a character."""
    return Ref(accept(str(data["ref"])), accept(str(data["row"])))


def json_schema(spec: FieldSpec) -> dict[str, Any]:
    """The JSON Schema of `encode`'s result."""
    properties = {"ref": {"const": spec.collection}, "row": {"type": "string"}}
    return {"type": "object", "properties": properties, "required": ["ref", "row"], "additionalProperties": False}
