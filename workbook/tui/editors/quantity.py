"""Quantity: a number with its unit, and how sure somebody is of it."""

from __future__ import annotations

from workbook.domain.primitives import Confidence, Context, Quantity, Value
from workbook.domain.specs import FieldSpec
from workbook.tui.editors.base import FieldEditor
from workbook.tui.editors.line_input import LineInput

_SURE = {Confidence.GUESS: ", a guess", Confidence.ESTIMATE: ", an estimate", Confidence.MEASURED: ", measured"}


class QuantityEditor(FieldEditor):
    """One line; `250?` is echoed as `250 ms, a guess`.

    Args:
        spec: a quantity field.
        text: what it holds at first.
        context: what parsing needs.
        alone: the only field of its form.
    """

    def __init__(self, spec: FieldSpec, text: str, context: Context, *, alone: bool = False) -> None:
        super().__init__(spec, context, LineInput(text, self.example(spec, _usual(spec))), alone=alone)

    def echo(self, value: Value) -> str:
        """The amount with its unit, and how sure it is."""
        if not isinstance(value, Quantity):
            return ""
        sure = _SURE[value.confidence] if value.confidence else ""
        return f"{value.amount} {value.unit}".strip() + sure


def _usual(spec: FieldSpec) -> str:
    return f"a number, in {spec.unit}; ? after it for a guess" if spec.unit else "a number; ? after it for a guess"
