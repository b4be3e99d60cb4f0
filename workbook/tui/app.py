"""The app: wiring only. It opens screens, keeps drafts, and passes requests to the workbook."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import date
from pathlib import Path
from typing import ClassVar, Literal, TypeVar

from textual.app import App
from textual.binding import Binding, BindingType
from textual.drivers.headless_driver import HeadlessDriver
from textual.screen import Screen

from workbook.application.background import BackgroundWorkbook
from workbook.application.export import Exported, export, folder_for
from workbook.application.places import Places
from workbook.application.workbook import ProjectRow, Recorded, Workbook
from workbook.domain.commands import Command
from workbook.domain.project import Project
from workbook.errors import StoreError, WorkbookError
from workbook.text import slug, visible
from workbook.tui.draft_keeper import DraftKeeper
from workbook.tui.palette import WorkbookCommands
from workbook.tui.signals import on_ending, terminal_is_gone
from workbook.tui.themes import INK, PAGE_STYLES, THEMES

Result = TypeVar("Result")

FLUSH_EVERY = 0.4
LOOK_EVERY = 1.0


class WorkbookApp(App[None]):
    """One window on one workbook.

    Args:
        open_workbook: makes the workbook; called on the store's own thread.
        drafts: what is being typed.
        project: open this project; empty for the repository's own, or home.
        demo: this is the scratch workbook of the samples.
    """

    TITLE = "mlworkbook"
    CSS_PATH = "app.tcss"
    COMMANDS: ClassVar = {WorkbookCommands}
    HORIZONTAL_BREAKPOINTS = [(0, "-tiny"), (40, "-narrow"), (80, "-normal"), (112, "-wide")]
    VERTICAL_BREAKPOINTS = [(0, "-flat"), (14, "-low"), (24, "-high")]
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+q", "quit", "Quit", show=False, priority=True),
        Binding("ctrl+c", "copy_or_quit", "Quit", show=False),
        Binding("f1,question_mark", "help", "Help", key_display="f1"),
        Binding("ctrl+p", "command_palette", "Commands", show=False, priority=True),
        Binding("colon", "command_palette", "Commands", show=False),
        Binding("f9", "next_theme", "Theme", show=False),
    ]

    def __init__(
        self,
        open_workbook: Callable[[], Workbook],
        drafts: DraftKeeper,
        *,
        places: Places,
        project: str = "",
        demo: bool = False,
    ) -> None:
        super().__init__()
        self.background = BackgroundWorkbook(open_workbook)
        self.drafts = drafts
        self.places = places
        self.demo = demo
        self.wanted_project = project
        self.sample_wanted = False
        self.sample_wanted = False
        self._version = -1
        self._ending = 0
        for theme in THEMES:
            self.register_theme(theme)
        self.theme = INK.name
        self.console.push_theme(PAGE_STYLES)

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """Our own colours, for themes that come without them."""
        return dict(INK.variables)

    def on_mount(self) -> None:
        """The first screen; what it shows is read after it is painted."""
        from workbook.tui.screens.project import ProjectScreen

        if not isinstance(self._driver, HeadlessDriver):
            on_ending(self.leave)
            self.set_interval(2.0, self._look_for_terminal)
        self.set_interval(FLUSH_EVERY, self.flush_drafts)
        self.set_interval(LOOK_EVERY, self._look_for_changes)
        self.push_screen(ProjectScreen())
        self.call_after_refresh(lambda: self.run_worker(self._open(), exit_on_error=False))

    # What screens ask for

    async def ask(self, request: Callable[[Workbook], Result]) -> Result | None:
        """What the workbook answers; None after an error, which is shown."""
        try:
            return await self.background.ask(request)
        except WorkbookError as error:
            self.show_error(error)
            return None

    async def record(self, project_id: str, command: Command) -> Recorded | None:
        """Carries out a command. None after an error, which is shown; nothing was recorded then."""
        return await self.ask(lambda workbook: workbook.record(project_id, command))

    def show_error(self, error: WorkbookError) -> None:
        """An error in plain words; a typed text stays a draft."""
        kept = " What you typed is kept as a draft." if isinstance(error, StoreError) else ""
        title = "Not saved" if isinstance(error, StoreError) else "That does not fit"
        self.notify(visible(str(error)) + kept, title=title, severity="error", timeout=10, markup=False)

    # Documents

    async def previews(self, project: Project) -> list[Exported] | None:
        """Every document as it would be written now; None after an error, which is shown."""
        folder = self._folder(project)
        return await self.ask(lambda _workbook: export(project, folder, write=False))

    def shown_path(self, path: Path) -> str:
        """A path as people read it: from where they stand."""
        here = self.places.database.parent if self.demo else Path.cwd()
        return str(path.relative_to(here)) if path.is_relative_to(here) else str(path)

    async def write_document(self, project: Project, document: str) -> None:
        """Writes one document and says where it is, or why a person has to look at it."""
        folder = self._folder(project)
        done = await self.ask(lambda _workbook: export(project, folder, [document]))
        for result in done or ():
            severity: Literal["information", "warning"] = "warning" if result.problem else "information"
            words = result.problem or self.shown_path(result.path)
            title = "Written" if result.written else "Left as it is" if result.problem else "Nothing to change"
            self.notify(visible(words), title=title, severity=severity, markup=False)

    def _folder(self, project: Project) -> Path:
        """Where documents go; those of the samples stay in the scratch folder."""
        if self.demo:
            scratch = self.places.database.parent / "docs" / "ml" / slug(project.name)
            return folder_for(self.places, project, str(scratch))
        return folder_for(self.places, project)

    # The samples

    async def open_sample(self) -> None:
        """Leaves this workbook for a scratch copy of the samples; the caller of `run` opens it."""
        self.sample_wanted = True
        self.exit()

    # Drafts and the way out

    def flush_drafts(self) -> None:
        """Writes what was typed since the last time."""
        future = self.drafts.flush()
        if future is not None:
            future.add_done_callback(lambda done: self._draft_failed(done.exception()))

    def _draft_failed(self, error: BaseException | None) -> None:
        if isinstance(error, WorkbookError):
            self.call_from_thread(self.show_error, error)

    def leave(self, code: int) -> None:
        """Keeps the drafts, restores the terminal, ends with this code."""
        self._ending = code
        self.flush_drafts()
        self.exit(return_code=code)

    def action_copy_or_quit(self) -> None:
        """ctrl+c copies what is selected; with nothing selected it ends, like in any terminal."""
        selected = self.screen.get_selected_text()
        if selected:
            self.copy_to_clipboard(selected)
        else:
            self.exit()

    async def on_unmount(self) -> None:
        """Finishes what was asked for."""
        self.drafts.close()

    def action_next_theme(self) -> None:
        """Dark, light, high contrast."""
        names = [theme.name for theme in THEMES]
        self.theme = names[(names.index(self.theme) + 1) % len(names)] if self.theme in names else names[0]

    def action_help(self) -> None:
        """Keys and help for what has the focus."""
        from workbook.tui.screens.help import HelpScreen

        if not isinstance(self.screen, HelpScreen):
            self.push_screen(HelpScreen.of(self.screen))

    # Opening

    async def _open(self) -> None:
        opened = await self.ask(lambda workbook: _first(workbook, self.wanted_project))
        if opened is None:
            return
        projects, project = opened
        if project is None and projects:
            self.show_home(projects)
        else:
            self.show_project(project)

    def show_home(self, projects: Sequence[ProjectRow]) -> None:
        """All projects, in place of what is shown."""
        from workbook.tui.screens.home import HomeScreen

        self.run_worker(self._replace(HomeScreen(projects)), exit_on_error=False)

    def show_project(self, project: Project | None) -> None:
        """A project, in place of what is shown; what comes first is asked where it is still open."""
        self.run_worker(self._show_project(project), exit_on_error=False)

    async def _replace(self, screen: Screen[None]) -> None:
        await self.switch_screen(screen)

    async def _show_project(self, project: Project | None) -> None:
        from workbook.tui.screens.project import ProjectScreen
        from workbook.tui.screens.start import StartScreen

        shown = self.screen
        screen = shown if isinstance(shown, ProjectScreen) else ProjectScreen()
        if screen is not shown:
            await self.switch_screen(screen)
        if project is not None:
            await screen.open(project)
        if project is None or screen.needs_triage:
            await self.push_screen(StartScreen(project))

    # What others did

    async def _look_for_changes(self) -> None:
        known = self._version
        try:
            version = await self.background.ask(lambda workbook: workbook.changed(known) if workbook.exists else None)
        except WorkbookError:
            return  # a locked file is looked at again in a second; saving would tell
        if version is None:
            return
        self._version = version
        refresh = getattr(self.screen, "refresh_from_store", None)
        if refresh is not None and known != -1:
            await refresh()

    def _look_for_terminal(self) -> None:
        if terminal_is_gone():
            self.leave(129)


def _first(workbook: Workbook, wanted: str) -> tuple[list[ProjectRow], Project | None]:
    """What to open first: the wanted project, the repository's own, the only one; or a choice."""
    projects = workbook.projects()
    if wanted:
        return projects, workbook.project(workbook.find_project(wanted))
    if len(projects) == 1:
        return projects, workbook.project(projects[0].id)
    own = workbook.own_project(projects)
    return projects, workbook.project(own) if own else None


def run(places: Places, *, demo: bool = False, project: str = "") -> int:
    """Opens the app and returns its exit code.

    Args:
        places: where the workbook is.
        demo: it is the scratch workbook of the samples.
        project: a name, an id or the beginning of one; empty for the repository's own, or home.
    """
    app = _run(places, demo=demo, project=project)
    if app.sample_wanted:
        from workbook.application.demo import scratch

        with scratch(places, date.today()) as samples:
            app = _run(samples, demo=True, project="")
    return app.return_code or 0


def _run(places: Places, *, demo: bool, project: str) -> WorkbookApp:
    workbook = Workbook(places)
    app = WorkbookApp(lambda: workbook, DraftKeeper(workbook.drafts()), places=places, project=project, demo=demo)
    app.run()
    app.background.close()
    return app
