"""One line asked for in passing: a reason, a name, who finds out."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from workbook.text import visible
from workbook.tui.draft_keeper import KeptLine
from workbook.tui.editors.line_input import LineInput
from workbook.tui.editors.pasted import shown_in_line


class Prompt(ModalScreen[str | None]):
    """Asks for one line; gives None when it is left with Escape.

    Args:
        title: what is asked, in a few words.
        hint: what may be typed, and what happens then.
        text: what stands there already.
        empty: whether an empty line is an answer.
        kept: its draft, which stands in place of `text`; whoever saves the line drops it.
        told: what enter does with the line as it stands; empty where it saves it, as usual.
    """

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "leave", "Leave")]

    def __init__(
        self,
        title: str,
        hint: str = "",
        text: str = "",
        *,
        empty: bool = True,
        kept: KeptLine | None = None,
        told: Callable[[str], str] = lambda _line: "",
    ) -> None:
        super().__init__()
        self._title = title
        self._hint = hint
        self._before = shown_in_line(text)
        self._kept = kept
        self._line = LineInput((kept.text if kept else "") or self._before)
        self._empty = empty
        self._told = told

    def compose(self) -> ComposeResult:
        """Title, line, hint."""
        with Vertical(classes="dialog"):
            yield Static(self._title, classes="title", markup=False)
            yield self._line
            yield Static(self._keys(), classes="hint", markup=False)

    def keep_typed(self) -> None:
        """Notes what stands in the line."""
        if self._kept is not None and self._line.value != self._before:
            self._kept.note(self._line.value)
        elif self._kept is not None:
            self._kept.drop()

    def on_input_changed(self, event: Input.Changed) -> None:
        """Every change is kept."""
        event.stop()
        self.keep_typed()
        self.query_one(".hint", Static).update(self._keys())

    def on_input_submitted(self, event: Input.Submitted) -> None:
        """Gives the line back."""
        event.stop()
        if event.value.strip() or self._empty:
            self.dismiss(event.value.strip())

    def action_leave(self) -> None:
        """Nothing is done; the text is kept."""
        self.dismiss(None)

    def _keys(self) -> str:
        told = visible(self._told(self._line.value))
        saves = f"enter {told}\n" if told else "enter saves it, "
        return f"{self._hint}\n{saves}esc leaves{'; the text is kept' if self._kept else ''}".strip()


class Confirm(ModalScreen[bool]):
    """Asks yes or no about something, with room for what it is about."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter,y", "yes", "Yes"),
        Binding("escape,n", "no", "No"),
    ]

    def __init__(self, title: str, text: str, yes: str = "enter yes", no: str = "esc not now") -> None:
        super().__init__()
        self._title = title
        self._text = visible(text)
        self._keys = f"{yes}    {no}"

    def compose(self) -> ComposeResult:
        """Title, text, keys."""
        with Vertical(classes="dialog"):
            yield Static(self._title, classes="title", markup=False)
            yield Static(self._text, markup=False)
            yield Static(self._keys, classes="hint", markup=False)

    def action_yes(self) -> None:
        """Yes."""
        self.dismiss(True)

    def action_no(self) -> None:
        """No."""
        self.dismiss(False)
