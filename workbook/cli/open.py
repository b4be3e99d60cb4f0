"""`mlworkbook` without a command, and what `demo` opens: the app on a terminal, text elsewhere."""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING

from workbook.cli.output import print_json, tell

if TYPE_CHECKING:
    from workbook.cli.session import Session


def on_terminal() -> bool:
    """Whether an app can be shown: keyboard and screen are a terminal that can place a cursor."""
    return sys.stdin.isatty() and sys.stdout.isatty() and os.environ.get("TERM", "dumb") != "dumb"


def open_workbook(session: Session) -> int:
    """The app; where there is no terminal, the status and how to go on. Never a failure for want of a terminal."""
    if on_terminal() and not session.as_json:
        from workbook.tui.run import run

        return run(session.places, project=session.project_name)
    if not (session.places.database.exists() and session.reading.names()):
        _say_that_there_is_none(session)
        return 0
    from workbook.cli.status import tell_status

    tell_status(session)
    tell("Open it on a terminal with 'mlworkbook', or go on with a command: 'mlworkbook --help' lists them.")
    return 0


def _say_that_there_is_none(session: Session) -> None:
    if session.as_json:
        print_json({"format": 1, "project": None, "workbook": str(session.places.database)})
    tell("There is no project here yet.")
    tell("Start one with 'mlworkbook init NAME', or look around with 'mlworkbook demo'.")
