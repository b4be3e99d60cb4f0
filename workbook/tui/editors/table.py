"""The editor of a table question: its rows, and a form for the one being edited."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from textual import on
from textual.app import ComposeResult
from textual.message import Message

from workbook.domain.primitives import Context
from workbook.domain.specs import Collection, FieldSpec
from workbook.tui.editors.base import FieldEditor
from workbook.tui.editors.columns import TableRow
from workbook.tui.editors.drawing import Settled
from workbook.tui.editors.form import AnswerForm
from workbook.tui.editors.offered import OfferLine
from workbook.tui.editors.ref import Names
from workbook.tui.editors.row_form import RowForm
from workbook.tui.editors.table_grid import TableGrid


class TableEditor(Settled):
    """Rows to look at, add, change, remove and move. Rows come down by `show`, wishes go up.

    A form stays open until `close_row`: what could not be saved is still there.

    Args:
        collection: the table.
        columns: the columns to show, in order, as the question asks for them.
        context: what parsing needs.
        names: what ref columns offer.
        offers: rows that can be taken.
    """

    DEFAULT_CSS = """
    TableEditor { height: auto; max-height: 100%; width: 1fr; layout: vertical; }
    TableEditor.-editing { max-height: 100000; }
    TableEditor.-editing > TableGrid { display: none; }
    """

    class _ForRow(Message):
        """Something about one row; `row_id` is empty for a new one."""

        def __init__(self, table: TableEditor, row_id: str) -> None:
            super().__init__()
            self.table = table
            self.row_id = row_id

        @property
        def control(self) -> TableEditor:
            """The table."""
            return self.table

    class _RowTexts(_ForRow):
        def __init__(self, table: TableEditor, row_id: str, texts: dict[str, str]) -> None:
            super().__init__(table, row_id)
            self.texts = texts

    class RowSaved(_RowTexts):
        """A row to be recorded: the texts that changed, by column; a blank one empties its column."""

    class RowDraft(_RowTexts):  # not a RowSaved: what listens to that would hear each key
        """What is being typed: to be kept as a draft. No texts: there is nothing to keep any more."""

    class RowRemoved(_ForRow):
        """A row to be removed; it was asked twice."""

    class RowMoved(_ForRow):
        """A row to stand after the row `after`; first when that is empty."""

        def __init__(self, table: TableEditor, row_id: str, after: str) -> None:
            super().__init__(table, row_id)
            self.after = after

    class OffersWanted(_ForRow):
        """The offered rows of these names are to be added."""

        def __init__(self, table: TableEditor, names: tuple[str, ...]) -> None:
            super().__init__(table, "")
            self.names = names

    def __init__(
        self,
        collection: Collection,
        columns: Sequence[FieldSpec],
        context: Context,
        names: Names | None = None,
        offers: Sequence[OfferLine] = (),
        *,
        id: str | None = None,
        classes: str | None = None,
    ) -> None:
        super().__init__(id=id, classes=classes)
        self.collection = collection
        self.columns = tuple(columns)
        self._ground = context
        self._names = names
        self._drafts: dict[str, dict[str, str]] = {}
        self.grid = TableGrid(columns, collection.key, collection.noun, offers)
        self.form: RowForm | None = None

    def compose(self) -> ComposeResult:
        """The rows."""
        yield self.grid

    # State down

    def show(
        self,
        rows: Sequence[TableRow],
        drafts: Mapping[str, Mapping[str, str]] | None = None,
        offers: Sequence[OfferLine] | None = None,
    ) -> None:
        """Shows rows; a form that is open stays.

        Args:
            rows: in order.
            offers: what can be taken; those known stay when left out.
            drafts: unsaved texts by row id (empty: a new row); those known stay when left out.
        """
        if drafts is not None:
            self._drafts = {row_id: dict(texts) for row_id, texts in drafts.items() if texts}
        if offers is not None:
            self.grid.offers = tuple(offers)
        self.grid.show(rows, frozenset(self._drafts))

    @property
    def context(self) -> Context:
        """What parsing needs; a new one (a person was added) goes to the open form."""
        return self._ground

    @context.setter
    def context(self, context: Context) -> None:
        self._ground = context
        if self.form is not None:
            self.form.context = context

    def focus_rows(self) -> None:
        """Gives the keys to the open form, else to the rows."""
        if self.form is not None:
            self.form.focus_field()
        else:
            self.grid.focus()

    async def edit(self, row_id: str = "") -> None:
        """Opens the form of a row, with its unsaved text; of a new one when no id is given."""
        if self.form is not None:
            return
        row = next((row for row in self.grid.rows if row.id == row_id), TableRow(row_id, {}))
        name = row.texts.get(self.collection.key, "")
        title = f"{name or self.collection.noun}" if row_id else f"New {self.collection.noun}"
        self.form = RowForm(self.columns, row, self._drafts.get(row_id, {}), self._ground, self._names, title=title)
        self.add_class("-editing")
        await self.mount(self.form)
        self.form.focus_field()

    async def close_row(self, row_id: str = "") -> None:
        """Closes the form: its row was saved, as `row_id`; its draft is gone."""
        if self.form is not None:
            self._drafts.pop(self.form.row_id, None)
            await self._close(row_id or self.form.row_id)

    async def _close(self, row_id: str) -> None:
        form, self.form = self.form, None
        self.remove_class("-editing")
        self.grid.show(self.grid.rows, frozenset(self._drafts))
        self.grid.go_to(row_id)
        self.grid.focus()
        if form is not None:
            await form.remove()

    # Wishes up

    @on(TableGrid.Asked)
    async def _asked(self, event: TableGrid.Asked) -> None:
        event.stop()
        match event.what:
            case "add" | "edit":
                await self.edit(event.row_id)
            case "remove":
                self.post_message(self.RowRemoved(self, event.row_id))
            case "take":
                self.post_message(self.OffersWanted(self, event.names))

    @on(TableGrid.Carried)
    def _carried(self, event: TableGrid.Carried) -> None:
        event.stop()
        self.post_message(self.RowMoved(self, event.row_id, event.after))

    @on(FieldEditor.Changed)
    def _typed(self, event: FieldEditor.Changed) -> None:
        event.stop()
        if self.form is not None:
            self._keep(self.form)

    @on(AnswerForm.Submitted)
    async def _submitted(self, event: AnswerForm.Submitted) -> None:
        event.stop()
        if self.form is None:
            return
        changes = self.form.changes
        if any(text.strip() for text in changes.values()) or (changes and self.form.row_id):
            self.post_message(self.RowSaved(self, self.form.row_id, changes))
        else:
            await self.close_row()

    @on(RowForm.Left)
    async def _left(self, event: RowForm.Left) -> None:
        event.stop()
        if self.form is not None:
            self._keep(self.form)
            await self._close(self.form.row_id)

    def _keep(self, form: RowForm) -> None:
        """What is typed stands here and goes up, so that it can be kept elsewhere too."""
        changes = form.changes if form.row_id else {name: text for name, text in form.changes.items() if text.strip()}
        if changes:
            self._drafts[form.row_id] = changes
        elif self._drafts.pop(form.row_id, None) is None:
            return
        self.post_message(self.RowDraft(self, form.row_id, changes))
