"""Text: what somebody said, in their own words."""

from __future__ import annotations

from workbook.domain.primitives import Context
from workbook.domain.specs import FieldSpec
from workbook.tui.editors.base import FieldEditor
from workbook.tui.editors.long_text import LongText, WrappedLine


class TextEditor(FieldEditor):
    """A text on one line, wrapped where it is long; a long text in an area that grows.

    Args:
        spec: a text field.
        text: what it holds at first.
        context: what parsing needs.
        alone: the only field of its form; then a long text starts with more room.
    """

    def __init__(self, spec: FieldSpec, text: str, context: Context, *, alone: bool = False) -> None:
        least = 5 if alone else 3
        inner = LongText(text, self.example(spec), least=least) if spec.long else WrappedLine(text, self.example(spec))
        super().__init__(spec, context, inner, alone=alone)
