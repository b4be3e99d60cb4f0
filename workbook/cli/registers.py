"""`actions`, `decisions`, `parking`: short forms for the registers that a meeting fills."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from workbook.cli import complete
from workbook.cli.command import Command, Group
from workbook.cli.rows import change_row, record_row
from workbook.cli.show import show_rows

if TYPE_CHECKING:
    from collections.abc import Callable

    from workbook.cli.session import Session


@click.group(
    "actions",
    cls=Group,
    help="List the open action items; --all lists the closed ones too.",
    examples=["actions", 'actions add "Pull three months of reviews" --owner Raj --due fri', "actions done pull"],
)
@click.option("--all", "closed_too", is_flag=True, help="The closed ones too.")
@click.pass_context
def actions(context: click.Context, closed_too: bool) -> None:
    """Lists action items."""
    _list(context, "actions", closed_too)


@actions.command(
    "add",
    cls=Command,
    help="Add an action item.",
    examples=['actions add "Ask legal about review text" --owner Mei --due 2w --from kickoff.data'],
)
@click.argument("text")
@click.option("--owner", metavar="PERSON", default="", help="Who does it.")
@click.option("--due", metavar="DAY", default="", help="Until when: 2026-11-27, fri, 2w, eom.")
@click.option("--from", "origin", metavar="ID", default="", shell_complete=complete.questions, help="Its question.")
@click.option("--link", default="", help="The ticket, if there is one.")
@click.pass_obj
def add_action(session: Session, text: str, owner: str, due: str, origin: str, link: str) -> None:
    """Adds an action item."""
    texts = {"action": text, "owner": owner, "due": due, "origin": origin, "link": link, "status": "open"}
    _add(session, "actions", texts, question="origin")


@actions.command("done", cls=Command, help="Mark an action item as done.", examples=["actions done pull"])
@click.argument("row")
@click.pass_obj
def done_action(session: Session, row: str) -> None:
    """Closes an action item."""
    change_row(session, "actions", row, {"status": "done"})


@actions.command("drop", cls=Command, help="Mark an action item as dropped.", examples=["actions drop pull"])
@click.argument("row")
@click.pass_obj
def drop_action(session: Session, row: str) -> None:
    """Drops an action item."""
    change_row(session, "actions", row, {"status": "dropped"})


@actions.command(
    "redate",
    cls=Command,
    help="Give an action another day, and say why it moved.",
    examples=['actions redate rerun 2w --why "Waits for the new schema"'],
)
@click.argument("row")
@click.argument("day")
@click.option("--why", metavar="TEXT", required=True, help="The reason; it stands beside the action.")
@click.pass_obj
def redate_action(session: Session, row: str, day: str, why: str) -> None:
    """Moves the day of an action."""
    from workbook.application import typed
    from workbook.application.actions import redated

    project = session.project_to_change()
    _, found = typed.find_row_of(project, "actions", row)
    record_row(session, project, redated(project, found, day, why))


def _of_meeting(command: Callable[..., None]) -> Callable[..., None]:
    named = "Only those that were noted in this meeting."
    option = click.option("--meeting", metavar="TITLE", default="", shell_complete=complete.meetings, help=named)
    return option(command)


@actions.command(
    "calendar",
    cls=Command,
    reports=False,
    help="Print the open actions that have a day as a calendar file; a second import replaces what the first brought.",
    examples=["actions calendar > actions.ics"],
)
@_of_meeting
@click.pass_obj
def actions_calendar(session: Session, meeting: str) -> None:
    """Prints a calendar."""
    from workbook.application.meeting_texts import calendar, open_actions

    project = session.project()
    click.echo(calendar(project, open_actions(project, meeting)), nl=False)


@actions.command(
    "issues",
    cls=Command,
    reports=False,
    help="Print a 'gh issue create' line for each open action; look at them, then let a shell carry them out.",
    examples=["actions issues", 'actions issues --meeting "Kickoff meeting" | sh'],
)
@_of_meeting
@click.pass_obj
def actions_issues(session: Session, meeting: str) -> None:
    """Prints command lines."""
    from workbook.application.meeting_texts import issue_lines, open_actions

    project = session.project()
    click.echo(issue_lines(project, open_actions(project, meeting)), nl=False)


@click.group(
    "decisions",
    cls=Group,
    help="List the decisions.",
    examples=["decisions", 'decisions add "Shoes first; coats wait" --kind scope-cut --by Ana --why "Too few reviews"'],
)
@click.pass_context
def decisions(context: click.Context) -> None:
    """Lists decisions."""
    _list(context, "decisions", True)


@decisions.command(
    "add",
    cls=Command,
    help="Add a decision.",
    examples=['decisions add "Shadow first" --kind other --by Ana --why "Nobody trusts it yet" --revisit 4w'],
)
@click.argument("text")
@click.option("--kind", metavar="KIND", default="", help="pivot, scope-cut, target-change or other.")
@click.option("--by", "owner", metavar="PERSON", default="", help="Who decided.")
@click.option("--date", metavar="DAY", default="today", help="When; today when left out.")
@click.option("--context", metavar="TEXT", default="", help="What it was about.")
@click.option("--why", metavar="TEXT", default="", help="The reason.")
@click.option("--alternatives", metavar="TEXT", default="", help="What else was on the table.")
@click.option("--consequences", metavar="TEXT", default="", help="What follows from it.")
@click.option("--dissent", metavar="TEXT", default="", help="Who saw it differently, and how.")
@click.option("--revisit", metavar="DAY", default="", help="When to look at it again.")
@click.pass_obj
def add_decision(session: Session, /, text: str, **texts: str) -> None:
    """Adds a decision."""
    _add(session, "decisions", {"decision": text, **texts})


@click.group(
    "parking",
    cls=Group,
    help="List the parked questions; --all lists the closed ones too.",
    examples=[
        "parking",
        'parking add "Who owns the feature store?" --by Tom',
        'parking close who --outcome "Platform"',
    ],
)
@click.option("--all", "closed_too", is_flag=True, help="The closed ones too.")
@click.pass_context
def parking(context: click.Context, closed_too: bool) -> None:
    """Lists parked questions."""
    _list(context, "parking", closed_too)


@parking.command(
    "add",
    cls=Command,
    help="Park a question for later.",
    examples=['parking add "Do we need consent?" --by Tom --about kickoff.data'],
)
@click.argument("text")
@click.option(
    "--about", metavar="ID", default="", shell_complete=complete.questions, help="The question it belongs to."
)
@click.option("--by", "raised_by", metavar="PERSON", default="", help="Who raised it.")
@click.pass_obj
def add_parked(session: Session, text: str, about: str, raised_by: str) -> None:
    """Parks a question."""
    _add(
        session,
        "parking",
        {"item": text, "question": about, "raised-by": raised_by, "status": "open"},
        question="question",
    )


@parking.command(
    "close",
    cls=Command,
    help="Close a parked question: answered, or dropped without --outcome.",
    examples=['parking close consent --outcome "No: reviews are public"'],
)
@click.argument("row")
@click.option("--outcome", metavar="TEXT", default="", help="What came of it.")
@click.pass_obj
def close_parked(session: Session, row: str, outcome: str) -> None:
    """Closes a parked question."""
    texts = {"status": "answered", "outcome": outcome} if outcome else {"status": "dropped"}
    change_row(session, "parking", row, texts)


def _list(context: click.Context, table: str, closed_too: bool) -> None:
    from workbook.application.answer_reports import table_rows
    from workbook.application.reports import is_open

    if context.invoked_subcommand is not None:
        return
    session: Session = context.obj
    project = session.project()
    collection = project.pack.collection(table)
    found = [row for row in project.rows(table) if closed_too or is_open(row)]
    show_rows(session, table_rows(project, collection, found, collection.columns))


def _add(session: Session, table: str, texts: dict[str, str], question: str = "") -> None:
    """A row from what was given, whose words come first; a column that names a question takes its code too."""
    from workbook.application import typed
    from workbook.errors import InvalidValue

    if not next(iter(texts.values())).strip():
        raise InvalidValue("There are no words in it.", where=table, hint="Say it in a line.")
    project = session.project_to_change()
    if question and texts[question]:
        texts[question] = project.question(texts[question]).name
    command = typed.row(project, table, {name: text for name, text in texts.items() if text})
    record_row(session, project, command)
