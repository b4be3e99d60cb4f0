"""What a key costs, from the press to the paint: while typing, while moving, and with ever more questions."""

from __future__ import annotations

import asyncio
import gc
import time
from collections.abc import AsyncIterator, Iterator, Sequence
from contextlib import asynccontextmanager
from statistics import quantiles

from textual import events
from textual.app import App
from textual.pilot import Pilot

from benchmarks.fixtures import Desk
from benchmarks.harness import Result
from benchmarks.terminal import COLUMNS, LINES
from workbook.application import typed
from workbook.application.places import FILE, FOLDER, Places
from workbook.tui.app import WorkbookApp
from workbook.tui.draft_keeper import DraftKeeper

ROUNDS = 3
"""The same keys so many times: what else the machine does only ever adds, so the least of each key counts."""

FEW, MANY = 50, 5000
_BETWEEN = 0.05
"""Seconds between keys: enough for the paint that each asks for."""
_MOVES = ("down",) * 20 + ("up",) * 20
_FROM = 15
"""The question where both begin, so that the outline scrolls at the same keys."""
_TEXT = "Reviews wait two days, and half of them are never read by anybody at all."


def keys(_desk: Desk, full: Desk) -> Iterator[Result]:
    """CPU from a key to its paint, everything that runs beside it included, with 10,000 events behind the screen."""
    moving, typing = asyncio.run(_measured(full))
    yield _told("moving the outline", moving)
    yield _told("typing", typing)


def questions(desk: Desk, _full: Desk) -> Iterator[Result]:
    """The same while moving in a phase of a team's own with few questions, and in one with many."""
    many, few = (asyncio.run(_moved(desk, number)) for number in (MANY, FEW))
    ratio = _p95(many) / _p95(few)
    note = f"{_p95(many):.1f} : {_p95(few):.1f} ms cpu, p95 of {len(many)} keys"
    yield Result(f"moving among {MANY:,} questions", f"among {FEW}", (ratio,), 1.2, note=note)


def _told(what: str, costs: list[float]) -> Result:
    middle = quantiles(costs, n=20)[9]
    note = f"p50 {middle:.1f}, max {max(costs):.1f} ms, the least of {ROUNDS} rounds"
    return Result(f"{what}, p95 of {len(costs)} keys", "–", (_p95(costs),), 16.0, " ms", note)


def _p95(costs: list[float]) -> float:
    return quantiles(costs, n=20)[18]


async def _measured(desk: Desk) -> tuple[list[float], list[float]]:
    """Milliseconds of CPU for each key, while moving and while typing."""
    async with _opened(desk, desk.places) as pilot:
        moving = await _least(pilot.app, _MOVES)
        await pilot.press("home", "down", "enter")
        await asyncio.sleep(0.5)
        return moving, await _least(pilot.app, [letter for letter in _TEXT if letter.isalpha()])


async def _moved(desk: Desk, number: int) -> list[float]:
    folder = desk.folder.parent / f"asking{number}" / FOLDER
    (folder / "phases").mkdir(parents=True)
    (folder / "phases" / "wide.yaml").write_text(_phase(number))
    wide = Desk(folder.parent)
    places = desk.places._replace(database=folder / FILE)
    with wide.open_at(places) as workbook:
        project = workbook.start("Harbour Outfitters").project
        for question, field in map(project.pack.field, project.pack.triage.fields):  # asked before anything else
            workbook.record(project.id, typed.answer(project, question.id, {field.name: field.options[0].id}))
    async with _opened(wide, places) as pilot:
        await pilot.app.screen.go(f"wide.q{_FROM}")  # type: ignore[attr-defined]
        return await _least(pilot.app, _MOVES)


def _phase(number: int) -> str:
    """A team's own phase: sections of nine questions."""
    lines = ["phase:", "  id: wide", "  code: WI", "  title: Wide", "  purpose: To be measured.", "  sections:"]
    for place in range(number):
        if place % 9 == 0:
            lines += [f"    - id: s{place // 9}", f"      title: Section {place // 9}", "      questions:"]
        known = f"id: wide.q{place}, code: WI-{place:04}, title: Question {place}, mandatory: optional, type: text"
        lines.append(f"        - {{{known}, ask: What is there to say about it?, why: It counts.}}")
    return "\n".join(lines) + "\n"


@asynccontextmanager
async def _opened(desk: Desk, places: Places) -> AsyncIterator[Pilot[None]]:
    """The app with its project on the screen, and with everything loaded that the first keys load."""
    gc.disable()  # as the command does; the app turns it on again when it is up
    app = WorkbookApp(lambda: desk.open_at(places), DraftKeeper(desk.open_at(places).drafts()), places=places)
    async with app.run_test(size=(COLUMNS, LINES)) as pilot:
        while getattr(app.screen, "project", None) is None:
            await asyncio.sleep(_BETWEEN)
        await asyncio.sleep(1)
        for key in ("down", "down", "up", "up"):
            await _cost(app, key)
        yield pilot


async def _least(app: App[None], names: Sequence[str]) -> list[float]:
    rounds = [[await _cost(app, name) for name in names] for _ in range(ROUNDS)]
    return [min(costs) for costs in zip(*rounds, strict=True)]


async def _cost(app: App[None], name: str) -> float:
    """The key as a terminal sends it. `Pilot.press` asks every widget afterwards whether it is done: that costs too."""
    begin = time.process_time()
    app.post_message(events.Key(name, name if len(name) == 1 else None))
    await asyncio.sleep(_BETWEEN)
    return (time.process_time() - begin) * 1000
