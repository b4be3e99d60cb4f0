"""Ref: a row of a collection, by its name; an unknown name can be added on the spot."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import ClassVar, TypeAlias

from textual import on
from textual.binding import Binding, BindingType
from textual.events import DescendantBlur
from textual.message import Message

from workbook.domain.primitives import Context, Ref, Value, show
from workbook.domain.specs import FieldSpec
from workbook.tui.editors.base import FieldEditor
from workbook.tui.editors.drop_down import DropDown, matching
from workbook.tui.editors.line_input import LineInput

Names: TypeAlias = Callable[[FieldSpec], Sequence[str]]
"""The names that a ref field offers, its `only` filters applied."""

_LONGEST_NAME = 120  # what is longer was pasted by mistake


class RefEditor(FieldEditor):
    """One line with a list that drops down while typing; enter takes the highlighted name.

    Args:
        spec: a ref field.
        text: the name it holds at first.
        context: what parsing needs.
        names: what the list offers; asked again each time it opens.
        alone: the only field of its form.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "move(1)", "Names", show=False),
        Binding("up", "move(-1)", "Names", show=False),
        Binding("escape", "close", "Close the list", show=False),
    ]

    class RowWanted(Message):
        """A name that the collection does not have yet: add a row of that name, then set the context."""

        def __init__(self, editor: RefEditor, collection: str, name: str) -> None:
            super().__init__()
            self.editor = editor
            self.collection = collection
            self.name = name

        @property
        def control(self) -> RefEditor:
            """The editor."""
            return self.editor

    def __init__(
        self, spec: FieldSpec, text: str, context: Context, names: Names | None = None, *, alone: bool = False
    ) -> None:
        super().__init__(spec, context, LineInput(text, self.example(spec, "a name")), alone=alone)
        self._names: Names = names or (lambda _spec: ())
        self._list = DropDown()
        self._found: list[str] = []

    def echo(self, value: Value) -> str:
        """The full name, where only its beginning was typed."""
        name = show(self.spec, value, self.context) if isinstance(value, Ref) else ""
        return name if name.casefold() != self.text.strip().casefold() else ""

    @property
    def covered(self) -> bool:
        """The list lies over them."""
        return self._list.is_open

    def leave(self) -> bool:
        """Nothing lies over what is wrong."""
        self._list.close()
        return super().leave()

    def edited(self) -> None:
        """Opens the list on what fits."""
        self._open()

    def enter(self) -> None:
        """Takes the highlighted name, or asks for a new row."""
        if self._list.is_open and self._list.cursor >= 0:
            self._take(self._list.cursor)
        else:
            self._settle()
            super().enter()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Escape is only ours while the list is open."""
        return self._list.is_open if action == "close" else True

    def action_move(self, by: int) -> None:
        """Opens the list, or moves in it."""
        if self._list.is_open:
            self._list.move(by)
        else:
            self._open()

    def action_close(self) -> None:
        """Closes the list; the text stays."""
        self._list.close()
        self.refresh()

    def on_descendant_blur(self, event: DescendantBlur) -> None:
        """Closes the list, and completes the beginning of a name; then the base class does its part."""
        self._list.close()
        self._settle()

    @on(DropDown.Picked)
    def _picked(self, event: DropDown.Picked) -> None:
        event.stop()
        self._take(event.place)

    def _open(self) -> None:
        typed = self.text.strip()
        if len(typed) > _LONGEST_NAME:
            self._list.close()
            return
        self._found = matching(self._names(self.spec), typed)
        known = any(name.casefold() == typed.removeprefix("@").casefold() for name in self._found)
        entries = list(self._found)
        if typed and not known:
            entries.append(f"add “{typed.removeprefix('@')}”")
        if known and len(entries) == 1:
            self._list.close()
            return
        if not self._list.is_attached:
            self.mount(self._list)  # only now: most names are never looked up
        self._list.open(entries, 0)
        self.refresh()

    def _take(self, place: int) -> None:
        self._list.close()
        if place < len(self._found):
            self._complete(self._found[place])
            super().enter()
        else:
            self.post_message(self.RowWanted(self, self.spec.collection, self.text.strip().removeprefix("@")))

    def _settle(self) -> None:
        """The whole name in place of its beginning."""
        if self.understood:
            self._complete(self.understood)

    def _complete(self, name: str) -> None:
        if name != self.text:
            self.text = name
            self.post_message(self.Changed(self, self.spec.name, self.text))
