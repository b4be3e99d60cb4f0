"""Runs the app from its opening to its exit code."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING

from workbook.application.drafts import drafts
from workbook.application.places import Places
from workbook.tui.app import WorkbookApp
from workbook.tui.draft_keeper import DraftKeeper
from workbook.tui.pasting import guard_pastes

if TYPE_CHECKING:  # the first frame is painted before any engine is imported
    from workbook.application.workbook import Workbook


def run(places: Places, *, demo: bool = False, project: str = "") -> int:
    """Opens the app and returns its exit code.

    Args:
        places: where the workbook is.
        demo: it is the scratch workbook of the samples.
        project: a name, an id or the beginning of one; empty for the repository's own, or home.

    Raises:
        WorkbookError: it could not be opened at all.
    """
    app = _run(places, demo=demo, project=project)
    if app.sample_wanted:
        from workbook.application.demo import scratch

        with scratch(places, date.today()) as samples:
            app = _run(samples, demo=True, project="")
    return app.return_code or 0


def _workbook(places: Places) -> Workbook:
    from workbook.application.workbook import Workbook

    return Workbook(places)


def _run(places: Places, *, demo: bool, project: str) -> WorkbookApp:
    guard_pastes()
    app = WorkbookApp(lambda: _workbook(places), DraftKeeper(drafts(places)), places=places, project=project, demo=demo)
    app.run()
    app.background.close()
    if app.crash is not None:
        raise app.crash
    return app
