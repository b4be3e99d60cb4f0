"""The editors of one question's fields, in order."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.message import Message

from workbook.domain.primitives import Context
from workbook.domain.specs import FieldSpec
from workbook.tui.editors.base import FieldEditor
from workbook.tui.editors.drawing import Settled
from workbook.tui.editors.make import editor_for
from workbook.tui.editors.ref import Names

_AT_ONCE = 3


class AnswerForm(Settled):
    """One question's fields. What is typed bubbles up as `FieldEditor.Changed`, field by field.

    Args:
        fields: in order.
        texts: what they hold at first, by field name.
        context: what parsing needs.
        names: what ref fields offer.
    """

    DEFAULT_CSS = """
    AnswerForm { height: auto; width: 1fr; layout: vertical; }
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        # no priority: it would overtake keys that were typed before it and still wait in the field
        Binding("ctrl+s", "submit", "Save, next", tooltip="Save, and go on to the next open question"),
        Binding("tab", "go(1)", "Next field", show=False),
        Binding("shift+tab", "go(-1)", "Field before", show=False),
    ]

    class Submitted(Message):
        """ctrl+s, or enter in the last field: all texts, by field name; every one of them parses."""

        def __init__(self, form: AnswerForm, texts: dict[str, str]) -> None:
            super().__init__()
            self.form = form
            self.texts = texts

        @property
        def control(self) -> AnswerForm:
            """The form."""
            return self.form

    def __init__(
        self,
        fields: Sequence[FieldSpec],
        texts: Mapping[str, str],
        context: Context,
        names: Names | None = None,
        *,
        id: str | None = None,
        classes: str | None = None,
    ) -> None:
        super().__init__(id=id, classes=classes)
        self.fields = tuple(fields)
        self._texts = {spec.name: texts.get(spec.name, "") for spec in fields}
        self._ground = context
        self._names = names
        self._editors: dict[str, FieldEditor] = {}
        self._composed = False
        self._wanted: str | None = None

    def compose(self) -> ComposeResult:
        """The first few editors; the rest follows once these are painted."""
        for spec in self.fields[:_AT_ONCE]:
            yield self.field(spec.name)

    def on_mount(self) -> None:
        """Mounts what was left out of the first frame, once that is painted."""
        self._composed = True
        self.call_after_refresh(self._put_more)
        if self._wanted is not None:
            self.focus_field(self._wanted)

    # Texts down and up

    @property
    def texts(self) -> dict[str, str]:
        """The texts by field name, as they stand."""
        return {name: self._editors[name].text if name in self._editors else text for name, text in self._texts.items()}

    def show(self, texts: Mapping[str, str]) -> None:
        """Sets the texts of some fields; tells nobody."""
        for name, text in texts.items():
            if name in self._texts:
                self._texts[name] = text
                if name in self._editors:
                    self._editors[name].text = text

    @property
    def context(self) -> Context:
        """What parsing needs; a new one (a person was added) goes to every field."""
        return self._ground

    @context.setter
    def context(self, context: Context) -> None:
        self._ground = context
        for editor in self._editors.values():
            editor.context = context

    # Fields

    def field(self, name: str) -> FieldEditor:
        """The editor of that field. Raises KeyError when the form has no such field."""
        if name not in self._editors:
            spec = {spec.name: spec for spec in self.fields}[name]
            alone = len(self.fields) == 1
            self._editors[name] = editor_for(spec, self._texts[name], self._ground, self._names, alone=alone)
        return self._editors[name]

    @property
    def current(self) -> FieldEditor | None:
        """The editor that has the focus."""
        return next((editor for editor in self._editors.values() if editor.has_focus_within), None)

    def focus_field(self, name: str = "") -> None:
        """Gives the keys to a field, as soon as it is there; to the first one when no name is given."""
        if not self._composed:
            self._wanted = name
        elif self.fields:
            if not self._stands(name or self.fields[0].name):
                self._put(len(self.fields))
            self.field(name or self.fields[0].name).focus()

    def action_go(self, by: int) -> None:
        """To the next field, or the one before; beyond them to what stands around the form.

        In their own order: Textual goes by where they stand, and the last ones, just mounted, stand nowhere yet.
        """
        names = [spec.name for spec in self.fields]
        place = names.index(self.current.spec.name) + by if self.current is not None else -1
        if 0 <= place < len(names):
            self.focus_field(names[place])
        elif by > 0:
            self.screen.focus_next()
        else:
            self.screen.focus_previous()

    # Submitting

    def action_submit(self) -> None:
        """Tells all texts; a field that does not fit gets the focus instead."""
        self._put(len(self.fields))
        wrong = [spec.name for spec in self.to_check() if not self.field(spec.name).leave()]
        if wrong:
            self.focus_field(wrong[0])
        else:
            self.post_message(self.Submitted(self, self.texts))

    def to_check(self) -> Sequence[FieldSpec]:
        """The fields whose texts must parse."""
        return self.fields

    @on(FieldEditor.Submitted)
    def _field_done(self, event: FieldEditor.Submitted) -> None:
        event.stop()
        names = [spec.name for spec in self.fields]
        following = names.index(event.editor.spec.name) + 1
        if following < len(names):
            self.focus_field(names[following])
        else:
            self.action_submit()

    def _put_more(self) -> None:
        """A few editors more, so that keys that were typed meanwhile need not wait for all."""
        if self._put(_AT_ONCE):
            self.call_after_refresh(self._put_more)

    def _put(self, most: int) -> bool:
        """Mounts the next editors. Whether some are still missing."""
        waiting = [self.field(spec.name) for spec in self.fields if not self._stands(spec.name)]
        if waiting and self._composed and self.is_attached:
            self.mount(*waiting[:most])
        return len(waiting) > most

    def _stands(self, name: str) -> bool:
        return name in self._editors and self._editors[name].is_attached
