"""Forms that repeat, on the project screen: a new one, closing it, opening it again, dropping it."""

from __future__ import annotations

from typing import ClassVar

from textual import work
from textual.binding import Binding, BindingType

from workbook.domain.commands import CloseForm, Command, OpenForm, ReopenForm
from workbook.domain.forms import FilledForm
from workbook.domain.progress import next_open
from workbook.tui.screens.editing import Editing
from workbook.tui.screens.prompt import Prompt

_OF_A_FORM = {"close_form": True, "open_again": False, "drop_form": None}
"""What is done to a form, and whether it has to be open for that."""


class Filling(Editing):
    """Enter on a form's line starts a new one, or goes on with one; x closes it."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("x", "close_form", "Close", tooltip="Close this form"),
        Binding("x", "open_again", "Open again", tooltip="Open this form again"),
        Binding("delete", "drop_form", "Drop", show=False, tooltip="Drop a form that was opened in error"),
    ]

    OUTSIDE_FIELDS: ClassVar[frozenset[str]] = Editing.OUTSIDE_FIELDS | frozenset(_OF_A_FORM)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """The keys of forms show where the cursor is in one."""
        if action in _OF_A_FORM:
            filled, wanted = self.filled, _OF_A_FORM[action]
            if filled is None or wanted not in (None, filled.open):
                return False
        return super().check_action(action, parameters)

    @property
    def filled(self) -> FilledForm | None:
        """The filled-in form that the cursor is in."""
        if self.project is None:
            return None
        kind, _, name = self.here.partition(":")
        if kind == "form":
            return self.project.form(name)
        question = self.question
        return self.project.form(question.instance) if question is not None and question.instance else None

    async def edit(self) -> None:
        """On the line of a form: a new one. On the line of one: its next open question."""
        kind, _, name = self.key.partition(":")
        if kind == "forms":
            self._open_form(name)
        elif kind == "form":
            filled = self.shown.form(name)
            following = next_open(self.shown, filled.questions) or filled.questions[0]
            await self.go(following.name)
        else:
            await super().edit()

    @work
    async def _open_form(self, form_id: str) -> None:
        form = self.shown.pack.form(form_id)
        kept = self.kept_line("new", form_id)
        prompt = Prompt(f"A new {form.noun}: what is it called?", form.purpose, empty=False, kept=kept)
        title = await self.app.push_screen_wait(prompt)
        if not title or not await self.carry_out(OpenForm(form_id, title)):
            return
        kept.drop()
        newest = max((f for f in self.shown.forms if f.form.id == form_id), key=lambda found: found.number)
        await self.go((next_open(self.shown, newest.questions) or newest.questions[0]).name)

    async def action_close_form(self) -> None:
        """Closes the form when nothing mandatory is missing."""
        if self.filled is not None:
            await self._say(self.filled, CloseForm(self.filled.id), "closed")

    async def action_open_again(self) -> None:
        """Opens a closed form again."""
        if self.filled is not None:
            await self._say(self.filled, ReopenForm(self.filled.id), "open again")

    async def _say(self, filled: FilledForm, command: Command, how: str) -> None:
        if await self.carry_out(command):
            self.update(key=f"form:{filled.id}")
            self.notify(f"{filled.title} is {how}.", markup=False)

    @work
    async def action_drop_form(self) -> None:
        """Drops a form that was opened in error; what was written in it stays in the history."""
        filled = self.filled
        if filled is None:
            return
        hint = "It goes from every list and document; its history stays."
        kept = self.kept_line("drop", filled.id)
        reason = await self.app.push_screen_wait(Prompt(f"Why drop “{filled.title}”?", hint, empty=False, kept=kept))
        if reason and await self.carry_out(CloseForm(filled.id, dropped=True, reason=reason)):
            kept.drop()
