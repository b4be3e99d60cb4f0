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

_BAR = 14
"""How long the bar of a whole score is."""


@click.command(
    "score",
    cls=Command,
    help="Show the scores, what holds them down, and the cheapest step up. --unmet lists what has no point: not marked "
    "yet, or marked with nothing; a star stands for the killer items. --trend shows the score as it stood at each "
    "decision of a gate or, where there was none, at the ends of the months in which something was marked.",
    examples=[
        "score",
        "score --instrument mlts --trend",
        "score --unmet",
        "score --as-of 2026-11-02 --json",
    ],
)
@click.option("--instrument", "instruments", multiple=True, metavar="ID", shell_complete=complete.instruments)
@click.option("--trend", is_flag=True, help="With how each score came about.")
@click.option("--unmet", is_flag=True, help="With the items that have no point.")
@click.option("--as-of", metavar="DATE", default="", help="As it was at the end of a day, or at a UTC time.")
@click.pass_obj
def score(session: Session, instruments: tuple[str, ...], trend: bool, unmet: bool, as_of: str) -> None:
    """Scores of one project."""
    from workbook.application.reports import score as score_report

    report = score_report(session.project(as_of), instruments, trend=trend)
    if session.as_json:
        print_json(report)
        return
    for number, found in enumerate(report["scores"]):
        if number:
            say()
        _print(found)
        if unmet:
            _unmet(found)
        if trend:
            _trend(found)


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
    if found["in_2016"]:
        then = found["in_2016"]
        sums = ", ".join(f"{section['title']} {section['points']}" for section in then["sections"])
        say(f"  On the scale of 2016: {then['score']} of {then['most']}{_band_of_2016(then['band'])} ({sums})")


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


def _band_of_2016(band: str) -> str:
    return f", in the band {band}" if band else ", for which it had no band"


def _unmet(found: dict[str, Any]) -> None:
    items = found["unmet"]
    say(f"  Without a point: {len(items)} of {found['items']}")
    words = {"open": "not marked yet", "none": "nothing done"}
    columns(
        [
            ("★" if item["id"] in found["killers_unmet"] else "", item["code"], item["title"], words[item["degree"]])
            for item in items
        ],
        indent="    ",
    )


def _trend(found: dict[str, Any]) -> None:
    if not found["trend"]:
        say("  Nothing was marked yet.")
        return
    say("  How it came about:")
    columns([_step(found, step) for step in found["trend"]], indent="    ")


def _step(found: dict[str, Any], step: dict[str, Any]) -> tuple[str, ...]:
    what = {"gate": f"gate of {step['title']}", "month": "end of the month", "now": "as it stands"}[step["kind"]]
    if not step["complete"]:
        return step["day"], what, "–", f"{step['answered']} of {step['items']} answered"
    share = float(step["score"]) / float(found["most"]) if float(found["most"]) else 0
    filled = int(share * _BAR)
    return step["day"], what, step["score"], f"{'█' * filled}{'░' * (_BAR - filled)}  {step['band']}"
