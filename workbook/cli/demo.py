"""`demo`: a scratch workbook with the sample projects."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from workbook.cli.command import Command
from workbook.cli.output import print_json, tell
from workbook.cli.words import count

if TYPE_CHECKING:
    from workbook.application.places import Places
    from workbook.cli.session import Session


@click.command(
    "demo",
    cls=Command,
    of_project=False,
    help="Look around in a scratch workbook with sample projects; it is removed afterwards. Without a terminal it "
    "prints where they stand. --load-only takes the samples into your own workbook instead.",
    examples=["demo", "demo --json", "--workbook samples.db demo --load-only"],
)
@click.option("--load-only", is_flag=True, help="Take the samples into the workbook, to keep.")
@click.pass_obj
def demo(session: Session, load_only: bool) -> int:
    """Opens the samples, prints them, or loads them."""
    from workbook.application.demo import scratch
    from workbook.cli.open import on_terminal

    with scratch(session.places, session.today()) as places:
        if load_only:
            return _load(session, places)
        if on_terminal() and not session.as_json:
            from workbook.tui.run import run

            return run(places, demo=True)
        return _print(session, places)


def _load(session: Session, places: Places) -> int:
    from workbook.application.workbook import Workbook

    mine = session.writing
    known = {row.name for row in mine.names()}
    with Workbook(places, readonly=True) as samples:
        new = [row for row in samples.names() if row.name not in known]
        for row in new:
            mine.load(samples.dump(row.id))
    if session.as_json:
        print_json({"format": 1, "loaded": [{"id": row.id, "name": row.name} for row in new]})
    tell(
        f"Loaded {count(len(new), 'sample project')} into {session.places.database}."
        if new
        else "The samples are here."
    )
    return 0


def _print(session: Session, places: Places) -> int:
    """The samples' status, one after another."""
    from workbook.application.reports import status
    from workbook.application.workbook import Workbook
    from workbook.cli.status import print_all

    with Workbook(places, readonly=True) as samples:
        reports = [status(samples.project(row.id)) for row in samples.names()]
    print_all(session, reports)
    tell("This is a scratch workbook; it is gone now. On a terminal, 'mlworkbook demo' opens it.")
    tell("To keep the samples: mlworkbook --workbook samples.db demo --load-only")
    return 0
