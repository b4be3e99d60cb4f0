"""The editor for a field, by its kind."""

from __future__ import annotations

from typing import assert_never

from workbook.domain.primitives import Context
from workbook.domain.specs import FieldSpec, Kind
from workbook.tui.editors.base import FieldEditor
from workbook.tui.editors.choice import ChoiceEditor
from workbook.tui.editors.flag import FlagEditor
from workbook.tui.editors.moment import MomentEditor
from workbook.tui.editors.quantity import QuantityEditor
from workbook.tui.editors.ref import Names, RefEditor
from workbook.tui.editors.text import TextEditor


def editor_for(
    spec: FieldSpec, text: str, context: Context, names: Names | None = None, *, alone: bool = False
) -> FieldEditor:
    """The editor for a field.

    Args:
        spec: the field.
        text: what it holds at first.
        context: what parsing needs.
        names: what a ref field offers.
        alone: the only field of its form.
    """
    match spec.kind:
        case Kind.TEXT:
            return TextEditor(spec, text, context, alone=alone)
        case Kind.CHOICE:
            return ChoiceEditor(spec, text, context, alone=alone)
        case Kind.QUANTITY:
            return QuantityEditor(spec, text, context, alone=alone)
        case Kind.MOMENT:
            return MomentEditor(spec, text, context, alone=alone)
        case Kind.FLAG:
            return FlagEditor(spec, text, context, alone=alone)
        case Kind.REF:
            return RefEditor(spec, text, context, names, alone=alone)
        case _:
            assert_never(spec.kind)
