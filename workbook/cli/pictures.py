"""`pictures`: the talk's ten panels of a project, and its takeaway card."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from workbook.cli.command import Command
from workbook.cli.output import paragraph, print_json, say, time_of
from workbook.cli.words import heading_of

if TYPE_CHECKING:
    from workbook.cli.session import Session

_LIGHTS = {True: "●", False: "○", None: "?"}


@click.command(
    "pictures",
    cls=Command,
    help="Show the talk's ten panels, filled in from answers, with who said it and when; the pairs worth a second "
    "look; and the takeaways as lights: ● followed, ○ not, ? not known. Every project has all ten: a panel that nobody "
    "is asked for says why.",
    examples=["pictures", "pictures --card", "pictures --as-of 2026-11-02 --json"],
)
@click.option("--card", is_flag=True, help="Only the takeaways.")
@click.option("--as-of", metavar="DATE", default="", help="As it was at the end of a day, or at a UTC time.")
@click.pass_obj
def pictures(session: Session, card: bool, as_of: str) -> None:
    """Panels, pairs, card."""
    from workbook.application.pictures import pictures as pictures_report

    report = pictures_report(session.project(as_of))
    if session.as_json:
        print_json(report)
        return
    heading_of(report)
    if not card:
        for panel in report["panels"]:
            _panel(panel)
        say()
        say("Side by side", bold=True)
        for pair in report["pairs"]:
            _pair(pair)
        say()
    say("Takeaways", bold=True)
    for light in report["card"]:
        say(f"  {_LIGHTS[light['lit']]} {light['title']}")
        paragraph(light["why"], "      ")


def _panel(panel: dict[str, Any]) -> None:
    say()
    verdict = f"  ({panel['verdict']})" if panel["verdict"] else ""
    say(f"{panel['number']:>2}  {panel['title']}{verdict}", bold=True)
    for text in panel["says"]:
        paragraph(text, "      ")
    if panel["kept_back"]:
        say("      Kept back until the customer has been asked again.")
    if panel["ask"]:
        paragraph(f"Empty. It asks for: {panel['ask']}", "      ")
    if panel["because"]:
        paragraph(f"Not asked here. {panel['because']}", "      ")
    if panel["note"]:
        paragraph(f"Note: {panel['note']}", "      ")
    for source in panel["sources"]:
        name = f"{source['code']} {source['title']}".strip()
        say(f"      {name}: {source['who']}, {time_of(source['at'])[:10]}", faint=True)


def _pair(pair: dict[str, Any]) -> None:
    verdict = f": {pair['verdict']}" if pair["verdict"] else ""
    empty = f"; {' and '.join(map(str, pair['empty']))} empty" if pair["empty"] else ""
    say(f"  {pair['first']:>2} ↔ {pair['second']:<2}  {pair['title']}{verdict}{empty}")
    for text in pair["told"]:
        paragraph(text, "           ")
