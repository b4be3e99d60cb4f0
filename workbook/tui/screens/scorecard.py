"""The scores on one screen: what they are, what holds them down, how they came about, and what is not met."""

from __future__ import annotations

from collections.abc import Iterator
from typing import ClassVar

from textual import on
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Static

from workbook.tui.screens.base import OneProjectScreen
from workbook.tui.widgets.lines import Line, Lines
from workbook.tui.widgets.scorecard import LEGEND, card_lines, item_lines

_SIDE_BY_SIDE = 112
"""Columns from which the scores and the items stand beside each other; below that, under each other."""


class ScorecardScreen(OneProjectScreen):
    """Gives the key of the line that was chosen: of an item, a section or an instrument; empty when it is left."""

    ABOUT = (
        "Scores",
        "Both tests: what holds them down, how they came about, and every item with what it counts.",
    )
    CSS_PATH = "scorecard.tcss"
    AUTO_FOCUS = "#items"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "open", "Go there", tooltip="Go to this item, section or test"),
        Binding("f", "filter", "Unmet only", tooltip="Only the items without a point; and all of them again"),
        Binding("tab", "other_side", "Other side", tooltip="Between the scores and the items"),
        Binding("escape,v", "leave", "Back", key_display="esc", tooltip="Back to where you were"),
    ]

    unmet_only = False

    def body(self) -> Iterator[Widget]:
        """The scores, the items, and what the signs mean."""
        yield Vertical(
            Horizontal(Lines(id="cards"), Lines(id="items"), id="score-lists"),
            Static(id="score-legend", markup=False),
            classes="body",
        )

    def on_resize(self) -> None:
        """The lines fit the width."""
        self._show()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """There is another side only where there is room for two."""
        return self._wide if action == "other_side" else super().check_action(action, parameters)

    @on(Lines.Chosen)
    def go_there(self, event: Lines.Chosen) -> None:
        """Enter goes to what the line is about."""
        event.stop()
        self.dismiss(event.key)

    def action_open(self) -> None:
        """Goes to what is under the cursor."""
        focused = self.focused
        self.dismiss(focused.key if isinstance(focused, Lines) else "")

    def action_filter(self) -> None:
        """Only what has no point; and back."""
        self.unmet_only = not self.unmet_only
        self._show()

    def action_other_side(self) -> None:
        """From the scores to the items, and back."""
        self.query_one("#items" if self.query_one("#cards").has_focus else "#cards").focus()

    def action_leave(self) -> None:
        """Back to where one came from."""
        self.dismiss("")

    @property
    def _wide(self) -> bool:
        return self.app.size.width >= _SIDE_BY_SIDE

    def _show(self) -> None:
        self.show_top("Scores, unmet items only" if self.unmet_only else "Scores")
        cards, items = self.query_one("#cards", Lines), self.query_one("#items", Lines)
        width = self.app.size.width // 2 if self._wide else self.app.size.width
        scores = card_lines(self._project, width)
        listed = item_lines(self._project, unmet_only=self.unmet_only)
        if not self._wide and cards.has_focus:
            items.focus()
        cards.display = self._wide
        if self._wide:
            cards.show(scores)
        items.show(listed if self._wide else [*scores, Line("", Content("")), *listed])
        legend = (" " if self.app.size.width < 80 else "   ").join(LEGEND)
        self.query_one("#score-legend", Static).update(Content.styled(legend, "$faint"))
        self.refresh_bindings()
