"""Quantity: a decimal with a unit and, where somebody said so, how sure they were."""

from __future__ import annotations

import re
from typing import Any, NamedTuple

from workbook.domain.pack import FieldSpec
from workbook.domain.primitives.context import Confidence
from workbook.errors import InvalidValue
from workbook.text import accept

_PATTERN = re.compile(
    r"""(?P<about>~|≈|about\s)?\s*
        (?P<currency>[$€£¥])?\s*
        (?P<amount>[-+−]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?)\s*
        (?P<unit>[^\d\s?()][^?()]*?)?\s*
        (?P<doubt>\?|\((?:guess|estimate|measured)\))?""",
    re.VERBOSE | re.IGNORECASE,
)
_LONGEST = 40


class Quantity(NamedTuple):
    """`amount` is a decimal as text (never a float), as somebody typed it: `33.0` stays `33.0`."""

    amount: str
    unit: str = ""
    confidence: Confidence | None = None


def parse(spec: FieldSpec, typed: str) -> Quantity:
    """Takes `250 ms`, `~40 k€`, `1,200`, `33.0 %`, `250?` (a guess), `250 ms (measured)`.

    A bare number gets the field's usual unit.

    Raises:
        InvalidValue: it is no number with a unit.
    """
    text = accept(typed, where=spec.name).strip()
    found = _PATTERN.fullmatch(text)
    if found is None or len(found["amount"]) > _LONGEST:
        example = f"250 {spec.unit}".strip()
        hint = f"Write it like '{example}' or '{example}?' for a guess; decimals with a point."
        raise InvalidValue(f"{text[:60]!r} is not a number with a unit.", where=spec.name, hint=hint)
    unit = (found["unit"] or "").strip() + (found["currency"] or "")
    amount = found["amount"].replace(",", "").replace("−", "-").removeprefix("+")
    return Quantity(amount, unit or spec.unit, _confidence(found["about"], found["doubt"]))


def show(value: Quantity) -> str:
    """`250 ms (guess)`."""
    doubt = f"({value.confidence})" if value.confidence else ""
    return " ".join(part for part in (value.amount, value.unit, doubt) if part)


def encode(value: Quantity) -> dict[str, Any]:
    """`{"amount": "250", "unit": "ms", "confidence": "guess"}`; empty parts are left out."""
    data = {"amount": value.amount}
    if value.unit:
        data["unit"] = value.unit
    if value.confidence:
        data["confidence"] = value.confidence.value
    return data


def decode(data: dict[str, Any]) -> Quantity:
    """Reads what `encode` wrote."""
    confidence = data.get("confidence")
    return Quantity(
        str(data["amount"]), accept(str(data.get("unit", ""))), Confidence(confidence) if confidence else None
    )


def json_schema(_spec: FieldSpec) -> dict[str, Any]:
    """The JSON Schema of `encode`'s result."""
    return {
        "type": "object",
        "properties": {
            "amount": {"type": "string", "pattern": r"^-?\d+(\.\d+)?$"},
            "unit": {"type": "string"},
            "confidence": {"enum": [confidence.value for confidence in Confidence]},
        },
        "required": ["amount"],
        "additionalProperties": False,
    }


def _confidence(about: str | None, doubt: str | None) -> Confidence | None:
    if doubt == "?":
        return Confidence.GUESS
    if doubt:
        return Confidence(doubt.strip("()").lower())
    return Confidence.ESTIMATE if about else None
