"""The one-line input that editors share."""

from __future__ import annotations

from textual import events
from textual.content import Content
from textual.geometry import Region, Size
from textual.strip import Strip
from textual.widget import Widget
from textual.widgets import Input

from workbook.errors import InvalidValue
from workbook.tui.editors.drawing import blank, drawn
from workbook.tui.editors.pasted import Notice, pasted_in_line, shown, shown_in_line

_STEP = 64


class LineInput(Input):
    """One line. A paste of many is joined and says so; one too big is refused and says so.

    Args:
        text: what it holds at first.
        placeholder: shown while it is empty.
    """

    def __init__(self, text: str = "", placeholder: str = "", *, id: str | None = None) -> None:
        super().__init__(
            shown_in_line(text),
            placeholder=shown(placeholder),
            select_on_focus=False,
            validate_on=(),
            compact=False,
            id=id,
        )
        self.set_reactive(Input.cursor_blink, False)
        self.set_reactive(Widget.virtual_size, Size(self.content_width, 1))  # or the first key would lay out anew
        self._aside = ""

    @property
    def aside(self) -> str:
        """Shown behind the text while the input has no focus: how it is understood."""
        return self._aside

    @aside.setter
    def aside(self, aside: str) -> None:
        if aside != self._aside:
            self._aside = aside
            self.refresh()

    def render_lines(self, crop: Region) -> list[Strip]:
        """What is painted now; nothing once it was taken out."""
        return blank(crop) if self.parent is None else super().render_lines(crop)

    def render_line(self, y: int) -> Strip:
        """The text; while it has no focus, what it means behind it, and an ellipsis where it is cut."""
        if y or self.has_focus or not self.value:
            return super().render_line(y)
        line = Content(self.value)
        if self._aside and self._aside != self.value:
            line = Content.assemble(line, ("  → ", "$faint"), (self._aside, "$muted"))
        return drawn(self, line)

    @property
    def text(self) -> str:
        """What it holds."""
        return self.value

    @text.setter
    def text(self, text: str) -> None:
        self.value = shown_in_line(text)
        self.cursor_position = len(self.value)

    @property
    def content_width(self) -> int:
        """Grows in steps: a new width at each key would lay out the whole screen at each key."""
        return -(-super().content_width // _STEP) * _STEP

    def action_paste(self) -> None:
        """Pastes from the app's own clipboard."""
        self._take(self.app.clipboard)

    def _on_paste(self, event: events.Paste) -> None:
        event.stop()
        event.prevent_default()  # Input itself would keep the first line and drop the rest
        self._take(event.text)

    def _take(self, text: str) -> None:
        start, end = sorted(self.selection)
        try:
            line, joined = pasted_in_line(text, len(self.value) - (end - start))
        except InvalidValue as error:
            self.post_message(Notice(str(error)))
            return
        self.replace(line, start, end)
        if joined > 1:
            self.post_message(Notice(f"{joined} lines were joined into one."))
