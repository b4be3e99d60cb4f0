"""A desk to test at: a workbook, people, and the app as they see it.

async with desk.opened() as see:
    await see.keys("down", "enter")
    await see.type("Too many returns")
    await see.keys("ctrl+s")
    assert "✓ The problem" in see.text
    assert desk.project.answer("kickoff.problem").text() == "Too many returns"
"""

from __future__ import annotations

import asyncio
import shutil
from collections.abc import AsyncIterator, Callable, Iterator, Mapping
from contextlib import asynccontextmanager, contextmanager
from datetime import UTC, datetime
from itertools import count
from pathlib import Path

from textual import events
from textual.keys import _character_to_key
from textual.pilot import Pilot

from workbook.application import typed
from workbook.application.git import Author
from workbook.application.places import Places
from workbook.application.workbook import Recorded, Workbook
from workbook.domain.commands import Command
from workbook.domain.project import Project
from workbook.tui.app import WorkbookApp
from workbook.tui.draft_keeper import DraftKeeper
from workbook.tui.screens.project import ProjectScreen
from workbook.tui.widgets.key_bar import KeyBar
from workbook.tui.widgets.lines import Line, Lines

NOON = datetime(2026, 11, 23, 12, 0, tzinfo=UTC)
"""A Monday."""

ANA = Author("Ana", "ana@example.org")
BEN = Author("Ben", "ben@example.org")

TRIAGE = {
    "kickoff.risk": {
        "criticality": "customer-facing",
        "affected": "customers",
        "personal": "none",
        "regulated": "none",
    },
    "kickoff.delivery": {"form": "api"},
}


def counted(start: int = 1) -> Callable[[], str]:
    """Ids that count up, in place of random ones."""
    numbers = count(start)
    return lambda: f"{next(numbers):032x}"


class Desk:
    """One workbook file and those who work on it."""

    def __init__(self, places: Places, begun: Path | None = None) -> None:
        self.places = places
        self._begun = begun
        self._keeper: DraftKeeper | None = None
        self.now = NOON
        self._token = counted(1 << (64 if begun else 48))
        self.project_id = ""

    @contextmanager
    def workbook(self, author: Author = ANA) -> Iterator[Workbook]:
        """The workbook as another process sees it."""
        with Workbook(self.places, now=lambda: self.now, token=self._token, author=author) as workbook:
            yield workbook

    @property
    def project(self) -> Project:
        """The project as it stands in the file."""
        with self.workbook() as workbook:
            return workbook.project(self.project_id or workbook.find_project())

    def start(self, name: str = "Harbour", *, triage: bool = True, author: Author = ANA) -> str:
        """A project; with what is asked first, unless it is left open. Gives its id."""
        if self._begun is not None and (name, triage, author) == ("Harbour", True, ANA):
            shutil.copyfile(self._begun, self.places.database)  # the usual one is made once
            with self.workbook() as workbook:
                self.project_id = workbook.find_project()
            return self.project_id
        with self.workbook(author) as workbook:
            self.project_id = workbook.start(name).project.id
        for question, texts in TRIAGE.items() if triage else ():
            self.answer(question, texts, author=author)
        return self.project_id

    def do(self, command: Command, author: Author = ANA) -> Recorded:
        """Carries out a command."""
        with self.workbook(author) as workbook:
            return workbook.record(self.project_id or workbook.find_project(), command)

    def answer(self, question: str, texts: str | Mapping[str, str], author: Author = ANA) -> Recorded:
        """An answer as typed."""
        fields = {"value": texts} if isinstance(texts, str) else texts
        return self.do(typed.answer(self.project, question, fields), author)

    def row(self, table: str, author: Author = ANA, /, **columns: str) -> str:
        """A row as typed; gives its id."""
        return self.do(typed.row(self.project, table, columns), author).events[0].subject.row

    def drafts(self) -> dict[str, str]:
        """What is kept on disk of what is being typed, by key, once the app has written what it was told to."""
        if self._keeper is not None and not self._keeper._closed:
            self._keeper._thread.submit(lambda: None).result()
        with self.workbook() as workbook:
            return workbook.drafts().read()

    @asynccontextmanager
    async def opened(
        self, size: tuple[int, int] = (120, 36), *, author: Author = ANA, demo: bool = False, wait: bool = True
    ) -> AsyncIterator[Seen]:
        """The app on this workbook, once everything that it opens with is there (unless told not to `wait`)."""
        workbook = Workbook(self.places, now=lambda: self.now, token=self._token, author=author)
        self._keeper = keeper = DraftKeeper(workbook.drafts())
        app = WorkbookApp(lambda: workbook, keeper, places=self.places, project=self.project_id, demo=demo)
        try:
            async with app.run_test(size=size) as pilot:
                seen = Seen(app, pilot)
                if wait:
                    await seen.until(lambda: not app._turns._waits or app._exit, 20)  # a busy machine pauses half-way
                    await seen.settle()
                yield seen
        finally:
            self._keeper = None
            app.background.close()


