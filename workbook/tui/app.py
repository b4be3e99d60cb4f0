"""The app: wiring only. It opens screens, keeps drafts, and passes requests to the workbook."""

from __future__ import annotations

import gc
from collections.abc import Callable, Sequence
from contextlib import nullcontext
from datetime import date
from typing import TYPE_CHECKING, Any, ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.drivers.headless_driver import HeadlessDriver
from textual.widgets import Static
from textual.worker import WorkerFailed

from workbook.application.places import Places
from workbook.errors import StoreLocked, WorkbookError
from workbook.text import visible
from workbook.tui.draft_keeper import DraftKeeper
from workbook.tui.host import Host
from workbook.tui.messages import HomeWanted, ProjectWanted, SampleWanted
from workbook.tui.palette import WorkbookCommands
from workbook.tui.requests import first, news
from workbook.tui.signals import leave_for_sure, on_ending, only_after_a_stop, terminal_is_gone
from workbook.tui.themes import INK, PAGE_STYLES, THEMES

if TYPE_CHECKING:  # the engines and the screens are imported once the first frame stands
    from textual.screen import Screen

    from workbook.application.workbook import ProjectRow, Workbook
    from workbook.domain.project import Project

FLUSH_EVERY = 0.4
LOOK_EVERY = 1.0
OPENING = (("mlworkbook", "bold $primary"), ("  opening …", "$muted"))
ALLOCATIONS = 10_000
"""After how many new objects the collector looks. A paint makes tens of thousands and keeps hardly one."""


