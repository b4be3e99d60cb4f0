"""The footer: which keys do something here."""

from __future__ import annotations

from textual import events
from textual.app import ComposeResult
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Footer
from textual.widgets._footer import FooterKey

MOST = 7
"""More keys than these nobody reads."""


class KeyBar(Footer):
    """The keys that matter now, as many as there is room for; help is always among them.

    Made anew only when other keys show: at each key press that would cost more than all the rest.
    """

    def __init__(self) -> None:
        super().__init__(show_command_palette=False)
        self._keys: list[tuple[str, str, bool]] = []
        self._width = 0
        self._due = False

    def compose(self) -> ComposeResult:
        """Leaves keys out, the last but one first, until the rest fits."""
        keys = list(super().compose())
        while len(keys) > MOST or (len(keys) > 2 and sum(map(_cells, keys)) > self.app.size.width):
            del keys[-2]
        for key in keys:
            if isinstance(key, FooterKey):  # else its styles would be found three times, as Textual turns it to and fro
                key.set_reactive(FooterKey.compact, self.compact)
        self.styles.grid_size_columns = len(keys)
        yield from keys

    def bindings_changed(self, screen: Screen[object]) -> None:
        """Looks whether what is shown changed."""
        active = screen.active_bindings.values()
        keys = [(found.binding.key, found.binding.description, found.enabled) for found in active if found.binding.show]
        if keys == self._keys or not screen.app.app_focus:
            return
        self._keys = keys
        if not self._due:
            self._due = self.is_attached and screen is self.screen
            super().bindings_changed(screen)

    async def recompose(self) -> None:
        """Shows the keys of now, however often they changed since it became due."""
        self._due = False
        await super().recompose()

    def on_resize(self, event: events.Resize) -> None:
        """More keys, or fewer, where the window became wider or narrower."""
        if self._width and event.size.width != self._width:
            self.call_after_refresh(self.recompose)
        self._width = event.size.width


def _cells(key: Widget) -> int:
    """How wide a key and its words are: a blank before, between and after them."""
    return len(key.key_display) + len(key.description) + 3 if isinstance(key, FooterKey) else 0
