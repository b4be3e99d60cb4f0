"""Help for what has the focus: the question's own words, and every key that works here."""

from __future__ import annotations

from textwrap import wrap
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen, Screen
from textual.widgets import Static

from workbook.domain.specs import Phase
from workbook.tui.screens.deciding import Deciding
from workbook.tui.screens.project_view import ProjectView
from workbook.tui.widgets.helps import gate_help, help_content
from workbook.tui.words import plain

_KEY = 10
"""Columns of a key."""

_WIDEST, _AROUND = 84, 8
"""How wide the window of the help is at most, and what its frame and its scrollbar take."""


class HelpScreen(ModalScreen[None]):
    """Shows what helps with the question in front, then the keys."""

    GIVES_WAY: ClassVar[bool] = True
    CSS_PATH = "help.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,f1,q", "leave", "Leave")]

    def __init__(self, title: str, words: Content, keys: Content) -> None:
        super().__init__()
        self._title = title
        self._words = words
        self._keys = keys

    @classmethod
    def of(cls, screen: Screen[object]) -> HelpScreen:
        """The help of a screen as it is now."""
        title, about = getattr(screen, "ABOUT", ("Keys", ""))
        words = plain(about)
        if isinstance(screen, ProjectView) and screen.question is not None:
            title = screen.question.title
            words = help_content(screen.shown, screen.question, whole=True)
        elif isinstance(screen, Deciding) and screen.at_a_gate:
            phase = screen.shown.pack.phase(screen.here.removeprefix("gate:"))
            title, words = f"{phase.title}, the gate", gate_help(screen.shown, phase)
        elif isinstance(screen, ProjectView) and screen.here.startswith("area:"):
            area = screen.shown.pack.area(screen.here.removeprefix("area:"))
            title, words = area.title, gate_help(screen.shown, area) if isinstance(area, Phase) else plain("")
        return cls(title, words, _keys(screen))

    def compose(self) -> ComposeResult:
        """Words, then keys."""
        with Vertical(classes="dialog"):
            yield Static(plain(self._title), classes="title", markup=False)
            with VerticalScroll():
                if self._words.plain:
                    yield Static(self._words, markup=False, classes="words")
                yield Static(self._keys, markup=False)
            yield Static("esc leaves", classes="hint", markup=False)

    def action_leave(self) -> None:
        """Back."""
        self.dismiss()


def _keys(screen: Screen[object]) -> Content:
    """Every key that does something here, with what it does; one line per action."""
    lines: dict[str, Content] = {}
    room = min(_WIDEST, screen.app.size.width * 96 // 100) - _AROUND - _KEY - 2
    for active in sorted(screen.active_bindings.values(), key=lambda active: not active.binding.show):
        words = active.binding.tooltip or (active.binding.description if active.binding.show else "")
        if active.enabled and words and not active.binding.system and words not in lines:
            key = screen.app.get_key_display(active.binding)
            hanging = f"\n{'':>{_KEY + 2}}".join(wrap(words, room))
            lines[words] = Content.assemble((f"{key:>{_KEY}}  ", "bold $accent"), plain(hanging))
    return Content("\n").join([Content.styled("Keys", "bold $secondary"), *lines.values()])
