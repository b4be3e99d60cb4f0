"""`undo` and `settle`: take an act back; decide a conflict."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from workbook.cli.answer import tell_recorded
from workbook.cli.command import Command
from workbook.cli.output import print_json, say, tell, time_of
from workbook.cli.words import count, short
from workbook.errors import Refused
from workbook.text import one_line

if TYPE_CHECKING:
    from workbook.cli.session import Session
    from workbook.domain.project import Project


@click.command(
    "undo",
    cls=Command,
    help="Take an act back: what stood before it stands again, and the history keeps both. ACT is the beginning of its "
    "id; your own latest when left out.",
    examples=["undo", "undo 3f9a01c2aa"],
)
@click.argument("act", default="")
@click.pass_obj
def undo(session: Session, act: str) -> None:
    """Takes one act back."""
    from workbook.application.history import act_in_words
    from workbook.domain.commands import Undo

    project = session.project_to_change()
    author = session.writing.author_id(project)
    if not (act or author):
        hint = "Name an act: 'mlworkbook history' lists them."
        raise Refused(f"{session.writing.author.name} has recorded nothing here.", hint=hint)
    recorded = session.writing.record(project.id, Undo(act, author))
    reverted = recorded.events[0].reverts if recorded.events else ""
    if session.as_json:
        print_json({"format": 1, "act": recorded.act, "reverts": reverted})
    tell_recorded(recorded, f"took back {one_line(act_in_words(recorded.project, reverted))}")


@click.command(
    "settle",
    cls=Command,
    help="List what several people answered without seeing each other (exit code 1 when there is something), or "
    "decide: VERSION, the beginning of its id, holds. A new answer settles a conflict too.",
    examples=["settle", "settle 91c0ffee12"],
)
@click.argument("version", default="")
@click.pass_obj
def settle(session: Session, version: str) -> int:
    """Lists conflicts, or decides one."""
    return _decide(session, version) if version else _list(session)


def _list(session: Session) -> int:
    from workbook.application.heading import heading
    from workbook.application.history import conflicts

    project = session.project()
    found = conflicts(project)
    if session.as_json:
        print_json({**heading(project), "conflicts": found})
    elif not found:
        tell("No conflict waits to be settled.")
    else:
        for conflict in found:
            _print(conflict)
        tell(f"{count(len(found), 'conflict')}. Say which version holds: mlworkbook settle VERSION")
    return 1 if found else 0


def _print(conflict: dict[str, Any]) -> None:
    say(f"{conflict['title']}  ({conflict['subject']})", bold=True)
    for version in conflict["versions"]:
        said = " · ".join(
            f"{part['label']}: {part['text']}" if part["label"] else part["text"] for part in version["says"]
        )
        say(f"  {short(version['event'])}  {version['said_by']}, {time_of(version['at'])}  {one_line(said)}")


def _decide(session: Session, version: str) -> int:
    from workbook.domain.commands import Settle

    project = session.project_to_change()
    recorded = session.writing.record(project.id, Settle(version))
    if session.as_json:
        print_json({"format": 1, "act": recorded.act, "events": [event.id for event in recorded.events]})
    tell_recorded(recorded, f"settled {', '.join(_titles(recorded.project, recorded.act))}")
    return 0


def _titles(project: Project, act: str) -> list[str]:
    from workbook.application.history import subject_title

    return list(dict.fromkeys(subject_title(project, event.subject) for event in project.ledger.act(act)))
