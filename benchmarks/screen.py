"""The app: its first screen in a real terminal, and what a key costs."""

from __future__ import annotations

import asyncio
import gc
import sys
import time
from collections.abc import Iterator
from statistics import quantiles
from typing import NamedTuple

from textual import events

from benchmarks.fixtures import Desk
from benchmarks.harness import Measured, Result, compare
from benchmarks.terminal import COLUMNS, LINES, painted
from workbook.tui.app import WorkbookApp
from workbook.tui.draft_keeper import DraftKeeper

_EMPTY = """
from textual.app import App
from textual.widgets import Static
class Empty(App):
    def compose(self):
        yield Static("painted")
Empty().run()
"""
_RUN = "from workbook.cli.main import main; main()"
_KEYS = 60
_BETWEEN = 0.05
"""Seconds between keys: enough for the paint that each asks for."""
_TEXT = "Reviews wait two days, and half of them are never read by anybody at all. "


def first_screen(_desk: Desk, full: Desk) -> Iterator[Result]:
    """Until the frame stands, and until the project and its question stand in it."""
    floor = _painted(full, _EMPTY, "painted")
    against = "an empty Textual app"
    for by in ("wall", "cpu"):
        frame = _painted(full, _RUN, "opening")
        yield compare(f"first screen painted ({by})", frame, against, floor, goal=1.25, by=by, rounds=11)
    question = _painted(full, _RUN, "Harbour Outfitters")
    yield compare("project shown, 10,000 events", question, against, floor, goal=1.4, by="wall", rounds=11)


def _painted(desk: Desk, code: str, word: str) -> Measured:
    return painted([sys.executable, "-c", code], word, folder=desk.database.parent, environment=desk.environment)


def keys(_desk: Desk, full: Desk) -> Iterator[Result]:
    """CPU from a key to its paint, everything that runs beside it included, with 10,000 events behind the screen."""
    found = asyncio.run(_measured(full))
    for what, costs in (("moving the outline", found.moving), ("typing", found.typing)):
        cuts = quantiles(costs, n=20)
        note = f"p50 {cuts[9]:.1f}, max {max(costs):.1f} ms"
        yield Result(f"{what}, p95 of {len(costs)} keys", "–", (cuts[18],), 16.0, " ms", note)


def _pressed(key: str) -> events.Key:
    """The key as a terminal sends it. `Pilot.press` asks every widget afterwards whether it is done: that costs too."""
    return events.Key(key, " " if key == "space" else key if len(key) == 1 else None)


class _Keys(NamedTuple):
    """Milliseconds of CPU for each key."""

    moving: list[float]
    typing: list[float]


async def _measured(desk: Desk) -> _Keys:
    gc.disable()  # as the command does; the app turns it on again when it is up
    app = WorkbookApp(desk.open, DraftKeeper(desk.open().drafts()), places=desk.places)
    async with app.run_test(size=(COLUMNS, LINES)) as pilot:
        while getattr(app.screen, "project", None) is None:
            await asyncio.sleep(_BETWEEN)
        await asyncio.sleep(1)

        async def cost(key: str) -> float:
            begin = time.process_time()
            app.post_message(_pressed(key))
            await asyncio.sleep(_BETWEEN)
            return (time.process_time() - begin) * 1000

        for key in ("down", "down", "up", "up"):  # what is loaded at its first use
            await cost(key)
        moving = [await cost("down" if number % 40 < 20 else "up") for number in range(_KEYS)]
        await pilot.press("home", "down", "enter")
        await asyncio.sleep(0.5)
        for letter in "warm":
            await cost(letter)
        typing = [await cost("space" if letter == " " else letter) for letter in _TEXT[:_KEYS] if letter.isalpha()]
    return _Keys(moving, typing)
