"""A moment to be glad: the model is out. Any key goes on."""

from __future__ import annotations

from textual import events
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

_BURST = (
    "     ·    ✦        ·      ",
    " ✦      ·    ★   ·      ✦ ",
    "    ·  ✦    ·  ✦   ·      ",
    "  ·   ★   ✦   ·   ★   ·   ",
    "    ✦    ·     ✦    ·     ",
    "       ·    ★      ·      ",
)
_STYLES = {"✦": "$accent", "★": "$success", "·": "$primary"}


class CelebrationScreen(ModalScreen[None]):
    """Says a sentence of the pack, large and alone.

    Args:
        project: whose model it is.
        says: what is said; it comes from a pack, and is plain text all the same.
    """

    CSS_PATH = "celebration.tcss"

    def __init__(self, project: str, says: str) -> None:
        super().__init__()
        self._project = project
        self._says = says

    def compose(self) -> ComposeResult:
        """The burst, the name, the sentence."""
        with Vertical(classes="dialog"):
            yield Static(_burst(), id="burst", markup=False)
            yield Static(self._project, id="celebrated", markup=False)
            yield Static(self._says.replace("! ", "!\n", 1), id="says", markup=False)
            yield Static("any key goes on", classes="hint", markup=False)

    def on_key(self, event: events.Key) -> None:
        """Any key goes on."""
        event.stop()
        self.dismiss(None)

    def on_click(self) -> None:
        """So does a click."""
        self.dismiss(None)


def _burst() -> Content:
    lines = (Content.assemble(*((sign, _STYLES.get(sign, "")) for sign in line)) for line in _BURST)
    return Content("\n").join(lines)
