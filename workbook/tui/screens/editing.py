"""Editing on the project screen: opening an editor, keeping what is typed, saving it."""

from __future__ import annotations

import os
from collections.abc import Mapping
from typing import ClassVar

from textual import on
from textual.binding import Binding, BindingType

from workbook.application import typed
from workbook.domain.commands import Command, MoveRow
from workbook.domain.early import early_at, early_words
from workbook.domain.offers import offered
from workbook.domain.progress import next_open
from workbook.domain.scoring import MARK
from workbook.domain.specs import Phase, Question
from workbook.errors import WorkbookError
from workbook.text import visible
from workbook.tui.editors.base import FieldEditor
from workbook.tui.editors.form import AnswerForm
from workbook.tui.editors.ref import RefEditor
from workbook.tui.editors.table import TableEditor
from workbook.tui.screens.outside import edited_elsewhere
from workbook.tui.screens.project_view import ProjectView
from workbook.tui.widgets.grid import Grid
from workbook.tui.widgets.question import answer_texts, table_rows


class Editing(ProjectView):
    """Enter opens the editor, ctrl+s saves and goes on, Escape leaves and keeps the text."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "edit", "Answer", tooltip="Answer this question"),
        Binding("ctrl+s", "save", "Save, next", tooltip="Save, and go on to the next open question"),
        Binding("escape", "leave_editor", "Leave", tooltip="Leave the editor; the text is kept"),
        Binding("ctrl+l", "external_editor", "$EDITOR", tooltip="Write this text in $VISUAL or $EDITOR"),
    ]

    OUTSIDE_FIELDS: ClassVar[frozenset[str]] = frozenset(
        ("edit", "next_open", "step", "preview", "walk", "scores", "board", "parking")
    )
    """Actions on single keys: they must never act while somebody types."""

    def __init__(self) -> None:
        super().__init__()
        self._seen: tuple[str, ...] = ()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Editing keys show while an editor is open, the others while none is."""
        editing = self.editing
        if action == "external_editor":
            return editing and self.typing_form is not None
        if action in ("save", "leave_editor"):
            return editing
        outside = any(action in vars(part).get("OUTSIDE_FIELDS", ()) for part in type(self).__mro__)
        return not editing if outside else True

    @property
    def editing(self) -> bool:
        """Whether an editor is open."""
        return self.project is not None and (self.pane.editing or self.gate_pane.form is not None)

    @property
    def open_form(self) -> AnswerForm | None:
        """The form that is open: of a question, or of a gate's decision."""
        return self.gate_pane.form or self.pane.form

    @property
    def typing_form(self) -> AnswerForm | None:
        """The form that takes text: an open one, or that of a table's row."""
        return self.open_form or (self.pane.table.form if self.pane.table is not None else None)

    # Opening and leaving

    async def action_edit(self) -> None:
        """Opens the editor of what is on the screen."""
        if self.project is not None:
            await self.edit()

    async def edit(self) -> None:
        """Opens the editor: of a question, of a gate's decision; a grid takes the focus."""
        await self.complete()
        kind, _, name = self.key.partition(":")
        if kind == "section":
            self.grid.focus()
        elif kind == "gate":
            await self.decide(self.shown.pack.phase(name))
        elif kind == "question":
            await self._edit_question(self.shown.question(name))
        self.refresh_bindings()

    @property
    def disputed_gate(self) -> Phase | None:
        """The phase of the gate that is looked at, where several decisions of it stand."""
        raise AssertionError("the deciding part knows")

    async def decide(self, phase: Phase) -> None:
        """Opens the form of a gate's decision."""
        raise AssertionError("the deciding part opens it")

    async def _edit_question(self, question: Question) -> None:
        self._seen = self.shown.seen(question)
        draft = self.workbook_app.drafts.texts(self.draft_prefix + question.name)
        texts = {**answer_texts(self.shown, question), **draft}
        self._switch("question-pane")
        await self.pane.edit(self.shown, question, texts, self._row_drafts(question))
        self.show_key()

    async def close_editor(self) -> None:
        """Closes what is open; what was typed stays a draft."""
        if not self.editing:
            return
        self.workbook_app.flush_drafts()
        await self.pane.close()
        await self.gate_pane.close()
        self.update()

    async def action_leave_editor(self) -> None:
        """Back to the outline; the text is kept."""
        await self.close_editor()
        self.outline.focus()
        self.refresh_bindings()

    # Typing

    @on(FieldEditor.Changed)
    def keep_the_draft(self, event: FieldEditor.Changed) -> None:
        """Every change of a form is a draft until it is saved."""
        event.stop()
        self.keep_typed()

    def keep_typed(self) -> None:
        """Notes what stands in the open form, or in the open row of a table."""
        table = self.pane.table if self.project is not None else None
        if table is not None and table.form is not None and self.question is not None:
            key = self._row_key(self.question, table.form.row_id)
            self.workbook_app.drafts.note(key, table.form.changes)
        form = self.open_form if self.project is not None else None
        if form is None:
            return
        name = self.key.removeprefix("question:")
        if self.question is not None and form.texts == answer_texts(self.shown, self.question):
            self.workbook_app.drafts.drop(self.draft_prefix + name)
        else:
            self.workbook_app.drafts.note(self.draft_prefix + name, form.texts)
        self._show_top()

    def action_external_editor(self) -> None:
        """Hands the text to $VISUAL or $EDITOR and takes it back as one edit."""
        form = self.typing_form
        if form is None or form.current is None:
            return
        command = os.environ.get("VISUAL") or os.environ.get("EDITOR")
        if not command:
            self.notify("Neither $VISUAL nor $EDITOR names an editor.", severity="warning", markup=False)
            return
        text = edited_elsewhere(self, command, form.current.text)
        if text is not None:
            form.current.text = text
            form.current.post_message(FieldEditor.Changed(form.current, form.current.spec.name, text))

    # Saving

    async def action_save(self) -> None:
        """Saves what is open and goes on."""
        if self.typing_form is not None:
            self.typing_form.action_submit()
        elif self.pane.table is not None:
            await self.go_on()

    @on(AnswerForm.Submitted)
    async def save_the_form(self, event: AnswerForm.Submitted) -> None:
        """An answer or a decision: recorded, or the form stays open with the reason."""
        event.stop()
        if self.gate_pane.form is not None:
            await self.save_decision(event.texts)
        elif self.question is not None:
            await self._save_answer(self.question, event.texts)

    async def _save_answer(self, question: Question, texts: dict[str, str]) -> None:
        try:
            command = typed.answer(self.shown, question.name, texts)
        except WorkbookError as error:
            self.workbook_app.show_error(error)
            return
        self.workbook_app.drafts.note(self.draft_prefix + question.name, texts)
        self.workbook_app.flush_drafts()  # recording may have to wait for another process
        if not await self.carry_out(command._replace(seen=self._seen)):
            return
        if self.open_form is not None and self.open_form.texts != texts:
            self._seen = self.shown.seen(question)
            self.workbook_app.drafts.note(self.draft_prefix + question.name, self.open_form.texts)
            self.notify("Saved. What you typed meanwhile is not yet: ctrl+s saves it too.", markup=False)
            return
        self.workbook_app.drafts.drop(self.draft_prefix + question.name)
        await self.go_on()

    async def save_decision(self, texts: Mapping[str, str]) -> None:
        """Records the decision of a gate."""
        raise AssertionError("the deciding part records")

    async def carry_out(self, command: Command) -> bool:
        """Records a command and shows what came of it. False when it was refused; the reason is shown."""
        self.saving = True
        recorded = await self.workbook_app.record(self.shown.id, command)
        self.saving = False
        if recorded is not None:
            self.update(recorded.project)
        return recorded is not None

    async def go_on(self) -> None:
        """On to the next open question of the section, ready to type; it opens at once."""
        here = self.question
        await self.close_editor()
        self.workbook_app.flush_drafts()
        following = self.next_in_flow(here)
        if following is None:
            self.outline.focus()
        else:
            await self.go(following.name, edit=True)

    def next_in_flow(self, here: Question | None) -> Question | None:
        """Where saving leads: the next open question of the phase."""
        if here is None:
            return None
        return next_open(self.shown, self.shown.around(here), here.name)

    async def go(self, question_id: str, *, edit: bool = False) -> None:
        """Shows a question, wherever it is."""
        raise AssertionError("the project screen goes")

    async def go_to_next(self, phase: Phase) -> None:
        """Shows the next open question of a phase."""
        raise AssertionError("the project screen goes")

    # Rows

    @on(TableEditor.RowDraft)
    def keep_the_row(self, event: TableEditor.RowDraft) -> None:
        """A row being typed is a draft until it is saved."""
        event.stop()
        if self.question is not None:
            self.workbook_app.drafts.note(self._row_key(self.question, event.row_id), event.texts)
            self._show_top()

    @on(TableEditor.RowSaved)
    async def save_the_row(self, event: TableEditor.RowSaved) -> None:
        """A row added or changed; its form stays open until it is recorded."""
        event.stop()
        question = self.question
        if question is None:
            return
        try:
            command = typed.row(self.shown, question.name, event.texts, event.row_id)
        except WorkbookError as error:
            self.workbook_app.show_error(error)
            return
        form, now = event.table.form, {row.id: row for row in table_rows(self.shown, question)}
        if form is not None and event.row_id and form.clashes(now[event.row_id].texts if event.row_id in now else {}):
            command = command._replace(seen=form.seen)
        if await self.carry_out(command):
            self.workbook_app.drafts.drop(self._row_key(question, event.row_id))
            self._tell_early(question)
            await event.table.close_row(event.row_id or self._newest_row(question))

    def _tell_early(self, question: Question) -> None:
        """Says aloud what must wait for a gate, unless somebody let it through."""
        for found in early_at(self.shown, question):
            if found.waiver is None:
                words = visible(early_words(self.shown, found))
                self.notify(words, title="Too early", severity="warning", timeout=10, markup=False)

    def _newest_row(self, question: Question) -> str:
        rows = self.shown.view_rows(question)
        return max(rows, key=lambda row: (row.at, row.order)).id if rows else ""

    def _row_key(self, question: Question, row_id: str) -> str:
        return f"{self.draft_prefix}{question.name}#{row_id}"

    def _row_drafts(self, question: Question) -> dict[str, dict[str, str]]:
        prefix = self._row_key(question, "")
        drafts = self.workbook_app.drafts
        return {row_id: drafts.texts(prefix + row_id) for row_id in drafts.keys(prefix)}

    @on(TableEditor.RowMoved)
    async def move_the_row(self, event: TableEditor.RowMoved) -> None:
        """A row put behind another."""
        event.stop()
        if self.question is not None and self.question.view is not None:
            await self.carry_out(MoveRow(self.question.view.collection, event.row_id, event.after))

    @on(TableEditor.OffersWanted)
    async def take_what_is_offered(self, event: TableEditor.OffersWanted) -> None:
        """Rows that earlier answers offer, or that the pack suggests."""
        event.stop()
        question = self.question
        found = offered(self.shown, question) if question is not None else ()
        for one in (one for one in found if one.name in event.names):
            if question is None or not await self.carry_out(typed.take(question, one)):
                return

    # Marks

    @on(Grid.Marked)
    async def mark_the_item(self, event: Grid.Marked) -> None:
        """One key marks an item of an instrument."""
        event.stop()
        command = typed.answer(self.shown, event.question, {MARK: event.option})
        recorded = await self.workbook_app.record(self.shown.id, command)
        if recorded is not None:
            self.update(recorded.project)

    @on(RefEditor.RowWanted)
    async def add_the_name(self, event: RefEditor.RowWanted) -> None:
        """A new row with nothing but its name: a person typed where people are picked."""
        event.stop()
        key = self.shown.pack.collection(event.collection).key
        if await self.carry_out(typed.row(self.shown, event.collection, {key: event.name})):
            event.editor.context = self.shown.context
            event.editor.text = event.name
            event.editor.enter()
