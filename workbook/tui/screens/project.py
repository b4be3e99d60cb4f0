"""The project screen: moving about in it. What it shows is in `project_view`, what it does in the mixins."""

from __future__ import annotations

from collections.abc import Sequence
from typing import ClassVar

from textual import on
from textual.binding import Binding, BindingType

from workbook.domain.basis import questions
from workbook.domain.gates import review
from workbook.domain.meetings.meeting import FORM as MEETING
from workbook.domain.meetings.meeting import find_meeting
from workbook.domain.progress import next_open
from workbook.domain.project import Project
from workbook.domain.specs import Phase, Question
from workbook.tui.screens.deciding import Deciding
from workbook.tui.screens.filling import Filling
from workbook.tui.screens.holding import Holding
from workbook.tui.screens.opening import Opening
from workbook.tui.widgets.lines import Lines


class ProjectScreen(Deciding, Holding, Filling, Opening):
    """One project. What is shown is a `Project`; every change comes back as a new one."""

    CSS_PATH = "project.tcss"
    AUTO_FOCUS = "#outline"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space", "next_open", "Next open", tooltip="Go to the next open question"),
        Binding("ctrl+g,slash", "go_to", "Go to", key_display="^g", tooltip="Go to a question or answer"),
        Binding("f2", "focus_mode", "Focus", show=False, tooltip="Focus mode: the question alone"),
        Binding("f3", "history", "History", show=False, tooltip="History: who answered what, and when"),
        Binding("f4", "preview", "Documents", show=False, tooltip="See the documents, and write them"),
        Binding("f6", "home", "Projects", show=False, tooltip="All projects"),
        Binding("down,j", "step(1)", "Down", show=False),
        Binding("up,k", "step(-1)", "Up", show=False),
        Binding("tab", "switch_column", "Outline", show=False, tooltip="Between the outline and the question"),
    ]

    @on(Lines.Moved, "#outline")
    async def show_what_the_cursor_is_on(self, event: Lines.Moved) -> None:
        """Moving through the outline shows; it opens no editor."""
        event.stop()
        if event.key != self.outline.key:
            return  # the cursor went on meanwhile
        await self.close_editor()
        self.key = event.key
        self.show_key()

    @on(Lines.Moved, "#grid")
    def show_the_item(self, event: Lines.Moved) -> None:
        """Moving through a grid shows what each mark means."""
        event.stop()
        item = self.shown.pack.question(event.key)
        self.key = f"section:{item.area}/{item.section}"
        self.outline.go_to(self.key)
        self._told = self.outline.key
        self._show_score(self.shown.pack.instrument(item.area))

    @on(Lines.Chosen, "#outline")
    async def edit_what_is_chosen(self, event: Lines.Chosen) -> None:
        """Enter edits the question, goes into the grid, decides the gate, or starts a form."""
        event.stop()
        self.remove_class("-outline")
        self.key = event.key
        self.show_key()
        await self.edit()

    async def go(self, question_id: str, *, edit: bool = False) -> None:
        """Shows a question, wherever it is."""
        await self.close_editor()
        self.remove_class("-outline")
        question = self.shown.question(question_id)
        area = self.shown.pack.area(question.area)
        if isinstance(area, Phase):
            self.update(key=f"question:{question.name}")
            self.outline.focus()
        else:
            self.update(key=f"section:{area.id}/{question.section}")
            self.grid.go_to(question.id)
            self.grid.focus()
            self._show_score(area)
        if edit:
            await self.edit()

    async def action_close_form(self) -> None:
        """A meeting is closed in its steps, and never around them."""
        filled = self.filled
        if filled is not None and filled.open and filled.form.id == MEETING:
            self.close_meeting(find_meeting(self.shown, filled.id))
        else:
            await super().action_close_form()

    async def action_next_open(self) -> None:
        """The next question that waits, the core first; from the heading of a phase, what comes next in it."""
        here = self.question
        name = here.name if here else ""
        kind, _, area = self.here.partition(":")
        phase = self.shown.pack.area(area) if kind == "area" else None
        if isinstance(phase, Phase) and _ready(self.shown, phase):
            await self.go_to_next(phase)
            return
        found = next_open(self.shown, self._inside, name) or next_open(self.shown, self.shown.questions, name)
        if found is None:
            self.notify("Every question has an answer.", markup=False)
        else:
            await self.go(found.name)

    async def go_to_next(self, phase: Phase) -> None:
        """What comes next in a phase: its gate, when nothing is missing there any more or no question waits."""
        found = next_open(self.shown, questions(phase))
        if found is not None and not _ready(self.shown, phase):
            await self.go(found.name)
        elif phase.gate is not None and not review(self.shown, phase).passed:
            await self.close_editor()
            self.update(key=f"gate:{phase.id}")
            self.outline.focus()
        else:
            self.notify("Every question has an answer.", markup=False)

    @property
    def _inside(self) -> Sequence[Question]:
        """The questions of the phase, instrument or filled-in form that the cursor is in."""
        if self.question is not None:
            return self.shown.around(self.question)
        kind, _, name = self.here.partition(":")
        if kind == "form":
            return self.shown.form(name).questions
        phase = name if kind in ("area", "gate") else self.shown.pack.phases[0].id
        return [q for section in self.shown.pack.area(phase).sections for q in section.questions]

    def action_step(self, by: int) -> None:
        """A line up or down where the outline is hidden: in focus mode, on a narrow window."""
        self.outline.action_move(by)

    def action_focus_mode(self) -> None:
        """The question alone; and back."""
        self.toggle_class("-focus")
        self.update()

    def action_switch_column(self) -> None:
        """Between the outline and the question; on a narrow window they take turns. In a form: the next field."""
        if self.editing:
            self.focus_next()
            return
        if self.at_a_gate and self.gate_pane.focus_lacks():
            self.remove_class("-outline")
            return
        if self.has_class("-narrow"):
            self.toggle_class("-outline")
        if self.outline.has_focus and self.key.startswith("section:"):
            self.grid.focus()
        else:
            self.outline.focus()


def _ready(project: Project, phase: Phase) -> bool:
    return phase.gate is not None and review(project, phase).waits
