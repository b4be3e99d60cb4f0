"""The footer: which keys do something here."""

from __future__ import annotations

from textual.screen import Screen
from textual.widgets import Footer


class KeyBar(Footer):
    """Made anew only when other keys show: at each key press that would cost more than all the rest."""

    def __init__(self) -> None:
        super().__init__(show_command_palette=False)
        self._keys: list[tuple[str, str, bool]] = []

    def bindings_changed(self, screen: Screen[object]) -> None:
        """Looks whether what is shown changed."""
        active = screen.active_bindings.values()
        keys = [(found.binding.key, found.binding.description, found.enabled) for found in active if found.binding.show]
        if keys == self._keys or not screen.app.app_focus:
            return
        self._keys = keys
        super().bindings_changed(screen)
