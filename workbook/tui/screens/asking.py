"""Asking somebody to answer a question beforehand, and what was asked of whoever types."""

from __future__ import annotations

from typing import ClassVar

from textual import work
from textual.binding import Binding, BindingType

from workbook.application import typed
from workbook.application.meetings import asked_line, join
from workbook.domain.meetings.agenda import asked_questions
from workbook.domain.meetings.capture import find_person
from workbook.domain.meetings.meeting import known_question, running
from workbook.domain.project import Project
from workbook.errors import WorkbookError
from workbook.tui.messages import ProjectWanted
from workbook.tui.screens.gestures import Gestures
from workbook.tui.screens.looking import Looking
from workbook.tui.screens.prompt import Prompt


class Asking(Gestures, Looking):
    """A question is handed to one person; what waits for who types is one key away."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("h", "ask", "Ask", show=False, tooltip="Hand this question to somebody, to be answered by a day"),
        Binding("i", "mine", "Mine", show=False, tooltip="What you were asked, and what you have to do"),
        Binding("J", "join", "Came in", show=False, tooltip="Somebody came in, while a meeting is held"),
    ]

    OUTSIDE_FIELDS: ClassVar[frozenset[str]] = Gestures.OUTSIDE_FIELDS | frozenset(("ask", "mine", "join"))

    def __init__(self) -> None:
        super().__init__()
        self._me = ""

    def update(self, project: Project | None = None, *, key: str = "") -> None:
        """Shows the project, and how much of it was asked of who types."""
        super().update(project, key=key)
        if self.project is not None and (self.asked or any(True for _ in asked_questions(self.project))):
            self._count_what_was_asked()

    @work(exclusive=True, group="asked", exit_on_error=False)
    async def _count_what_was_asked(self) -> None:
        project = self.shown
        self._me = self._me or await self.workbook_app.ask(lambda workbook: workbook.author_id(project)) or ""
        asked = sum(owner == self._me for owner in asked_questions(project)) if self._me else 0
        if asked != self.asked:
            self.asked = asked
            self._show_top()

    @work
    async def action_ask(self) -> None:
        """`@name by thu`: they are told when they open the workbook; answering it is enough."""
        question = self.question
        if question is None:
            return
        kept = self.kept_line("ask", question.name)
        hint = "@name by thu. People: " + ", ".join(self._people()[:6])
        title = f"Who is asked “{question.title}”, and by when?"
        line = await self.app.push_screen_wait(Prompt(title, hint, empty=False, kept=kept))
        if not line:
            return
        try:
            command, told = asked_line(self.shown, question.name, line)
        except WorkbookError as error:
            self.workbook_app.show_error(error)
            return
        if await self.carry_out(command):
            kept.drop()
            self.notify(told, markup=False)

    @work
    async def action_join(self) -> None:
        """Somebody came in: from now on they are among those who are here."""
        now = await self.workbook_app.ask(lambda workbook: workbook.now())
        held = running(self.shown, now) if self.project is not None and now is not None else None
        if held is None:
            self.notify("No meeting is being held.", markup=False)
            return
        away = [self.shown.row_name(row) for row in self.shown.rows("people") if row.id not in held.attendees]
        hint = "A name; +Name is somebody new. " + ", ".join(away[:6])
        kept = self.kept_line("join", held.id)
        line = await self.app.push_screen_wait(Prompt("Who came in?", hint, empty=False, kept=kept))
        if not line:
            return
        try:
            if line.startswith("+") and not await self.carry_out(typed.row(self.shown, "people", {"name": line[1:]})):
                return
            people = {row.id: self.shown.row_name(row) for row in self.shown.rows("people")}
            person = find_person(line.removeprefix("+"), people)
        except WorkbookError as error:
            self.workbook_app.show_error(error)
            return
        command = join(self.shown, held, person)
        if command is None or await self.carry_out(command):
            kept.drop()
            self.notify(f"{self.shown.person(person)} is here.", markup=False)

    @work
    async def action_mine(self) -> None:
        """What waits for who types; one of them leads to its question."""
        from workbook.tui.screens.mine import chosen_of_mine

        chosen = await chosen_of_mine(self.workbook_app)
        if chosen is None or self.project is None:
            return
        if chosen.project == self.shown.id:
            known = known_question(self.shown, chosen.question)
            await (self.go(chosen.question) if known is not None else self.show_board())
            return
        other = await self.workbook_app.ask(lambda workbook: workbook.project(chosen.project))
        if other is not None:
            await self.close_editor()
            self.post_message(ProjectWanted(other, f"question:{chosen.question}" if chosen.question else ""))