class WorkbookApp(Host):
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
        Binding("ctrl+q", "quit", "Quit", show=False, priority=True, tooltip="Leave; what you typed is kept"),
        Binding("ctrl+c", "copy_or_quit", "Quit", show=False),
        Binding("f1,question_mark", "help", "Help", key_display="f1", tooltip="Help and keys"),
        Binding("ctrl+p", "command_palette", "Commands", show=False, priority=True),
        Binding("colon", "command_palette", "Commands", show=False),
        Binding("ctrl+z", "suspend_process", "Stop", show=False),
        Binding("ctrl+g", "go_to", "Go to", show=False, priority=True, tooltip="Go to a question or answer"),
        Binding("ctrl+o", "capture", "Capture", show=False, priority=True, tooltip="Capture an action, a decision, …"),
        Binding("f8", "reference", "Reference", show=False, tooltip="About this, and the four companies of the talk"),
        Binding("f9", "next_theme", "Theme", show=False, tooltip="Dark, light or high contrast"),
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
        super().__init__(open_workbook, drafts, places=places, demo=demo)
        self.wanted_project = project
        self.sample_wanted = False
        self.crash: BaseException | None = None
        self._known = (-1, date.min)
        self._looking = False
        self._turns.wait()
        for theme in THEMES:
            self.register_theme(theme)
        self.theme = INK.name
        self.console.push_theme(PAGE_STYLES)

    def get_theme_variable_defaults(self) -> dict[str, str]:
        """Our own colours, for themes that come without them."""
        return dict(INK.variables)

    def compose(self) -> ComposeResult:
        """The first frame: nothing but the top line, as it is painted before anything else is even imported."""
        yield Static(Content.assemble(*OPENING), id="top", markup=False)

    def on_mount(self) -> None:
        """Clocks."""
        if not isinstance(self._driver, HeadlessDriver):
            on_ending(self.leave)
            only_after_a_stop()
            self.set_interval(2.0, self._look_for_terminal)
        self.set_interval(FLUSH_EVERY, self.flush_drafts)
        self.set_interval(LOOK_EVERY, self._look_for_changes)

    def on_ready(self) -> None:
        """The frame is painted: the first screen follows."""
        self._open()

    # What screens wish

    @on(SampleWanted)
    def leave_for_the_sample(self) -> None:
        """Leaves this workbook for a scratch copy of the samples; the caller of `run` opens it."""
        self.sample_wanted = True
        self.exit()

    @on(HomeWanted)
    def show_home(self, event: HomeWanted) -> None:
        """All projects, in place of what is shown."""
        self.run_worker(self._home(event.projects))

    @on(ProjectWanted)
    def show_project(self, event: ProjectWanted) -> None:
        """A project, in place of what is shown."""
        self._open_project(event.project, event.key)

    # The way out

    def leave(self, code: int = 0) -> None:
        """Keeps what is typed, restores the terminal, ends with this code.

        Keys that were pressed before are in their field first; whatever is too busy for that is not waited for.
        """
        self._turns.let_go()
        (self.focused or self.screen).call_later(self._leave, code)
        self.set_timer(1.0, lambda: self._leave(code))

    def _leave(self, code: int) -> None:
        for screen in self.screen_stack:
            keep_typed = getattr(screen, "keep_typed", None)
            if keep_typed is not None:
                keep_typed()
        self.flush_drafts()
        self.exit(return_code=code)

    async def action_quit(self) -> None:
        """Leaves; what is typed is kept. A meeting that is held is offered to be closed first, and only once."""
        self._leave_or_close()

    @work
    async def _leave_or_close(self) -> None:
        from workbook.tui.screens.holding import Holding

        screen = self.screen
        if not isinstance(screen, Holding) or await screen.may_leave():
            self.leave()

    def _handle_exception(self, error: Exception) -> None:
        """An error of ours is shown; a fault ends the app, with every draft kept and the fault told outside."""
        cause = error.error if isinstance(error, WorkerFailed) else error
        if isinstance(cause, WorkbookError):
            self.show_error(cause)
            return
        self.flush_drafts()
        if isinstance(self._driver, HeadlessDriver):
            super()._handle_exception(error)
            return
        self.crash = cause
        self.exit(return_code=70)

    def action_copy_or_quit(self) -> None:
        """ctrl+c copies what is selected; with nothing selected it ends, like in any terminal."""
        selected = self.screen.get_selected_text()
        if selected:
            self.copy_to_clipboard(selected)
        else:
            self.leave()

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

    @work
    async def action_capture(self) -> None:
        """One line kept as an action, decision, risk, parked question or note, from whatever screen of a project."""
        from workbook.tui.screens.capture import CaptureScreen
        from workbook.tui.screens.holding import Holding

        holding = next((screen for screen in self.screen_stack if isinstance(screen, Holding)), None)
        if holding is not None and not isinstance(self.screen, CaptureScreen):
            await holding.capture()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """A project has its own line on going about; a dialog that asks for something is not left by the way."""
        if action == "go_to":
            from workbook.tui.going import ground

            return not hasattr(self.screen, "action_go_to") and ground(self) is not None
        return super().check_action(action, parameters)

    @work
    async def action_go_to(self) -> None:
        """To a question of the project that is shown, or that the cursor is on."""
        from workbook.tui.going import go_to

        await go_to(self)

    def action_reference(self) -> None:
        """What this is, and how the talk's companies did."""
        from workbook.tui.screens.reference import ReferenceScreen

        if not isinstance(self.screen, ReferenceScreen):
            self.push_screen(ReferenceScreen())

    # Opening

    @work
    async def _open(self) -> None:
        """Opens what was asked for. Held by another process it is waited for; what cannot be opened ends the app."""
        try:
            known = await self.background.ask(lambda workbook: news(workbook, *self._known))
            projects, project, asked = await self.background.ask(lambda workbook: first(workbook, self.wanted_project))
        except StoreLocked as error:
            self._wait_for(error)
            return
        except WorkbookError as error:
            self.crash = error
            self.exit(return_code=error.exit_code)
            return
        self._known = known or self._known  # what is read now is no news
        if project is None and projects:
            await self._home(projects)
            self._turns.begin()
            if asked:
                await self.run_action("mine", self.screen)
        else:
            self._open_project(project, asked=asked)
        self.call_after_refresh(_collect_again)

        try:
            await self.background.ask(lambda workbook: workbook.check_writable())
        except WorkbookError as error:
            self.only_reads = True
            self.notify(visible(str(error)), title="Read only", severity="warning", timeout=15, markup=False)

    def _wait_for(self, error: StoreLocked) -> None:
        self._turns.drop()
        waiting = (f"   waiting: {visible(error.what)}", "$warning")
        self.query_one("#top", Static).update(Content.assemble(OPENING[0], waiting))
        self.set_timer(LOOK_EVERY, self._open)

    async def _home(self, projects: Sequence[ProjectRow]) -> None:
        from workbook.tui.screens.home import HomeScreen

        await self._show(HomeScreen(projects))

    @work
    async def _open_project(self, project: Project | None, key: str = "", *, asked: bool = False) -> None:
        """The project screen; what comes first is asked where it is still open, and what was asked of who types."""
        from workbook.tui.screens.project import ProjectScreen

        shown = self.screen
        screen = shown if isinstance(shown, ProjectScreen) else ProjectScreen()
        if screen is not shown:
            screen.project = project
        elif project is not None:
            screen.open(project)
        follows = project is None or key or asked or screen.needs_triage or screen.is_under_way
        with self.batch_update() if follows else nullcontext():  # one paint, of what comes last
            if screen is not shown:
                await self._show(screen)
            if project is None or screen.needs_triage:
                from workbook.tui.screens.start import StartScreen

                await self.push_screen(StartScreen(project))
            elif key:
                await screen.go_to_key(project, key)
            elif asked:
                screen.action_mine()
            elif screen.is_under_way:
                screen.action_walk()
        if follows:
            self.screen.refresh()
        self._turns.begin()

    async def _show(self, screen: Screen[Any]) -> None:
        """A screen in place of what is shown; the first one covers the first frame."""
        await (self.switch_screen(screen) if len(self.screen_stack) > 1 else self.push_screen(screen))

    # What others did, and what the day does

    @work
    async def _look_for_changes(self) -> None:
        """Shows it on every screen. A worker: no key may wait for a file that another process holds."""
        if self._looking:
            return
        self._looking = True
        known = self._known
        try:
            found = await self.background.ask(lambda workbook: news(workbook, *known))
        except WorkbookError:
            found = None  # a locked file is looked at again in a second; saving would tell
        finally:
            self._looking = False
        if found is None:
            return
        self._known = found
        for screen in list(self.screen_stack):
            refresh = getattr(screen, "refresh_from_store", None)
            if refresh is not None:
                await refresh()

    def _look_for_terminal(self) -> None:
        if terminal_is_gone():
            leave_for_sure(self.leave, 129)


def _collect_again() -> None:
    """The command turned the collector off until here. What is loaded by now stays, so it never looks through that."""
    if not gc.isenabled():
        gc.freeze()
        gc.set_threshold(ALLOCATIONS)
        gc.enable()
