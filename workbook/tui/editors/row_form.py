"""One row being added or changed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message
from textual.widgets import Static

from workbook.domain.primitives import Context
from workbook.domain.specs import FieldSpec
from workbook.tui.editors.columns import TableRow
from workbook.tui.editors.form import AnswerForm
from workbook.tui.editors.pasted import brief
from workbook.tui.editors.ref import Names


class RowForm(AnswerForm):
    """The columns of one row as a form. Only what was changed is checked and told.

    Args:
        columns: in order.
        row: what the row holds; a new one has no id.
        draft: what was typed before and not saved; it stands instead.
        context: what parsing needs.
        names: what ref columns offer.
        title: what is being done, in words.

    Attributes:
        seen: the events that the row was made of when the form was opened.
    """

    DEFAULT_CSS = """
    RowForm > .row-form--title { padding: 0 3; margin: 0 0 1 0; text-style: bold; height: 1; }
    """

    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "leave", "Back, text kept")]

    class Left(Message):
        """Escape: back to the table; the text is kept."""

    def __init__(
        self,
        columns: Sequence[FieldSpec],
        row: TableRow,
        draft: Mapping[str, str],
        context: Context,
        names: Names | None = None,
        *,
        title: str = "",
    ) -> None:
        super().__init__(columns, {**row.texts, **draft}, context, names)
        self.row_id = row.id
        self.seen = row.seen
        self._title = title
        self._saved = {column.name: row.texts.get(column.name, "") for column in columns}

    def compose(self) -> ComposeResult:
        """What is being done, then the columns."""
        yield Static(Content(brief(self._title)), classes="row-form--title")
        yield from super().compose()

    @property
    def changes(self) -> dict[str, str]:
        """The texts that are not those of the saved row."""
        return {name: text for name, text in self.texts.items() if text != self._saved[name]}

    def clashes(self, texts: Mapping[str, str]) -> bool:
        """Whether a column that is changed here holds something else by now: somebody changed it meanwhile."""
        return any(texts.get(name, "") != self._saved[name] for name in self.changes)

    def to_check(self) -> Sequence[FieldSpec]:
        """What was not changed was right once, and may name a person who left since."""
        changed = self.changes
        return [column for column in self.fields if column.name in changed]

    def action_leave(self) -> None:
        """Back to the table."""
        self.post_message(self.Left())
