"""`backup`, `doctor`, `redact`: care of the workbook's file."""

from __future__ import annotations

from pathlib import Path
from time import strftime
from typing import TYPE_CHECKING

import click

from workbook.cli.answer import tell_recorded
from workbook.cli.command import Command
from workbook.cli.output import print_json, say, tell
from workbook.cli.words import count, short

if TYPE_CHECKING:
    from workbook.cli.session import Session


@click.command(
    "backup",
    cls=Command,
    of_project=False,
    help="Make a verified copy of the workbook. TO is a new file, or a folder that is there; backups/ beside the "
    "workbook when left out. To go back to a copy, put it in the workbook's place.",
    examples=["backup", "backup /mnt/safe/"],
)
@click.argument("to", required=False)
@click.pass_obj
def backup(session: Session, to: str | None) -> None:
    """A copy that was read back."""
    workbook = session.existing()
    made = workbook.backup(_target(session, to))
    if session.as_json:
        print_json({"format": 1, "backup": str(made)})
    else:
        say(str(made))
    tell("The copy was read back and is whole.")


def _target(session: Session, to: str | None) -> Path:
    """A file to copy to; in a folder it is called after the workbook and the time."""
    database = session.places.database
    folder = Path(to).expanduser().absolute() if to else database.parent / "backups"
    if to and not folder.is_dir():
        return folder
    folder.mkdir(parents=True, exist_ok=True)
    return folder / f"{database.stem}-{strftime('%Y-%m-%d-%H%M%S')}{database.suffix}"


@click.command(
    "redact",
    cls=Command,
    help="Erase the text of one event for good: a pasted secret, a name. Who, when and why stay, and the history still "
    "verifies. EVENT is the beginning of its id, from 'mlworkbook history'. What git has committed, and older backups, "
    "still hold the text, and so do documents until the next export; files that are called after it are named.",
    examples=['redact 26398fbbdc --why "A customer asked for it"'],
)
@click.argument("event")
@click.option("--why", metavar="TEXT", required=True, help="The reason; it stays in the history.")
@click.pass_obj
def redact(session: Session, event: str, why: str) -> None:
    """Erases one body."""
    from workbook.application.erasure import called_after
    from workbook.application.printed import forget
    from workbook.domain.commands import Redact

    project = session.project_to_change()
    files = called_after(project, session.places, event)
    recorded = session.writing.record(project.id, Redact(event, why))
    forget()
    erased = [str(done.body["event"]) for done in recorded.events if done.kind == "body.erase" and done.body]
    if session.as_json:
        print_json({"format": 1, "act": recorded.act, "erased": erased, "files": [str(file) for file in files]})
    tell_recorded(recorded, f"erased the text of {', '.join(map(short, erased))}")
    tell("Older backups, dumps and what git has committed still hold it, and so do documents until the next export.")
    for file in files:
        tell(f"{file} is called after it{_what_to_do(file)}")


def _what_to_do(file: Path) -> str:
    if file.is_dir():
        return ", and the next export goes elsewhere: move it to where that writes, or delete it."
    return ": rename it. The next export finds it, whatever it is called."


@click.command(
    "doctor",
    cls=Command,
    of_project=False,
    help="Check that the workbook is whole: every event by its hashes, the chains of events, the tables derived from "
    "them. Exit code 1 when something is wrong. --rebuild writes the derived tables anew from the events.",
    examples=["doctor", "doctor --rebuild", "doctor --json"],
)
@click.option("--rebuild", is_flag=True, help="Write everything that is derived anew, then check.")
@click.pass_obj
def doctor(session: Session, rebuild: bool) -> int:
    """Says what is wrong."""
    session.existing()
    if rebuild:
        session.writing.rebuild()
    found = session.writing.doctor() if rebuild else session.reading.doctor()
    if session.as_json:
        print_json({"format": 1, "ok": not found, "findings": [finding._asdict() for finding in found]})
    for finding in found if not session.as_json else ():
        say(f"{finding.where}: {finding.what} {finding.hint}".removeprefix(": ").rstrip())
    tell("The workbook is whole." if not found else f"{count(len(found), 'finding')}.")
    return 1 if found else 0
