"""Choice: one or several of the options that the pack offers."""

from __future__ import annotations

from collections.abc import Iterable
from functools import partial

from workbook.domain.primitives import Choice, Context
from workbook.domain.primitives.choice import parse, show
from workbook.domain.specs import FieldSpec
from workbook.errors import BadInput
from workbook.tui.editors.base import FieldEditor
from workbook.tui.editors.options import Options


class ChoiceEditor(FieldEditor):
    """Options to move over and choose from.

    Args:
        spec: a choice field.
        text: what it holds at first: ids, labels or keys.
        context: what parsing needs.
        alone: the only field of its form.
    """

    def __init__(self, spec: FieldSpec, text: str, context: Context, *, alone: bool = False) -> None:
        options = Options(spec.options, text, partial(_reads, spec), partial(_says, spec), several=spec.several)
        super().__init__(spec, context, options, alone=alone)
        self._options = options
        self._told = True  # a text that names no option is not to be seen in the list

    def helps(self) -> Iterable[str]:
        """The field's help, and that of every option."""
        return [self.spec.help, *(option.help for option in self.spec.options)]

    def help_now(self) -> str:
        """The help of the highlighted option, or the chosen one; the field's own before there is one."""
        here = self._options.highlighted if self.has_focus_within else self._options.made
        return here.help if here is not None else self.spec.help


def _reads(spec: FieldSpec, text: str) -> tuple[str, ...]:
    try:
        return parse(spec, text).chosen if text.strip() else ()
    except BadInput:
        return ()


def _says(spec: FieldSpec, chosen: tuple[str, ...]) -> str:
    """The labels; the ids where labels would not be read back."""
    labels = show(spec, Choice(chosen))
    return labels if _reads(spec, labels) == chosen else "; ".join(chosen)
