"""Text and scrolling columns that are laid out once when they change.

Textual lays a screen out a second time whenever the size of a widget's contents came out different. Here the first
time has settled everything already, and moving through an outline is twice as quick without the second.
"""

from __future__ import annotations

from textual.containers import VerticalScroll
from textual.geometry import Size
from textual.reactive import Reactive
from textual.widgets import Static


class Words(Static):
    """A text that changes often."""

    virtual_size = Reactive(Size(0, 0), layout=False, repaint=False)


class Column(VerticalScroll):
    """A column of such texts. Its scrollbar keeps its place: when it came and went, everything would move."""

    DEFAULT_CSS = """
    Column { overflow-y: scroll; scrollbar-size-vertical: 1; scrollbar-background: $background; }
    """

    virtual_size = Reactive(Size(0, 0), layout=False, repaint=False)
