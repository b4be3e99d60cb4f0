"""Looking around from the project screen: go to, history, documents, conflicts, what others changed."""

from __future__ import annotations

from typing import ClassVar

from textual import work
from textual.binding import Binding, BindingType

from workbook.domain.commands import Settle
from workbook.domain.gates import current_phase
from workbook.domain.meetings.meeting import known_question
from workbook.domain.progress import State, state
from workbook.domain.project import Project
from workbook.tui.messages import HomeWanted
from workbook.tui.requests import at_home
from workbook.tui.screens.base import is_news
from workbook.tui.screens.editing import Editing


class Looking(Editing):
    """Other screens over this one; each gives back where to go."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("c", "settle", "Settle", tooltip="Compare two versions and settle which holds"),
        Binding("f5", "walk", "The walk", tooltip="The whole walk: where we stand, and what is missing"),
        Binding(
            "f7", "pictures", "Pictures", show=False, tooltip="The talk's ten pictures of this project, and its card"
        ),
        Binding(
            "v",
            "scores",
            "Scores",
            show=False,
            tooltip="The scores: what holds them down, how they came about, what is unmet",
        ),
        Binding("l", "board", "Actions", show=False, tooltip="The actions: late, open and done; of all projects too"),
        Binding("z", "parking", "Parking lot", show=False, tooltip="The parking lot: what was parked and still waits"),
    ]

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """An open table says that a row is in conflict, so it settles it too; a form takes the key for its text."""
        if action == "settle":
            return self._in_conflict and self.typing_form is None
        return super().check_action(action, parameters)

    @property
    def _in_conflict(self) -> bool:
        question = self.question
        return question is not None and state(self.shown, question) is State.CONFLICT

    @work
    async def action_go_to(self) -> None:
        """To any question by its name, code, words or answer; to a phase, a gate, a form by its name."""
        from workbook.tui.screens.goto import GoToScreen

        if self.project is None:
            return
        key = await self.app.push_screen_wait(GoToScreen(self.shown))
        if key:
            await self.go_to_key(self.shown, key)

    async def project_here(self) -> Project | None:
        """The one that is shown."""
        return self.project

    async def go_to_key(self, project: Project, key: str) -> None:
        """To a question, wherever it is; to any other line of the outline."""
        kind, _, name = key.partition(":")
        await (self.go(name) if kind == "question" else self.go_to_line(key))

    async def go_to_line(self, key: str) -> None:
        """Puts the cursor on a line of the outline."""
        await self.close_editor()
        self.remove_class("-outline")
        self.outline.unfold(key)
        self.update(key=key)
        self.outline.focus()

    @work
    async def action_walk(self) -> None:
        """The whole walk: where the project stands, and what is missing."""
        from workbook.tui.screens.walk import WalkScreen

        if self.project is None:
            return
        self.workbook_app.flush_drafts()
        key = await self.app.push_screen_wait(WalkScreen(self.shown)) or ""
        match key.partition(":")[0]:
            case "next":
                await self.go_to_next(current_phase(self.shown))
            case "documents":
                self.action_preview()
            case "pictures":
                self.action_pictures()
            case "scores":
                self.action_scores()
            case "home":
                await self.action_home()
            case "":
                return
            case _:
                await self.go_to_line(key)

    @work
    async def action_scores(self) -> None:
        """The scorecard; Enter on one of its lines leads to the item, the section or the test."""
        from workbook.tui.screens.scorecard import ScorecardScreen

        if self.project is None:
            return
        key = await self.app.push_screen_wait(ScorecardScreen(self.shown)) or ""
        kind, _, name = key.partition(":")
        if kind in ("item", "killer"):
            await self.go(name)
        elif kind:
            await self.go_to_line(key)

    @work
    async def action_board(self) -> None:
        """The actions."""
        await self.show_board()

    async def show_board(self) -> None:
        """The actions; Enter on one leads to the question that it came from."""
        from workbook.tui.screens.actions import ActionsScreen

        if self.project is not None:
            self.workbook_app.flush_drafts()
            name = await self.app.push_screen_wait(ActionsScreen(self.shown))
            await self.refresh_from_store()
            if name and known_question(self.shown, name) is not None:
                await self.go(name)

    @work
    async def action_parking(self) -> None:
        """The parking lot."""
        await self.show_parking()

    async def show_parking(self) -> None:
        """What was parked; Enter on an item leads to the question that it came up at."""
        from workbook.tui.screens.parking import ParkingScreen

        if self.project is not None:
            self.workbook_app.flush_drafts()
            name = await self.app.push_screen_wait(ParkingScreen(self.shown))
            await self.refresh_from_store()
            if name and known_question(self.shown, name) is not None:
                await self.go(name)

    @work
    async def action_history(self) -> None:
        """Who answered what, and when."""
        from workbook.tui.screens.history import HistoryScreen

        if self.project is not None:
            found = await self.app.push_screen_wait(HistoryScreen(self.shown, self.question))
            if found:
                await self.go(found)

    @work
    async def action_preview(self) -> None:
        """The documents as they would be written now."""
        from workbook.tui.screens.preview import PreviewScreen

        if self.project is not None:
            self.workbook_app.flush_drafts()
            await self.app.push_screen_wait(PreviewScreen(self.shown))

    @work
    async def action_pictures(self) -> None:
        """The ten panels of the talk and its takeaways, filled in from answers."""
        from workbook.tui.screens.pictures import PicturesScreen

        if self.project is not None:
            await self.app.push_screen_wait(PicturesScreen(self.shown))

    async def action_home(self) -> None:
        """All projects of the workbook."""
        await self.close_editor()
        projects = await self.workbook_app.ask(at_home)
        if projects is not None:
            self.post_message(HomeWanted(projects))

    @work
    async def action_settle(self) -> None:
        """Two versions side by side; one of them holds."""
        from workbook.tui.screens.conflict import ConflictScreen, decisions, versions

        question, phase = self.question, self.disputed_gate
        if phase is not None and phase.gate is not None:
            asked, found = phase.gate.ask, decisions(self.shown, phase)
        elif question is not None and self._in_conflict:
            asked, found = question.ask, versions(self.shown, question)
        else:
            return
        chosen = await self.app.push_screen_wait(ConflictScreen(asked, found, self.shown.today))
        if chosen:
            await self.carry_out(Settle(chosen))

    async def refresh_from_store(self) -> None:
        """What another process recorded appears, and a new day; an open editor keeps its text."""
        if self.project is None:
            return
        project_id = self.shown.id
        project = await self.workbook_app.ask(lambda workbook: workbook.project(project_id))
        if project is not None and self.still_there and is_news(self.shown, project):
            if self.standing(project, self.here) != self.here:
                await self.close_editor()  # its form was dropped; what was typed stays a draft
            self.update(project)
