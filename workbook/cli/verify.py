"""`verify`: what gates were passed with, held against the workbook and the files."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from workbook.cli import complete
from workbook.cli.command import Command
from workbook.cli.gate import gated
from workbook.cli.output import columns, print_json, say, tell, time_of
from workbook.cli.words import short

if TYPE_CHECKING:
    from workbook.application.verifying import Verified
    from workbook.cli.session import Session
    from workbook.domain.project import Project

_FILES = {
    "moved on": ("·", "It has moved on with later answers."),
    "of another day": ("·", "It was written on another day: neither what was approved nor what is said by now."),
    "changed by hand": ("▲", "Changed by hand inside its blocks: {}."),
    "damaged": ("▲", "Its markers are damaged, so nobody can tell what is ours in it."),
}
"""By the state of a file: its sign, and what it is told as. The others are as they should be."""


@click.command(
    "verify",
    cls=Command,
    help="Hold what a gate was passed with against the workbook: every answer that there was, and the documents. The "
    "newest of the gates is also held against the documents in the folder of 'export', where they are. Exit code "
    "1 when something was tampered with: an event lost or rewritten, a text erased without a word, a file changed "
    "by hand inside its blocks. What moved on is told and is no fault: approved answers that were changed since, "
    "and by whom; files that a later export wrote; texts that were erased on purpose. With --strict that gives "
    "exit code 1 too.",
    examples=["verify", "verify preprod", "verify preprod --diff", "verify --strict", "verify --to docs --json"],
)
@click.argument("phase", default="", shell_complete=complete.gated)
@click.option("--to", metavar="DIR", default="", help="The folder of the documents.")
@click.option("--diff", is_flag=True, help="Show how the files differ.")
@click.option("--strict", is_flag=True, help="Also fail where anything is not as it was approved.")
@click.pass_obj
def verify(session: Session, phase: str, to: str, diff: bool, strict: bool) -> int:
    """Verifies one gate, or all that were passed."""
    from workbook.application.export import folder_for
    from workbook.application.heading import heading
    from workbook.application.verifying import verify as verify_gates

    project = session.project()
    phases = [gated(project, phase)] if phase else [found for found in project.pack.phases if found.gate]
    folder = folder_for(session.places, project, to)
    found = [one for one in verify_gates(session.reading, project, phases, folder) if one.decided or phase]
    holds = all(one.holds and (one.unchanged or not strict) for one in found)
    holds = holds and not (phase and found[0].decided is None)
    if session.as_json:
        print_json({**heading(project), "ok": holds, "gates": [_report(project, one) for one in found]})
    else:
        for one in found:
            _print(_report(project, one), diff=diff)
    if not found:
        tell("No gate has been passed yet with something to hold against.")
    return 0 if holds else 1


def _report(project: Project, found: Verified) -> dict[str, Any]:
    from workbook.application.history import event_report

    return {
        "phase": found.phase.id,
        "title": found.phase.title,
        "decided": found.decided.at if found.decided else "",
        "event": found.decided.id if found.decided else "",
        "holds": found.holds and found.decided is not None,
        "unchanged": found.unchanged and found.decided is not None,
        "differences": [{"what": one.what, "where": one.where, "damage": not one.told} for one in found.differences],
        "files": [{**held._asdict(), "path": str(held.path), "blocks": list(held.blocks)} for held in found.files],
        "diffs": {str(held.path): held.diff for held in found.files if held.diff},
        "changed": [
            {**event_report(project, event), "at": event.at, "by": project.person(event.recorded_by)}
            for event in found.changed
        ],
    }


def _print(found: dict[str, Any], *, diff: bool) -> None:
    if not found["decided"]:
        say(f"○ {found['title']}: not passed, or not with anything frozen", bold=True)
        return
    state = "as it was" if found["unchanged"] else "moved on since" if found["holds"] else "not as it was"
    sign = "✓" if found["unchanged"] else "·" if found["holds"] else "✗"
    say(f"{sign} {found['title']}, passed {time_of(found['decided'])}: {state}", bold=True)
    for one in found["differences"]:
        where = short(one["where"]) if len(one["where"]) == 64 else one["where"]
        say(f"  {'▲' if one['damage'] else '·'} {where}: {one['what']}")
    for file in found["files"]:
        _print_file(file, diff=diff)
    if found["changed"]:
        say("  Approved then, and changed since:")
        columns([(one["title"], one["by"], time_of(one["at"])) for one in found["changed"]], indent="    ")


def _print_file(file: dict[str, Any], *, diff: bool) -> None:
    words = _FILES.get(file["state"])
    if words is None:
        return
    sign, what = words
    say(f"  {sign} {_from_here(file['path'])}: {what.format(', '.join(file['blocks']))}")
    if diff and file["diff"]:
        say(file["diff"].rstrip("\n"))


def _from_here(path: str) -> str:
    here = Path.cwd()
    return str(Path(path).relative_to(here)) if Path(path).is_relative_to(here) else path
