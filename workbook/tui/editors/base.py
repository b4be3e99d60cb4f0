"""What every editor of a field has: a label, a text, how it is understood, and calm errors."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Self, TypeAlias

from textual import events, on
from textual.app import ComposeResult
from textual.content import Content
from textual.geometry import Size
from textual.message import Message
from textual.strip import Strip
from textual.widgets import Input, Static, TextArea

from workbook.domain.primitives import Context, Value, parse, show
from workbook.domain.specs import FieldSpec
from workbook.errors import WorkbookError
from workbook.tui.editors.drawing import Settled, drawn
from workbook.tui.editors.line_input import LineInput
from workbook.tui.editors.long_text import LongText, WrappedLine
from workbook.tui.editors.options import Options
from workbook.tui.editors.pasted import Notice, brief, shown
from workbook.tui.editors.styles import FIELD

Inner: TypeAlias = LineInput | LongText | Options
"""The widgets that take keys; a field's editor has one."""

_LONG_LABEL = 36
_INDENT = 3
_EDGE = 6


class FieldEditor(Settled):
    """Edits one field as text; the domain's parser says what the text means.

    Args:
        spec: the field.
        context: what parsing needs.
        inner: the widget that takes the keys.
        alone: the only field of its form: nothing says that it may stay empty.

    Attributes:
        understood: how the text is understood, in words; empty where that says nothing new.
    """

    DEFAULT_CSS = FIELD

    class Changed(Message):
        """Somebody changed the text."""

        def __init__(self, editor: FieldEditor, name: str, text: str) -> None:
            super().__init__()
            self.editor = editor
            self.name = name
            self.text = text

        @property
        def control(self) -> FieldEditor:
            """The editor."""
            return self.editor

    class Submitted(Message):
        """Enter: on to the next field."""

        def __init__(self, editor: FieldEditor) -> None:
            super().__init__()
            self.editor = editor

        @property
        def control(self) -> FieldEditor:
            """The editor."""
            return self.editor

    def __init__(self, spec: FieldSpec, context: Context, inner: Inner, *, alone: bool = False) -> None:
        super().__init__()
        self.spec = spec
        self.inner = inner
        self.understood = ""
        self._ground = context
        self._known = self.inner.text
        self._told = False
        self._notice = ""
        self._error = ""
        self._rows = (0, 0)
        self._label = _label(spec, alone)
        inner.add_class("field--inner")
        self.set_class(self._long_label, "-titled")
        if self._label.plain and not self._long_label:
            inner.border_title = self._label  # a plain text would be markup

    def compose(self) -> ComposeResult:
        """A label that is a whole sentence above, then what takes the keys."""
        if self._long_label:
            yield Static(self._label, classes="field--label")
        yield self.inner

    def on_mount(self) -> None:
        """Says how the first text is understood."""
        self._understand()

    # Text in, text out

    @property
    def text(self) -> str:
        """The text as it stands, right or wrong. Setting it tells nobody."""
        return self.inner.text

    @text.setter
    def text(self, text: str) -> None:
        self.inner.text = text
        self._known = self.inner.text
        self._notice = ""
        self._understand()

    @property
    def context(self) -> Context:
        """What parsing needs; a new one (a person was added) looks at the text again."""
        return self._ground

    @context.setter
    def context(self, context: Context) -> None:
        self._ground = context
        self._understand()

    @property
    def error(self) -> str:
        """Why the text does not fit, once the field was left or submitted; else empty."""
        return self._error

    def leave(self) -> bool:
        """From now on errors are told. Whether the text fits."""
        self._told = True
        self._understand()
        return not self._error

    def focus(self, scroll_visible: bool = True) -> Self:
        """Gives the keys to the widget inside."""
        self.inner.focus(scroll_visible)
        return self

    # What an editor may add

    def echo(self, value: Value) -> str:
        """How the text is understood, in words; empty when that says nothing new."""
        return ""

    def helps(self) -> Iterable[str]:
        """Every help that may ever show: their room is kept, so that nothing jumps."""
        return (self.spec.help,)

    def help_now(self) -> str:
        """The help that shows now, without an error."""
        return self.spec.help

    @staticmethod
    def example(spec: FieldSpec, usual: str = "") -> str:
        """What stands in an empty field; it says that it is no answer."""
        return f"e.g. {spec.example}" if spec.example else usual

    def enter(self) -> None:
        """Enter was pressed in a one-line editor."""
        if self.leave():
            self.post_message(self.Submitted(self))

    def edited(self) -> None:
        """The person changed something; called after the text is told."""

    # Inside

    @property
    def _long_label(self) -> bool:
        return self._label.cell_length > _LONG_LABEL

    @on(Input.Changed)
    @on(TextArea.Changed)
    @on(Options.Changed)
    def _heard(self, event: Message) -> None:
        event.stop()
        text = self.inner.text
        if text != self._known:
            self._known = text
            self._notice = ""
            self._understand()
            self.post_message(self.Changed(self, self.spec.name, text))
            self.edited()

    @on(Input.Submitted)
    @on(WrappedLine.Entered)
    @on(Options.Entered)
    def _entered(self, event: Message) -> None:
        event.stop()
        self.enter()

    @on(Input.Blurred)
    @on(TextArea.SelectionChanged)
    def _of_no_interest(self, event: Message) -> None:
        event.stop()

    @on(Notice)
    def _noticed(self, event: Notice) -> None:
        event.stop()
        self._notice = event.text
        self._draw()

    @on(Options.Moved)
    def _moved(self, event: Message) -> None:
        event.stop()
        self._draw()

    def on_descendant_focus(self, event: events.DescendantFocus) -> None:
        """Shows the help."""
        self._draw()

    def on_descendant_blur(self, event: events.DescendantBlur) -> None:
        """The field was left."""
        self._notice = ""
        self.leave()

    def _understand(self) -> None:
        """Parses the text: what it means goes into the frame, what is wrong below it, once told."""
        problem, value = "", None
        try:
            value = parse(self.spec, self.inner.text, self._ground)
        except WorkbookError as error:
            problem = f"{error.what} {error.hint}".strip()
        self._error = problem if self._told else ""
        self.understood = brief(self.echo(value)) if value is not None else ""
        if isinstance(self.inner, LineInput):
            written_out = value is not None and show(self.spec, value, self._ground) == self.inner.text.strip()
            self.inner.aside = "" if written_out else self.understood
        self._draw()

    @property
    def covered(self) -> bool:
        """Whether something lies over the lines below the frame, so that they must not show at its edges."""
        return False

    # Drawing: the lower edge of the frame, and the lines below it

    def _draw(self) -> None:
        width, rows = self._rows
        if not width:
            return  # not laid out yet
        notes = self._notes(width)
        edge = self._edge(width)
        if edge != (self.inner._border_subtitle.plain if self.inner._border_subtitle is not None else ""):
            self.inner.border_subtitle = Content(edge) if edge else None  # a plain text would be markup
        self.set_class(bool(notes), "-noted")
        if max(len(notes), self._room(width)) != rows:
            self.refresh(layout=True)
        else:
            self.refresh()

    def _edge(self, width: int) -> str:
        """What stands in the frame's lower edge: how the text is understood, or a short help."""
        if not self.has_focus_within:
            return ""
        return self.understood or (brief(self.help_now()) if self._helps_are_short(width) else "")

    def _notes(self, width: int) -> list[Content]:
        return [line for text in self._said(width) for line in _wrapped(text, width)]

    def _said(self, width: int) -> Iterator[Content]:
        if self._notice:
            yield Content.assemble(("▲ ", "$warning"), (shown(self._notice), "$muted"))
        if self._error:
            yield Content.styled(f"▲ {shown(self._error)}", "$warning")
        elif not self._notice and self.help_now() and not self._helps_are_short(width):
            yield Content.styled(shown(self.help_now()), "$muted" if self.has_focus_within else "$faint")

    def _helps_are_short(self, width: int) -> bool:
        return all(Content(brief(text)).cell_length <= width - _EDGE for text in self.helps())

    def _room(self, width: int) -> int:
        """Lines kept for helps that do not fit the edge: nothing jumps while they come and go."""
        if self._helps_are_short(width):
            return 0
        return 1 + max(len(_wrapped(Content(shown(text)), width)) for text in self.helps())

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """The frame, and the lines below it."""
        rows = max(self._room(width), len(self._notes(width))) if width > 0 else 0
        self._rows = (width, rows)
        open_edge = 1 if self.has_class("-noted") and not self.inner.has_focus else 0
        return super().get_content_height(container, viewport, width) + open_edge + rows

    def render_line(self, y: int) -> Strip:
        """A line below the frame; the rest is covered by it."""
        line = y - self.inner.virtual_region.bottom
        notes = self._notes(self.size.width) if line >= 0 and not self.covered else []
        return drawn(self, notes[line] if 0 <= line < len(notes) else None)


def _label(spec: FieldSpec, alone: bool) -> Content:
    """The field's label; one that leaves room for it says that the field may stay empty."""
    label = Content(brief(spec.label))
    optional = Content.styled("  optional", "$faint")
    says_so = label.plain and not spec.required and not alone
    return label + optional if says_so and (label + optional).cell_length <= _LONG_LABEL else label


def _wrapped(text: Content, width: int) -> list[Content]:
    inside = max(1, width - 2 * _INDENT)
    return [Content(" " * _INDENT) + line for line in text.wrap(inside)]
