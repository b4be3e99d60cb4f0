"""Quantity: a decimal with a unit and, where somebody said so, how sure they were."""

from __future__ import annotations

import re
from typing import Any

from workbook.domain.primitives.context import Confidence
from workbook.domain.specs import FieldSpec
from workbook.errors import InvalidValue
from workbook.named import NamedTuple
from workbook.text import accept, one_line

_TYPED = r"""(?xi)
    (?P<about>~|≈|about\s)?\s*
    (?P<currency>[$€£¥])?\s*
    (?P<amount>[-+−]?(?:[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+)(?:\.[0-9]+)?)\s*
    (?P<unit>[^?()]*?)\s*
    (?P<doubt>\?|\((?:guess|estimate|measured)\))?"""
_AMOUNT = r"-?[0-9]{1,40}(\.[0-9]{1,40})?"
_SIGNS = "-+−–—.:*=<>~^|_\\'’\"±×…"
"""No unit begins with these: the number goes on, as in 12:30, 10-20, 1.2.3 and 1'200."""
_STILL_NUMBER = r"[eE][-+−]?[0-9]|/\s*[0-9]"
_SECOND_NUMBER = r"(?<!\d)[,;]|[,;](?!\d{3}(?!\d))|[;\n]|[\s%][-–—…]"
"""As in `33,5 %`, `5 ms, 40 req/s` and `10%-20%`; `6 of 1,000` has but one."""
_LONGEST_UNIT = 80
_APART_FROM = 5


class Quantity(NamedTuple):
    """`amount` is a decimal as text (never a float), as somebody typed it: `33.0` stays `33.0`."""

    amount: str
    unit: str = ""
    confidence: Confidence | None = None


def parse(spec: FieldSpec, typed: str) -> Quantity:
    """Takes `250 ms`, `~40 k€`, `1,200`, `33.0 %`, `250?` (a guess), `250 ms (measured)`.

    A bare number gets the field's usual unit.

    Raises:
        InvalidValue: it is no number with a unit; half of a number is never taken for one.
    """
    text = accept(typed, where=spec.name).strip()
    found = re.fullmatch(_TYPED, text)
    if found is None:
        raise _misfit(spec, text)
    unit = found["unit"].strip() + (found["currency"] or "")
    amount = found["amount"].replace(",", "").replace("−", "-").removeprefix("+")
    quantity = Quantity(amount, unit or spec.unit, _confidence(found["about"], found["doubt"]))
    if not _is_sound(quantity):
        raise _misfit(spec, text)
    return quantity


def clean(spec: FieldSpec, value: Quantity) -> Quantity:
    """The quantity as the field keeps it. Raises InvalidValue for what `parse` could not have given."""
    kept = value._replace(unit=accept(value.unit, where=spec.name).strip())
    if not _is_sound(kept):
        raise _misfit(spec, show(kept))
    return kept


def show(value: Quantity) -> str:
    """`250 ms (guess)`."""
    doubt = f"({value.confidence})" if value.confidence else ""
    return " ".join(part for part in (value.amount, value.unit, doubt) if part)


def written(value: Quantity) -> str:
    """The same for readers: `45,000 €`. From five digits on thousands stand apart, so that no year does."""
    whole, point, rest = value.amount.partition(".")
    apart = re.sub(r"(?<=[0-9])(?=(?:[0-9]{3})+$)", ",", whole) if len(whole.lstrip("-")) >= _APART_FROM else whole
    return show(value._replace(amount=f"{apart}{point}{rest}"))


def encode(value: Quantity) -> dict[str, Any]:
    """`{"amount": "250", "unit": "ms", "confidence": "guess"}`; empty parts are left out."""
    data = {"amount": value.amount}
    if value.unit:
        data["unit"] = value.unit
    if value.confidence:
        data["confidence"] = value.confidence.value
    return data


def decode(data: dict[str, Any]) -> Quantity:
    """Reads what `encode` wrote. Raises ValueError when it is no quantity."""
    amount, unit, confidence = str(data["amount"]), str(data.get("unit", "")), data.get("confidence")
    if not re.fullmatch(_AMOUNT, amount):
        raise ValueError(f"{amount!r} is no decimal")
    return Quantity(amount, accept(unit), Confidence(confidence) if confidence else None)


def json_schema(_spec: FieldSpec) -> dict[str, Any]:
    """The JSON Schema of `encode`'s result."""
    return {
        "type": "object",
        "properties": {
            "amount": {"type": "string", "pattern": f"^{_AMOUNT}$"},
            "unit": {"type": "string"},
            "confidence": {"enum": [confidence.value for confidence in Confidence]},
        },
        "required": ["amount"],
        "additionalProperties": False,
    }


def _misfit(spec: FieldSpec, text: str) -> InvalidValue:
    example = f"250 {spec.unit}".strip()
    hint = f"Write it like '{example}' or '{example}?' for a guess; decimals with a point."
    return InvalidValue(f"{one_line(text, 60)!r} is not a number with a unit.", where=spec.name, hint=hint)


def _is_sound(value: Quantity) -> bool:
    """Whether `parse` takes back what `show` gives."""
    return re.fullmatch(_AMOUNT, value.amount) is not None and (not value.unit or _is_unit(value.unit))


def _is_unit(unit: str) -> bool:
    number_goes_on = unit[0].isnumeric() or unit[0] in _SIGNS or re.match(_STILL_NUMBER, unit)
    strange = re.search(_SECOND_NUMBER, unit) or set(unit) & set("?()")
    return not number_goes_on and not strange and len(unit) <= _LONGEST_UNIT


def _confidence(about: str | None, doubt: str | None) -> Confidence | None:
    if doubt == "?":
        return Confidence.GUESS
    if doubt:
        return Confidence(doubt.strip("()").lower())
    return Confidence.ESTIMATE if about else None
