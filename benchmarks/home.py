"""Home: a thousand projects against ten."""

from __future__ import annotations

import asyncio
import gc
import json
import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing
from pathlib import Path

from benchmarks.fixtures import AUTHOR, Desk
from benchmarks.harness import Cost, Measured, Result, compare, inside
from benchmarks.terminal import COLUMNS, LINES
from workbook.application.workbook import Workbook
from workbook.tui.app import WorkbookApp
from workbook.tui.draft_keeper import DraftKeeper
from workbook.tui.screens.home import HomeScreen

MANY, FEW = 1000, 10


def home(desk: Desk, _full: Desk) -> Iterator[Result]:
    """The list read from the store, and the app with the list on its screen."""
    many, few = (_filled(desk.folder.parent / f"home{number}", number) for number in (MANY, FEW))
    read = [inside(_reading(place)) for place in (many, few)]
    what, against = f"home's list, {MANY} projects", f"with {FEW}"
    yield compare(f"{what}: read", read[0], against, read[1], goal=None)
    yield compare(f"{what}: app opened on it", _opening(many), against, _opening(few), goal=1.5, rounds=7)


def _filled(folder: Path, number: int) -> Desk:
    """A workbook with so many projects, each with the same history of a few events and a stored summary."""
    desk = Desk(folder)
    for name in ("home", "work"):
        (folder / name).mkdir(parents=True)
    with desk.open() as workbook:
        first = workbook.start("Harbour Outfitters")
        summary = next(row.summary for row in workbook.projects())
        _add(workbook, first.project.id, number - 1, dict(summary))
    return desk


def _add(workbook: Workbook, project_id: str, number: int, summary: dict[str, object]) -> None:
    """Lines of home alone: it reads nothing else."""
    with closing(sqlite3.connect(workbook.places.database)) as connection, connection:
        row = connection.execute("SELECT * FROM projects WHERE id = ?", (project_id,)).fetchone()
        columns = [column[1] for column in connection.execute("PRAGMA table_info(projects)")]
        line = dict(zip(columns, row, strict=True)) | {"summary": json.dumps(summary)}
        marks = ", ".join(f":{column}" for column in columns)
        for place in range(number):
            own = {"id": f"{place:032x}", "name": f"Project {place} of {AUTHOR.name}"}
            connection.execute(f"INSERT INTO projects VALUES ({marks})", line | own)


def _reading(desk: Desk) -> Callable[[], object]:
    return desk.open().projects


def _opening(desk: Desk) -> Measured:
    opened = inside(lambda: asyncio.run(_open(desk)))

    def measured() -> Cost:
        gc.collect()
        gc.disable()  # as the command does; the app turns it on again when it is up
        try:
            return opened()
        finally:
            gc.unfreeze()
            gc.enable()

    return measured


async def _open(desk: Desk) -> None:
    app = WorkbookApp(desk.open, DraftKeeper(desk.open().drafts()), places=desk.places)
    async with app.run_test(size=(COLUMNS, LINES)) as pilot:
        while not isinstance(app.screen, HomeScreen):
            await asyncio.sleep(0.01)
        await pilot.pause()
