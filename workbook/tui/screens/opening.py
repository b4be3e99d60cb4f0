"""The first five minutes: five questions, one after another, and a draft of the spec at the end."""

from __future__ import annotations

from textual import work

from workbook.domain.specs import Question
from workbook.tui.screens.editing import Editing


class Opening(Editing):
    """Leads from the first question to the first document, then steps back."""

    def __init__(self) -> None:
        super().__init__()
        self.opening = False

    def begin(self) -> None:
        """The pack's opening questions, on a calm screen."""
        first = self._first_open()
        if first is None:
            return
        self.opening = True
        self.add_class("-focus")
        self.run_worker(self.go(first.id, edit=True), exit_on_error=False)

    def next_in_flow(self, here: Question | None) -> Question | None:
        """While opening: the next of the five; after the last, the draft is offered."""
        if not self.opening:
            return super().next_in_flow(here)
        following = self._first_open(here)
        if following is None:
            self.opening = False
            self._offer_the_draft()
        return following

    def _first_open(self, here: Question | None = None) -> Question | None:
        names = self.shown.pack.triage.opening
        asked = [self.shown.pack.question(name) for name in names if here is None or name != here.id]
        return next((question for question in asked if not self.shown.answer_to(question).given), None)

    @work
    async def _offer_the_draft(self) -> None:
        from workbook.tui.screens.prompt import Confirm

        self.remove_class("-focus")
        path = await self._spec_path()
        text = f"Your draft spec is ready: write it to {path}?\n\nIt grows with every answer; f4 shows it again."
        if await self.app.push_screen_wait(Confirm("A first draft", text, "enter writes it")):
            await self.workbook_app.write_document(self.shown, "spec")
        self.outline.focus()

    async def _spec_path(self) -> str:
        previews = await self.workbook_app.previews(self.shown) or []
        found = (self.workbook_app.shown_path(one.path) for one in previews if one.document == "spec")
        return next(found, "spec.md")
