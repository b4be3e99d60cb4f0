"""What screens ask for: the workbook's answers, drafts, documents. It knows no screen."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Literal, TypeVar

from textual import events
from textual.app import App
from textual.reactive import reactive

from workbook.application.background import BackgroundWorkbook
from workbook.application.places import Places
from workbook.errors import StoreError, WorkbookError
from workbook.text import slug, visible
from workbook.tui.draft_keeper import DraftKeeper
from workbook.tui.turns import Turns

if TYPE_CHECKING:  # the first frame is painted before anything is read
    from workbook.application.export import Exported
    from workbook.application.workbook import Recorded, Workbook
    from workbook.domain.commands import Command
    from workbook.domain.project import Project

Result = TypeVar("Result")


class Host(App[None]):
    """The services behind every screen.

    Args:
        open_workbook: makes the workbook; called on the store's own thread.
        drafts: what is being typed.
        places: where the workbook is.
        demo: this is the scratch workbook of the samples.

    Attributes:
        only_reads: the workbook turned out to be one that cannot be written.
    """

    only_reads = reactive(False, layout=False, repaint=False)

    def __init__(
        self, open_workbook: Callable[[], Workbook], drafts: DraftKeeper, *, places: Places, demo: bool = False
    ) -> None:
        super().__init__()
        self.background = BackgroundWorkbook(open_workbook)
        self.drafts = drafts
        self.places = places
        self.demo = demo
        self._drafts_fail = False
        self._asked = 0
        self._turns = Turns(self, super().on_event, lambda: self._asked > 0)

    async def on_event(self, event: events.Event) -> None:
        """Keys and pastes take turns; all else goes as it comes."""
        if isinstance(event, events.Key | events.Paste) and not event.is_forwarded:
            await self._turns.take(event)
        else:
            await super().on_event(event)

    # The workbook

    async def ask(self, request: Callable[[Workbook], Result]) -> Result | None:
        """What the workbook answers; None after an error, which is shown."""
        self._asked += 1
        try:
            return await self.background.ask(request)
        except WorkbookError as error:
            self.show_error(error)
            return None
        finally:
            self._asked -= 1

    async def record(self, project_id: str, command: Command) -> Recorded | None:
        """Carries out a command. None after an error, which is shown; nothing was recorded then."""
        recorded = await self.ask(lambda workbook: workbook.record(project_id, command))
        if recorded is not None and recorded.closed:
            self.notify(visible("\n".join(recorded.closed)), title="Done with it", markup=False)
        return recorded

    def show_error(self, error: WorkbookError) -> None:
        """An error in plain words; a typed text stays a draft."""
        kept = " What you typed is kept as a draft." if isinstance(error, StoreError) else ""
        title = "Not saved" if isinstance(error, StoreError) else "That does not fit"
        self.notify(visible(str(error)) + kept, title=title, severity="error", timeout=10, markup=False)

    # Documents

    async def previews(self, project: Project) -> list[Exported] | None:
        """Every document as it would be written now; None after an error, which is shown."""
        from workbook.application.export import export

        folder = self._folder(project)
        return await self.ask(lambda _workbook: export(project, folder, write=False, cache=self.places.cache))

    def shown_path(self, path: Path) -> str:
        """A path as people read it: from where they stand."""
        here = self.places.database.parent if self.demo else Path.cwd()
        return str(path.relative_to(here)) if path.is_relative_to(here) else str(path)

    async def write_document(self, project: Project, document: str) -> None:
        """Writes one document and says where it is, or why a person has to look at it."""
        from workbook.application.export import export

        folder = self._folder(project)
        done = await self.ask(lambda _workbook: export(project, folder, [document], cache=self.places.cache))
        for result in done or ():
            severity: Literal["information", "warning"] = "warning" if result.problem else "information"
            words = result.problem or self.shown_path(result.path)
            title = "Written" if result.written else "Left as it is" if result.problem else "Nothing to change"
            self.notify(visible(words), title=title, severity=severity, markup=False)

    async def write_documents(self, project: Project) -> None:
        """Writes every document and says in one line what became of them."""
        from workbook.application.export import export

        folder = self._folder(project)
        done = await self.ask(lambda _workbook: export(project, folder, cache=self.places.cache))
        if done is None:
            return
        written, problems = sum(result.written for result in done), [result for result in done if result.problem]
        words = f"{written} of {len(done)} written into {self.shown_path(folder)}"
        if problems:
            words += "; to be looked at: " + ", ".join(result.path.name for result in problems)
        title = "Written" if written else "Left as it is" if problems else "Nothing to change"
        severity: Literal["information", "warning"] = "warning" if problems else "information"
        self.notify(visible(words), title=title, severity=severity, markup=False)

    def _folder(self, project: Project) -> Path:
        """Where documents go; those of the samples stay in the scratch folder."""
        from workbook.application.export import folder_for

        if self.demo:
            scratch = self.places.database.parent / "docs" / "ml" / slug(project.name)
            return folder_for(self.places, project, str(scratch))
        return folder_for(self.places, project)

    # Drafts

    def flush_drafts(self) -> None:
        """Writes what was typed since the last time."""
        future = self.drafts.flush()
        if future is not None:  # told from the drafts' thread, which must not wait for the screen
            future.add_done_callback(lambda done: self.call_later(self._told_of_drafts, done.exception()))

    def _told_of_drafts(self, error: BaseException | None) -> None:
        """Says once that drafts cannot be kept, not at every key."""
        if isinstance(error, WorkbookError) and not self._drafts_fail:
            words = f"{visible(str(error))} What you type is only in this window until you save it."
            self.notify(words, title="No drafts", severity="error", timeout=10, markup=False)
        self._drafts_fail = isinstance(error, WorkbookError)
