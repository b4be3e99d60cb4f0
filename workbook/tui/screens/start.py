"""The first minute: what the project is called, and the few questions that decide what else is asked."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import ClassVar

from textual import events, on, work
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input, Static

from workbook.application import typed
from workbook.domain.project import Project
from workbook.domain.specs import FieldSpec, Question
from workbook.tui.editors.line_input import LineInput
from workbook.tui.messages import SampleWanted
from workbook.tui.screens.base import WorkbookScreen
from workbook.tui.widgets.lines import Line, Lines
from workbook.tui.words import plain


class _Options(Lines):
    """The options of one question."""

    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "choose", "Choose")]

    def on_resize(self) -> None:
        """Another width cuts other lines."""
        self.post_message(self.Moved(self, self.key))


class StartScreen(WorkbookScreen):
    """Asks on a calm screen; every answer is recorded at once, so that nothing is asked twice."""

    ABOUT = (
        "The first minute",
        "A name, and four quick questions that decide what else is asked. What is left open here stays a "
        "question of the kickoff.",
    )
    CSS_PATH = "start.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "go_on", "Go on"),
        Binding("escape", "skip", "Skip", tooltip="Leave it open for now"),
        Binding("f5", "sample", "Sample project", tooltip="Look around in the sample projects first"),
    ]

    def __init__(self, project: Project | None) -> None:
        super().__init__()
        self._project = project
        self._open: list[str] = []
        self._chosen: list[str] = []
        self._done = 0

    def body(self) -> Iterator[Widget]:
        """One thing at a time."""
        yield Vertical(
            Static(id="start-kicker", markup=False),
            Static(id="start-ask", markup=False),
            LineInput(id="start-name"),
            _Options(id="start-options"),
            Static(id="start-help", markup=False),
            Static(id="start-hint", markup=False),
            classes="body",
        )

    def on_mount(self) -> None:
        """The name first, where there is no project yet."""
        if self._project is None:
            self._ask_name()
        else:
            self._begin(self._project)

    # The name

    def _ask_name(self) -> None:
        app = self.workbook_app
        self.set_top(("mlworkbook", "bold $primary"), ("   a new workbook", "$muted"))
        self._say("Let us begin.", "What is the project called?", "enter goes on   f5 shows a sample project first")
        name = self.query_one("#start-name", Input)
        name.value = app.drafts.texts("start").get("value", "") or _folder_name(app.places.repository)
        name.display = True
        self.query_one("#start-options").display = False
        name.focus()

    @on(Input.Changed, "#start-name")
    def keep_the_name(self, event: Input.Changed) -> None:
        """What is typed is kept."""
        self.keep_typed()

    def keep_typed(self) -> None:
        """Notes the name, until there is a project."""
        if self._project is None:
            self.workbook_app.drafts.note("start", {"value": self.query_one("#start-name", Input).value})

    @on(Input.Submitted, "#start-name")
    async def start_the_project(self, event: Input.Submitted) -> None:
        """A project of that name."""
        event.stop()
        name = event.value.strip()
        if not name:
            return
        started = await self.workbook_app.ask(lambda workbook: workbook.start(name))
        if started is not None:
            self.workbook_app.drafts.drop("start")
            self._begin(started.project)

    # The few questions

    def _begin(self, project: Project) -> None:
        self._project = project
        fields = project.pack.triage.fields
        self._open = [path for path in fields if not _answered(project, path)]
        self._done = len(fields) - len(self._open)
        self.query_one("#start-name").display = False
        self._ask_next()

    def _ask_next(self) -> None:
        project = self._project
        if project is None or not self._open:
            self._finish()
            return
        question, field = project.pack.field(self._open[0])
        self._chosen = []
        self.set_top((project.name, "bold $primary"), ("   four quick ones, then the first real question", "$muted"))
        keys = "a number marks, enter goes on" if field.several else "a number or enter chooses"
        total = len(project.pack.triage.fields)
        asked, more = _asked(question, field)
        self._say(f"{self._done + 1} of {total}   {field.label}", asked, f"{keys}   esc leaves it open", more)
        options = self.query_one("#start-options", Lines)
        options.display = True
        self._show_options(field, field.options[0].id)
        options.focus()

    def _show_options(self, field: FieldSpec, key: str = "") -> None:
        lines = []
        widest = max(len(option.label) for option in field.options)
        for number, option in enumerate(field.options, 1):
            sign = ("✓ " if option.id in self._chosen else "  ") if field.several else ""
            left = Content.assemble(
                (f" {number}  ", "$accent"), (sign, "$success"), plain(f"{option.label:<{widest}}", "bold")
            )
            left += plain(f"   {option.help}" if option.help else "", "$muted")
            lines.append(Line(option.id, left))
        options = self.query_one("#start-options", Lines)
        options.show(lines, key)
        self.call_after_refresh(self._show_help)

    @on(Lines.Moved, "#start-options")
    def show_the_whole_help(self, event: Lines.Moved) -> None:
        """The help of the option under the cursor, where its line was too short for it."""
        event.stop()
        self._show_help()

    def _show_help(self) -> None:
        if not self._open or self._project is None:
            return
        options = self.query_one("#start-options", Lines)
        field = self._project.pack.field(self._open[0])[1]
        option = next((option for option in field.options if option.id == options.key), None)
        cut = option is not None and options.cut(options.key)
        words = option.help if option is not None and cut else ""
        self.query_one("#start-help", Static).update(plain(words, "$muted"))

    async def on_key(self, event: events.Key) -> None:
        """A number chooses; where several may be chosen it marks, and enter goes on."""
        if not self._open or self._project is None or not event.key.isdigit():
            return
        field = self._project.pack.field(self._open[0])[1]
        place = int(event.key) - 1
        if 0 <= place < len(field.options):
            event.stop()
            await self._choose(field, field.options[place].id)

    @on(Lines.Chosen, "#start-options")
    async def choose_the_line(self, event: Lines.Chosen) -> None:
        """Enter takes the line, or goes on with what is marked."""
        event.stop()
        if self._project is not None and self._open:
            self._chosen = self._chosen or [event.key]
            await self._record()

    async def _choose(self, field: FieldSpec, option: str) -> None:
        if not field.several:
            self._chosen = [option]
            await self._record()
            return
        self._chosen = [o for o in self._chosen if o != option] + ([] if option in self._chosen else [option])
        self._show_options(field, option)

    async def _record(self) -> None:
        project = self._project
        if project is None:
            return
        question, field = project.pack.field(self._open[0])
        command = typed.answer(project, question.id, {field.name: "; ".join(self._chosen)})
        recorded = await self.workbook_app.record(project.id, command)
        if recorded is not None:
            self._project = recorded.project
            self._step()

    def action_skip(self) -> None:
        """Leaves this one open; it stays a question of the kickoff."""
        if self._project is not None:
            self._step()

    def action_go_on(self) -> None:
        """Enter, wherever the focus is."""
        self.query_one("#start-options", Lines).action_choose()

    def _step(self) -> None:
        self._done += 1
        self._open = self._open[1:]
        self._ask_next()

    def action_sample(self) -> None:
        """The sample projects, in a scratch workbook of their own."""
        self.post_message(SampleWanted())

    @work
    async def _finish(self) -> None:
        from workbook.tui.screens.project import ProjectScreen

        project = self._project
        self.app.pop_screen()
        screen = self.app.screen
        if isinstance(screen, ProjectScreen) and project is not None:
            screen.open(project)
            screen.begin()

    def _say(self, kicker: str, ask: str, hint: str, more: str = "") -> None:
        self.query_one("#start-kicker", Static).update(plain(kicker, "$muted"))
        words = Content.assemble(plain(ask, "bold"), plain(f"\n{more}" if more else "", "$muted"))
        self.query_one("#start-ask", Static).update(words)
        self.query_one("#start-hint", Static).update(Content.styled(hint, "$muted"))


def _answered(project: Project, path: str) -> bool:
    question, field = project.pack.field(path)
    return field.name in project.answer_to(question).values


def _asked(question: Question, field: FieldSpec) -> tuple[str, str]:
    """The question in full, and what else the field's help says; of a field without a question in it, its name."""
    asked, mark, more = field.help.partition("?")
    return (f"{asked}?", more.strip()) if mark else (field.label or question.ask, field.help)


def _folder_name(repository: Path | None) -> str:
    return repository.name if repository is not None else ""
