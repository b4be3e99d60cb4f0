"""`python -m tests.terminal.clocked FILE`: the app as the command opens it, but the time is what stands in the file."""

from __future__ import annotations

import sys
from datetime import datetime
from pathlib import Path

from workbook.application.drafts import drafts
from workbook.application.places import find
from workbook.application.workbook import Workbook
from workbook.tui.app import WorkbookApp
from workbook.tui.draft_keeper import DraftKeeper
from workbook.tui.pasting import guard_pastes
from workbook.tui.widgets import meeting_bar

OFTEN = 0.25
"""Seconds between two looks at the clock; a test that moves it by minutes need not wait for a second."""


def main(file: Path) -> int:
    """Opens the workbook of the folder that it is called in."""
    places = find()

    def now() -> datetime:
        return datetime.fromisoformat(file.read_text(encoding="utf-8"))

    meeting_bar.TICK = OFTEN
    guard_pastes()
    app = WorkbookApp(lambda: Workbook(places, now=now), DraftKeeper(drafts(places)), places=places)
    app.run()
    app.background.close()
    if app.crash is not None:
        raise app.crash
    return app.return_code or 0


if __name__ == "__main__":
    sys.exit(main(Path(sys.argv[1])))
