"""`score`: the instruments."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from workbook.cli import complete
from workbook.cli.command import Command
from workbook.cli.output import columns, print_json, say
from workbook.cli.words import count

if TYPE_CHECKING:
    from workbook.cli.session import Session


@click.command(
    "score",
    cls=Command,
    help="Show the scores, what holds them down, and the cheapest step up.",
    examples=["score", "score --instrument mlts", "score --as-of 2026-11-02 --json"],
)
@click.option("--instrument", "instruments", multiple=True, metavar="ID", shell_complete=complete.instruments)
@click.option("--as-of", metavar="DATE", default="", help="As it was at the end of a day, or at a UTC time.")
@click.pass_obj
def score(session: Session, instruments: tuple[str, ...], as_of: str) -> None:
    """Scores of one project."""
    from workbook.application.reports import score as score_report

    report = score_report(session.project(as_of), instruments)
    if session.as_json:
        print_json(report)
        return
    for number, found in enumerate(report["scores"]):
        if number:
            say()
        _print(found)


def _print(found: dict[str, Any]) -> None:
    band = f": {found['band']}" if found["band"] else f" (incomplete: {found['answered']} of {found['items']} answered)"
    say(f"{found['title']}  {found['score']} of {found['most']}{band}", bold=True)
    if found["meaning"]:
        say(f"  {found['meaning']}")
    columns([_section(found, section) for section in found["sections"]], indent="  ")
    if found["evidenced"] or found["claimed"]:
        say(f"  With evidence: {found['evidenced']}; claimed: {found['claimed']}")
    if found["minimum"]:
        sign = "more than" if found["strictly_more"] else "at least"
        held = {True: ", reached", False: ", not reached", None: ""}[found["enough"]]
        say(f"  Suggested for {found['minimum_for']}: {sign} {found['minimum']}{held}")
    if found["next_step"] and found["answered"]:
        _next_step(found["next_step"])


def _section(found: dict[str, Any], section: dict[str, Any]) -> tuple[str, ...]:
    marks = f"{section['answered']} of {section['items']} answered"
    binds = "sets the score" if section["id"] in found["binding"] and found["answered"] else ""
    return section["title"], f"{section['points']} of {section['most']}", marks, binds


def _next_step(step: dict[str, Any]) -> None:
    items = [f"{item['code']} {item['title']}" for item in step["items"]]
    more = f" and {len(items) - 3} more" if len(items) > 3 else ""
    if step["tied"] > 1:
        say(f"  {count(step['tied'], 'section')} are tied: the score rises once each of them has")
    reached = f", to {step['score']}" if step["tied"] <= 1 else ""
    say(f"  Cheapest step up{reached}: {' or '.join(items[:3])}{more}")
