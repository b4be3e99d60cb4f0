"""One door to all primitives: by field for what is typed, by shape for what is stored."""

from __future__ import annotations

from typing import Any, TypeAlias, assert_never

from workbook.domain.primitives import choice, flag, moment, quantity, ref, text
from workbook.domain.primitives.choice import Choice
from workbook.domain.primitives.context import Context
from workbook.domain.primitives.flag import Flag
from workbook.domain.primitives.moment import Moment
from workbook.domain.primitives.quantity import Quantity
from workbook.domain.primitives.ref import Ref
from workbook.domain.primitives.text import Text
from workbook.domain.specs import FieldSpec, Kind
from workbook.errors import InvalidValue
from workbook.text import escape_markdown, unescape_markdown

Value: TypeAlias = Text | Choice | Quantity | Moment | Flag | Ref


def parse(spec: FieldSpec, typed: str, context: Context) -> Value | None:
    """The value that somebody typed for a field; None for nothing but blanks.

    Raises:
        InvalidValue, UnknownName: the field does not take it.
    """
    if not typed.strip():
        return None
    match spec.kind:
        case Kind.TEXT:
            return text.parse(spec, typed)
        case Kind.CHOICE:
            return choice.parse(spec, typed)
        case Kind.QUANTITY:
            return quantity.parse(spec, typed)
        case Kind.MOMENT:
            return moment.parse(spec, typed, context.today)
        case Kind.FLAG:
            return flag.parse(spec, typed)
        case Kind.REF:
            return ref.parse(spec, typed, context)
        case _:
            assert_never(spec.kind)


def clean(spec: FieldSpec, value: Value) -> Value | None:
    """The value as the field keeps it; None for one that says nothing.

    Raises:
        InvalidValue, UnknownName: the field does not take it, whoever made it.
    """
    if kind_of(value) is not spec.kind:
        raise InvalidValue(f"This field takes a {spec.kind}, not a {kind_of(value)}.", where=spec.name)
    match value:
        case Text():
            kept = text.clean(spec, value)
            return kept if kept.text.strip() else None
        case Choice():
            return choice.clean(spec, value) if value.chosen else None
        case Quantity():
            return quantity.clean(spec, value)
        case Moment():
            return moment.clean(spec, value)
        case Flag():
            return value
        case Ref():
            return ref.clean(spec, value)
        case _:
            assert_never(value)


def kind_of(value: Value) -> Kind:
    """Which of the six primitives a value is."""
    match value:
        case Text():
            return Kind.TEXT
        case Choice():
            return Kind.CHOICE
        case Quantity():
            return Kind.QUANTITY
        case Moment():
            return Kind.MOMENT
        case Flag():
            return Kind.FLAG
        case Ref():
            return Kind.REF
        case _:
            assert_never(value)


def show(spec: FieldSpec, value: Value, context: Context) -> str:
    """The value as people read it; `parse` takes it back."""
    match value:
        case Text():
            return text.show(value)
        case Choice():
            return choice.show(spec, value)
        case Quantity():
            return quantity.show(value)
        case Moment():
            return moment.show(value)
        case Flag():
            return flag.show(value)
        case Ref():
            return ref.show(value, context)
        case _:
            assert_never(value)


def written(spec: FieldSpec, value: Value, context: Context) -> str:
    """The same for readers, with thousands apart; `parse` takes it back too."""
    return quantity.written(value) if isinstance(value, Quantity) else show(spec, value, context)


def to_markdown(spec: FieldSpec, value: Value, context: Context) -> str:
    """The value as Markdown that renders as what `written` gives."""
    return escape_markdown(written(spec, value, context))


def from_markdown(spec: FieldSpec, markdown: str, context: Context) -> Value | None:
    """Reads what `to_markdown` wrote. Raises InvalidValue, UnknownName."""
    return parse(spec, unescape_markdown(markdown), context)


def encode(value: Value) -> Any:
    """The value as JSON data that says by its shape which primitive it is."""
    match value:
        case Text():
            return text.encode(value)
        case Choice():
            return choice.encode(value)
        case Quantity():
            return quantity.encode(value)
        case Moment():
            return moment.encode(value)
        case Flag():
            return flag.encode(value)
        case Ref():
            return ref.encode(value)
        case _:
            assert_never(value)


def decode(data: Any) -> Value:
    """Reads what `encode` wrote. Raises InvalidValue when it is no value."""
    if isinstance(data, str):
        return text.decode(data)
    if isinstance(data, bool):
        return flag.decode(data)
    try:
        return _decode_record(data)
    except (KeyError, TypeError, ValueError) as error:
        raise InvalidValue(f"{str(data)[:60]!r} is no stored value.") from error


def json_schema(spec: FieldSpec) -> dict[str, Any]:
    """The JSON Schema of a field's stored value."""
    match spec.kind:
        case Kind.TEXT:
            return text.json_schema(spec)
        case Kind.CHOICE:
            return choice.json_schema(spec)
        case Kind.QUANTITY:
            return quantity.json_schema(spec)
        case Kind.MOMENT:
            return moment.json_schema(spec)
        case Kind.FLAG:
            return flag.json_schema(spec)
        case Kind.REF:
            return ref.json_schema(spec)
        case _:
            assert_never(spec.kind)


def _decode_record(data: dict[str, Any]) -> Value:
    if "choice" in data:
        return choice.decode(data)
    if "amount" in data:
        return quantity.decode(data)
    if "moment" in data:
        return moment.decode(data)
    return ref.decode(data)
