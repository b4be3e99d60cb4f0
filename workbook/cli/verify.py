"""`verify`: what gates were passed with, held against the workbook and the files."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from workbook.cli import complete
from workbook.cli.command import Command
from workbook.cli.gate import gated
from workbook.cli.output import print_json, say, tell, time_of
from workbook.cli.words import short

if TYPE_CHECKING:
    from workbook.application.verifying import Verified
    from workbook.cli.session import Session


@click.command(
    "verify",
    cls=Command,
    help="Hold what a gate was passed with against the workbook: every answer that there was, and the documents. The "
    "newest of the gates is also held against the documents in the folder of 'export', where they are. Exit code 1 "
    "when something is not as it was; a text that was erased on purpose is named, and is no damage.",
    examples=["verify", "verify preprod", "verify preprod --diff", "verify --to docs --json"],
)
@click.argument("phase", default="", shell_complete=complete.gated)
@click.option("--to", metavar="DIR", default="", help="The folder of the documents.")
@click.option("--diff", is_flag=True, help="Show how the files differ.")
@click.pass_obj
def verify(session: Session, phase: str, to: str, diff: bool) -> int:
    """Verifies one gate, or all that were passed."""
    from workbook.application.export import folder_for
    from workbook.application.heading import heading
    from workbook.application.verifying import verify as verify_gates

    project = session.project()
    phases = [gated(project, phase)] if phase else [found for found in project.pack.phases if found.gate]
    folder = folder_for(session.places, project, to)
    found = [one for one in verify_gates(session.reading, project, phases, folder) if one.decided or phase]
    holds = all(one.holds for one in found) and not (phase and found[0].decided is None)
    if session.as_json:
        print_json({**heading(project), "ok": holds, "gates": [_report(one) for one in found]})
    else:
        for one in found:
            _print(one, diff=diff)
    if not found:
        tell("No gate has been passed yet with something to hold against.")
    return 0 if holds else 1


def _report(found: Verified) -> dict[str, Any]:
    return {
        "phase": found.phase.id,
        "decided": found.decided.at if found.decided else "",
        "event": found.decided.id if found.decided else "",
        "holds": found.holds and found.decided is not None,
        "differences": [{"what": one.what, "where": one.where, "damage": not one.told} for one in found.differences],
        "diffs": dict(found.diffs),
    }


def _print(found: Verified, *, diff: bool) -> None:
    if found.decided is None:
        say(f"○ {found.phase.title}: not passed, or not with anything frozen", bold=True)
        return
    state = "as it was" if found.holds else "not as it was"
    say(f"{'✓' if found.holds else '✗'} {found.phase.title}, passed {time_of(found.decided.at)}: {state}", bold=True)
    for one in found.differences:
        where = short(one.where) if len(one.where) == 64 else one.where
        say(f"  {'·' if one.told else '▲'} {where}: {one.what}")
    for _, text in found.diffs if diff else ():
        say(text.rstrip("\n"))
