"""The footer: which keys do something here."""

from __future__ import annotations

from itertools import accumulate

from textual import events
from textual.content import Content
from textual.screen import Screen
from textual.widget import Widget

from workbook.named import NamedTuple

MOST = 7
"""More keys than these nobody reads."""


class ShownKey(NamedTuple):
    """A key with its words.

    Attributes:
        key: as Textual calls it; display: as people do.
        enabled: it does something at the moment.
    """

    key: str
    display: str
    words: str
    enabled: bool

    @property
    def cells(self) -> int:
        """How wide it is: a blank before, between and after."""
        return len(self.display) + len(self.words) + 3

    def drawn(self) -> Content:
        """The key and its words."""
        faint = "" if self.enabled else " dim"
        return Content.assemble(
            (f" {self.display} ", f"bold $footer-key-foreground{faint}"),
            (f"{self.words} ", f"$footer-description-foreground{faint}"),
        )


class KeyBar(Widget):
    """The keys that matter now, as many as there is room for; help is always among them.

    One line drawn at once: a widget for each key, made anew wherever other keys do something, costs more than all the
    rest of a screen that changes.
    """

    ALLOW_SELECT = False

    def __init__(self) -> None:
        super().__init__()
        self._keys: list[ShownKey] = []

    @property
    def shown(self) -> list[ShownKey]:
        """Those that there is room for: others go, the last but one first."""
        keys = list(self._keys)
        while len(keys) > MOST or (len(keys) > 2 and sum(key.cells for key in keys) > self.app.size.width):
            del keys[-2]
        return keys

    def render(self) -> Content:
        """The line."""
        return Content("").join([key.drawn() for key in self.shown])

    def on_mount(self) -> None:
        """Hears of it when other keys do something."""
        self.screen.bindings_updated_signal.subscribe(self, self._look)

    def on_unmount(self) -> None:
        """Hears no more of it."""
        self.screen.bindings_updated_signal.unsubscribe(self)

    def on_resize(self, _event: events.Resize) -> None:
        """More keys, or fewer, where the window became wider or narrower."""
        self.refresh()

    def on_click(self, event: events.Click) -> None:
        """A click on a key is the key."""
        ends = accumulate(key.cells for key in self.shown)
        clicked = next((key for key, end in zip(self.shown, ends, strict=True) if event.x < end), None)
        if clicked is not None:
            self.app.simulate_key(clicked.key)

    def _look(self, screen: Screen[object]) -> None:
        if screen is not self.screen or not self.app.app_focus:
            return
        keys = _keys(screen)
        if keys != self._keys:
            self._keys = keys
            self.refresh()


def _keys(screen: Screen[object]) -> list[ShownKey]:
    """Those that are to be shown, once for each thing that they do."""
    found: dict[str, ShownKey] = {}
    for active in screen.active_bindings.values():
        binding = active.binding
        if binding.show and binding.action not in found:
            display = screen.app.get_key_display(binding)
            found[binding.action] = ShownKey(binding.key, display, binding.description, active.enabled)
    return list(found.values())