class Seen:
    """The app as a person sees it, and as they press keys."""

    def __init__(self, app: WorkbookApp, pilot: Pilot[None]) -> None:
        self.app = app
        self.pilot = pilot

    # What a person does

    async def keys(self, *names: str) -> None:
        """Presses keys as fast as they can be sent, then waits until everything came to rest."""
        for name in names:
            self._send(name)
        await self.settle()

    async def type(self, text: str) -> None:
        """Types a text, in one run."""
        for character in text:
            self._send("enter" if character == "\n" else character)
        await self.settle()

    async def paste(self, text: str) -> None:
        """Pastes a text."""
        self._drive(events.Paste(text))
        await self.settle()

    async def each(self, *names: str) -> None:
        """Presses keys one after the other, each when the one before has done its work."""
        for name in names:
            await self.keys(name)

    async def resize(self, width: int, height: int) -> None:
        """Makes the window another size."""
        await self.pilot.resize_terminal(width, height)
        await self.settle()

    def _send(self, name: str) -> None:
        key = _character_to_key(name) if len(name) == 1 else name
        self._drive(events.Key(key, name if len(name) == 1 else " " if key == "space" else None))

    def _drive(self, event: events.Event) -> None:
        event.set_sender(self.app)
        assert self.app._driver is not None
        self.app._driver.send_message(event)

    # What a person sees

    @property
    def lines(self) -> list[str]:
        """The lines of the screen, from the top."""
        return [strip.text.rstrip() for strip in self.app.screen._compositor.render_strips()]

    @property
    def text(self) -> str:
        """The whole screen."""
        return "\n".join(self.lines)

    def part(self, selector: str) -> str:
        """What one part of the screen shows, its lines joined: a wrapped sentence can be found in it."""
        region = self.app.screen.query_one(selector).region
        lines = self.lines[region.y : region.bottom]
        return " ".join(" ".join(line[region.x : region.right] for line in lines).split())

    def listed(self, selector: str) -> list[Line]:
        """All lines of a list, also those out of sight."""
        found = self.app.screen.query_one(selector, Lines)
        return [found._line(place) for place in range(len(found._keys))]

    @property
    def words(self) -> str:
        """What the column in the middle shows, its lines joined."""
        return self.part("#middle") if self.app.screen.query("#middle") else " ".join(self.text.split())

    @property
    def footer(self) -> list[str]:
        """The keys in the footer."""
        return [f"{key.display} {key.words}" for bar in self.app.screen.query(KeyBar) for key in bar.shown]

    @property
    def notices(self) -> list[str]:
        """What pops up."""
        return [notice.message for notice in self.app._notifications]

    @property
    def screen(self) -> ProjectScreen:
        """The project screen, which is in front."""
        assert isinstance(self.app.screen, ProjectScreen)
        return self.app.screen

    @property
    def question(self) -> str:
        """The id of the question on the screen; empty when there is none."""
        question = self.screen.question
        return question.id if question else ""

    @property
    def editing(self) -> bool:
        """Whether an editor is open."""
        return self.screen.pane.editing or self.screen.gate_pane.form is not None

    # Waiting

    async def settle(self) -> None:
        """Waits until nothing is left to do: no message, no request to the store, nothing to paint."""
        calm = 0
        async with asyncio.timeout(20):
            while calm < 3:
                await asyncio.sleep(0 if calm else 0.002)
                await self.app.background.ask(lambda _workbook: None)
                if self._is_calm():
                    await self.pilot._wait_for_screen()
                calm = calm + 1 if self._is_calm() else 0
        self.app.screen._on_timer_update()

    async def until(self, holds: Callable[[], bool], seconds: float = 20.0) -> None:
        """Waits for something that comes by itself. Fails when it does not come."""
        async with asyncio.timeout(seconds):
            while not holds():
                await asyncio.sleep(0.005)
                await self.settle()

    def _is_calm(self) -> bool:
        if (self.app._asked or self.app._turns._under_way) and not self.app._exit:
            return False  # a key waits for its turn, though no message is on its way
        screen = self.app.screen
        pumps = [self.app, *screen.walk_children(with_self=True)]
        if any(pump.message_queue_size or pump._next_callbacks for pump in pumps):
            return False
        return not (screen._callbacks or screen._dirty_widgets or screen._layout_required)
