"""The text area that editors share."""

from __future__ import annotations

from textual import events
from textual.content import Content
from textual.geometry import Region, Size
from textual.message import Message
from textual.strip import Strip
from textual.widgets import TextArea
from textual.widgets.text_area import Location

from workbook.errors import InvalidValue
from workbook.tui.editors.drawing import blank
from workbook.tui.editors.pasted import Notice, pasted, pasted_in_line, shown, shown_in_line


class LongText(TextArea):
    """Many lines, wrapped softly; tab goes on. It grows with what is typed, then scrolls.

    Args:
        text: what it holds at first.
        placeholder: shown while it is empty.
        least, most: lines shown at least, and before it scrolls.
    """

    def __init__(self, text: str = "", placeholder: str = "", *, least: int = 3, most: int = 12) -> None:
        self._least = least  # TextArea measures its text while it is made
        self._most = most
        super().__init__(
            self.settled(text),
            soft_wrap=True,
            tab_behavior="focus",
            highlight_cursor_line=False,
            placeholder=Content(shown(placeholder)),
        )
        self.set_reactive(TextArea.cursor_blink, False)
        self.set_reactive(TextArea.match_cursor_bracket, False)

    def on_mount(self) -> None:
        """The cursor stands behind what was written before."""
        self.move_cursor(self.document.end)

    def on_resize(self) -> None:
        """Stays in view while it grows."""
        if self.has_focus:
            self.scroll_visible(animate=False)

    def load_text(self, text: str) -> None:
        """Replaces everything; the cursor goes to the end."""
        super().load_text(self.settled(text))
        self.move_cursor(self.document.end)

    def settled(self, text: str) -> str:
        """Any text as this area can hold it."""
        return shown(text)

    def find_matching_bracket(self, bracket: str, search_from: Location) -> Location | None:
        """Nothing: this is prose, and the search walks through the whole text at each key."""
        return None

    def render_lines(self, crop: Region) -> list[Strip]:
        """What is painted now; nothing once it was taken out."""
        return blank(crop) if self.parent is None else super().render_lines(crop)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """The wrapped lines, within bounds."""
        return min(max(self.wrapped_document.height, self._least), self._most)

    def action_paste(self) -> None:
        """Pastes from the app's own clipboard."""
        self._take(self.app.clipboard)

    async def _on_paste(self, event: events.Paste) -> None:
        event.stop()
        event.prevent_default()
        self._take(event.text)

    def cleaned(self, text: str, held: int) -> str:
        """A paste as it goes in. Raises InvalidValue when it does not."""
        return pasted(text, held)

    def _take(self, text: str) -> None:
        start, end = self.selection
        try:
            clean = self.cleaned(text, len(self.text) - len(self.selected_text))
        except InvalidValue as error:
            self.post_message(Notice(str(error)))
            return
        result = self.replace(clean, start, end, maintain_selection_offset=False)
        self.move_cursor(result.end_location)


class WrappedLine(LongText):
    """One line of text, wrapped to be read; enter is done with it. A paste of many lines is joined.

    Args:
        text: what it holds at first.
        placeholder: shown while it is empty.
    """

    class Entered(Message):
        """Enter: the line is done."""

    def __init__(self, text: str = "", placeholder: str = "") -> None:
        super().__init__(text, placeholder, least=1, most=8)

    def settled(self, text: str) -> str:
        """Any text on one line."""
        return shown_in_line(text)

    def cleaned(self, text: str, held: int) -> str:
        """A paste on one line; says so when lines were joined."""
        line, joined = pasted_in_line(text, held)
        if joined > 1:
            self.call_later(self.post_message, Notice(f"{joined} lines were joined into one."))
        return line

    async def _on_key(self, event: events.Key) -> None:
        if event.key == "enter":
            event.stop()
            event.prevent_default()  # TextArea would break the line
            self.post_message(self.Entered())
