"""`form open|list|show|close|reopen|drop`: forms that are filled in as often as needed."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from workbook.cli import complete
from workbook.cli.command import Command, Group
from workbook.cli.output import columns, print_json, tell, time_of
from workbook.cli.show import show_form
from workbook.cli.status import form_line

if TYPE_CHECKING:
    from workbook.application.workbook import Recorded
    from workbook.cli.session import Session
    from workbook.domain.forms import FilledForm

_FORM = "FORM is its title, its number as in 'post-mortem 2', or the beginning of its title or id."


@click.group(
    "form",
    cls=Group,
    help="Forms that are filled in as often as needed, such as one for each post-mortem. Without a command: list them.",
    examples=[
        "form",
        'form open postmortem "Size codes renamed"',
        "form show size",
        "form close size",
    ],
)
@click.pass_context
def form(context: click.Context) -> None:
    """Lists forms where no command is given."""
    if context.invoked_subcommand is None:
        _list(context.obj, everything=False)


@form.command(
    "open",
    cls=Command,
    help="Open a form to fill it in once more. FORM is what is filled in, such as postmortem; TITLE is what this one "
    "is called.",
    examples=['form open postmortem "Size codes renamed"'],
)
@click.argument("form", shell_complete=complete.forms)
@click.argument("title")
@click.pass_obj
def open_(session: Session, form: str, title: str) -> None:
    """Opens one."""
    from workbook.domain.commands import OpenForm

    project = session.project_to_change()
    recorded = session.writing.record(project.id, OpenForm(form, title))
    found = recorded.project.form(recorded.events[0].subject.form)
    _done(session, recorded, found, f"opened {found.name}, {found.title}", f"drop {_typed(found)} --why TEXT")
    tell(f"To see what it asks: mlworkbook form show {_typed(found)}")


@form.command(
    "list",
    cls=Command,
    help="List the filled-in forms: what each is, who opened it when, how far it is, and what it lacks before it can "
    "be closed. --all lists dropped ones too.",
    examples=["form list", "form list --json"],
)
@click.option("--all", "everything", is_flag=True, help="Those that were dropped too.")
@click.pass_obj
def list_(session: Session, everything: bool) -> None:
    """Lists all."""
    _list(session, everything=everything)


@form.command(
    "show",
    cls=Command,
    help=f"Show what is said in a filled-in form. {_FORM}",
    examples=['form show "Size codes"', "form show size --json", "form show 'post-mortem 2' --as-of 2026-11-02"],
)
@click.argument("form", shell_complete=complete.filled_forms)
@click.option("--as-of", metavar="DATE", default="", help="As it was at the end of a day, or at a UTC time.")
@click.pass_obj
def show(session: Session, form: str, as_of: str) -> None:
    """Shows one."""
    project = session.project(as_of)
    show_form(session, project, project.form(form))


@form.command(
    "close",
    cls=Command,
    help=f"Close a form that is done; what it still lacks is listed by 'mlworkbook form list'. {_FORM}",
    examples=["form close size"],
)
@click.argument("form", shell_complete=complete.filled_forms)
@click.pass_obj
def close(session: Session, form: str) -> None:
    """Closes one."""
    from workbook.domain.commands import CloseForm
    from workbook.domain.meetings.meeting import FORM as MEETING
    from workbook.errors import Refused

    project = session.project_to_change()
    found = project.form(form)
    if found.form.id == MEETING and found.open:
        what = f"{found.title} is a meeting: what is left of it is settled first."
        raise Refused(what, where=found.name, hint=f'mlworkbook meeting close "{found.title}"')
    recorded = session.writing.record(project.id, CloseForm(found.id))
    _done(
        session,
        recorded,
        recorded.project.form(found.id),
        f"closed {found.name}, {found.title}",
        f"reopen {_typed(found)}",
    )


@form.command(
    "reopen",
    cls=Command,
    help=f"Open a form again that was closed or dropped. {_FORM}",
    examples=["form reopen size"],
)
@click.argument("form", shell_complete=complete.filled_forms)
@click.pass_obj
def reopen(session: Session, form: str) -> None:
    """Reopens one."""
    from workbook.domain.commands import ReopenForm
    from workbook.domain.forms import find_form

    project = session.project_to_change()
    found = find_form(project.forms_ever, form)
    recorded = session.writing.record(project.id, ReopenForm(found.id))
    _done(session, recorded, recorded.project.form(found.id), f"opened {found.name} again, {found.title}")


@form.command(
    "drop",
    cls=Command,
    help="Drop a form that was opened in error: nothing in it counts any more. Its history stays, and "
    f"'mlworkbook form reopen' brings it back. {_FORM}",
    examples=['form drop size --why "Opened twice"'],
)
@click.argument("form", shell_complete=complete.filled_forms)
@click.option("--why", metavar="TEXT", required=True, help="The reason.")
@click.pass_obj
def drop(session: Session, form: str, why: str) -> None:
    """Drops one."""
    from workbook.domain.commands import CloseForm
    from workbook.domain.forms import find_form

    project = session.project_to_change()
    found = project.form(form)
    recorded = session.writing.record(project.id, CloseForm(found.id, dropped=True, reason=why))
    dropped = find_form(recorded.project.every_form, found.id)
    _done(session, recorded, dropped, f"dropped {found.name}, {found.title}", f"reopen {_typed(found)}")


def _list(session: Session, *, everything: bool) -> None:
    from workbook.application.form_reports import forms as forms_report

    report = forms_report(session.project(), dropped=everything)
    if session.as_json:
        print_json(report)
        return
    if report["forms"]:
        columns([_line(found) for found in report["forms"]], heads=("FORM", "TITLE", "STATE", "OPENED", "", ""))
    elif report["kinds"]:
        kinds = ", ".join(f"{kind['id']} ({kind['title']})" for kind in report["kinds"])
        tell(f"No form is filled in yet. There are: {kinds}. To open one: mlworkbook form open FORM TITLE")
    else:
        tell("Nothing that is asked here is a form.")


def _line(found: dict[str, Any]) -> tuple[str, ...]:
    which, title, done, lacks = form_line(found)
    opened = f"{time_of(found['opened_at'])}, {found['opened_by']}"
    return which, title, found["state"], opened, done, lacks or found["reason"]


def _done(session: Session, recorded: Recorded, found: FilledForm, what: str, back: str = "") -> None:
    """Says what came of it."""
    from workbook.application.form_reports import describe_form

    report = describe_form(recorded.project, found)
    if session.as_json:
        print_json({"format": 1, "act": recorded.act, "recorded": bool(recorded.events), "form": report})
    if recorded.events:
        tell(f"Recorded: {what}." + (f" To take it back: mlworkbook form {back}" if back else ""))
    else:
        tell(f"Nothing new: {found.title} is {report['state']} already.")


def _typed(found: FilledForm) -> str:
    """Its title as a command line takes it."""
    from shlex import quote

    return quote(found.title)
