"""What the drawn widgets share: one line however narrow, one layout, no painting after the end."""

from __future__ import annotations

from textual.content import Content
from textual.geometry import Region, Size
from textual.reactive import Reactive
from textual.strip import Strip
from textual.style import Style
from textual.visual import Visual
from textual.widget import Widget


class Settled(Widget):
    """A widget that does not scroll: its contents' size settles with its own, and needs no second layout."""

    virtual_size = Reactive(Size(0, 0), layout=False, repaint=False)


def blank(crop: Region) -> list[Strip]:
    """Empty lines, for a widget that was taken out.

    Textual may paint such a widget once more, when its component styles are gone already: looking
    them up would end the app.
    """
    return [Strip.blank(crop.width)] * crop.height


def drawn(widget: Widget, line: Content | None, component: str = "") -> Strip:
    """One line, cut or filled up to the widget's width; blank for None.

    Args:
        widget: what is drawn.
        line: its text with styles; never a plain text, which would be read as markup.
        component: a component class whose style lies under the line.
    """
    width = widget.size.width
    style: Style = widget.visual_style + widget.get_visual_style(component) if component else widget.visual_style
    if line is None or width < 1 or not line.plain:
        return Strip.blank(max(width, 0), style.rich_style)
    strips = Visual.to_strips(widget, line.truncate(width, ellipsis=True), width, 1, style, pad=True)
    return strips[0] if strips else Strip.blank(width, style.rich_style)
