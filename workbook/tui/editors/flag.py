"""Flag: yes or no."""

from __future__ import annotations

from workbook.domain.primitives import Context
from workbook.domain.primitives.flag import parse
from workbook.domain.specs import FieldSpec, Option
from workbook.errors import BadInput
from workbook.tui.editors.base import FieldEditor
from workbook.tui.editors.options import Options

_YES_NO = (Option("yes", "yes", key="y"), Option("no", "no", key="n"))


class FlagEditor(FieldEditor):
    """Yes and no; y and n choose.

    Args:
        spec: a flag field.
        text: what it holds at first.
        context: what parsing needs.
        alone: the only field of its form.
    """

    def __init__(self, spec: FieldSpec, text: str, context: Context, *, alone: bool = False) -> None:
        def reads(typed: str) -> tuple[str, ...]:
            try:
                return ("yes" if parse(spec, typed).on else "no",) if typed.strip() else ()
            except BadInput:
                return ()

        super().__init__(spec, context, Options(_YES_NO, text, reads, "".join), alone=alone)
        self._told = True  # a text that is neither is not to be seen in the list
