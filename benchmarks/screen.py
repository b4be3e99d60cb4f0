"""The app: its first screen in a real terminal."""

from __future__ import annotations

import sys
from collections.abc import Iterator

from benchmarks.fixtures import Desk
from benchmarks.harness import Measured, Result, compare
from benchmarks.terminal import painted

_EMPTY = """
from textual.app import App
from textual.widgets import Static
class Empty(App):
    def compose(self):
        yield Static("painted")
Empty().run()
"""
_RUN = "from workbook.cli.main import main; main()"


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
