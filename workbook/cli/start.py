"""`init`: a project for this repository."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import click

from workbook.cli.command import Command
from workbook.cli.output import print_json, tell
from workbook.errors import InvalidValue, Refused

if TYPE_CHECKING:
    from workbook.cli.session import Session


@click.command(
    "init",
    cls=Command,
    of_project=False,
    help="Start a project. In a repository it writes .mlworkbook/config.yaml, keeps the database out of git, and is "
    "that repository's project from now on. NAME is the repository's folder when left out.",
    examples=[
        "init",
        'init "Review triage"',
        'init "Alerts" --from "Review triage"',
        '--workbook ~/clients/harbour.db init "Review triage"',
    ],
)
@click.argument("name", default="")
@click.option("--from", "source", metavar="PROJECT", default="", help="The project whose next version it is.")
@click.pass_obj
def init(session: Session, name: str, source: str) -> int:
    """Starts a project, unless this repository has one already."""
    workbook = session.writing
    if source:
        return _follow(session, name, source)
    config = session.places.config
    own = session.own_project()
    known = {row.id: row.name for row in workbook.names()}
    if own and own not in known:
        hint = "Take it in with 'mlworkbook load FILE', or remove that line to start another."
        raise Refused("This repository's project is not in this workbook.", where=str(config), hint=hint)
    if own and name in ("", known[own]):
        return _done(session, own, known[own], started=False)
    project = workbook.start(name or _folder_name(session)).project
    return _done(session, project.id, project.name, started=True)


def _follow(session: Session, name: str, source: str) -> int:
    """Starts a project from what another one leaves to the next."""
    from workbook.domain.legacy import inherited

    if not name:
        raise InvalidValue("Say what the new project is called.", where="init", hint="init NAME --from PROJECT")
    workbook = session.writing
    old = workbook.project(workbook.find_project(source))
    project = workbook.start(name).project
    for command in inherited(old, project):
        project = workbook.record(project.id, command).project
    handed = (project.question(legacy.into) for legacy in project.pack.legacy)
    begun = dict.fromkeys(q.title for q in handed if project.answer_to(q).given or project.view_rows(q))
    tell(f"It begins with what {old.name} left to the next, as guesses: {', '.join(begun) or 'nothing yet'}.")
    return _done(session, project.id, project.name, started=True)


def _folder_name(session: Session) -> str:
    return (session.places.repository or Path.cwd()).name or "Project"


def _done(session: Session, project_id: str, name: str, *, started: bool) -> int:
    places = session.places
    if session.as_json:
        about = {"id": project_id, "name": name}
        print_json({"format": 1, "project": about, "started": started, "workbook": str(places.database)})
    tell(f"{'Started' if started else 'This repository has its project already:'} {name}")
    tell(f"The workbook is {places.database}")
    tell("Go on with 'mlworkbook' on a terminal, or 'mlworkbook show kickoff' to see what is asked.")
    return 0
