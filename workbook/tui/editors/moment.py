"""Moment: a day, or a time in UTC."""

from __future__ import annotations

from workbook.domain.primitives import Context, Moment, Value, show
from workbook.domain.specs import FieldSpec
from workbook.tui.editors.base import FieldEditor
from workbook.tui.editors.line_input import LineInput

_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")


class MomentEditor(FieldEditor):
    """One line; `fri` is echoed as `Fri 27 Nov 2026`.

    Args:
        spec: a moment field.
        text: what it holds at first.
        context: what parsing needs.
        alone: the only field of its form.
    """

    def __init__(self, spec: FieldSpec, text: str, context: Context, *, alone: bool = False) -> None:
        usual = "2026-11-27 02:10, or 02:10 (UTC)" if spec.time else "27 Nov, fri, 2w, eom"
        super().__init__(spec, context, LineInput(text, self.example(spec, usual)), alone=alone)

    def echo(self, value: Value) -> str:
        """The day with its weekday."""
        if not isinstance(value, Moment):
            return ""
        return f"{_DAYS[value.day.weekday()]} {show(self.spec, value, self.context)}"
