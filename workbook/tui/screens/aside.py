"""A small form asked for in passing: a waiver, a signature."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from typing import ClassVar, Generic, TypeVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.screen import ModalScreen
from textual.widgets import Static

from workbook.domain.primitives import Context
from workbook.domain.specs import FieldSpec
from workbook.errors import WorkbookError
from workbook.tui.editors.base import FieldEditor
from workbook.tui.editors.form import AnswerForm
from workbook.tui.editors.ref import Names, RefEditor
from workbook.tui.words import plain

Made = TypeVar("Made")


class AsideForm(ModalScreen[Made | None], Generic[Made]):
    """Asks for some fields; gives None when it is left with Escape. What is typed is kept by the caller.

    Args:
        title: what it is about.
        fields, texts: what the form asks for, and what it holds at first.
        context, names: for the person.
        check: makes of the texts what is wanted; raises WorkbookError where they do not fit.
        keep: notes what is typed.
        add: puts a person who is not there yet among the people.
        tell: shows an error.
    """

    CSS_PATH = "aside.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "leave", "Leave", tooltip="Leave; the text is kept")]

    def __init__(
        self,
        title: str,
        fields: tuple[FieldSpec, ...],
        texts: Mapping[str, str],
        context: Context,
        names: Names,
        *,
        check: Callable[[Mapping[str, str]], Made],
        keep: Callable[[Mapping[str, str]], None],
        add: Callable[[RefEditor.RowWanted], Awaitable[None]],
        tell: Callable[[WorkbookError], None],
    ) -> None:
        super().__init__()
        self._title = title
        self._form = AnswerForm(fields, texts, context, names)
        self._check = check
        self._keep = keep
        self._add = add
        self._tell = tell

    def compose(self) -> ComposeResult:
        """What it is about, the form, the keys."""
        with VerticalScroll(classes="dialog", can_focus=False):
            yield Static(plain(self._title), classes="title", markup=False)
            yield self._form
            yield Static("enter goes on, ctrl+s keeps it, esc leaves", classes="hint", markup=False)

    def on_mount(self) -> None:
        """Ready to type."""
        self._form.focus_field()

    def keep_typed(self) -> None:
        """Notes what stands in the form."""
        self._keep(self._form.texts)

    @on(FieldEditor.Changed)
    def keep_the_draft(self, event: FieldEditor.Changed) -> None:
        """Every change is kept."""
        event.stop()
        self.keep_typed()

    @on(RefEditor.RowWanted)
    async def add_the_name(self, event: RefEditor.RowWanted) -> None:
        """A person who is not there yet."""
        event.stop()
        await self._add(event)

    @on(AnswerForm.Submitted)
    def take(self, event: AnswerForm.Submitted) -> None:
        """Gives what was made, or stays with the reason why not."""
        event.stop()
        try:
            self.dismiss(self._check(event.texts))
        except WorkbookError as error:
            self._tell(error)

    def action_leave(self) -> None:
        """Nothing is made; the text is kept."""
        self.dismiss(None)
