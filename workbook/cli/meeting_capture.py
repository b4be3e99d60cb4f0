"""`meeting join|note|capture|skip`: what is kept while people talk."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import click

from workbook.cli import complete
from workbook.cli.command import Command
from workbook.cli.meeting import done, meeting, person, record, the_meeting
from workbook.cli.output import print_json, say, tell
from workbook.cli.words import short

if TYPE_CHECKING:
    from workbook.cli.session import Session
    from workbook.domain.commands import SetRow
    from workbook.domain.project import Project

_LINE = (
    "The first letter says what it is: a action, d decision, r risk, p parking lot, n note. @name and >day stand "
    "anywhere; '@name: ...' in front says who said it; a decision takes 'why: ...', 'or: ...' and 'but: ...'."
)


@meeting.command(
    "join",
    cls=Command,
    help="Note that somebody is here. --new takes a person among the project's people first.",
    examples=["meeting join Tom", 'meeting join "Lena Park" --new --note "until 10:30"'],
)
@click.argument("who", metavar="PERSON", shell_complete=complete.people)
@click.option("--note", metavar="TEXT", default="", help="Came late, dialled in, leaves early.")
@click.option("--new", is_flag=True, help="Somebody who is not among the people yet.")
@click.pass_obj
def join(session: Session, who: str, note: str, new: bool) -> None:
    """Adds an attendee."""
    from workbook.application import meetings

    project, found = the_meeting(session)
    if new:
        project = session.writing.record(project.id, _new_person(project, who)).project
    here = person(project, who, found)
    command = meetings.join(project, found, here, note)
    if command is None:
        tell(f"{project.person(here)} is here already.")
        return
    recorded = record(session, project, command)
    done(session, recorded, found, f"{project.person(here)} is here.", undo=True)


@meeting.command(
    "note",
    cls=Command,
    help="Note what was said. '@name: ...' in front says who said it.",
    examples=['meeting note "The supplier answers within a day" --about kickoff.data'],
)
@click.argument("text")
@click.option("--about", metavar="ID", default="", shell_complete=complete.questions, help="Its question.")
@click.pass_obj
def note(session: Session, text: str, about: str) -> None:
    """Keeps a note."""
    _capture(session, f"n {text}", about)


@meeting.command(
    "capture",
    cls=Command,
    help=f"Keep an action, decision, risk, parked question or note in one line; outside of meetings too. {_LINE}",
    examples=[
        'meeting capture "a rerun tuning @mei >fri"',
        'meeting capture "d shoes first why: few coat reviews but: Tom fears the sale @ana >4w"',
        'meeting capture "p who owns the feature store?" --about kickoff.data',
    ],
)
@click.argument("line")
@click.option("--about", metavar="ID", default="", shell_complete=complete.questions, help="Its question.")
@click.pass_obj
def capture(session: Session, line: str, about: str) -> None:
    """Keeps what a line says."""
    _capture(session, line, about)


@meeting.command(
    "confirm",
    cls=Command,
    help="Say that what is known about items of the agenda still holds.",
    examples=["meeting confirm kickoff.people kickoff.delivery"],
)
@click.argument("items", nargs=-1, required=True, metavar="ITEM...", shell_complete=complete.questions)
@click.pass_obj
def confirm(session: Session, items: tuple[str, ...]) -> None:
    """Confirms some."""
    from workbook.domain.meetings.closing import confirm_item, find_item

    project, found = the_meeting(session)
    meant = [find_item(project, found, name) for name in items]
    commands = [command for item in meant for command in confirm_item(project, found, item)]
    recorded = [record(session, project, command) for command in commands]
    done(session, recorded[-1], found, f"Confirmed: {', '.join(item.item for item in meant)}.", undo=True)


@meeting.command(
    "skip",
    cls=Command,
    help="Leave an item of the agenda for now: it comes up again before the meeting closes.",
    examples=["meeting skip kickoff.value"],
)
@click.argument("item", shell_complete=complete.questions)
@click.option("--why", metavar="TEXT", default="", help="The reason.")
@click.pass_obj
def skip(session: Session, item: str, why: str) -> None:
    """Skips one."""
    from workbook.domain.meetings.closing import find_item, settle_item

    project, found = the_meeting(session)
    skipped = find_item(project, found, item)
    recorded = record(session, project, settle_item(found, skipped, "skipped", why))
    done(session, recorded, found, f"Skipped: {skipped.item}.", undo=True)


def _capture(session: Session, line: str, about: str) -> None:
    from workbook.application.answer_reports import describe_row
    from workbook.application.meeting_reports import captured_report
    from workbook.application.meetings import at_question, kept, understood
    from workbook.domain.meetings.meeting import running

    project = session.project_to_change()
    now = session.writing.now()
    found = running(project, now)
    question = project.question(about).name if about else at_question(project, found, now)
    captured = understood(project, line, found)
    recorded = record(session, project, kept(project, captured, found, question))
    row = next(event.subject for event in recorded.events if event.kind == "row.set")
    if session.as_json:
        columns = project.pack.collection(row.name).columns
        told = describe_row(recorded.project, columns, recorded.project.row(row.name, row.row))
        about_it: dict[str, Any] = {"captured": captured_report(captured), "table": row.name, "row": told}
        print_json(
            {"format": 1, "act": recorded.act, "recorded": True, "meeting": found.id if found else "", **about_it}
        )
    else:
        say(captured.echo)
    for hint in captured.hints:
        tell(hint)
    tell(f"To take it back: mlworkbook undo {short(recorded.act)}")


def _new_person(project: Project, name: str) -> SetRow:
    from workbook.application import typed
    from workbook.errors import Refused

    if name.strip().casefold() in [project.row_name(row).casefold() for row in project.rows("people")]:
        raise Refused(f"{name} is among the people already.", where="people", hint="Leave --new out.")
    return typed.row(project, "people", {"name": name})
